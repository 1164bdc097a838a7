// Questions or pledges that are not numbered: one record per bullet. For this folder only.
#pragma once

#include "extract/rules/paragraphs/patterns.h"
#include "extract/rules/paragraphs/records.h"

namespace troika::extract {

// Headings name the State that asks (`recommender`); the n-th of them is paragraph n, and its m-th bullet item m, since
// the document prints no numbers. Where a State's part has no bullet, every block of it is a record. False where the
// part never begins.
bool read_bullets(const ParagraphPatterns& patterns, const DocumentText& text, RecordMaker& records,
                  std::vector<Claim>* claims);

}  // namespace troika::extract
