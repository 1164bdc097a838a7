#include "extract/html/charset.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace troika::extract {
namespace {

// HTML wants the declaration in the first 1024 bytes; pages made by word processors have it a little later.
constexpr std::size_t kDeclarationBytes = 4096;
constexpr char32_t kReplacement = 0xFFFD;

// What windows-1252 has where ISO 8859-1 has control characters: bytes 0x80 to 0x9F.
constexpr std::array<char16_t, 32> kWindows1252 = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                                   0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

std::string small_letters(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

// The value behind `name` and "=", with or without quotation marks; empty where there is none.
std::string value_behind(std::string_view text, std::string_view name) {
  constexpr std::string_view kSpace = " \t\r\n";
  std::size_t at = text.find(name);
  if (at == std::string_view::npos) return "";
  at = text.find_first_not_of(kSpace, at + name.size());
  if (at == std::string_view::npos || text[at] != '=') return "";
  at = text.find_first_not_of(" \t\r\n\"'", at + 1);
  if (at == std::string_view::npos) return "";
  return std::string(text.substr(at, text.find_first_of(" \t\r\n\"';>/?", at) - at));
}

std::string declared_in(std::string_view bytes) {
  const std::string top = small_letters(bytes.substr(0, kDeclarationBytes));
  if (top.starts_with("<?xml")) {
    std::string charset = value_behind(std::string_view(top).substr(0, top.find("?>")), "encoding");
    if (!charset.empty()) return charset;
  }
  for (std::size_t at = top.find('<'); at != std::string::npos; at = top.find('<', at + 1)) {
    if (top.compare(at, 4, "<!--") == 0) {
      at = top.find("-->", at);
      if (at == std::string::npos) return "";
    } else if (top.compare(at, 5, "<meta") == 0) {
      std::string charset = value_behind(std::string_view(top).substr(at, top.find('>', at) - at), "charset");
      // A declaration that can be read is not in UTF-16, whatever it says.
      if (!charset.empty()) return charset.starts_with("utf-16") ? "utf-8" : charset;
    }
  }
  return "";
}

std::string marked_by_bytes(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return "utf-8";
  if (bytes.starts_with("\xFF\xFE")) return "utf-16le";
  if (bytes.starts_with("\xFE\xFF")) return "utf-16be";
  return "";
}

// The name that stands for a charset's other names where these matter here.
std::string usual_name(const std::string& charset) {
  constexpr std::array<std::string_view, 7> kReadAsWindows1252 = {"iso-8859-1", "iso8859-1", "iso_8859-1", "latin1",
                                                                  "us-ascii",   "ascii",     "cp1252"};
  if (std::find(kReadAsWindows1252.begin(), kReadAsWindows1252.end(), charset) != kReadAsWindows1252.end()) {
    return "windows-1252";
  }
  return charset == "utf8" ? "utf-8" : charset;
}

// How many bytes of a well-formed character `bytes` begins with (Unicode, table 3-7); 0 when it is none.
std::size_t character_length(std::string_view bytes) {
  const auto byte = [&](std::size_t i) { return i < bytes.size() ? static_cast<std::uint8_t>(bytes[i]) : 0u; };
  const auto continues = [&](std::size_t i) { return byte(i) >= 0x80 && byte(i) <= 0xBF; };
  const unsigned first = byte(0), second = byte(1);
  if (first < 0x80) return first == 0 ? 0 : 1;
  if (first >= 0xC2 && first <= 0xDF) return continues(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool overlong = first == 0xE0 && second < 0xA0, surrogate = first == 0xED && second > 0x9F;
    return continues(1) && continues(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool overlong = first == 0xF0 && second < 0x90, too_large = first == 0xF4 && second > 0x8F;
    return continues(1) && continues(2) && continues(3) && !overlong && !too_large ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::vector<std::string> charsets_of(std::string_view bytes, std::string_view content_type) {
  std::vector<std::string> charsets;
  const std::string header = value_behind(small_letters(content_type), "charset");
  const std::string shown = shows_utf8(bytes) ? "utf-8" : "";
  for (const std::string& charset :
       {marked_by_bytes(bytes), header, declared_in(bytes), shown, std::string("windows-1252")}) {
    const std::string name = usual_name(charset);
    if (!name.empty() && std::find(charsets.begin(), charsets.end(), name) == charsets.end()) charsets.push_back(name);
  }
  return charsets;
}

bool shows_utf8(std::string_view bytes) {
  bool beyond_ascii = false;
  while (!bytes.empty()) {
    const std::size_t length = character_length(bytes);
    if (length == 0) return false;
    beyond_ascii = beyond_ascii || length > 1;
    bytes.remove_prefix(length);
  }
  return beyond_ascii;
}

void append_utf8(std::string& text, char32_t character) {
  const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80 | ((character >> shift) & 0x3F)); };
  if (character < 0x80) {
    text += static_cast<char>(character);
  } else if (character < 0x800) {
    text += static_cast<char>(0xC0 | (character >> 6));
    tail(0);
  } else if (character < 0x10000) {
    text += static_cast<char>(0xE0 | (character >> 12));
    tail(6), tail(0);
  } else {
    text += static_cast<char>(0xF0 | (character >> 18));
    tail(12), tail(6), tail(0);
  }
}

std::string valid_utf8(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const auto* plain_end = std::find_if(bytes.begin(), bytes.end(),
                                         [](char c) { return c == 0 || static_cast<unsigned char>(c) >= 0x80; });
    const auto plain = static_cast<std::size_t>(plain_end - bytes.begin());
    const std::size_t length = plain > 0 ? plain : character_length(bytes);
    if (length == 0) append_utf8(text, kReplacement);
    text.append(bytes.substr(0, length));
    bytes.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return text;
}

std::string from_windows_1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (byte >= 0x80 && byte <= 0x9F) {
      append_utf8(text, kWindows1252[byte - 0x80]);
    } else {
      append_utf8(text, byte == 0 ? kReplacement : byte);
    }
  }
  return text;
}

}  // namespace troika::extract
