#include "pipeline/ingest/arrivals.h"

#include <utility>

namespace troika::pipeline {
namespace {

// Enough that extraction never waits for the network while there is work, and little enough that a killed run has
// leased few documents for nothing. What waits is a path, not the bytes.
constexpr std::size_t kRoom = 64;

}  // namespace

bool Arrivals::has_room() const {
  const std::lock_guard lock(mutex_);
  return queue_.size() < kRoom;
}

void Arrivals::push(fetch::Fetched fetched) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(fetched));
  }
  arrived_.notify_one();
}

void Arrivals::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  arrived_.notify_all();
}

std::optional<fetch::Fetched> Arrivals::pop() {
  std::unique_lock lock(mutex_);
  arrived_.wait(lock, [&] { return closed_ || !queue_.empty(); });
  if (queue_.empty()) return {};
  fetch::Fetched first = std::move(queue_.front());
  queue_.pop_front();
  return first;
}

}  // namespace troika::pipeline
