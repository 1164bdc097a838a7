// Numbers that a sentence names: "Nos. 8, 9 and 14", "77.13, 77. 24", "136.5-136.35", "126.1. to 126.15.",
// "paragraph 103, No. 7". Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace troika::extract {

struct Reference {
  int paragraph = 0;  // 0 where only the item's number is given
  int item = 0;
};

// Ranges are spelled out, first to last. A range that runs backwards, or over more than 500 numbers, gives its two
// ends.
std::vector<Reference> references_in(std::string_view text);

// Paragraphs, with their sub-paragraphs where they are named: "45, 55 (b) and (c) and 63" -> "45", "55(b)", "55(c)",
// "63".
std::vector<std::string> paragraphs_in(std::string_view text);

}  // namespace troika::extract
