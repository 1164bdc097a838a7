#include "fetch/archive_draft.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <optional>
#include <random>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "fetch/buffer_pool.h"
#include "fetch/sha256.h"

namespace troika::fetch {
namespace {

// UN documents are mostly under 1 MiB. Up to here a document costs one write, and none at all when it is archived
// already; 8 connections hold at most 8 MiB. More than kTailBytes, which stay in the buffer.
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

std::string random_name() {
  static thread_local std::mt19937_64 random{std::random_device{}()};
  return std::to_string(random()) + kDraftSuffix;
}

bool lock(int descriptor, int operation) {
  int result = 0;
  do result = ::flock(descriptor, operation);
  while (result != 0 && errno == EINTR);
  return result == 0;
}

class FileDraft : public Archive::Draft {
 public:
  FileDraft(std::string folder, std::shared_ptr<BufferPool> buffers)
      : folder_(std::move(folder)), buffers_(std::move(buffers)), buffer_(buffers_->take()) {}
  FileDraft(const FileDraft&) = delete;
  FileDraft& operator=(const FileDraft&) = delete;
  ~FileDraft() override {
    if (file_) ::unlink(path_.c_str());
    buffers_->give(std::move(buffer_));
  }

  Result<void> append(std::string_view bytes) override;
  std::uint64_t size() const override { return size_; }
  std::string_view head() const override;
  std::string_view tail() const override;
  Result<Archived> commit(std::string_view suffix) override;
  Result<void> write(std::string_view suffix) override;
  Result<Archived> place() override;

 private:
  std::string_view unwritten() const { return std::string_view(buffer_).substr(written_); }
  Result<void> create();
  Result<void> flush();
  Result<void> sync_names() const;

  std::string folder_;
  std::shared_ptr<BufferPool> buffers_;
  std::string path_, sha256_, target_;
  Descriptor file_;
  std::string buffer_;       // what is not written yet, after the end of what is
  std::size_t written_ = 0;  // of the buffer
  std::string head_;         // once the buffer has it no more
  std::uint64_t size_ = 0;
  std::optional<Sha256> hash_;  // of what is written; a document that fits the buffer is hashed in one go
  bool is_written_ = false;
  std::optional<Archived> kept_;  // where it is archived already: only its name may not be on the disk yet
};

Result<void> FileDraft::append(std::string_view bytes) {
  size_ += bytes.size();
  buffer_ += bytes;
  if (buffer_.size() < kBufferBytes) return {};
  if (head_.empty()) head_ = head();
  if (!hash_) hash_.emplace();
  hash_->update(unwritten());
  if (auto flushed = flush(); !flushed) return flushed;
  buffer_.erase(0, buffer_.size() - kTailBytes);
  written_ = buffer_.size();
  return {};
}

std::string_view FileDraft::head() const {
  return head_.empty() ? std::string_view(buffer_).substr(0, kHeadBytes) : std::string_view(head_);
}

std::string_view FileDraft::tail() const {
  return std::string_view(buffer_).substr(buffer_.size() - std::min(buffer_.size(), kTailBytes));
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
  for (std::string_view rest = unwritten(); !rest.empty();) {
    const ssize_t written = ::write(file_.get(), rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail("cannot write", path_);
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  written_ = buffer_.size();
  return {};
}

// A small document that is archived already costs no file. It is looked for under its own suffix only: that follows
// from the bytes (media.h), and to miss a name is dear.
Result<void> FileDraft::write(std::string_view suffix) {
  if (hash_) hash_->update(unwritten());
  sha256_ = hash_ ? hash_->hex() : sha256_hex(buffer_);
  target_ = archive_leaf(folder_, sha256_) + "/" + sha256_ + std::string(suffix);
  is_written_ = true;
  struct stat found {};
  // A file of another size is damaged: then this one takes its place.
  if (::stat(target_.c_str(), &found) == 0 && static_cast<std::uint64_t>(found.st_size) == size_) {
    kept_ = Archived{sha256_, target_, size_};
  } else if (auto flushed = flush(); !flushed) {
    return flushed;
  }
  buffers_->give(std::exchange(buffer_, {}));  // many may wait for the disk
  return {};
}

// The folder is there, but for the first of the 256.
Result<Archived> FileDraft::place() {
  if (kept_) return *kept_;
  bool moved = ::rename(path_.c_str(), target_.c_str()) == 0;
  if (!moved && errno == ENOENT) {
    const std::string leaf = archive_leaf(folder_, sha256_);
    if (::mkdir(leaf.c_str(), kFolderMode) != 0 && errno != EEXIST) return fail("cannot make the folder", leaf);
    moved = ::rename(path_.c_str(), target_.c_str()) == 0;
  }
  if (!moved) return fail("cannot rename a draft to", target_);
  file_ = Descriptor();
  return Archived{sha256_, target_, size_};
}

// A name survives a power cut only once its folder is flushed, and the folder that holds that one.
Result<void> FileDraft::sync_names() const {
  if (auto synced = sync_folder(archive_leaf(folder_, sha256_)); !synced) return synced;
  return sync_folder(folder_);
}

Result<Archived> FileDraft::commit(std::string_view suffix) {
  if (!is_written_) {
    if (auto written = write(suffix); !written) return tl::unexpected(std::move(written.error()));
  }
  if (!kept_ && ::fsync(file_.get()) != 0) return fail("cannot flush", path_);
  auto archived = place();
  if (!archived) return archived;
  if (auto synced = sync_names(); !synced) return tl::unexpected(std::move(synced.error()));
  return archived;
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

// One level of 256 folders: with two, nearly every document of the first 65,536 costs a folder, which takes the disk
// longer than the document; and a million documents are but 4,000 in each.
std::string archive_leaf(const std::string& folder, const std::string& sha256) {
  return folder + "/" + sha256.substr(0, 2);
}

std::unique_ptr<Archive::Draft> make_file_draft(const std::string& folder, std::shared_ptr<BufferPool> buffers) {
  return std::make_unique<FileDraft>(folder, std::move(buffers));
}

Result<void> sync_file_system(const std::string& folder) {
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened || ::syncfs(opened.get()) != 0) return fail("cannot flush the disk of", folder);
  return {};
}

void sweep_drafts(const std::string& folder) {
  const std::string drafts = folder + "/tmp";
  std::error_code ignored;  // what cannot be read now is swept another time
  for (const auto& entry : std::filesystem::directory_iterator(drafts, ignored)) {
    if (entry.path().extension() == kDraftSuffix) remove_if_abandoned(entry.path().string());
  }
}

}  // namespace troika::fetch
