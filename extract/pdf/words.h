// What a PDF page says, before any layout: words with their boxes and fonts.
//
// Shared shapes of the extract/pdf functions. Text is UTF-8.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/text.h"

namespace troika::extract {

struct Word {
  std::string text;  // never empty, holds no white space
  Box box;
  double baseline = 0;
  double size = 0;  // font size in points
  bool bold = false;
};

struct Page {
  int number = 0;  // from 1
  double width = 0, height = 0;
  std::string damage;       // what the reader said where it could not read all of the page; else empty
  std::vector<Word> words;  // in content stream order, which need not be reading order
};

// A glyph can map to U+000C or to a space of its own: white space separates words and is never part of one.
inline bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\f\v\r\n") == std::string_view::npos; }

}  // namespace troika::extract
