#include "fetch/archive.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

#include "fetch/archive_draft.h"
#include "fetch/buffer_pool.h"
#include "fetch/media.h"
#include "fetch/sha256.h"

namespace troika::fetch {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHashDigits = 64;

bool is_hash(std::string_view text) {
  return text.size() == kHashDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// What is wrong with the place or the name of a file; empty when nothing is.
std::string misplacement(const std::string& folder, const fs::path& path) {
  const std::string hash = path.filename().string().substr(0, kHashDigits);
  if (!is_hash(hash)) return "is not named by a SHA-256; it is no document of the archive: move it away";
  const fs::path leaf = archive_leaf(folder, hash);
  if (path.parent_path() != leaf) return "lies in the wrong folder; move it to " + leaf.string();
  return {};
}

// The hash of a file's bytes; empty where it cannot be read.
std::string hash_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  Sha256 hash;
  std::vector<char> buffer(std::size_t{1} << 20);
  while (file) {
    file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    hash.update(std::string_view(buffer.data(), static_cast<std::size_t>(file.gcount())));
  }
  return file.eof() ? hash.hex() : std::string();
}

std::string damage(const std::string& folder, const fs::path& path) {
  if (std::string misplaced = misplacement(folder, path); !misplaced.empty()) return misplaced;
  const std::string hash = hash_of(path);
  if (hash.empty()) return "cannot be read; check the disk";
  if (hash == path.filename().string().substr(0, kHashDigits)) return {};
  return "is damaged: its bytes have the SHA-256 " + hash + "; delete it, and the next run fetches it again";
}

// In a fixed order, so that two reports can be compared.
Result<std::vector<fs::path>> files_below(const std::string& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at.depth() == 0 && at->path().filename() == "tmp") {
      at.disable_recursion_pending();
    } else if (!at->is_directory(error)) {
      files.push_back(at->path());
    }
  }
  if (error) return tl::unexpected(archive_failure(error.value(), "cannot read", folder));
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

Archive::Archive(std::string folder) : folder_(std::move(folder)), buffers_(std::make_shared<BufferPool>()) {}

Result<Archive> Archive::open(const std::string& folder) {
  const std::string drafts = folder + "/tmp";
  std::error_code error;
  fs::create_directories(drafts, error);
  // An archive copied to a read-only medium, perhaps without its tmp: to be read all the same.
  const bool readable_at_least =
      error == std::errc::read_only_file_system && ::access(folder.c_str(), R_OK | X_OK) == 0;
  if (error && !readable_at_least) {
    return tl::unexpected(archive_failure(error.value(), "cannot make the archive's folder", drafts));
  }
  sweep_drafts(folder);
  return Archive(folder);
}

Result<std::unique_ptr<Archive::Draft>> Archive::begin() const {
  const std::string drafts = folder_ + "/tmp";
  if (::faccessat(AT_FDCWD, drafts.c_str(), W_OK | X_OK, AT_EACCESS) != 0) {
    return tl::unexpected(archive_failure(errno, "cannot write to", drafts));
  }
  return make_file_draft(folder_, buffers_);
}

Result<void> Archive::flush() const { return sync_file_system(folder_); }

// A name for each suffix is tried: to read the folder would cost the more, the more is in it.
Result<Archived> Archive::find(const std::string& sha256) const {
  for (const std::string_view suffix : kSuffixes) {
    if (!is_hash(sha256)) break;
    std::string path = archive_leaf(folder_, sha256) + "/" + sha256 + std::string(suffix);
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0) {
      return Archived{sha256, std::move(path), static_cast<std::uint64_t>(status.st_size)};
    }
    if (errno != ENOENT) return tl::unexpected(archive_failure(errno, "cannot read", path));
  }
  return tl::unexpected(Failure{Stage::kFetch, FailureCode::kNotFound, false,
                                "no document with SHA-256 " + sha256 + " is in " + folder_ + "; fetch it again"});
}

Result<Archive::Verified> Archive::verify(
    const std::function<void(const std::string& path, const std::string& what)>& report) const {
  const auto files = files_below(folder_);
  if (!files) return tl::unexpected(files.error());
  Verified verified;
  for (const fs::path& path : *files) {
    std::error_code ignored;  // a file that has gone is reported as one that cannot be read
    const std::uintmax_t size = fs::file_size(path, ignored);
    ++verified.files;
    if (!ignored) verified.bytes += size;
    const std::string what = damage(folder_, path);
    if (what.empty()) continue;
    ++verified.damaged;
    if (report) report(path.string(), what);
  }
  return verified;
}

}  // namespace troika::fetch
