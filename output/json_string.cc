#include "output/json_string.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <rapidjson/encodings.h>
#include <rapidjson/memorystream.h>

namespace troika::output {
namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101;
constexpr std::uint64_t kHighBits = 0x8080808080808080;

// Whether a byte below 0x80 stands in a JSON string as it is.
bool is_plain(unsigned char c) { return c >= 0x20 && c < 0x80 && c != '"' && c != '\\'; }

// High bits tell which bytes are zero, if there is any; which others, is not certain.
std::uint64_t zeros(std::uint64_t bytes) { return (bytes - kOnes) & ~bytes & kHighBits; }

bool all_plain(std::uint64_t bytes) {
  const std::uint64_t control = (bytes - kOnes * 0x20) & ~bytes;
  return ((bytes | control) & kHighBits) == 0 && (zeros(bytes ^ (kOnes * '"')) | zeros(bytes ^ (kOnes * '\\'))) == 0;
}

// Bytes of the UTF-8 sequence that the text begins with; 0 where it is not well-formed.
std::size_t sequence_length(std::string_view text) {
  rapidjson::MemoryStream in(text.data(), text.size());
  unsigned code_point = 0;
  return rapidjson::UTF8<>::Decode(in, &code_point) ? in.Tell() : 0;
}

// Bytes from the start that need no change: nearly always all of them, so they are looked at eight at a time.
std::size_t unchanged_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::uint64_t eight = kOnes * ' ';  // where the text has fewer
    const std::size_t count = std::min(text.size() - at, sizeof eight);
    std::memcpy(&eight, text.data() + at, count);
    if (all_plain(eight)) {
      at += count;
      continue;
    }
    const auto c = static_cast<unsigned char>(text[at]);
    const std::size_t length = c < 0x80 ? std::size_t{is_plain(c)} : sequence_length(text.substr(at));
    if (length == 0) break;
    at += length;
  }
  return at;
}

void append_changed(std::string& out, unsigned char c) {
  constexpr std::string_view kShort = "\"\\\b\f\n\r\t", kLetters = "\"\\bfnrt";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  if (c >= 0x80) {
    out += "\xEF\xBF\xBD";
  } else if (const std::size_t at = kShort.find(static_cast<char>(c)); at != std::string_view::npos) {
    out += {'\\', kLetters[at]};
  } else {
    out += {'\\', 'u', '0', '0', kHex[c / 16], kHex[c % 16]};
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (;;) {
    const std::size_t unchanged = unchanged_prefix(text);
    out += text.substr(0, unchanged);
    if (unchanged == text.size()) break;
    append_changed(out, static_cast<unsigned char>(text[unchanged]));
    text.remove_prefix(unchanged + 1);
  }
  out += '"';
}

}  // namespace troika::output
