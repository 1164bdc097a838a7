#include "fetch/local_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "fetch/sha256.h"

namespace troika::fetch {
namespace {

// For files whose size the system does not tell (/proc). Documents are mostly under 1 MiB: one read.
constexpr std::size_t kFirstBufferBytes = std::size_t{1} << 20;

class FileHandle {
 public:
  explicit FileHandle(int descriptor) : descriptor_(descriptor) {}
  FileHandle(const FileHandle&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;
  ~FileHandle() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

tl::unexpected<Failure> failure(FailureCode code, std::string detail, bool retryable = false) {
  return tl::unexpected(Failure{Stage::kFetch, code, retryable, std::move(detail)});
}

// Whether the disk, the network file system or this process's limits may do better another time.
bool may_pass(int error) {
  switch (error) {
    case EIO:
    case ESTALE:
    case ETIMEDOUT:
    case EMFILE:
    case ENFILE:
    case ENOMEM: return true;
    default: return false;
  }
}

tl::unexpected<Failure> system_failure(int error) {
  const std::string what = std::generic_category().message(error);
  switch (error) {
    case ENOENT:
    case ENOTDIR: return failure(FailureCode::kNotFound, "no such file; check the path");
    case EACCES:
    case EPERM: return failure(FailureCode::kUnreadable, "permission denied; make it readable for this user");
    case ENXIO: return failure(FailureCode::kUnreadable, "is a socket or a device; give a regular file");
    default: break;
  }
  if (may_pass(error)) return failure(FailureCode::kUnreadable, "cannot be read: " + what + "; try again", true);
  return failure(FailureCode::kUnreadable, "cannot be read: " + what + "; check the path");
}

// A path may hold any byte but NUL; a detail is one line.
std::string on_one_line(std::string path) {
  std::replace_if(
      path.begin(), path.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
  return path;
}

std::string files_of(std::string folder) {
  while (folder.ends_with('/')) folder.pop_back();
  return on_one_line(folder) + "/*.pdf";
}

tl::unexpected<Failure> too_large(std::size_t max_bytes) {
  return failure(FailureCode::kTooLarge,
                 "is larger than the limit of " + std::to_string(max_bytes) + " bytes; check that it is a document");
}

// Nothing when the handle is one that can be read to its end.
std::optional<Failure> refuse(const struct stat& status, const std::string& path, std::size_t max_bytes) {
  if (S_ISDIR(status.st_mode)) {
    return failure(FailureCode::kIsFolder, "is a folder; give its files: " + files_of(path)).value();
  }
  if (S_ISFIFO(status.st_mode)) {
    return failure(FailureCode::kUnreadable, "is a pipe; save what it gives to a file, and give that").value();
  }
  if (!S_ISREG(status.st_mode)) {
    return failure(FailureCode::kUnreadable, "is a socket or a device; give a regular file").value();
  }
  if (static_cast<std::size_t>(status.st_size) > max_bytes) return too_large(max_bytes).value();
  return std::nullopt;
}

// Reads to the end. The limit is held here too: a file may grow after fstat, and one in /proc claims no size at all.
Result<std::string> read_all(int descriptor, std::size_t expected_bytes, std::size_t max_bytes) {
  std::string bytes;
  std::size_t used = 0;
  // One byte more than expected, so that the read that finds the end needs no second buffer.
  bytes.resize(std::min(expected_bytes == 0 ? kFirstBufferBytes : expected_bytes, max_bytes) + 1);
  for (;;) {
    const ssize_t got = ::read(descriptor, bytes.data() + used, bytes.size() - used);
    if (got < 0) {
      if (errno == EINTR) continue;
      return system_failure(errno);
    }
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
    if (used > max_bytes) return too_large(max_bytes);
    if (used == bytes.size()) bytes.resize(used + std::min(used, max_bytes - used) + 1);
  }
  bytes.resize(used);
  return bytes;
}

int open_to_read(const std::string& path) {
  int descriptor = -1;
  do {
    // O_NONBLOCK: opening a FIFO that nobody writes to would wait for ever. It changes nothing for regular files.
    descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  } while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

}  // namespace

Result<SourceFile> read_local_file(const std::string& path, std::size_t max_bytes) {
  // The system would stop at the NUL, and open another file than the one that was named.
  if (path.find('\0') != std::string::npos) {
    return failure(FailureCode::kNotFound, "no such file: the path holds a NUL byte; check the path");
  }
  const FileHandle file(open_to_read(path));
  if (file.get() < 0) return system_failure(errno);

  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return system_failure(errno);
  if (auto refusal = refuse(status, path, max_bytes)) return tl::unexpected(std::move(*refusal));

  auto bytes = read_all(file.get(), static_cast<std::size_t>(status.st_size), max_bytes);
  if (!bytes) return tl::unexpected(std::move(bytes.error()));
  if (bytes->empty()) return failure(FailureCode::kEmpty, "is empty (0 bytes); fetch it again");
  std::string sha256 = sha256_hex(*bytes);
  return SourceFile{path, std::move(sha256), std::move(*bytes)};
}

}  // namespace troika::fetch
