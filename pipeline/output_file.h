// A file that appears complete or not at all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "fetch/sha256.h"
#include "pipeline/draft.h"
#include "pipeline/file_descriptor.h"

namespace troika::pipeline {

// Writes all of `bytes`, whatever it takes; `name` is for the error.
Written write_all(int descriptor, std::string_view bytes, const std::string& name);

// Written as ".NAME.PID.partial" beside its final place; removed again if it is never published.
// One thread at a time.
class OutputFile {
 public:
  static tl::expected<OutputFile, WriteError> create(const std::string& folder, const std::string& name);

  OutputFile(OutputFile&& other) noexcept = default;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();

  // Buffered: an error may show with a later call.
  Written write(std::string_view bytes);

  // What was written, by its place among all bytes written.
  tl::expected<std::string, WriteError> read(Range range);

  // Puts bytes of `scratch` in the place of some that were written.
  Written revise(const std::vector<Revision>& revisions, const ScratchFile& scratch);

  // Everything written is on the disk when it returns.
  Written sync();

  // After sync(): where its bytes are until it is published, how many, and their SHA-256, taken while they were
  // written; nothing where some were revised, and who wants to know has to read them.
  const std::string& partial() const { return partial_; }
  std::uint64_t size() const { return size_; }
  std::optional<std::string> sha256() const;

  // Takes the final name, in place of what had it before. After sync().
  Written publish();

 private:
  OutputFile(std::string path, std::string partial, FileDescriptor file);

  Written flush();
  Written put(std::string_view bytes);

  std::string path_, partial_;
  std::uint64_t size_ = 0;   // of what was flushed
  std::uint64_t begun_ = 0;  // of it, what the disk was told to begin with
  FileDescriptor file_;      // closed once published or moved from
  std::string buffer_;
  std::optional<fetch::Sha256> hash_{std::in_place};  // of what was flushed
};

}  // namespace troika::pipeline
