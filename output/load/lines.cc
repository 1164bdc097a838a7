#include "output/load/lines.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rapidjson/error/en.h>

#include "output/load/target.h"

namespace troika::output {
namespace {

// Large enough that system calls cost nothing; a longer line makes the buffer grow.
constexpr std::size_t kBufferBytes = std::size_t{1} << 20;

// Records have some five levels; more than this would only exhaust the stack of who walks through them.
constexpr int kDeepest = 64;

bool is_deeper_than(int deepest, std::string_view json) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > deepest) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

std::string path_of(const std::string& folder, std::string_view name) { return folder + '/' + std::string(name); }

}  // namespace

LineFile::LineFile(const std::string& folder, std::string_view name) : path_(path_of(folder, name)) {
  descriptor_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) fail("opened");
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) fail("read");
  size_ = static_cast<std::uint64_t>(status.st_size);
}

LineFile::~LineFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool LineFile::exists(const std::string& folder, std::string_view name) {
  struct stat status {};
  return ::stat(path_of(folder, name).c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

bool LineFile::next() {
  std::size_t end = buffer_.find('\n', at_);
  while (end == std::string::npos) {
    buffer_.erase(0, at_);
    at_ = 0;
    const std::size_t kept = buffer_.size();
    buffer_.resize(kept + kBufferBytes);
    const ssize_t count = ::pread(descriptor_, buffer_.data() + kept, kBufferBytes, static_cast<off_t>(read_to_));
    if (count < 0 && errno != EINTR) fail("read");
    buffer_.resize(kept + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (count == 0) {
      ++number_;
      if (kept > 0) refuse_line(std::string("the file ends in the middle of a line") + kPublishAnew);
      return false;
    }
    read_to_ += static_cast<std::uint64_t>(std::max<ssize_t>(count, 0));
    end = buffer_.find('\n', kept);
  }
  line_at_ = read_to_ - (buffer_.size() - at_);
  line_ = std::string_view(buffer_).substr(at_, end - at_);
  at_ = end + 1;
  ++number_;
  return true;
}

void LineFile::rewind() {
  read_to_ = 0;
  number_ = 0;
  buffer_.clear();
  at_ = 0;
}

std::string LineFile::read(std::uint64_t offset, std::size_t size) const {
  std::string bytes(size, '\0');
  for (std::size_t done = 0; done < size;) {
    const ssize_t count = ::pread(descriptor_, bytes.data() + done, size - done, static_cast<off_t>(offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) fail("read");
    done += static_cast<std::size_t>(count);
  }
  return bytes;
}

void LineFile::go_to(const Place& place) {
  gone_to_ = read(place.offset, place.size);
  line_ = gone_to_;
  line_at_ = place.offset;
  number_ = place.number;
}

void LineFile::refuse_line(const std::string& what) const { refuse_line(number_, what); }

void LineFile::refuse_line(std::int64_t number, const std::string& what) const {
  refuse(path_ + ':' + std::to_string(number) + ": " + what);
}

void LineFile::fail(const char* what) const {
  refuse(path_ + ": cannot be " + what + ": " + std::strerror(errno) +
         "; give the folder that troika run or extract -o has published");
}

const rapidjson::Value& RecordParser::parse(std::string_view line, const LineFile& file) {
  if (is_deeper_than(kDeepest, line)) file.refuse_line(std::string("is nested deeper than any record") + kPublishAnew);
  if (line.find('\0') != std::string_view::npos) file.refuse_line(std::string("holds a NUL byte") + kPublishAnew);
  text_.assign(line);
  rapidjson::Document(&memory_).Swap(document_);  // what the old one held goes with the memory
  memory_.Clear();
  document_.ParseInsitu(text_.data());
  if (document_.HasParseError())
    file.refuse_line(std::string("is no JSON: ") + rapidjson::GetParseError_En(document_.GetParseError()) +
                     kPublishAnew);
  return document_;
}

}  // namespace troika::output
