#include "pipeline/draft.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <system_error>
#include <unistd.h>

#include "pipeline/output_file.h"

namespace troika::pipeline {
namespace {

tl::unexpected<WriteError> cannot(const std::string& what, const std::string& name) {
  return tl::unexpected(WriteError{false, name + ": cannot be " + what + ": " + std::strerror(errno)});
}

// Large enough that system calls cost nothing beside the copying.
constexpr std::size_t kCopyBytes = std::size_t{256} << 10;

Written copy_range(int from, Range range, int out, const std::string& name) {
  auto offset = static_cast<off_t>(range.begin);
  std::uint64_t left = range.size;
  // In the kernel, where both are files of one file system; what it does not copy is copied here.
  while (left > 0) {
    const ssize_t count = ::copy_file_range(from, &offset, out, nullptr, left, 0);
    if (count <= 0) break;
    left -= static_cast<std::uint64_t>(count);
  }
  while (left > 0) {
    const Range part{static_cast<std::uint64_t>(offset), std::min<std::uint64_t>(left, kCopyBytes)};
    const auto bytes = read_range(from, part, name);
    if (!bytes) return tl::unexpected(bytes.error());
    if (Written written = write_all(out, *bytes, name); !written) return written;
    offset += static_cast<off_t>(part.size);
    left -= part.size;
  }
  return {};
}

}  // namespace

tl::expected<ScratchFile, WriteError> ScratchFile::create() {
  std::error_code error;
  const std::string folder = std::filesystem::temp_directory_path(error);
  if (error) return tl::unexpected(WriteError{false, "TMPDIR is no folder: " + error.message()});
  int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor < 0) {  // not on every file system
    std::string path = folder + "/troika.XXXXXX";
    descriptor = ::mkostemp(path.data(), O_CLOEXEC);
    if (descriptor >= 0) ::unlink(path.c_str());
  }
  if (descriptor < 0) return cannot("written; set TMPDIR to a folder that can", folder);
  return ScratchFile(FileDescriptor(descriptor));
}

tl::expected<Range, WriteError> ScratchFile::append(std::string_view bytes) {
  if (Written written = write_all(file_.get(), bytes, "temporary file"); !written)
    return tl::unexpected(written.error());
  const Range range{size_, bytes.size()};
  size_ += bytes.size();
  return range;
}

tl::expected<std::string, WriteError> read_range(int descriptor, Range range, const std::string& name) {
  std::string bytes(range.size, '\0');
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t count =
        ::pread(descriptor, bytes.data() + done, bytes.size() - done, static_cast<off_t>(range.begin + done));
    if (count < 0 && errno == EINTR) continue;
    if (count == 0) return tl::unexpected(WriteError{false, name + ": was cut short by another program"});
    if (count < 0) return cannot("read back", name);
    done += static_cast<std::size_t>(count);
  }
  return bytes;
}

Written copy_revised(int draft, std::uint64_t size, const std::vector<Revision>& revisions, int scratch, int out,
                     const std::string& name) {
  std::uint64_t at = 0;
  for (const auto& [old, replacement] : revisions) {
    if (Written copied = copy_range(draft, {at, old.begin - at}, out, name); !copied) return copied;
    if (Written copied = copy_range(scratch, replacement, out, name); !copied) return copied;
    at = old.begin + old.size;
  }
  return copy_range(draft, {at, size - at}, out, name);
}

}  // namespace troika::pipeline
