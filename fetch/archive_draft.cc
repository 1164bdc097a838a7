#include "fetch/archive_draft.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <random>
#include <set>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "fetch/sha256.h"

namespace troika::fetch {
namespace {

// UN documents are mostly under 1 MiB. Up to here a document costs one write, and none at all when it is archived
// already; 8 connections hold at most 8 MiB.
constexpr std::size_t kBufferBytes = std::size_t{1} << 20;

constexpr const char* kDraftSuffix = ".draft";

constexpr mode_t kFolderMode = 0777, kFileMode = 0666;  // less the umask

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_;
};

tl::unexpected<Failure> fail(const std::string& what, const std::string& path) {
  return tl::unexpected(archive_failure(errno, what, path));
}

Result<void> sync_folder(const std::string& path) {
  const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder || ::fsync(folder.get()) != 0) return fail("cannot flush the folder", path);
  return {};
}

// Adds the folder that holds it to those to flush: a name survives a power cut only once its folder is flushed.
Result<void> make_folder(const std::string& parent, const std::string& path, std::set<std::string>& to_flush) {
  if (::mkdir(path.c_str(), kFolderMode) == 0) {
    to_flush.insert(parent);
  } else if (errno != EEXIST) {
    return fail("cannot make the folder", path);
  }
  return {};
}

// Everything that was written below it, in one go.
Result<void> sync_file_system(const std::string& path) {
  const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder || ::syncfs(folder.get()) != 0) return fail("cannot flush the disk of", path);
  return {};
}

std::string random_name() {
  static thread_local std::mt19937_64 random{std::random_device{}()};
  return std::to_string(::getpid()) + "-" + std::to_string(random()) + kDraftSuffix;
}

bool lock(int descriptor, int operation) {
  int result = 0;
  do result = ::flock(descriptor, operation);
  while (result != 0 && errno == EINTR);
  return result == 0;
}

class FileDraft : public Archive::Draft {
 public:
  explicit FileDraft(std::string folder) : folder_(std::move(folder)) {}
  FileDraft(const FileDraft&) = delete;
  FileDraft& operator=(const FileDraft&) = delete;
  ~FileDraft() override {
    if (file_) ::unlink(path_.c_str());
  }

  Result<void> append(std::string_view bytes) override;
  std::uint64_t size() const override { return size_; }
  std::string head() const override { return head_; }
  std::string tail() const override { return tail_.substr(tail_.size() - std::min(tail_.size(), kTailBytes)); }
  Result<Archived> commit(std::string_view suffix) override;

  // The steps of a commit. The first gives the document where it is archived already, and nothing is left to do.
  Result<std::optional<Archived>> write(std::string_view suffix);
  Result<void> sync();
  Result<Archived> move(std::set<std::string>& to_flush);

 private:
  Result<void> create();
  Result<void> flush();

  std::string folder_;
  std::string path_, sha256_, target_;
  Descriptor file_;
  std::string buffer_;  // not written yet
  std::string head_, tail_;
  std::uint64_t size_ = 0;
  Sha256 hash_;
};

Result<void> FileDraft::append(std::string_view bytes) {
  hash_.update(bytes);
  size_ += bytes.size();
  if (head_.size() < kHeadBytes) head_ += bytes.substr(0, kHeadBytes - head_.size());
  tail_ += bytes.substr(bytes.size() - std::min(bytes.size(), kTailBytes));
  if (tail_.size() > 4 * kTailBytes) tail_.erase(0, tail_.size() - kTailBytes);
  buffer_ += bytes;
  if (buffer_.size() < kBufferBytes) return {};
  return flush();
}

// The draft exists under its name for a moment before it is locked, and a sweep may take it away in that moment: then
// the locked file has no name any more, and another one is made.
Result<void> FileDraft::create() {
  constexpr int kTries = 100;  // more than a few would mean that something else is wrong
  for (int i = 0; i < kTries; ++i) {
    path_ = folder_ + "/tmp/" + random_name();
    Descriptor file(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kFileMode));
    if (!file && errno == EEXIST) continue;
    if (!file) return fail("cannot make a draft", path_);
    struct stat status {};
    // A file system without flock leaves the draft unlocked; a sweep there fails to lock, too, and leaves it alone.
    lock(file.get(), LOCK_EX);
    if (::fstat(file.get(), &status) != 0) return fail("cannot make a draft", path_);
    if (status.st_nlink == 0) continue;
    file_ = std::move(file);
    return {};
  }
  return fail("cannot make a draft", path_);
}

