// Deflate by libdeflate, which is several times faster than Poppler's own and wants all its input at once.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

namespace troika::extract {

// Bytes that are written once: not cleared first, as a vector's would be.
struct Buffer {
  std::unique_ptr<char[]> bytes;
  std::size_t size = 0;
};

// One thread; reusable.
class Inflater {
 public:
  Inflater();
  ~Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // What a zlib stream (RFC 1950) holds; bytes after its end are left alone, and its check sum is not looked at: it is
  // often wrong in PDFs that are otherwise whole. Nothing where it is damaged or larger than `limit`.
  std::optional<Buffer> inflate(std::string_view zlib, std::size_t limit);

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace troika::extract
