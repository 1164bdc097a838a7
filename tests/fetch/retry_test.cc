#include "fetch/retry.h"

#include <string>

#include <gtest/gtest.h>

namespace troika::fetch {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const std::chrono::system_clock::time_point kNow = std::chrono::sys_days(std::chrono::January / 1 / 2025);

TEST(RetryTest, HttpDates) {
  const std::chrono::sys_seconds day = std::chrono::sys_days(std::chrono::November / 6 / 1994) + std::chrono::hours(8) +
                                       std::chrono::minutes(49) + seconds(37);
  const struct {
    const char* text;
    std::optional<std::chrono::sys_seconds> time;
  } kTable[] = {
      {"Sun, 06 Nov 1994 08:49:37 GMT", day},
      {"Sunday, 06-Nov-94 08:49:37 GMT", day},
      {"Sun Nov  6 08:49:37 1994", day},
      {"Thu, 01 Jan 1970 00:00:00 GMT", std::chrono::sys_seconds(seconds(0))},
      {"Thu, 29 Feb 2024 23:59:60 GMT", std::chrono::sys_days(std::chrono::March / 1 / 2024)},
      {"Sunday, 06-Nov-30 00:00:00 GMT", std::chrono::sys_days(std::chrono::November / 6 / 2030)},
      {"Sunday, 06-Nov-76 00:00:00 GMT", std::chrono::sys_days(std::chrono::November / 6 / 1976)},
      {"Wed, 29 Feb 2023 00:00:00 GMT", std::nullopt},
      {"Sun, 32 Nov 1994 08:49:37 GMT", std::nullopt},
      {"Sun, 06 Nov 1994 24:00:00 GMT", std::nullopt},
      {"Sun, 06 Nov 1994 08:49:37", std::nullopt},
      {"Sun, 06 Nov 1994 08:49:37 CET", std::nullopt},
      {"Sun, 06 Nov 1969 08:49:37 GMT", std::nullopt},
      {"06 Nov 1994", std::nullopt},
      {"soon", std::nullopt},
      {"", std::nullopt},
      {"Sun, -6 Nov 1994 08:49:99999999999999999999 GMT", std::nullopt},
  };
  for (const auto& row : kTable) EXPECT_EQ(parse_http_date(row.text, kNow), row.time) << row.text;
}

TEST(RetryTest, RetryAfter) {
  const struct {
    const char* text;
    std::optional<int> seconds;
  } kTable[] = {
      {"0", 0},
      {"120", 120},
      {"99999999", 30 * 24 * 3600},
      {"99999999999999999999999", 30 * 24 * 3600},
      {"Wed, 01 Jan 2025 00:02:00 GMT", 120},
      {"Tue, 31 Dec 2024 23:00:00 GMT", 0},
      {"Fri, 01 Jan 2100 00:00:00 GMT", 30 * 24 * 3600},
      {"-1", std::nullopt},
      {"1.5", std::nullopt},
      {"", std::nullopt},
      {"tomorrow", std::nullopt},
  };
  for (const auto& row : kTable) {
    const auto given = parse_retry_after(row.text, kNow);
    EXPECT_EQ(given ? std::optional<int>(given->count()) : std::nullopt, row.seconds) << row.text;
  }
}

TEST(RetryTest, BacksOff) {
  const RetryPolicy policy{4, milliseconds(1000), milliseconds(5000)};
  const struct {
    int failed;
    double chance;
    std::optional<seconds> retry_after;
    std::optional<milliseconds> wait;
  } kTable[] = {
      {1, 0.999, {}, milliseconds(999)},
      {1, 0.0, {}, milliseconds(0)},
      {2, 0.5, {}, milliseconds(1000)},
      {3, 0.5, {}, milliseconds(2000)},
      {4, 0.5, {}, milliseconds(2500)},  // the cap
      {5, 0.5, {}, std::nullopt},
      {1, 0.5, seconds(0), milliseconds(500)},
      {1, 0.5, seconds(3), milliseconds(3500)},
      {1, 0.5, seconds(5), milliseconds(5500)},
      {1, 0.5, seconds(6), std::nullopt},
  };
  for (const auto& row : kTable) {
    EXPECT_EQ(wait_before_retry(policy, row.failed, row.chance, row.retry_after), row.wait)
        << row.failed << " " << row.chance;
  }
  EXPECT_EQ(wait_before_retry({100000, milliseconds(1), milliseconds(5000)}, 99999, 0.5, {}), milliseconds(2500));
}

TEST(RetryTest, WhatMayPassSoon) {
  const auto worth = [](FailureCode code, bool retryable) {
    return worth_retrying(Failure{Stage::kFetch, code, retryable, ""});
  };
  for (const auto code : {FailureCode::kNetwork, FailureCode::kServerError, FailureCode::kTruncated}) {
    EXPECT_TRUE(worth(code, true));
    EXPECT_FALSE(worth(code, false));
  }
  for (const auto code : {FailureCode::kNotPublishedYet, FailureCode::kBlocked, FailureCode::kStore,
                          FailureCode::kDisallowed, FailureCode::kForbiddenAddress, FailureCode::kTooLarge}) {
    EXPECT_FALSE(worth(code, true)) << code_name(code);
  }
}

}  // namespace
}  // namespace troika::fetch
