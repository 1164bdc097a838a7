// Which waiting request may start now: so many at a time in all and to one host, and an interval between the starts to
// one host. Pure: the time comes in as an argument.
//
//   HostSchedule schedule({.total = 8, .per_host = 2, .interval = 250ms});
//   schedule.wait(1, "docs.un.org", now);
//   while (auto id = schedule.start(now)) begin(*id);   // and schedule.finish("docs.un.org") when it is done
//   sleep_until(schedule.next(now));
#pragma once

#include <chrono>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>

namespace troika::fetch {

// One thread at a time. Costs of start() and next() grow with the number of waiting requests.
class HostSchedule {
 public:
  using Time = std::chrono::steady_clock::time_point;

  struct Limits {
    int total = 8;
    int per_host = 2;
    std::chrono::milliseconds interval{250};
  };

  explicit HostSchedule(const Limits& limits) : limits_(limits) {}

  // Puts a request behind those that wait. It does not start before `not_before`.
  void wait(std::uint64_t id, const std::string& host, Time not_before);

  // The first that may start, now counted as started; nothing when none may.
  std::optional<std::uint64_t> start(Time now);

  // A request to this host has ended.
  void finish(const std::string& host);

  // When start() may give something only because time has passed; nothing when none waits, or when a request must end
  // first. May be in the past: then start() gives something now.
  std::optional<Time> next() const;

  // The host asked for a pause (Retry-After): nothing starts there before `until`. Never shortens an earlier pause.
  void hold(const std::string& host, Time until);
  Time held_until(const std::string& host) const;  // the beginning of time where nobody asked

  // Takes out one that waits; false where it does not.
  bool withdraw(std::uint64_t id);

 private:
  struct Waiting {
    std::uint64_t id;
    std::string host;
    Time not_before;
  };
  struct Host {
    int active = 0;
    Time free_at{};  // the interval since the last start is over
    Time held{};
  };

  std::optional<Time> earliest(const Waiting& waiting) const;

  Limits limits_;
  int active_ = 0;
  std::list<Waiting> waiting_;
  std::map<std::string, Host> hosts_;
};

}  // namespace troika::fetch