Result<void> FileDraft::flush() {
  if (!file_) {
    if (auto created = create(); !created) return created;
  }
  for (std::string_view rest = buffer_; !rest.empty();) {
    const ssize_t written = ::write(file_.get(), rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail("cannot write", path_);
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
  return {};
}

Result<std::optional<Archived>> FileDraft::write(std::string_view suffix) {
  sha256_ = hash_.hex();
  target_ = archive_leaf(folder_, sha256_) + "/" + sha256_ + std::string(suffix);
  if (auto kept = find_archived(folder_, sha256_)) {
    if (kept->size == size_) return std::move(*kept);
    target_ = kept->path;  // damaged there: this one takes its place
  }
  if (auto flushed = flush(); !flushed) return tl::unexpected(std::move(flushed.error()));
  return std::nullopt;
}

Result<void> FileDraft::sync() {
  if (::fsync(file_.get()) != 0) return fail("cannot flush", path_);
  return {};
}

Result<Archived> FileDraft::move(std::set<std::string>& to_flush) {
  const std::string leaf = archive_leaf(folder_, sha256_);
  const std::string above = leaf.substr(0, leaf.rfind('/'));
  if (auto made = make_folder(folder_, above, to_flush); !made) return tl::unexpected(std::move(made.error()));
  if (auto made = make_folder(above, leaf, to_flush); !made) return tl::unexpected(std::move(made.error()));
  if (::rename(path_.c_str(), target_.c_str()) != 0) return fail("cannot rename a draft to", target_);
  file_ = Descriptor();
  to_flush.insert(leaf);
  return Archived{sha256_, target_, size_};
}

Result<Archived> FileDraft::commit(std::string_view suffix) {
  auto kept = write(suffix);
  if (!kept) return tl::unexpected(std::move(kept.error()));
  if (*kept) return std::move(**kept);
  if (auto synced = sync(); !synced) return tl::unexpected(std::move(synced.error()));
  std::set<std::string> to_flush;
  auto moved = move(to_flush);
  for (const std::string& folder : to_flush) {
    if (auto synced = sync_folder(folder); !synced) return tl::unexpected(std::move(synced.error()));
  }
  return moved;
}

// What is done about it is up to the person who runs Troika: the disk's failures are all retryable.
std::string next_step(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT: return "free space there, then run again";
    case EROFS: return "mount it writable, or give another folder with --data";
    case EACCES:
    case EPERM: return "make it writable for this user, or give another folder with --data";
    case ENOTDIR: return "a file lies where a folder should be: move it away";
    case EMFILE:
    case ENFILE: return "allow more open files (ulimit -n), then run again";
    default: return "check the disk, then run again";
  }
}

// A draft without its owner's lock. While it is locked here, no owner can take it for its own.
void remove_if_abandoned(const std::string& path) {
  const Descriptor draft(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (draft && lock(draft.get(), LOCK_EX | LOCK_NB)) ::unlink(path.c_str());
}

}  // namespace

Failure archive_failure(int error, const std::string& what, const std::string& path) {
  return Failure{Stage::kFetch, FailureCode::kStore, true,
                 what + " " + path + ": " + std::generic_category().message(error) + "; " + next_step(error)};
}

std::string archive_leaf(const std::string& folder, const std::string& sha256) {
  return folder + "/" + sha256.substr(0, 2) + "/" + sha256.substr(2, 2);
}

std::unique_ptr<Archive::Draft> make_file_draft(const std::string& folder) {
  return std::make_unique<FileDraft>(folder);
}

// A failure to flush is one of all that were to be flushed: which of them are safe is not known.
std::vector<Result<Archived>> commit_drafts(const std::string& folder, std::vector<Archive::Ready> drafts) {
  std::vector<Result<Archived>> results;
  results.reserve(drafts.size());
  if (drafts.size() < Archive::kTogether) {
    for (Archive::Ready& ready : drafts) results.push_back(ready.draft->commit(ready.suffix));
    return results;
  }
  std::vector<std::size_t> unsafe;  // whose bytes, or names, are not on the disk yet
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    auto kept = static_cast<FileDraft&>(*drafts[i].draft).write(drafts[i].suffix);
    if (!kept) {
      results.push_back(tl::unexpected(std::move(kept.error())));
    } else if (*kept) {
      results.push_back(std::move(**kept));
    } else {
      results.push_back(Archived{});
      unsafe.push_back(i);
    }
  }
  if (unsafe.empty()) return results;
  auto synced = sync_file_system(folder);
  if (synced) {
    std::set<std::string> ignored;  // their flush is that of the file system
    for (const std::size_t i : unsafe) results[i] = static_cast<FileDraft&>(*drafts[i].draft).move(ignored);
    synced = sync_file_system(folder);
  }
  if (synced) return results;
  for (const std::size_t i : unsafe) results[i] = tl::unexpected(synced.error());
  return results;
}

void sweep_drafts(const std::string& folder) {
  const std::string drafts = folder + "/tmp";
  std::error_code ignored;  // what cannot be read now is swept another time
  for (const auto& entry : std::filesystem::directory_iterator(drafts, ignored)) {
    if (entry.path().extension() == kDraftSuffix) remove_if_abandoned(entry.path().string());
  }
}

}  // namespace troika::fetch
