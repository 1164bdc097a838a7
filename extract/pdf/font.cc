#include "extract/pdf/font.h"

#include <GfxFont.h>
#include <algorithm>
#include <utility>

namespace troika::extract {
namespace {

// What Poppler takes for white space (its UTF.cc), sorted.
constexpr std::array<char32_t, 24> kBlanks = {0x0009, 0x000A, 0x000B, 0x000C, 0x000D, 0x0020, 0x0085, 0x00A0,
                                              0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007,
                                              0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000};

std::size_t byte_at(std::string_view codes, std::size_t at) { return static_cast<unsigned char>(codes[at]); }

}  // namespace

Font::Font(std::shared_ptr<GfxFont> font)
    : ascent(font->getAscent()),
      descent(font->getDescent()),
      bold(font->isBold()),
      font_(std::move(font)),
      one_byte_(!font_->isCIDFont()),
      short_(std::make_unique<Row>()) {}

Glyph Font::ask(std::string_view codes) const {
  CharCode code = 0;
  const Unicode* unicode = nullptr;
  int length = 0;
  double width = 0, height = 0, origin_x = 0, origin_y = 0;
  const int bytes = font_->getNextChar(codes.data(), static_cast<int>(codes.size()), &code, &unicode, &length, &width,
                                       &height, &origin_x, &origin_y);
  Glyph glyph;
  glyph.unicode.assign(unicode, unicode + length);
  glyph.width = width;
  glyph.code = code;
  glyph.bytes = static_cast<std::uint8_t>(std::clamp(bytes, 1, 255));
  if (length == 1) {
    glyph.is_blank = std::binary_search(kBlanks.begin(), kBlanks.end(), glyph.unicode[0]);
    glyph.is_ignored = glyph.unicode[0] == 0;
  }
  return glyph;
}

const Glyph& Font::next(std::string_view codes) {
  if (!one_byte_ && codes.size() > 1) {
    std::unique_ptr<Row>& row = rows_[byte_at(codes, 0)];
    if (!row) row = std::make_unique<Row>();
    Glyph& glyph = (*row)[byte_at(codes, 1)];
    if (glyph.bytes != 0) return glyph;
    Glyph answer = ask(codes);
    // A longer code depends on more bytes than the two that it would be kept under.
    return answer.bytes > 2 ? other_ = std::move(answer) : glyph = std::move(answer);
  }
  Glyph& glyph = (*short_)[byte_at(codes, 0)];
  if (glyph.bytes == 0) glyph = ask(codes);
  return glyph;
}

}  // namespace troika::extract
