// Commits drafts in a thread of its own, as many at a time as have come in meanwhile: transfers do not wait for the
// disk, and the disk is flushed for many at once. Internal to fetch/.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
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
    Result<Archived> archived;
  };

  // `on_committed` is called from the committing thread whenever take() has something new.
  Committer(const Archive& archive, std::function<void()> on_committed);
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;
  ~Committer();  // finishes what it was given

  void commit(std::uint64_t id, Archive::Ready draft);
  std::vector<Committed> take();

 private:
  void work();
  std::vector<Committed> commit_all(std::vector<std::pair<std::uint64_t, Archive::Ready>> drafts);

  const Archive& archive_;
  const std::function<void()> on_committed_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::pair<std::uint64_t, Archive::Ready>> waiting_;
  std::vector<Committed> committed_;
  bool ending_ = false;
  std::thread thread_;  // last: it uses the others
};

}  // namespace troika::fetch
