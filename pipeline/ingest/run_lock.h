// One run at a time per data folder. The lock is the kernel's (flock): a run that dies leaves none behind, and there is
// no stale lock to recover from; the file's text only says who holds it.
#pragma once

#include <string>

#include <tl/expected.hpp>

#include "pipeline/file_descriptor.h"

namespace troika::pipeline {

class RunLock {
 public:
  struct Refused {
    bool held = false;    // by another run; else the file cannot be made
    std::string message;  // who holds it, or why it cannot be made
  };

  // FOLDER/lock. Held until destroyed.
  static tl::expected<RunLock, Refused> acquire(const std::string& folder);

 private:
  explicit RunLock(FileDescriptor file) : file_(std::move(file)) {}
  FileDescriptor file_;
};

}  // namespace troika::pipeline
