#include "fetch/host_schedule.h"

#include <algorithm>

namespace troika::fetch {

void HostSchedule::wait(std::uint64_t id, const std::string& host, Time not_before) {
  waiting_.push_back({id, host, not_before});
}

// Nothing while the host has as many connections as it may have.
std::optional<HostSchedule::Time> HostSchedule::earliest(const Waiting& waiting) const {
  const auto found = hosts_.find(waiting.host);
  if (found == hosts_.end()) return waiting.not_before;
  const Host& host = found->second;
  if (host.active >= limits_.per_host) return std::nullopt;
  return std::max({waiting.not_before, host.free_at, host.held});
}

std::optional<std::uint64_t> HostSchedule::start(Time now) {
  if (active_ >= limits_.total) return std::nullopt;
  const auto found = std::find_if(waiting_.begin(), waiting_.end(), [&](const Waiting& waiting) {
    const auto time = earliest(waiting);
    return time && *time <= now;
  });
  if (found == waiting_.end()) return std::nullopt;
  Host& host = hosts_[found->host];
  ++active_;
  ++host.active;
  host.free_at = now + limits_.interval;
  const std::uint64_t id = found->id;
  waiting_.erase(found);
  return id;
}

void HostSchedule::finish(const std::string& host) {
  --active_;
  --hosts_[host].active;
}

std::optional<HostSchedule::Time> HostSchedule::next() const {
  if (active_ >= limits_.total) return std::nullopt;
  std::optional<Time> first;
  for (const Waiting& waiting : waiting_) {
    const auto time = earliest(waiting);
    if (time && (!first || *time < *first)) first = time;
  }
  return first;
}

void HostSchedule::hold(const std::string& host, Time until) {
  Time& held = hosts_[host].held;
  held = std::max(held, until);
}

HostSchedule::Time HostSchedule::held_until(const std::string& host) const {
  const auto found = hosts_.find(host);
  return found == hosts_.end() ? Time{} : found->second.held;
}

bool HostSchedule::withdraw(std::uint64_t id) {
  return waiting_.remove_if([id](const Waiting& waiting) { return waiting.id == id; }) > 0;
}

}  // namespace troika::fetch
