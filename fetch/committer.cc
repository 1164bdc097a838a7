#include "fetch/committer.h"

#include <exception>
#include <iterator>

namespace troika::fetch {

Committer::Committer(const Archive& archive, std::function<void()> on_committed)
    : archive_(archive), on_committed_(std::move(on_committed)) {
  for (std::jthread& thread : threads_) thread = std::jthread([this](const std::stop_token& ending) { work(ending); });
}

void Committer::commit(std::uint64_t id, Archive::Ready draft) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.emplace_back(id, std::move(draft));
  }
  came_in_.notify_one();
}

std::vector<Committer::Committed> Committer::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(committed_, {});
}

void Committer::work(const std::stop_token& ending) {
  std::unique_lock lock(mutex_);
  while (true) {
    came_in_.wait(lock, ending, [this] { return !waiting_.empty(); });
    if (waiting_.empty()) return;
    auto drafts = std::exchange(waiting_, {});
    lock.unlock();
    auto done = commit_all(std::move(drafts));
    lock.lock();
    const bool is_first = committed_.empty();  // the others are taken together with it
    std::move(done.begin(), done.end(), std::back_inserter(committed_));
    if (is_first) on_committed_();
  }
}

std::vector<Committer::Committed> Committer::commit_all(std::vector<std::pair<std::uint64_t, Archive::Ready>> drafts) {
  std::vector<Committed> committed;
  std::vector<Archive::Ready> ready;
  for (auto& [id, draft] : drafts) {
    committed.push_back(
        {id, draft.draft->size(), tl::unexpected(Failure{Stage::kFetch, FailureCode::kInternal, true, ""})});
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
