// A font as far as text goes: codes of a string -> Unicode and widths.
//
// Poppler resolves encodings, ToUnicode maps and widths (a call per character, through maps and lists); a Font asks it
// once per code and keeps the answer. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

class GfxFont;

namespace troika::extract {

struct Glyph {
  std::string utf8;        // none, one or (ligatures) several characters
  double width = 0;        // in text space, of a font of size 1
  std::uint32_t code = 0;  // character code; of composite fonts the CID
  char32_t last = 0;       // of its characters
  char32_t accent = 0;     // what the last one is when it stands on a letter, if it is an accent of its own
  std::uint8_t characters = 0;
  std::uint8_t bytes = 0;       // of the string that it takes, at least 1
  bool is_white_space = false;  // a single such character, which ends a word
  bool is_ignored = false;      // a single U+0000
};

struct FontMetrics {
  double ascent = 0, descent = 0;  // in text space, of a font of size 1
  bool bold = false;
};

class Font {
 public:
  explicit Font(std::shared_ptr<GfxFont> font);

  // The first glyph of `codes`, which must not be empty. Valid until the next call.
  const Glyph& next(std::string_view codes) {
    if (one_byte_) {
      const Glyph& glyph = (*short_)[static_cast<unsigned char>(codes[0])];
      if (glyph.bytes != 0) return glyph;
    }
    return look_up(codes);
  }

  const FontMetrics& metrics() const { return metrics_; }

 private:
  using Row = std::array<Glyph, 256>;

  const Glyph& look_up(std::string_view codes);
  Glyph ask(std::string_view codes) const;

  FontMetrics metrics_;
  std::shared_ptr<GfxFont> font_;
  bool one_byte_;                               // all codes are one byte long
  std::array<std::unique_ptr<Row>, 256> rows_;  // codes of two bytes, by the first of them
  std::unique_ptr<Row> short_;                  // codes of one byte
  Glyph other_;                                 // of another length, not kept
};

}  // namespace troika::extract
