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

class BufferPool;

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

    // Ends it. What it gives is on the disk, also where it was there before: another thread or process may have put it
    // there a moment ago, and not flushed yet.
    virtual Result<Archived> commit(std::string_view suffix) = 0;

    // The same in steps, for who commits many and lets them share their flushes (committer.h): write() each, flush()
    // the archive, place() each, flush() again. A commit() may follow a write().
    virtual Result<void> write(std::string_view suffix) = 0;  // hashes it; the file has its bytes, if any are needed
    virtual Result<Archived> place() = 0;                     // the file has its name

    // After a failure of these only destruction is left.
  };

  // A document that is ready to be kept, and the suffix that it is to have.
  struct Ready {
    std::unique_ptr<Draft> draft;
    std::string suffix;
  };

  // Makes the folder if it is not there; takes away drafts that a killed process left.
  static Result<Archive> open(const std::string& folder);

  // Fails where the folder may not be written. An archive on a read-only medium can be opened, found in and verified.
  Result<std::unique_ptr<Draft>> begin() const;

  // Afterwards all that was written and placed before is on the disk. It flushes the whole file system, so for one or
  // two documents a commit() of each is the lesser burden.
  Result<void> flush() const;

  // Path of an archived document; fails with kNotFound when it is not there.
  Result<Archived> find(const std::string& sha256) const;

  struct Verified {
    std::uint64_t files = 0, bytes = 0, damaged = 0;
  };
  // Reads every file again and compares its hash; `report` hears of each damaged or misplaced one.
  Result<Verified> verify(const std::function<void(const std::string& path, const std::string& what)>& report) const;

 private:
  explicit Archive(std::string folder);
  std::string folder_;
  std::shared_ptr<BufferPool> buffers_;  // of all drafts
};

}  // namespace troika::fetch
