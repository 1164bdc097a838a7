// Our own lines of recommendations.jsonl, read back: to link a document's records with those of others after they were
// written. Strict: a line that json_lines.h cannot have written is a failure (kInternal), never half a record.
// What is written of a record that was read is what was read. Pure and thread-safe.
#pragma once

#include <string_view>

#include "fetch/failure.h"
#include "normalize/record.h"

namespace troika::output {

// `line` with or without its line feed.
fetch::Result<normalize::Recommendation> read_recommendation(std::string_view line);

}  // namespace troika::output
