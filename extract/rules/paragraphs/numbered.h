// Numbered paragraphs, and their (a), (b), that recommend. For this folder only.
#pragma once

#include <vector>

#include "extract/rules/paragraphs/part.h"
#include "extract/rules/paragraphs/records.h"

namespace troika::extract {

// Adds a record for every paragraph of the part that recommends; with `sub_records`, for every lettered sub-paragraph
// below words that recommend instead: "12.a", its text led in by these words, so that it is complete in itself. Text
// that recommends without a number, and numbers that are missing, become rejects.
void read_numbered(const ParagraphPatterns& patterns, const std::vector<PartBlock>& part, RecordMaker& records,
                   Reading& reading);

}  // namespace troika::extract
