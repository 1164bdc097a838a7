// One load at a time into a SQLite file: SQLite itself keeps apart transactions, of which a load has many. The lock is
// the kernel's, on a byte of the file: a load that dies leaves none behind. For this folder's .cc files only.
#pragma once

#include <chrono>
#include <string>

namespace troika::output {

class FileLock {
 public:
  // Waits for a load that has it, no longer than `patience`; then, and where the file system has no locks, it throws
  // StoreError. Makes the file if it is not there. One that cannot be opened is not locked: whoever opens it next says
  // why.
  FileLock(const std::string& path, std::chrono::milliseconds patience);
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

  // Only when SQLite has closed the file: to close it once more takes all of SQLite's own locks from the process.
  ~FileLock();

 private:
  int descriptor_ = -1;
};

}  // namespace troika::output
