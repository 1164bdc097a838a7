// What an answer is worth, judged by its bytes and not by its status. Pure.
//
// UN hosts answer 200 with a web page or with nothing for a symbol that is not published, 202 with an empty body, or a
// challenge page. A challenge is never worked around: it is named, and the message says how to add the file by hand.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fetch/http_client.h"
#include "fetch/media.h"
#include "fetch/task.h"

namespace troika::fetch {

// A whole answer: what was received of it, and how it ended. Owns nothing.
struct Answer {
  const HttpHead& head;
  std::string_view beginning;  // of the body, decoded
  std::string_view ending;     // of the body
  std::uint64_t size = 0;      // of the body, decoded, with what earlier attempts gave of it
};

struct Verdict {
  SniffedType type{};
  std::optional<Failure> failure;  // empty: a document to archive
};

// Of an answer that came complete. 304 and redirects that are followed do not come here.
//
//   status                      body            verdict
//   2xx                         as expected     the document, whatever its Content-Type
//   any                         a challenge     kBlocked
//   2xx                         empty           kNotPublishedYet
//   2xx                         a web page in a PDF's place   kNotPublishedYet
//   2xx                         something else  kWrongType
//   2xx                         a PDF without its end         kTruncated
//   404, 410                                    kNotPublishedYet
//   408, 425, 429, 5xx                          kServerError
//   other 4xx                                   kBlocked
Verdict judge(const Answer& answer, MediaType expects);

// Of bytes that a person gave, a local file: only the type is looked at.
Verdict judge_file(std::string_view beginning, MediaType expects);

// Whether this is a page that wants to know if we are human, or says that we are not wanted. `certain`: only by marks
// that no document has; otherwise also by words that a page about something else might use.
bool is_challenge(const HttpHead& head, std::string_view beginning, bool certain);

// Of a transfer that did not come to its end. `host` for the message; `received` is false before the first byte.
Failure judge_transport(const HttpOutcome& outcome, std::string_view host);

// Of a host that asked for a pause longer than a run may take.
Failure judge_pause(const Pause& pause);

// Of a URL that a rule of the host's robots.txt forbids.
Failure judge_rule(const std::string& host, const std::string& rule);

// A validator that allows If-Range: a strong ETag, or a Last-Modified at least a second before the Date
// (RFC 9110, sections 8.8.2.2 and 13.1.5); empty where there is none, or where the body is encoded.
std::string resume_validator(const HttpHead& head);

// Whether a 206 continues a body of which `have` bytes are here (RFC 9110, section 14.4).
bool continues_at(const HttpHead& head, std::uint64_t have);

}  // namespace troika::fetch
