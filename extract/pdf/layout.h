// Pages of words -> the document's text in reading order. Pure.
#pragma once

#include <vector>

#include "extract/pdf/furniture.h"
#include "extract/pdf/words.h"
#include "extract/text.h"

namespace troika::extract {

PageLines page_lines(const Page& page);

DocumentText lay_out_lines(std::vector<PageLines> pages);
DocumentText lay_out(const std::vector<Page>& pages);

}  // namespace troika::extract
