// Our own lines, read back: to link a document's records with those of others after they were written, and to show
// them. Strict: a line that json_lines.h cannot have written is a failure (kInternal), never half a record.
// What is written of something that was read is what was read. Pure and thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "fetch/failure.h"
#include "normalize/record.h"
#include "output/json_lines.h"

namespace troika::output {

// A line of documents.jsonl: all of the report that it holds; so without records, statements and rejects.
struct ReadDocument {
  DocumentOutcome outcome;
  DocumentCounts counts;
};

// `line` with or without its line feed.
fetch::Result<normalize::Recommendation> read_recommendation(std::string_view line);
fetch::Result<ReadDocument> read_document(std::string_view line);  // of a document that was extracted
fetch::Result<normalize::Statement> read_statement(std::string_view line);
fetch::Result<std::vector<normalize::Adoption>> read_adoptions(std::string_view line);
fetch::Result<normalize::ReviewSummary> read_review(std::string_view line);

}  // namespace troika::output
