#include "pipeline/output_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>
#include <utility>

namespace troika::pipeline {
namespace {

// Less is gathered; more, as most documents' records are, is written from where it stands.
constexpr std::size_t kBufferBytes = std::size_t{64} << 10;

// What the disk is told to begin with at a time.
constexpr std::uint64_t kBeginBytes = std::uint64_t{1} << 20;

// Also to read back what is revised.
constexpr int kCreate = O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC;

tl::unexpected<WriteError> cannot(const std::string& what, const std::string& name) {
  const int why = errno;
  std::string message = name + ": cannot be " + what + ": " + std::strerror(why);
  if (why == ENOSPC || why == EDQUOT) message += "; make room and start again";
  return tl::unexpected(WriteError{why == EPIPE, std::move(message)});
}

}  // namespace

Written write_all(int descriptor, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return cannot("written", name);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

tl::expected<OutputFile, WriteError> OutputFile::create(const std::string& folder, const std::string& name) {
  const std::filesystem::path directory(folder);
  std::string path = directory / name;
  std::string partial = directory / ("." + name + "." + std::to_string(::getpid()) + ".partial");
  FileDescriptor file(::open(partial.c_str(), kCreate, 0666));
  if (!file.is_open()) return cannot("made", path);
  return OutputFile(std::move(path), std::move(partial), std::move(file));
}

OutputFile::OutputFile(std::string path, std::string partial, FileDescriptor file)
    : path_(std::move(path)), partial_(std::move(partial)), file_(std::move(file)) {}

OutputFile::~OutputFile() {
  if (file_.is_open()) ::unlink(partial_.c_str());
}

Written OutputFile::write(std::string_view bytes) {
  if (bytes.size() < kBufferBytes) {
    buffer_ += bytes;
    return buffer_.size() < kBufferBytes ? Written{} : flush();
  }
  Written flushed = flush();
  return flushed ? put(bytes) : flushed;
}

Written OutputFile::flush() {
  Written written = put(buffer_);
  buffer_.clear();
  return written;
}

// The disk begins with what is there, so that sync() has little to wait for. Where it does not, sync() waits longer.
Written OutputFile::put(std::string_view bytes) {
  if (hash_) hash_->update(bytes);
  size_ += bytes.size();
  Written written = write_all(file_.get(), bytes, path_);
  if (size_ - begun_ < kBeginBytes) return written;
  ::sync_file_range(file_.get(), 0, 0, SYNC_FILE_RANGE_WRITE);
  begun_ = size_;
  return written;
}

std::optional<std::string> OutputFile::sha256() const { return hash_ ? std::optional(hash_->hex()) : std::nullopt; }

tl::expected<std::string, WriteError> OutputFile::read(Range range) {
  if (Written flushed = flush(); !flushed) return tl::unexpected(flushed.error());
  return read_range(file_.get(), range, path_);
}

Written OutputFile::revise(const std::vector<Revision>& revisions, const ScratchFile& scratch) {
  if (revisions.empty()) return {};
  if (Written flushed = flush(); !flushed) return flushed;
  // The new file has the old one's name from the start: whatever happens, one file is left to remove.
  if (::unlink(partial_.c_str()) != 0) return cannot("revised", path_);
  FileDescriptor revised(::open(partial_.c_str(), kCreate, 0666));
  if (!revised.is_open()) return cannot("revised", path_);
  if (Written copied = copy_revised(file_.get(), size_, revisions, scratch.descriptor(), revised.get(), path_); !copied)
    return copied;
  for (const auto& [old, replacement] : revisions) size_ = size_ - old.size + replacement.size;
  begun_ = 0;
  file_ = std::move(revised);
  hash_.reset();
  return {};
}

Written OutputFile::sync() {
  if (Written flushed = flush(); !flushed) return flushed;
  if (::fsync(file_.get()) != 0) return cannot("written", path_);
  return {};
}

Written OutputFile::publish() {
  if (std::rename(partial_.c_str(), path_.c_str()) != 0) return cannot("put in place", path_);
  file_ = FileDescriptor();
  return {};
}

}  // namespace troika::pipeline
