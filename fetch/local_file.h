// Reads one document from the local file system.
#pragma once

#include <cstddef>
#include <string>

#include "fetch/failure.h"

namespace troika::fetch {

struct SourceFile {
  std::string path;    // as the caller gave it
  std::string sha256;  // of `bytes`
  std::string bytes;   // owned; whole file
};

// 256 MiB: the largest UN document seen is under 10 MiB; more than this is a mistake, and would take
// a worker's memory limit.
inline constexpr std::size_t kMaxDocumentBytes = std::size_t{256} << 20;

// Fails with kNotFound, kIsFolder, kUnreadable, kEmpty or kTooLarge. Thread-safe.
Result<SourceFile> read_local_file(const std::string& path, std::size_t max_bytes = kMaxDocumentBytes);

}  // namespace troika::fetch
