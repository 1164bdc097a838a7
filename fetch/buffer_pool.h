// Buffers for documents on their way into an archive. One that was used before has its memory already: taken from the
// system for each document and given back after it, memory costs a fifth of the time of the thread that downloads.
// Internal to fetch/.
#pragma once

#include <mutex>
#include <string>
#include <vector>

namespace troika::fetch {

// Thread-safe.
class BufferPool {
 public:
  std::string take();  // empty, with the capacity that it had
  void give(std::string buffer);

 private:
  // Most documents are smaller; what a larger one needed is not kept. So at most 8 MiB are. Nor is one that was moved
  // away, and has no memory.
  static constexpr std::size_t kFewestCapacity = std::size_t{4} << 10;
  static constexpr std::size_t kMostCapacity = std::size_t{256} << 10;
  static constexpr std::size_t kMostBuffers = 32;

  std::mutex mutex_;
  std::vector<std::string> buffers_;  // the last given is the first taken: it may still be in the cache
};

}  // namespace troika::fetch
