// Commits drafts in threads of its own, as many at a time as have come in meanwhile: transfers do not wait for the
// disk, and the disk is flushed for many at once. Internal to fetch/.
#pragma once

#include <array>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "fetch/archive.h"

namespace troika::fetch {

// All functions are for the thread that made it.
class Committer {
 public:
  struct Committed {
    std::uint64_t id;
    std::uint64_t bytes;  // of the draft
    Result<Archived> archived;
  };

  // `on_committed` is called from a committing thread whenever take() has something new.
  Committer(const Archive& archive, std::function<void()> on_committed);
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;
  ~Committer() = default;  // finishes what it was given

  void commit(std::uint64_t id, Archive::Ready draft);
  std::vector<Committed> take();

 private:
  void work(const std::stop_token& ending);
  std::vector<Committed> commit_all(std::vector<std::pair<std::uint64_t, Archive::Ready>> drafts);

  // One hashes and writes while the other waits for the disk.
  static constexpr std::size_t kThreads = 2;

  const Archive& archive_;
  const std::function<void()> on_committed_;
  std::mutex mutex_;
  std::condition_variable_any came_in_;
  std::vector<std::pair<std::uint64_t, Archive::Ready>> waiting_;
  std::vector<Committed> committed_;
  std::array<std::jthread, kThreads> threads_;  // last: they use the others, and are waited for
};

}  // namespace troika::fetch
