// Words of a page -> printed lines in reading order. Pure.
//
// Words belong to one line when their baselines agree; a smaller, raised word that overlaps a line is its superscript.
// UN documents of the kinds read here are set in one column: lines are read from top to bottom.
#pragma once

#include <vector>

#include "extract/pdf/words.h"
#include "extract/text.h"

namespace troika::extract {

// Line::opens_block is set by lay_out (layout.h), which knows the page's rhythm.
std::vector<Line> lines_of(const Page& page);

}  // namespace troika::extract
