// A stream of a published folder, line by line. For output/'s .cc files only.
//
//   LineFile file(folder, "recommendations.jsonl");
//   RecordParser parser;
//   while (file.next()) use(parser.parse(file));
//
// Throws StoreError: the file is not there or cannot be read, its last line has no end, a line is no JSON. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <rapidjson/document.h>

namespace troika::output {

// What to do about a file whose lines are damaged. One that is there in its full size is not written again.
inline constexpr const char* kPublishAnew = "; remove the file and publish the folder anew";

// The file as it was when it was opened: one that takes its name later is not seen.
class LineFile {
 public:
  LineFile(const std::string& folder, std::string_view name);
  LineFile(const LineFile&) = delete;
  LineFile& operator=(const LineFile&) = delete;
  ~LineFile();

  static bool exists(const std::string& folder, std::string_view name);

  bool next();                                     // to the next line; false: there is none
  std::string_view line() const { return line_; }  // without its line feed; until next()
  std::int64_t number() const { return number_; }  // from 1
  void rewind();
  std::string read(std::uint64_t offset, std::size_t size) const;

  // Where a line is, to come back to it.
  struct Place {
    std::int64_t number = 0;
    std::uint64_t offset = 0;
    std::size_t size = 0;
  };
  Place place() const { return {number_, line_at_, line_.size()}; }
  void go_to(const Place& place);  // stands on that line; only rewind() leads from there to next()

  std::uint64_t size() const { return size_; }  // bytes

  // "DIR/recommendations.jsonl:12: WHAT", of the line it stands on, or of another one
  [[noreturn]] void refuse_line(const std::string& what) const;
  [[noreturn]] void refuse_line(std::int64_t number, const std::string& what) const;

 private:
  [[noreturn]] void fail(const char* what) const;

  std::string path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0, read_to_ = 0, line_at_ = 0;
  std::int64_t number_ = 0;
  std::string buffer_;
  std::size_t at_ = 0;  // in the buffer: where the next line begins
  std::string_view line_;
  std::string gone_to_;  // bytes of the line that go_to() stands on
};

// JSON of one line at a time; what it gives lives until the next call.
class RecordParser {
 public:
  RecordParser() : document_(&memory_) {}
  const rapidjson::Value& parse(const LineFile& file) { return parse(file.line(), file); }
  const rapidjson::Value& parse(std::string_view line, const LineFile& file);  // `file` is for the error

 private:
  std::string text_;  // strings are unescaped in it
  rapidjson::MemoryPoolAllocator<> memory_;
  rapidjson::Document document_;
};

}  // namespace troika::output
