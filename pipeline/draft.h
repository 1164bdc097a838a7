// Lines that were written and may still change: a review is linked when all its documents are there.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "pipeline/file_descriptor.h"
#include "pipeline/rendered.h"

namespace troika::pipeline {

struct WriteError {
  bool reader_gone = false;  // the other end of a pipe was closed (`troika extract ... | head`): end quietly
  std::string message;       // what could not be written, why, and what to do
};

using Written = tl::expected<void, WriteError>;

// Bytes of a file.
struct Range {
  std::uint64_t begin = 0, size = 0;
};

// A file without a name: it is gone when it is closed, however the program ends. One thread at a time.
class ScratchFile {
 public:
  // In the system's folder for temporary files.
  static tl::expected<ScratchFile, WriteError> create();

  // Where the bytes were put. Not buffered.
  tl::expected<Range, WriteError> append(std::string_view bytes);

  int descriptor() const { return file_.get(); }
  std::uint64_t size() const { return size_; }

 private:
  explicit ScratchFile(FileDescriptor file) : file_(std::move(file)) {}

  FileDescriptor file_;
  std::uint64_t size_ = 0;
};

tl::expected<std::string, WriteError> read_range(int descriptor, Range range, const std::string& name);

// What takes the place of some bytes of a draft: bytes of the scratch file.
struct Revision {
  Range old, replacement;
};

// Copies the draft with its revisions (in the order of the draft, apart from each other) to `out`.
Written copy_revised(int draft, std::uint64_t size, const std::vector<Revision>& revisions, int scratch, int out,
                     const std::string& name);

// The streams of a run until they are published.
class Drafts {
 public:
  virtual ~Drafts() = default;

  virtual tl::expected<std::string, WriteError> read(Stream stream, Range range) = 0;
  virtual Written revise(Stream stream, const std::vector<Revision>& revisions, const ScratchFile& scratch) = 0;
};

}  // namespace troika::pipeline
