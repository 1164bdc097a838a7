// What `troika explain` prints, as plain text in aligned columns. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "extract/rules/recognizer.h"
#include "extract/text.h"
#include "normalize/record.h"

namespace troika::pipeline {

// A line of the document and what claimed it first, with the statements of all that did; `claim.what` is empty where
// nothing did.
struct ExplainedLine {
  int page = 0;
  extract::Claim claim;
  std::string text;
};

// Every line of `text`.
std::vector<ExplainedLine> explained_lines(const extract::DocumentText& text,
                                           const std::vector<extract::Claim>& claims);

// Those of one recommendation ("124.36"), and the lead-in of its paragraph (124).
std::vector<ExplainedLine> lines_of(const std::vector<ExplainedLine>& lines, std::string_view number);

// The statements of a document that are on a recommendation of another, by index: those on its number; where there are
// none, on its place in the list, on its paragraph, or on all.
std::vector<std::size_t> statements_on(const std::vector<normalize::Statement>& statements, std::string_view number);

// The lines that make these statements, and the headings or lead-ins above that they take their answer from.
std::vector<ExplainedLine> lines_of(const std::vector<ExplainedLine>& lines,
                                    const std::vector<normalize::Statement>& statements,
                                    const std::vector<std::size_t>& chosen);

// Columns: page, what claimed it, number, rule, text. Text is broken to fit 100 columns.
std::string claim_table(const std::vector<ExplainedLine>& lines);

// One field per row: number, States, response with its quote, flags, doubts.
std::string record_table(const normalize::Recommendation& record);

// The same of a statement on a recommendation of another document.
std::string statement_table(const normalize::Statement& statement);

}  // namespace troika::pipeline
