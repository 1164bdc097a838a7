// A published file that appears complete or not at all. For output/'s .cc files only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace troika::output {

// Written as ".NAME.partial" beside its final place, over what a process that died may have left there.
// Throws StoreError. One thread at a time.
class StreamFile {
 public:
  StreamFile(const std::string& folder, std::string name);
  StreamFile(StreamFile&& other) noexcept;
  StreamFile& operator=(StreamFile&&) = delete;
  ~StreamFile();  // removes it, unless it was published

  void write(std::string_view bytes);
  void write_line(std::string_view line);  // adds the line feed

  // Everything written is on the disk when it returns.
  void sync();

  // Whether the file that has the final name holds the same bytes. After sync().
  bool is_published_already() const;

  // Takes the final name, in place of what had it before. After sync().
  void publish();

  const std::string& name() const { return name_; }
  const std::string& partial() const { return partial_; }  // path until it is published
  std::int64_t size() const { return size_; }

 private:
  void flush();
  [[noreturn]] void fail(const std::string& what) const;

  std::string name_, path_, partial_;
  int descriptor_ = -1;
  std::int64_t size_ = 0;  // bytes written or in the buffer
  std::string buffer_;
};

// Makes the folder, with those above it, if it is not there; gives its absolute path.
std::string make_folder(const std::string& folder);

// The names in it are on the disk when it returns.
void sync_folder(const std::string& folder);

// -1 where there is no such file.
std::int64_t size_of_file(const std::string& path);

}  // namespace troika::output
