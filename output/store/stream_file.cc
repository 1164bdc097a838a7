#include "output/store/stream_file.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "output/store/sqlite.h"

namespace troika::output {
namespace {

// Large enough that system calls cost nothing beside the disk, and six of them fit in any memory.
constexpr std::size_t kBufferBytes = std::size_t{1} << 20;

std::string next_step(int why) {
  switch (why) {
    case ENOSPC:
    case EDQUOT: return "make room and start again: the store has everything that was committed";
    case EIO: return "check the disk and start again: the store has everything that was committed";
    case EEXIST:
    case ENOTDIR: return "a file lies where a folder should be: give another folder with -o, and start again";
    default: return "make the folder writable, or give another with -o, and start again";
  }
}

[[noreturn]] void cannot(const std::string& path, const std::string& what, int why) {
  const bool is_full = why == ENOSPC || why == EDQUOT;
  throw StoreError({fetch::Stage::kOutput, fetch::FailureCode::kStore, is_full,
                    path + ": cannot be " + what + ": " + std::strerror(why) + "; " + next_step(why)});
}

}  // namespace

StreamFile::StreamFile(const std::string& folder, std::string name)
    : name_(std::move(name)), path_(folder + '/' + name_), partial_(folder + "/." + name_ + ".partial") {
  descriptor_ = ::open(partial_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor_ < 0) fail("made");
}

StreamFile::StreamFile(StreamFile&& other) noexcept
    : name_(std::move(other.name_)),
      path_(std::move(other.path_)),
      partial_(std::move(other.partial_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_),
      buffer_(std::move(other.buffer_)) {}

StreamFile::~StreamFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(partial_.c_str());
}

void StreamFile::fail(const std::string& what) const { cannot(path_, what, errno); }

void StreamFile::write(std::string_view bytes) {
  buffer_ += bytes;
  size_ += static_cast<std::int64_t>(bytes.size());
  if (buffer_.size() >= kBufferBytes) flush();
}

void StreamFile::write_line(std::string_view line) {
  write(line);
  write("\n");
}

void StreamFile::flush() {
  for (std::string_view rest = buffer_; !rest.empty();) {
    const ssize_t count = ::write(descriptor_, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("written");
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
  buffer_.clear();
}

void StreamFile::sync() {
  flush();
  if (::fsync(descriptor_) != 0) fail("written");
}

bool StreamFile::is_published_already() const {
  if (size_of_file(path_) != size_) return false;
  std::ifstream ours(partial_, std::ios::binary), theirs(path_, std::ios::binary);
  std::array<char, 1 << 16> our_bytes{}, their_bytes{};
  for (std::int64_t rest = size_; rest > 0; rest -= ours.gcount()) {
    ours.read(our_bytes.data(), our_bytes.size());
    theirs.read(their_bytes.data(), their_bytes.size());
    const auto count = ours.gcount();
    if (count == 0 || theirs.gcount() != count) return false;
    if (std::memcmp(our_bytes.data(), their_bytes.data(), static_cast<std::size_t>(count)) != 0) return false;
  }
  return true;
}

void StreamFile::publish() {
  if (std::rename(partial_.c_str(), path_.c_str()) != 0) fail("put in place");
  ::close(std::exchange(descriptor_, -1));
}

std::string make_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) cannot(folder, "made", error.value());
  const auto path = std::filesystem::canonical(folder, error);
  if (error) cannot(folder, "opened", error.value());
  return path;
}

void sync_folder(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) cannot(folder, "opened", errno);
  const int synced = ::fsync(descriptor);
  const int why = errno;
  ::close(descriptor);
  if (synced != 0) cannot(folder, "written", why);
}

std::int64_t size_of_file(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) ? std::int64_t{status.st_size} : -1;
}

}  // namespace troika::output
