// How runs and paragraphs look: what a style, a list's level or the text itself says about it. Pure.
#pragma once

#include <optional>
#include <string>

#include "extract/docx/xml_parser.h"

namespace troika::extract {

// What is not stated is left to what stands above: character style, paragraph style, the document's defaults.
struct RunFormat {
  std::optional<bool> bold, hidden, raised;
  std::optional<double> size;  // points
  std::string style;           // of the characters

  void apply(const RunFormat& stronger);
};

struct ParagraphFormat {
  std::optional<int> list, level;       // numId and ilvl; list 0: none, whatever the style says
  std::optional<double> indent, first;  // points; `first` is what the first line has more
  std::optional<bool> page_break_before;
  std::string style;

  void apply(const ParagraphFormat& stronger);
};

// A property element, as <w:b/> in <w:rPr>; others are passed over.
void read_run_property(const XmlTag& tag, RunFormat& format);
void read_paragraph_property(const XmlTag& tag, ParagraphFormat& format);

}  // namespace troika::extract
