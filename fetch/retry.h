// When a request is made again. Pure: time and chance come in as arguments.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "fetch/failure.h"

namespace troika::fetch {

// kNetwork, kServerError and kTruncated, where they may pass: worth another request within this run. Everything else,
// "not published yet" too, waits for another run.
bool worth_retrying(const Failure& failure);

struct RetryPolicy {
  int retries = 3;                        // so many requests more than one
  std::chrono::milliseconds first{1000};  // the longest wait before the second request; doubled each time
  std::chrono::milliseconds longest{120000};
};

// How long to wait before request number `failed` + 1, when `failed` (from 1) have failed; nothing to give up.
//
// Exponential backoff with full jitter: anything between nothing and min(longest, first * 2^(failed - 1)), by `chance`
// from [0, 1), so that clients that failed together do not come back together. A Retry-After is always waited out; one
// that exceeds `longest` gives up.
std::optional<std::chrono::milliseconds> wait_before_retry(const RetryPolicy& policy, int failed, double chance,
                                                           std::optional<std::chrono::seconds> retry_after);

// Retry-After (RFC 9110, section 10.2.3): seconds, or a date as seen from `now`, where one that has passed gives 0.
// At most kLongestRetryAfter. Nothing for what is neither.
inline constexpr std::chrono::seconds kLongestRetryAfter = std::chrono::hours(24 * 30);
std::optional<std::chrono::seconds> parse_retry_after(std::string_view value,
                                                      std::chrono::system_clock::time_point now);

// An HTTP-date in any of its three forms (RFC 9110, section 5.6.7), from 1970 on:
//   "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994".
// `now` tells the century of the second.
std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text,
                                                        std::chrono::system_clock::time_point now);

}  // namespace troika::fetch
