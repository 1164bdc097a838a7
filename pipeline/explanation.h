// What `troika explain` prints, as plain text in aligned columns. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/rules/recognizer.h"
#include "extract/text.h"
#include "normalize/record.h"

namespace troika::pipeline {

// A line of the document and what claimed it; `claim.what` is empty where nothing did.
struct ExplainedLine {
  int page = 0;
  extract::Claim claim;
  std::string text;
};

// Every line of `text`.
std::vector<ExplainedLine> explained_lines(const extract::DocumentText& text,
                                           const std::vector<extract::Claim>& claims);

// Those of one recommendation ("124.36") or of what is stated on it, and the lead-in of its paragraph (124).
std::vector<ExplainedLine> lines_of(const std::vector<ExplainedLine>& lines, std::string_view number);

// Columns: page, what claimed it, number, rule, text. Text is broken to fit 100 columns.
std::string claim_table(const std::vector<ExplainedLine>& lines);

// One field per row: number, States, response with its quote, flags, doubts.
std::string record_table(const normalize::Recommendation& record);

// The same of a statement on a recommendation of another document.
std::string statement_table(const normalize::Statement& statement);

}  // namespace troika::pipeline
