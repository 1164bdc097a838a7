// Labels at the start of a line: "83." of a paragraph, "83.1." or "1." of an item. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "extract/rules/compiled_rules.h"
#include "extract/text.h"

namespace troika::extract {

struct Label {
  int paragraph = 0;  // of a two-level label, else 0
  int number = 0;
  std::size_t end = 0;          // where the text after it begins
  bool opens_sentence = false;  // what follows begins as an item or a paragraph does, not as the rest of a sentence
};

std::optional<Label> paragraph_label(const RuleSet::Compiled& rules, const Line& line);
std::optional<Label> item_label(const RuleSet::Compiled& rules, const Line& line);

// The label "PARAGRAPH.NUMBER" in mid-line behind the end of an item, "(Spain);110.44. Take": where it begins.
std::optional<std::size_t> label_in_mid_line(const Line& line, std::size_t from, int paragraph, int number);

// Whether the line ends where an item or a sentence can end: ";", "." or ")", footnote marks aside.
bool ends_sentence(const Line& line);

}  // namespace troika::extract
