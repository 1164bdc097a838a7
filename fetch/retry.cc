#include "fetch/retry.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

namespace troika::fetch {
namespace {

using std::chrono::seconds;

std::optional<int> number(std::string_view text) {
  int value = 0;
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Split at spaces, commas, hyphens and colons: the three forms of a date differ in order, and by their separators.
std::vector<std::string_view> words_of(std::string_view text) {
  constexpr std::string_view kSeparators = " ,-:";
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t begin = text.find_first_not_of(kSeparators);
    if (begin == std::string_view::npos) return words;
    text.remove_prefix(begin);
    const std::size_t end = std::min(text.find_first_of(kSeparators), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

std::optional<unsigned> month_of(std::string_view name) {
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto found = std::find(kMonths.begin(), kMonths.end(), name);
  if (found == kMonths.end()) return std::nullopt;
  return static_cast<unsigned>(found - kMonths.begin() + 1);
}

// Two digits are of the last hundred years, or of the next fifty (RFC 9110, section 5.6.7).
int full_year(int year, std::size_t digits, std::chrono::system_clock::time_point now) {
  if (digits != 2) return year;
  const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(now));
  const int this_year = static_cast<int>(today.year());
  const int full = this_year / 100 * 100 + year;
  return full > this_year + 50 ? full - 100 : full;
}

struct DateWords {
  std::string_view day, month, year, hour, minute, second;
};

std::optional<std::chrono::sys_seconds> assemble(const DateWords& words, std::chrono::system_clock::time_point now) {
  const auto month = month_of(words.month);
  const auto day = number(words.day), year = number(words.year);
  const auto hour = number(words.hour), minute = number(words.minute), second = number(words.second);
  if (!month || !day || !year || !hour || !minute || !second) return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(full_year(*year, words.year.size(), now)),
                                         std::chrono::month(*month), std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok() || date.year() < std::chrono::year(1970)) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) + seconds(*second);
}

}  // namespace

bool worth_retrying(const Failure& failure) {
  if (!failure.retryable) return false;
  return failure.code == FailureCode::kNetwork || failure.code == FailureCode::kServerError ||
         failure.code == FailureCode::kTruncated;
}

std::optional<std::chrono::milliseconds> wait_before_retry(const RetryPolicy& policy, int failed, double chance,
                                                           std::optional<seconds> retry_after) {
  if (failed > policy.retries) return std::nullopt;
  if (retry_after && *retry_after > policy.longest) return std::nullopt;
  const double doubled = static_cast<double>(policy.first.count()) * std::exp2(failed - 1);
  const double most = std::min(doubled, static_cast<double>(policy.longest.count()));
  const std::chrono::milliseconds wait(static_cast<std::chrono::milliseconds::rep>(most * chance));
  // The jitter comes on top: all who were told the same second would come back in it.
  return retry_after ? *retry_after + wait : wait;
}

std::optional<seconds> parse_retry_after(std::string_view value, std::chrono::system_clock::time_point now) {
  if (!value.empty() && value.find_first_not_of("0123456789") == std::string_view::npos) {
    const auto count = number(value);  // too many digits for a number are too long a wait, too
    return count ? std::min(seconds(*count), kLongestRetryAfter) : kLongestRetryAfter;
  }
  const auto date = parse_http_date(value, now);
  if (!date) return std::nullopt;
  return std::clamp(std::chrono::ceil<seconds>(*date - now), seconds(0), kLongestRetryAfter);
}

std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text,
                                                        std::chrono::system_clock::time_point now) {
  const auto w = words_of(text);
  const bool zoned = w.size() == 8 && (w[7] == "GMT" || w[7] == "UTC");
  if (zoned) return assemble({w[1], w[2], w[3], w[4], w[5], w[6]}, now);
  if (w.size() == 7) return assemble({w[2], w[1], w[6], w[3], w[4], w[5]}, now);  // asctime
  return std::nullopt;
}

}  // namespace troika::fetch
