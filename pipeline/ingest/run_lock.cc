#include "pipeline/ingest/run_lock.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "pipeline/run_summary.h"

namespace troika::pipeline {
namespace {

std::string holder(int descriptor) {
  char text[256];
  const ssize_t length = ::pread(descriptor, text, sizeof text, 0);
  std::string holder(text, length > 0 ? static_cast<std::size_t>(length) : 0);
  while (!holder.empty() && holder.back() == '\n') holder.pop_back();
  return holder.empty() ? "another run" : holder;
}

std::string this_process() {
  char host[128] = "";
  ::gethostname(host, sizeof host - 1);
  return "process " + std::to_string(::getpid()) + " on " + host + ", since " + utc_now() + "\n";
}

tl::unexpected<RunLock::Refused> cannot_lock(const std::string& path) {
  const int why = errno;
  const bool is_full = why == ENOSPC || why == EDQUOT;
  return tl::unexpected(RunLock::Refused{
      false, path + ": the lock cannot be written: " + std::strerror(why) +
                 (is_full ? "; make room on the disk and start again"
                          : "; make the folder and this file writable for this user, or give another with --data")});
}

}  // namespace

tl::expected<RunLock, RunLock::Refused> RunLock::acquire(const std::string& folder) {
  const std::string path = folder + "/lock";
  FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (file.get() < 0) return cannot_lock(path);
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return cannot_lock(path);
    return tl::unexpected(
        Refused{true, path + " is held by " + holder(file.get()) + "; wait for it, or use another --data"});
  }
  const std::string text = this_process();
  const bool written = ::ftruncate(file.get(), 0) == 0 && ::pwrite(file.get(), text.data(), text.size(), 0) > 0;
  if (!written) return cannot_lock(path);
  return RunLock(std::move(file));
}

}  // namespace troika::pipeline
