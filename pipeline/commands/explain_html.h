// `troika explain --html`: from what was read of a document to the page that shows it.
#pragma once

#include <string>
#include <vector>

#include "extract/rules/reader.h"
#include "extract/text.h"
#include "fetch/failure.h"
#include "normalize/record.h"
#include "output/site/explanation_page.h"

namespace troika::pipeline {

// A document that was read. What it refers to outlives it.
struct ExplainedDocument {
  const std::string& file;  // as given
  const std::string& bytes;
  const extract::DocumentText& text;
  const std::vector<extract::Claim>& claims;  // one at most per line, in the order of lines
  normalize::DocumentReport report;
};

// Lines that stand one behind the other on one page and that one rule claimed for one purpose, together; `box` is
// theirs. Those that nothing claimed are marks without a name.
std::vector<output::Mark> marks_of(const extract::DocumentText& text, const std::vector<extract::Claim>& claims);

// Pages that hold something: a recommendation, a statement, a lead-in, or what could not be read. In order.
std::vector<int> telling_pages(const normalize::DocumentReport& report, const std::vector<output::Mark>& marks);

// Writes `html_file`, complete or not at all. A failure of stage kOutput says why it could not be written; one of
// extract::draw_pages() why there are no pictures.
fetch::Result<void> write_explanation(const ExplainedDocument& document, bool all_pages, const std::string& html_file);

}  // namespace troika::pipeline
