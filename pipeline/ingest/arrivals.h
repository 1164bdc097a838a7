// The bounded queue between the downloader's thread and the filters.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>

#include "fetch/task.h"

namespace troika::pipeline {

// Thread-safe.
class Arrivals {
 public:
  // The downloader begins a transfer only while there is room; those it has begun always find some.
  bool has_room() const;
  void push(fetch::Fetched fetched);
  void close();  // nothing more will come

  // Waits; nothing when closed and empty.
  std::optional<fetch::Fetched> pop();

 private:
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<fetch::Fetched> queue_;
  bool closed_ = false;
};

}  // namespace troika::pipeline
