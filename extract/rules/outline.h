// The section that holds the recommendations, taken apart: numbered paragraphs, each with its own text and its numbered
// items. Decides by labels, their sequence and the layout what a line belongs to; reads no meaning. Pure.
//
// Items of a paragraph are numbered without a break, and so are paragraphs: the sequence tells the item "84." from the
// paragraph "84.", a label from a figure at the start of a line, and a misprint from a gap.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "extract/rules/compiled_rules.h"
#include "extract/text.h"

namespace troika::extract {

// A stretch of a line; a label may stand in mid-line, so a line can belong to two items.
struct Piece {
  std::size_t line = 0;  // index into DocumentText::lines
  Span bytes;            // of its text
};

struct OutlineItem {
  std::string label;          // as printed, empty for a single unnumbered item
  std::size_t label_end = 0;  // where its text begins in its first piece's line
  int printed_paragraph = 0;  // of a two-level label, else 0
  int printed = 0;            // item number as printed, 0 for an unnumbered one
  int number = 0;             // repaired from the sequence; equal to `printed` where that is right
  int earlier = 0;            // items of the same number before it: the numbering started again
  std::vector<Piece> pieces;
};

// Text of the paragraph itself: its lead-in, or text between or after its items.
struct OutlineText {
  std::vector<std::size_t> lines;
  std::size_t after_items = 0;  // how many of the paragraph's items stand before it
};

struct OutlineParagraph {
  int number = 0;
  bool labelled = true;            // its number is printed; else it comes from its items' labels
  std::vector<OutlineText> texts;  // the first, which may have no lines where it is not labelled, is the text
                                   // that follows the paragraph's number
  std::vector<OutlineItem> items;
  std::vector<int> missing;  // item numbers that the sequence lacks
};

struct Outline {
  std::size_t heading = 0;          // line of the section's heading
  std::optional<std::size_t> end;   // first line after the section; absent where the document ends first
  std::vector<std::size_t> before;  // lines between the heading and the first numbered paragraph
  std::vector<OutlineParagraph> paragraphs;
};

// The contents page may name the section as the section does: its heading is the last such line.
bool is_section_heading(const RuleSet::Compiled& rules, const Line& line);

// Absent where the section's heading is not found.
std::optional<Outline> outline_of(const RuleSet::Compiled& rules, const DocumentText& text);

}  // namespace troika::extract
