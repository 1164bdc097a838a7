#include "fetch/host_schedule.h"

#include <string>

#include <gtest/gtest.h>

namespace troika::fetch {
namespace {

using std::chrono::milliseconds;
using Time = HostSchedule::Time;

constexpr Time at(int ms) { return Time(milliseconds(1000 + ms)); }

// The ids that may start at this moment.
std::string started(HostSchedule& schedule, int ms) {
  std::string ids;
  while (const auto id = schedule.start(at(ms))) ids += (ids.empty() ? "" : " ") + std::to_string(*id);
  return ids;
}

TEST(HostScheduleTest, KeepsTheIntervalOfAHost) {
  HostSchedule schedule({8, 8, milliseconds(100)});
  for (const std::uint64_t id : {1u, 2u, 3u}) schedule.wait(id, "a", at(0));
  schedule.wait(4, "b", at(0));
  EXPECT_EQ(started(schedule, 0), "1 4");
  EXPECT_EQ(schedule.next(), at(100));
  EXPECT_EQ(started(schedule, 99), "");
  EXPECT_EQ(started(schedule, 100), "2");
  EXPECT_EQ(started(schedule, 250), "3") << "an interval is between starts, and is not saved up";
  EXPECT_EQ(schedule.next(), std::nullopt);
}

TEST(HostScheduleTest, CountsConnections) {
  HostSchedule schedule({3, 2, milliseconds(0)});
  for (const std::uint64_t id : {1u, 2u, 3u}) schedule.wait(id, "a", at(0));
  for (const std::uint64_t id : {4u, 5u}) schedule.wait(id, "b", at(0));
  EXPECT_EQ(started(schedule, 0), "1 2 4");
  EXPECT_EQ(schedule.next(), std::nullopt) << "only an end can help";
  schedule.finish("b");
  EXPECT_EQ(started(schedule, 1), "5");
  schedule.finish("a");
  EXPECT_EQ(started(schedule, 2), "3");
}

TEST(HostScheduleTest, OneSlowHostKeepsNobodyBack) {
  HostSchedule schedule({8, 1, milliseconds(0)});
  for (std::uint64_t id = 1; id <= 5; ++id) schedule.wait(id, "slow", at(0));
  schedule.wait(6, "b", at(0));
  EXPECT_EQ(started(schedule, 0), "1 6");
}

TEST(HostScheduleTest, WaitsForTheTimeOfARetry) {
  HostSchedule schedule({8, 2, milliseconds(0)});
  schedule.wait(1, "a", at(500));
  schedule.wait(2, "a", at(50));
  EXPECT_EQ(schedule.next(), at(50));
  EXPECT_EQ(started(schedule, 0), "");
  EXPECT_EQ(started(schedule, 60), "2");
  EXPECT_EQ(schedule.next(), at(500));
}

TEST(HostScheduleTest, PausesWhereAskedTo) {
  HostSchedule schedule({8, 2, milliseconds(0)});
  EXPECT_EQ(schedule.held_until("a"), Time{});
  schedule.hold("a", at(300));
  schedule.hold("a", at(200));
  EXPECT_EQ(schedule.held_until("a"), at(300));
  schedule.wait(1, "a", at(0));
  schedule.wait(2, "b", at(0));
  EXPECT_EQ(started(schedule, 0), "2");
  EXPECT_EQ(schedule.next(), at(300));
  EXPECT_EQ(started(schedule, 300), "1");
}

TEST(HostScheduleTest, Withdraws) {
  HostSchedule schedule({8, 2, milliseconds(0)});
  schedule.wait(1, "a", at(0));
  EXPECT_TRUE(schedule.withdraw(1));
  EXPECT_FALSE(schedule.withdraw(1));
  EXPECT_EQ(started(schedule, 0), "");
}

}  // namespace
}  // namespace troika::fetch
