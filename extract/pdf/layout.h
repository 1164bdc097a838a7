// Pages of words -> the document's text in reading order. Pure.
#pragma once

#include <vector>

#include "extract/pdf/words.h"
#include "extract/text.h"

namespace troika::extract {

DocumentText lay_out(const std::vector<Page>& pages);

}  // namespace troika::extract
