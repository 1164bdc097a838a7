// A disk that cannot be flushed: takes the place of the C library's functions in the program that it is linked into, or
// preloaded into (LD_PRELOAD). FAILING_SYNC=PART: flushing a file fails with EIO where its path holds PART; with
// FAILING_SYNC_AFTER=N the first N times go well.
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

// How often FAILING_SYNC_AFTER has let pass since FAILING_SYNC was set.
std::atomic<int> passed{0};

bool is_spared() {
  const char* after = std::getenv("FAILING_SYNC_AFTER");
  return after != nullptr && passed.fetch_add(1) < std::atoi(after);
}

bool fails(int descriptor) {
  const char* part = std::getenv("FAILING_SYNC");
  if (part == nullptr || *part == '\0') {
    passed = 0;
    return false;
  }
  char path[4096];
  const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
  const ssize_t length = ::readlink(link.c_str(), path, sizeof path);
  const bool is_meant =
      length > 0 && std::string(path, static_cast<std::size_t>(length)).find(part) != std::string::npos;
  return is_meant && !is_spared();
}

int flushed(int descriptor, long call) {
  if (!fails(descriptor)) return static_cast<int>(::syscall(call, descriptor));
  errno = EIO;
  return -1;
}

}  // namespace

extern "C" {
int fsync(int descriptor) { return flushed(descriptor, SYS_fsync); }
int fdatasync(int descriptor) { return flushed(descriptor, SYS_fdatasync); }
int syncfs(int descriptor) noexcept { return flushed(descriptor, SYS_syncfs); }
}
