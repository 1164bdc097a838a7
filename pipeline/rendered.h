// One document ready to be written: made in parallel by filter 2, so that the serial filter 3 only moves bytes.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "output/json_lines.h"

namespace troika::pipeline {

// Reviews are not of one document: they are written when all are known.
enum class Stream : std::size_t { kRecommendations, kDocuments, kPositions, kFailures, kPages, kReviews };

// In the order of Stream.
inline constexpr std::array<std::string_view, 6> kStreamNames{
    "recommendations.jsonl", "documents.jsonl", "positions.jsonl", "failures.jsonl", "pages.jsonl", "reviews.jsonl"};

struct Rendered {
  std::array<std::string, kStreamNames.size()> lines;

  std::string& operator[](Stream stream) { return lines[static_cast<std::size_t>(stream)]; }
  const std::string& operator[](Stream stream) const { return lines[static_cast<std::size_t>(stream)]; }
};

inline Rendered render(const output::DocumentOutcome& outcome) {
  Rendered rendered;
  output::append_recommendations(rendered[Stream::kRecommendations], outcome);
  output::append_document(rendered[Stream::kDocuments], outcome);
  output::append_positions(rendered[Stream::kPositions], outcome);
  output::append_failures(rendered[Stream::kFailures], outcome);
  output::append_page(rendered[Stream::kPages], outcome);
  return rendered;
}

}  // namespace troika::pipeline
