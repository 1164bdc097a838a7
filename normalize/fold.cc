#include "normalize/fold.h"

#include <algorithm>
#include <array>

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace troika::normalize {
namespace {

// Most lines are: then there is nothing to do.
bool is_clean_ascii(std::string_view text) {
  const auto printable = [](char c) { return c >= ' ' && c <= '~'; };
  return std::ranges::all_of(text, printable) && text.find("  ") == std::string_view::npos;
}

bool is_apostrophe(UChar32 c) {
  return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x201A || c == 0x201B || c == 0x201F || c == 0x2032 ||
         c == '`' || c == 0x00B4 || c == 0x02BC || c == 0x02BB;
}

icu::UnicodeString decomposed(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
  icu::UnicodeString source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  // Before decomposition, which makes a space and a mark of U+00B4.
  for (int32_t i = 0; i < source.length(); ++i)
    if (is_apostrophe(source.charAt(i))) source.setCharAt(i, u'\'');
  icu::UnicodeString result = nfkd->normalize(source, status);
  result.foldCase();
  return result;
}

bool is_outer(char c) { return c == ' ' || c == '.' || c == ',' || c == ';' || c == ':' || c == '*' || c == '\''; }

void trim_outer(std::string& name) {
  while (!name.empty() && is_outer(name.back())) name.pop_back();
  std::size_t begin = 0;
  while (begin < name.size() && is_outer(name[begin])) ++begin;
  name.erase(0, begin);
}

// "(Argentina)" -> "argentina", but not "(a) and (b)".
bool is_wrapped(const std::string& name) {
  if (name.size() < 2 || name.front() != '(' || name.back() != ')') return false;
  int depth = 0;
  for (std::size_t i = 0; i + 1 < name.size(); ++i) {
    depth += name[i] == '(' ? 1 : name[i] == ')' ? -1 : 0;
    if (depth == 0) return false;
  }
  return true;
}

constexpr UChar32 kFirstBeyondAscii = 0x80;

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < kFirstBeyondAscii; });
}

bool is_white_space(UChar32 c) {
  return c < kFirstBeyondAscii ? c == ' ' || (c >= '\t' && c <= '\r') : u_isUWhiteSpace(c) != 0;
}

void append_character(std::string& text, UChar32 c) {
  if (c < kFirstBeyondAscii) {
    text += static_cast<char>(c);
  } else {
    icu::UnicodeString(c).toUTF8String(text);
  }
}

// What is decomposed(), of ASCII.
UChar32 fold_ascii(char c) {
  if (c == '`') return '\'';
  return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

// One character of the folded name; a space is only kept between words, one before "(" always stands.
void append_folded(std::string& folded, UChar32 c, bool& space) {
  if (is_white_space(c)) {
    space = true;
    return;
  }
  if (c >= kFirstBeyondAscii) {
    const int8_t type = u_charType(c);
    if (type == U_NON_SPACING_MARK) return;
    if (type == U_DASH_PUNCTUATION) c = '-';
  }
  if (c == '(') space = true;
  if (space && !folded.empty() && folded.back() != '(' && c != ')') folded += ' ';
  space = false;
  if (c == '&') {
    folded += "and";
  } else {
    append_character(folded, c);
  }
}

}  // namespace

std::string fold_name(std::string_view name) {
  std::string folded;
  folded.reserve(name.size());
  bool space = false;
  if (is_ascii(name)) {
    for (const char c : name) append_folded(folded, fold_ascii(c), space);
  } else {
    const icu::UnicodeString source = decomposed(name);
    for (int32_t i = 0; i < source.length(); i = source.moveIndex32(i, 1))
      append_folded(folded, source.char32At(i), space);
  }
  trim_outer(folded);
  while (is_wrapped(folded)) {
    folded = folded.substr(1, folded.size() - 2);
    trim_outer(folded);
  }
  if (folded.starts_with("the ")) folded.erase(0, 4);
  return folded;
}

// Zero-width spaces and joiners, and the soft hyphen.
bool is_invisible(UChar32 c) { return (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF || c == 0x00AD; }

// U+FB00 to U+FB06.
constexpr std::array<const char*, 7> kLigatures = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};

// The character at `at`, which moves behind it; U+FFFD for what is no UTF-8.
UChar32 next_character(std::string_view text, std::size_t& at) {
  auto i = static_cast<int32_t>(at);
  UChar32 c = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // in ICU's macro
  U8_NEXT_OR_FFFD(text.data(), i, static_cast<int32_t>(text.size()), c);
#pragma GCC diagnostic pop
  at = static_cast<std::size_t>(i);
  return c;
}

// In NFC already, as nearly every text is, it is not copied.
std::string_view composed(std::string_view text, std::string& storage) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  const icu::StringPiece piece(text.data(), static_cast<int32_t>(text.size()));
  if (nfc->isNormalizedUTF8(piece, status)) return text;
  icu::StringByteSink<std::string> sink(&storage);
  nfc->normalizeUTF8(0, piece, sink, nullptr, status);
  return storage;
}

std::string clean_text(std::string_view text) {
  if (is_clean_ascii(text)) return std::string(text);
  std::string storage;
  const std::string_view source = composed(text, storage);
  std::string clean;
  clean.reserve(source.size());
  for (std::size_t at = 0; at < source.size();) {
    const std::size_t begin = at;
    const UChar32 c = next_character(source, at);
    if (c >= 0xFB00 && c <= 0xFB06) {
      clean += kLigatures.at(static_cast<std::size_t>(c - 0xFB00));
    } else if (is_white_space(c)) {
      if (clean.empty() || clean.back() != ' ') clean += ' ';
    } else if (c == 0xFFFD) {
      append_character(clean, c);  // also what stood for a byte that is no UTF-8
    } else if (!is_invisible(c)) {
      clean.append(source, begin, at - begin);
    }
  }
  return clean;
}

}  // namespace troika::normalize
