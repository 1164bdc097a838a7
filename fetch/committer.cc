#include "fetch/committer.h"

#include <exception>
#include <iterator>

namespace troika::fetch {

Committer::Committer(const Archive& archive, std::function<void()> on_committed)
    : archive_(archive), on_committed_(std::move(on_committed)), thread_([this] { work(); }) {}

Committer::~Committer() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void Committer::commit(std::uint64_t id, Archive::Ready draft) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.emplace_back(id, std::move(draft));
  }
  changed_.notify_one();
}

std::vector<Committer::Committed> Committer::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(committed_, {});
}

void Committer::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    auto drafts = std::exchange(waiting_, {});
    lock.unlock();
    auto done = commit_all(std::move(drafts));
    lock.lock();
    std::move(done.begin(), done.end(), std::back_inserter(committed_));
    on_committed_();
  }
}

std::vector<Committer::Committed> Committer::commit_all(std::vector<std::pair<std::uint64_t, Archive::Ready>> drafts) {
  std::vector<Committed> committed;
  std::vector<Archive::Ready> ready;
  for (auto& [id, draft] : drafts) {
    committed.push_back({id, tl::unexpected(Failure{Stage::kFetch, FailureCode::kInternal, true, ""})});
    ready.push_back(std::move(draft));
  }
  try {
    auto results = archive_.commit(std::move(ready));
    for (std::size_t i = 0; i < results.size(); ++i) committed[i].archived = std::move(results[i]);
  } catch (const std::exception& e) {
    for (Committed& one : committed) {
      one.archived = tl::unexpected(
          Failure{Stage::kFetch, FailureCode::kStore, true, "cannot be archived: " + std::string(e.what())});
    }
  }
  return committed;
}

}  // namespace troika::fetch
