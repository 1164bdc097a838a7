#include "fetch/committer.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <iterator>
#include <sys/resource.h>
#include <unistd.h>

namespace troika::fetch {
namespace {

// Where few have come in, others are waited for so long: the flush of some dozens takes little longer than that of one.
// A document is on the disk so much later. Where many have, the writer is behind, and they are not kept waiting.
constexpr std::chrono::milliseconds kGathering{5};
constexpr std::size_t kMany = 64;

// Transfers come first: a server that waits for them has nothing to do, the disk's work can be done in what they leave.
// With a tenth of an ordinary thread's share thousands of documents are still committed per second.
constexpr int kNiceness = 10;

// On Linux a thread has a priority of its own (setpriority(2), "C library/kernel differences"). Where it is not to be
// had, only the order of the work is another.
void give_way() { ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNiceness); }

// A defect with one draft must not take the others along.
template <class Step>
auto guarded(const Step& step) -> decltype(step()) {
  try {
    return step();
  } catch (const std::exception& e) {
    return tl::unexpected(
        Failure{Stage::kFetch, FailureCode::kStore, true, "cannot be archived: " + std::string(e.what())});
  }
}

}  // namespace

bool Committer::Queue::add(std::vector<Item> items) {
  bool was_empty = false;
  {
    const std::lock_guard lock(mutex_);
    was_empty = items_.empty();
    std::move(items.begin(), items.end(), std::back_inserter(items_));
  }
  came_in_.notify_one();
  return was_empty;
}

std::vector<Committer::Item> Committer::Queue::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(items_, {});
}

std::vector<Committer::Item> Committer::Queue::wait(const std::stop_token& ending) {
  std::unique_lock lock(mutex_);
  came_in_.wait(lock, ending, [this] { return !items_.empty(); });
  return std::exchange(items_, {});
}

Committer::Committer(const Archive& archive, std::function<void()> on_committed)
    : archive_(archive),
      on_committed_(std::move(on_committed)),
      flusher_([this](const std::stop_token& ending) { flush_all(ending); }),
      writer_([this](const std::stop_token& ending) { write_all(ending); }) {}

void Committer::commit(std::vector<Draft> drafts) {
  std::vector<Item> items;
  items.reserve(drafts.size());
  for (Draft& draft : drafts) items.push_back({{draft.id, draft.ready.draft->size(), {}}, std::move(draft.ready)});
  came_in_.add(std::move(items));
}

std::vector<Committer::Committed> Committer::take() {
  std::vector<Item> items = committed_.take();
  return {std::move_iterator(items.begin()), std::move_iterator(items.end())};
}

void Committer::write_all(const std::stop_token& ending) {
  give_way();
  for (std::vector<Item> items = came_in_.wait(ending); !items.empty(); items = came_in_.wait(ending)) {
    if (items.size() < kMany) {
      std::this_thread::sleep_for(kGathering);
      std::ranges::move(came_in_.take(), std::back_inserter(items));
    }
    for (Item& item : items) {
      if (auto written = guarded([&] { return item.ready.draft->write(item.ready.suffix); }); !written) {
        item.archived = tl::unexpected(std::move(written.error()));
        item.ready.draft.reset();
      }
    }
    written_.add(std::move(items));
  }
}

void Committer::flush_all(const std::stop_token& ending) {
  give_way();
  std::vector<Item> placed;  // whose names may not be on the disk yet
  for (;;) {
    std::vector<Item> written = placed.empty() ? written_.wait(ending) : written_.take();
    if (written.empty() && placed.empty()) return;
    if (placed.empty() && written.size() < kTogether) {
      for (Item& item : written)
        if (item.ready.draft) item.archived = guarded([&] { return item.ready.draft->commit(item.ready.suffix); });
      give(std::move(written));
      continue;
    }
    const Result<void> flushed = archive_.flush();
    if (!flushed) {
      for (Item& item : placed)
        if (item.archived) item.archived = tl::unexpected(flushed.error());
    }
    give(std::exchange(placed, place(std::move(written), flushed)));
  }
}

// A failure to flush is one of all that were to be flushed: which of them are safe is not known.
std::vector<Committer::Item> Committer::place(std::vector<Item> written, const Result<void>& flushed) {
  for (Item& item : written) {
    if (!item.ready.draft) continue;
    item.archived = flushed ? guarded([&] { return item.ready.draft->place(); }) : tl::unexpected(flushed.error());
    item.ready.draft.reset();
  }
  return written;
}

void Committer::give(std::vector<Item> done) {
  if (!done.empty() && committed_.add(std::move(done))) on_committed_();
}

}  // namespace troika::fetch
