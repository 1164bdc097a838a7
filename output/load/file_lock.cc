#include "output/load/file_lock.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

#include "output/load/target.h"

namespace troika::output {
namespace {

// Far behind the bytes that SQLite locks (a page at 1 GiB), and behind any that a file has. Locks need no bytes.
constexpr off_t kLockedByte = off_t{1} << 62;

constexpr std::chrono::milliseconds kPause{50};  // short beside a load, long beside a system call

// Of the open file, not of the process: SQLite's own have no part in it. False where another one has it.
bool lock(int descriptor) {
  struct flock wanted {};
  wanted.l_type = F_WRLCK;
  wanted.l_whence = SEEK_SET;
  wanted.l_start = kLockedByte;
  wanted.l_len = 1;
  return ::fcntl(descriptor, F_OFD_SETLK, &wanted) == 0;
}

}  // namespace

FileLock::FileLock(const std::string& path, std::chrono::milliseconds patience)
    : descriptor_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (descriptor_ >= 0 && !lock(descriptor_)) {
    const int error = errno;
    const bool is_held = error == EAGAIN || error == EACCES;
    if (is_held && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(kPause);
      continue;
    }
    ::close(descriptor_);
    if (is_held) refuse(path + ": another troika load is at work there: wait until it is done", true);
    refuse(path + ": cannot be locked: " + std::strerror(error) + "; load into a file on a disk of this machine");
  }
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace troika::output
