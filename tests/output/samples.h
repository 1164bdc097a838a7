// Outcomes that between them take every optional field both ways: present and absent, lists full and empty.
#pragma once

#include "output/json_lines.h"

namespace troika::output {

DocumentOutcome full_outcome();        // every field filled, all responses and qualifiers, one reject
DocumentOutcome bare_outcome();        // one recommendation with only what must be there, one gap as a reject
DocumentOutcome damaged_outcome();     // bytes read, document not
DocumentOutcome unreadable_outcome();  // no bytes
DocumentOutcome page_outcome();        // a web page

normalize::ReviewSummary full_review();
normalize::ReviewSummary bare_review();

RunRecord full_run();

}  // namespace troika::output
