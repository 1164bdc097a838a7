// config/upr_reviews.tsv: the catalogue of reviews. Its columns are described at its top.
//
//   auto reviews = read_reviews(path);
//   if (!reviews) for (const Error& error : reviews.error()) ...   // every error at once, with line and column
#pragma once

#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "config/error.h"

namespace troika::config {

// One review. Dates are ISO 8601 and, like the decision, empty where not known.
struct ReviewEntry {
  int cycle = 0, session = 0;  // of the Working Group
  std::string state;           // ISO 3166-1 alpha-3
  std::string report_symbol;   // "A/HRC/27/10"
  std::string review_date, published;
  std::string decision;  // of the Council, on the outcome: "A/HRC/DEC/14/105"
  Location at;
};

// A Working Group report's place among the documents of a Council session: 27 and 10 of "A/HRC/27/10". 0 and 0 for
// any other symbol.
struct CouncilNumber {
  int session = 0, number = 0;
};
CouncilNumber council_number(const std::string& report_symbol);

// Rows in the order of the file.
tl::expected<std::vector<ReviewEntry>, std::vector<Error>> read_reviews(const std::string& path);

}  // namespace troika::config
