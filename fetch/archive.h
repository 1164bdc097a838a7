// A content-addressed folder of documents: DIR/ab/abcd....pdf by SHA-256. What is in it never changes.
//
//   auto archive = Archive::open("data/archive");
//   auto draft = archive->begin();                    // a temporary file in the same file system
//   draft->append(bytes);                             // as they arrive
//   Result<Archived> kept = draft->commit(".pdf");    // fsync, rename, fsync the folders; or destroy it
//
// A process killed at any moment leaves whole documents and, in DIR/tmp, drafts that the next open() takes away. Drafts
// are locked (flock) while their process lives, so several processes may share one archive. Identical content is kept
// once, under the suffix it came with first.
//
// What the disk refuses is a kStore failure that names the path and the next step.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/task.h"

namespace troika::fetch {

// Thread-safe; copies stand for the same folder.
class Archive {
 public:
  // A document on its way in. Used by one thread at a time. Destroyed without commit, it leaves nothing behind. Small
  // documents stay in memory until the commit, which hashes them; larger ones are hashed and written as they arrive.
  class Draft {
   public:
    static constexpr std::size_t kHeadBytes = 16384;  // a challenge page gives itself away in its <head>
    static constexpr std::size_t kTailBytes = 4096;   // readers look for %%EOF in the last 1024; some servers pad

    virtual ~Draft() = default;
    virtual Result<void> append(std::string_view bytes) = 0;
    virtual std::uint64_t size() const = 0;
    // Both until the next append() or commit().
    virtual std::string_view head() const = 0;  // the first kHeadBytes, to judge the type by
    virtual std::string_view tail() const = 0;  // the last kTailBytes, to see whether it has its end
    // Once. After a failure only destruction is left. What it gives is on the disk, also where it was there before:
    // another thread or process may have put it there a moment ago, and not flushed yet.
    virtual Result<Archived> commit(std::string_view suffix) = 0;
  };

  // Makes the folder if it is not there; takes away drafts that a killed process left.
  static Result<Archive> open(const std::string& folder);

  // Fails where the folder may not be written. An archive on a read-only medium can be opened, found in and verified.
  Result<std::unique_ptr<Draft>> begin() const;

  // Commits many drafts of this archive at the price of few: with a flush for each, a disk takes a few hundred
  // documents per second; so from kTogether on the file system is flushed once for all contents and once for all names.
  // The results are in the order of `drafts`, which are spent.
  struct Ready {
    std::unique_ptr<Draft> draft;
    std::string suffix;
  };
  static constexpr std::size_t kTogether = 4;
  std::vector<Result<Archived>> commit(std::vector<Ready> drafts) const;

  // Path of an archived document; fails with kNotFound when it is not there.
  Result<Archived> find(const std::string& sha256) const;

  struct Verified {
    std::uint64_t files = 0, bytes = 0, damaged = 0;
  };
  // Reads every file again and compares its hash; `report` hears of each damaged or misplaced one.
  Result<Verified> verify(const std::function<void(const std::string& path, const std::string& what)>& report) const;

 private:
  explicit Archive(std::string folder) : folder_(std::move(folder)) {}
  std::string folder_;
};

}  // namespace troika::fetch
