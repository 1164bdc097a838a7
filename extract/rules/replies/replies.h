// What the units of a document say on recommendations. For this folder only.
#pragma once

#include <string>
#include <vector>

#include "extract/reading.h"
#include "extract/rules/reader.h"
#include "extract/rules/replies/reply_rules.h"
#include "extract/rules/replies/units.h"
#include "extract/text.h"

namespace troika::extract {

// Adds statements, totals, citations, rejects and doubts to `reading`, whose cover is read, and what claimed which
// line to `claims`, if given. Pure.
void read_replies(const ReplyRules& rules, const std::vector<Unit>& units, const DocumentText& text, Reading& reading,
                  std::vector<Claim>* claims);

}  // namespace troika::extract
