// `troika explain --html`: one file that shows a document's pages beside what was found on them. It holds its style
// sheet, its script and its pictures and asks for nothing else; its own policy lets no other script run.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "extract/text.h"
#include "normalize/record.h"

namespace troika::output {

struct ExplainedPage {
  int number = 0;                   // from 1
  double width = 0, height = 0;     // points
  std::string media_type, picture;  // its bytes; empty: the text of its marks is shown instead
};

// Lines that one rule claimed, one behind the other on one page; `what` is empty for lines that none did.
struct Mark {
  int page = 0;
  extract::Box box;                // points from the page's top left
  std::string what, rule, number;  // "item", "lead-in", ...; of the recommendation or paragraph, where there is one
  std::string text;
  std::vector<std::size_t> statements{};  // that it makes or adds to: indices into the report's
};

struct Explanation {
  std::string file;  // its name
  normalize::DocumentReport report;
  std::vector<ExplainedPage> pages;  // those to be shown, in order
  std::vector<Mark> marks;           // in reading order; those on other pages are not shown
};

// Pure: the same bytes for the same explanation.
std::string explanation_page(const Explanation& explanation);

}  // namespace troika::output
