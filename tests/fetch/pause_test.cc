#include "fetch/pause.h"

#include <gtest/gtest.h>

namespace troika::fetch {
namespace {

TEST(PauseTest, TimesAreIso8601InUtc) {
  using namespace std::chrono_literals;
  EXPECT_EQ(utc_text(std::chrono::sys_seconds(0s)), "1970-01-01T00:00:00Z");
  EXPECT_EQ(utc_text(std::chrono::sys_days(2024y / 2 / 29) + 23h + 59min + 58s), "2024-02-29T23:59:58Z");
}

}  // namespace
}  // namespace troika::fetch
