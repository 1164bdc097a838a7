// Commits drafts in threads of its own, as many at a time as have come in meanwhile: transfers do not wait for the
// disk, and the disk is flushed for many at once. Internal to fetch/.
//
//   commit() -> one thread hashes and writes -> the other flushes, gives names, flushes -> take()
//
// With a flush for each, a disk takes a few hundred documents per second. Here one flush of the file system is that of
// a group's contents and of the names of the group before it.
#pragma once

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

  // Drafts that come together are flushed together from so many on; fewer are committed one by one.
  static constexpr std::size_t kTogether = 4;

  // `on_committed` is called from a committing thread whenever take() has something new.
  Committer(const Archive& archive, std::function<void()> on_committed);
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;
  ~Committer() = default;  // finishes what it was given

  struct Draft {
    std::uint64_t id;
    Archive::Ready ready;
  };
  void commit(std::vector<Draft> drafts);
  std::vector<Committed> take();  // in no order, and each once

 private:
  struct Item : Committed {
    Archive::Ready ready;  // its draft ends with the last step that it has to take
  };

  // Handed from one thread to another, which takes all that there is.
  class Queue {
   public:
    bool add(std::vector<Item> items);  // whether it was empty
    std::vector<Item> take();
    std::vector<Item> wait(const std::stop_token& ending);  // nothing only at the end

   private:
    std::mutex mutex_;
    std::condition_variable_any came_in_;
    std::vector<Item> items_;
  };

  void write_all(const std::stop_token& ending);
  void flush_all(const std::stop_token& ending);
  static std::vector<Item> place(std::vector<Item> written, const Result<void>& flushed);
  void give(std::vector<Item> done);

  const Archive& archive_;
  const std::function<void()> on_committed_;
  Queue came_in_, written_, committed_;
  std::jthread flusher_, writer_;  // last: they use the others; the writer ends first, and what it wrote is flushed
};

}  // namespace troika::fetch
