// The documents of one review, joined: positions stated elsewhere come to the recommendations they are about, and what
// the documents say of the whole is held against what was read. Pure.
//
//   report A/HRC/28/15   <--  addendum A/HRC/28/15/Add.1 (positions), thematic list (themes, and positions to compare),
//                             decision and session report (adoption, totals)
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "normalize/record.h"
#include "normalize/reviews.h"

namespace troika::normalize {

// A document of the review; one that is only cited has neither kind nor hash.
struct ReviewDocument {
  std::string relation;  // "report", "addendum", "decision", ...: to the review
  std::optional<std::string> symbol, kind, sha256;
};

struct StatedAdoption {
  std::string document;  // symbol, or SHA-256 where it has none
  Adoption adoption;
};

struct StatedTotal {
  std::string document;
  extract::Total total;
};

// What the documents of one review come to.
struct ReviewSummary {
  Review review;
  std::string report;                     // symbol of the Working Group's report, whether or not it is there
  std::vector<ReviewDocument> documents;  // in the order of their dates
  std::optional<std::string> previous_report;
  std::optional<StatedAdoption> adoption;
  std::vector<StatedTotal> totals;
  std::optional<ResponseCounts> responses;  // where the report is there
  std::vector<extract::Remark> doubts;
};

// Symbols of the reports whose reviews the document tells something of; each once, in the order of mention.
std::vector<std::string> reviews_of(const DocumentReport& document);

// A document that takes part in a review.
struct Linked {
  DocumentReport* report = nullptr;
  ResponseCounts responses;  // of its recommendations; brought up to date
  std::size_t joined = 0;    // rows taken out of its recommendations: the report's own records have what they say
};

// Links the documents of the review of `report_symbol`, given in any order, and says what they come to. Changes their
// recommendations, statements, rejects, links and doubts; to link what is linked already is not meant.
// Recommendations are looked at only where the report and another document are there, else only their `responses`.
ReviewSummary link_review(const std::string& report_symbol, std::vector<Linked>& documents,
                          const ReviewTable& catalogue);

}  // namespace troika::normalize
