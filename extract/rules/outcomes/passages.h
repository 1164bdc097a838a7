// A long document cut into headings, numbered paragraphs and entries, in one pass. Pure; linear in its lines.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "extract/rules/compiled_rules.h"
#include "extract/text.h"

namespace troika::extract {

struct Passage {
  int number = 0;                  // of a numbered paragraph, else 0
  std::vector<std::size_t> lines;  // indices into DocumentText::lines
  std::string text;                // as one line, without the paragraph's number and footnote marks
  std::vector<std::size_t> ends;   // where each line ends in `text`
};

// The page on which the byte of the passage's text stands.
int page_at(const Passage& passage, std::size_t byte, const DocumentText& text);

// `paragraph` is a paragraph's label, group 1 its number. Numbering may begin anew, and pages may be missing: a label
// counts where its number follows the last one, or where the next labels go on from it. What matches one of `entry`
// begins a passage though no space is above it. A paragraph goes on over a page's end.
std::vector<Passage> passages_of(const DocumentText& text, const Pattern& paragraph, const std::vector<Pattern>& entry);

}  // namespace troika::extract
