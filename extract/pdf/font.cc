#include "extract/pdf/font.h"

#include <GfxFont.h>
#include <algorithm>
#include <utility>

#include "extract/pdf/characters.h"

namespace troika::extract {
namespace {

std::size_t byte_at(std::string_view codes, std::size_t at) { return static_cast<unsigned char>(codes[at]); }

}  // namespace

Font::Font(std::shared_ptr<GfxFont> font)
    : metrics_{font->getAscent(), font->getDescent(), font->isBold()},
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
  for (int i = 0; i < length; ++i) append_character(glyph.utf8, unicode[i]);
  glyph.width = width;
  glyph.code = code;
  glyph.characters = static_cast<std::uint8_t>(std::min(length, 255));
  glyph.bytes = static_cast<std::uint8_t>(std::clamp(bytes, 1, 255));
  if (length > 0) {
    glyph.last = unicode[length - 1];
    glyph.accent = combining_accent(glyph.last);
    glyph.is_white_space = length == 1 && is_white_space(glyph.last);
    glyph.is_ignored = length == 1 && glyph.last == 0;
  }
  return glyph;
}

const Glyph& Font::look_up(std::string_view codes) {
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
