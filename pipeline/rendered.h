// One document ready to be written: made in parallel by filter 2, in a worker process where there is one, so that the
// serial filter 3 only moves bytes.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "output/json_lines.h"

namespace troika::pipeline {

// Reviews are not of one document: they are written when all are known.
enum class Stream : std::size_t { kRecommendations, kDocuments, kPositions, kFailures, kPages, kReviews };

// In the order of Stream.
inline constexpr std::array<std::string_view, 6> kStreamNames{
    "recommendations.jsonl", "documents.jsonl", "positions.jsonl", "failures.jsonl", "pages.jsonl", "reviews.jsonl"};

// Those of one document: all but the reviews.
inline constexpr std::size_t kDocumentStreams = static_cast<std::size_t>(Stream::kReviews);

struct Rendered {
  std::array<std::string, kStreamNames.size()> lines;

  std::string& operator[](Stream stream) { return lines[static_cast<std::size_t>(stream)]; }
  const std::string& operator[](Stream stream) const { return lines[static_cast<std::size_t>(stream)]; }
};

struct RenderedOutcome {
  output::DocumentOutcome outcome;      // its report without what only the lines tell: recommendations, rejects, text
  output::DocumentCounts counts{};      // of the lines
  std::vector<std::string> reviews{};   // that it speaks of, by the symbols of their reports
  std::vector<std::string> troubles{};  // with its corrections, a sentence each
  Rendered lines{};
};

// Of the lines of one document: 64 MiB. The most among 102 reports of the Working Group is 0.8.
inline constexpr std::size_t kMaxLinesBytes = std::size_t{64} << 20;

// What cannot be rendered (there is not enough memory, or more lines than may be) is that outcome's failure.
RenderedOutcome render(output::DocumentOutcome outcome);

// Of a report, the positions on its own recommendations are in their records.
inline bool speaks_of_others(const normalize::DocumentReport& report) {
  return report.document.kind != normalize::kWorkingGroupReport;
}

}  // namespace troika::pipeline
