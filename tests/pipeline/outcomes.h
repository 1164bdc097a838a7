// Outcomes for tests.
#pragma once

#include <string>

#include "output/json_lines.h"

namespace troika::pipeline {

inline normalize::Recommendation make_recommendation(const std::string& number) {
  normalize::Recommendation record;
  record.id = "A/HRC/27/10#" + number;
  record.mechanism = "upr";
  record.number = record.label = number;
  record.text = "Ratify the Convention";
  return record;
}

// A document that was read, with `recommendations` of them.
inline output::DocumentOutcome make_outcome(const std::string& input, int recommendations = 1) {
  normalize::DocumentReport report;
  report.items_seen = recommendations;
  for (int i = 1; i <= recommendations; ++i)
    report.recommendations.push_back(make_recommendation("1." + std::to_string(i)));
  return {input, "5ad0", report};
}

inline output::DocumentOutcome make_failed_outcome(const std::string& input) {
  const fetch::Failure failure{fetch::Stage::kExtract, fetch::FailureCode::kNoText, false, "no page has text"};
  return {input, "5ad0", tl::unexpected(failure)};
}

}  // namespace troika::pipeline
