// Takes page furniture off the pages: running headers and footers, page numbers, footnotes. Pure.
//
// Running lines are known by what they do, not by what they say: they stand at the head or foot of the page at the
// same height on page after page, and say the same but for their figures. Footnotes are smaller type at the foot, or
// typed below a typed rule ("____"); their marks in the text, "1/", become the lines' marks.
#pragma once

#include <string>
#include <vector>

#include "extract/text.h"

namespace troika::extract {

struct PageLines {
  int page = 0;
  double height = 0;        // of the page, points
  std::vector<Line> lines;  // from top to bottom
  std::string damage;       // the reader's words; empty where the page was read whole
};

// Moves running headers, footers and page numbers from `pages` into the result. The first page, a cover, has none but
// the sign that the text goes on overleaf, "/...".
std::vector<Line> take_running_lines(std::vector<PageLines>& pages);

// Moves footnotes from `pages` into the result, in order; one that runs over to the next page is made whole.
std::vector<Note> take_footnotes(std::vector<PageLines>& pages);

}  // namespace troika::extract
