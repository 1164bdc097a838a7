#include "fetch/verdict.h"

#include <algorithm>
#include <charconv>

#include "fetch/ascii.h"
#include "fetch/retry.h"

namespace troika::fetch {
namespace {

constexpr std::string_view kByHand = "; save it with a browser and add it with: troika backfill FILE";

Failure failure(FailureCode code, bool retryable, std::string detail) {
  return Failure{Stage::kFetch, code, retryable, std::move(detail)};
}

template <std::size_t kSize>
bool contains_any(const std::string& text, const std::string_view (&marks)[kSize]) {
  return std::any_of(std::begin(marks), std::end(marks),
                     [&](std::string_view mark) { return text.find(mark) != std::string::npos; });
}

// In lower case. Cloudflare, Imperva, AWS WAF, DataDome, PerimeterX, Akamai. Marks that these also put into the pages
// that they let through ("/cdn-cgi/challenge-platform/scripts", "_Incapsula_Resource?SWJIYLWA") are not among them.
constexpr std::string_view kCertainMarks[] = {
    "cf-chl",
    "cf_chl_",
    "orchestrate/chl_page",
    "<title>just a moment",
    "<title>attention required! | cloudflare",
    "_incapsula_resource?swudnsai",
    "incapsula incident id",
    "request unsuccessful. incapsula",
    "gokuprops",
    "captcha-delivery.com",
    "px-captcha",
    "<title>access denied</title>",
};
constexpr std::string_view kLikelyMarks[] = {
    "just a moment",        "captcha",
    "access denied",        "awswafintegration",
    "are you a robot",      "are you human",
    "verify you are human", "verifying you are human",
    "unusual traffic",      "enable javascript and cookies to continue",
    "request rejected",
};

Failure status_failure(int status) {
  const std::string http = "HTTP " + std::to_string(status);
  if (status == 404 || status == 410) {
    return failure(
        FailureCode::kNotPublishedYet, true,
        "the server has no such document (" + http + "); it is not published yet, or its symbol or URL is wrong");
  }
  if (status == 429) {
    return failure(FailureCode::kServerError, true,
                   "the server asks for fewer requests (" + http +
                       "); try again later, with a longer "
                       "interval_per_host_ms");
  }
  if (status == 408 || status == 425 || status >= 500) {
    return failure(FailureCode::kServerError, true, "the server failed (" + http + "); try again later");
  }
  if (status >= 400) {
    return failure(FailureCode::kBlocked, false, "the server refuses it (" + http + ")" + std::string(kByHand));
  }
  return failure(FailureCode::kServerError, true, "an answer that was not asked for (" + http + ")");
}

std::optional<Failure> type_failure(const SniffedType& type, MediaType expects) {
  const bool readable = type.type != MediaType::kAny;
  if (readable && (expects == MediaType::kAny || type.type == expects)) return std::nullopt;
  // A page in a document's place says, in words made for people, that there is no such document.
  if (type.type == MediaType::kHtml) {
    return failure(FailureCode::kNotPublishedYet, true,
                   "a web page came in place of " + std::string(name_of(expects)) + "; not published yet");
  }
  return failure(FailureCode::kWrongType, false,
                 "is " + std::string(type.media_type) + ", where " + std::string(name_of(expects)) +
                     " was expected; check the URL");
}

// ISO 32000-1, section 7.5.5, and annex H.3.4.4 for where readers look for it.
bool has_end(const SniffedType& type, std::string_view ending) {
  return type.type != MediaType::kPdf || ending.find("%%EOF") != std::string_view::npos;
}

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

bool is_challenge(const HttpHead& head, std::string_view beginning, bool certain) {
  if (head.field("cf-mitigated") == "challenge") return true;
  if (!head.field("x-amzn-waf-action").empty()) return true;  // "challenge" or "captcha", often with 202 and no body
  const std::string text = lower(beginning);
  return contains_any(text, kCertainMarks) || (!certain && contains_any(text, kLikelyMarks));
}

Verdict judge(const Answer& answer, MediaType expects) {
  const int status = answer.head.status;
  Verdict verdict{sniff(answer.beginning, answer.head.field("content-type")), std::nullopt};
  const bool is_page = verdict.type.type == MediaType::kHtml || verdict.type.type == MediaType::kAny;
  const bool page_is_welcome = expects == MediaType::kHtml || expects == MediaType::kAny;
  if (is_page && is_challenge(answer.head, answer.beginning, status < 300 && page_is_welcome)) {
    verdict.failure = failure(FailureCode::kBlocked, false,
                              "the server answers with a challenge for people (HTTP " + std::to_string(status) +
                                  "); it is not worked around" + std::string(kByHand));
  } else if (status >= 300) {
    verdict.failure = status_failure(status);
  } else if (answer.size == 0) {
    verdict.failure = failure(FailureCode::kNotPublishedYet, true,
                              "the answer is empty (HTTP " + std::to_string(status) + "); not published yet");
  } else if (auto wrong = type_failure(verdict.type, expects)) {
    verdict.failure = std::move(wrong);
  } else if (!has_end(verdict.type, answer.ending)) {
    verdict.failure = failure(FailureCode::kTruncated, true,
                              "the PDF has no end (%%EOF): cut on its way; if the server's copy is like this," +
                                  std::string(kByHand).substr(1));
  }
  return verdict;
}

Verdict judge_file(std::string_view beginning, MediaType expects) {
  Verdict verdict{sniff(beginning), std::nullopt};
  const bool readable = verdict.type.type != MediaType::kAny;
  if (readable && (expects == MediaType::kAny || verdict.type.type == expects)) return verdict;
  verdict.failure = failure(FailureCode::kWrongType, false,
                            "is " + std::string(verdict.type.media_type) + ", where " + std::string(name_of(expects)) +
                                " was expected; check the file");
  return verdict;
}

Failure judge_transport(const HttpOutcome& outcome, std::string_view host) {
  const std::string where(host);
  switch (outcome.end) {
    case HttpEnd::kForbiddenAddress:
      return failure(FailureCode::kForbiddenAddress, false,
                     where + " is at " + outcome.detail +
                         ", no public address; if it is to be fetched, set allow_private_addresses = true in the "
                         "configuration");
    case HttpEnd::kUnreachable:
      return failure(FailureCode::kNetwork, true, "cannot connect to " + where + ": " + outcome.detail);
    case HttpEnd::kTimedOut:
      return failure(FailureCode::kNetwork, true, "the transfer took too long: " + outcome.detail);
    case HttpEnd::kCut: return failure(FailureCode::kTruncated, true, "the transfer broke off: " + outcome.detail);
    case HttpEnd::kComplete:
    case HttpEnd::kEndedByReceiver: break;
  }
  return failure(FailureCode::kInternal, false, "the transfer was ended: " + outcome.detail);
}

Failure judge_pause(const Pause& pause) {
  return failure(FailureCode::kServerError, true,
                 pause.host + " asked not to be asked again before " + utc_text(pause.until) +
                     " (Retry-After); run again then, or at once after: troika retry");
}

Failure judge_rule(const std::string& host, const std::string& rule) {
  return failure(FailureCode::kDisallowed, false,
                 host + " asks crawlers in its robots.txt not to fetch this (" + rule +
                     "); ask the site, or save it with a browser and add it with: troika backfill FILE");
}

std::string resume_validator(const HttpHead& head) {
  if (const auto encoding = head.field("content-encoding"); !encoding.empty() && encoding != "identity") return {};
  if (head.field("accept-ranges") == "none") return {};
  const std::string_view etag = head.field("etag");
  if (!etag.empty() && !etag.starts_with("W/")) return std::string(etag);
  const auto now = std::chrono::system_clock::now();  // only for dates with two digits for the year
  const auto modified = parse_http_date(head.field("last-modified"), now);
  const auto date = parse_http_date(head.field("date"), now);
  // Within the same second the document may have changed twice.
  if (!modified || !date || *date - *modified < std::chrono::seconds(1)) return {};
  return std::string(head.field("last-modified"));
}

bool continues_at(const HttpHead& head, std::uint64_t have) {
  std::string_view range = head.field("content-range");
  if (head.status != 206 || !range.starts_with("bytes ")) return false;
  if (const auto encoding = head.field("content-encoding"); !encoding.empty() && encoding != "identity") return false;
  range.remove_prefix(6);
  return number(range.substr(0, range.find('-'))) == have;
}

}  // namespace troika::fetch
