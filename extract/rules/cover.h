// The cover page and the introduction: which document this is. Pure.
#pragma once

#include "extract/reading.h"
#include "extract/rules/compiled_rules.h"
#include "extract/text.h"

namespace troika::extract {

// Whether the document's cover says that it is of the rule set's kind.
bool claims_cover(const RuleSet::Compiled& rules, const DocumentText& text);

// Fields not found stay empty.
Cover read_cover(const RuleSet::Compiled& rules, const DocumentText& text);

}  // namespace troika::extract
