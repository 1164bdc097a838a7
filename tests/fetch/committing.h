// Drafts through a Committer, as many at a time as a test says.
#pragma once

#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

#include "fetch/committer.h"

namespace troika::fetch {

// The results in the order of `drafts`, which come in together.
inline std::vector<Result<Archived>> commit_together(const Archive& archive, std::vector<Archive::Ready> drafts) {
  std::mutex mutex;
  std::condition_variable came;
  bool is_news = false;
  Committer committer(archive, [&] {
    const std::lock_guard lock(mutex);
    is_news = true;
    came.notify_one();
  });
  std::vector<Committer::Draft> numbered;
  for (Archive::Ready& ready : drafts) numbered.push_back({numbered.size(), std::move(ready)});
  std::vector<Result<Archived>> results(numbered.size());
  committer.commit(std::move(numbered));
  for (std::size_t left = results.size(); left > 0;) {
    {
      std::unique_lock lock(mutex);
      came.wait(lock, [&] { return std::exchange(is_news, false); });
    }
    for (Committer::Committed& one : committer.take()) {
      results[one.id] = std::move(one.archived);
      --left;
    }
  }
  return results;
}

}  // namespace troika::fetch
