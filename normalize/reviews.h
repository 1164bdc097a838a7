// The catalogue of reviews (config/upr_reviews.tsv), asked by what a document says.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "config/reviews.h"

namespace troika::normalize {

// Immutable; share one between all threads. Null where the catalogue does not know: it is not complete.
class ReviewTable {
 public:
  explicit ReviewTable(std::vector<config::ReviewEntry> reviews);

  const config::ReviewEntry* of_report(const std::string& symbol) const;
  const config::ReviewEntry* in_session(std::string_view iso3, int session) const;
  const config::ReviewEntry* in_cycle(std::string_view iso3, int cycle) const;

 private:
  std::vector<config::ReviewEntry> reviews_;
  std::unordered_map<std::string, std::size_t> by_report_;
};

}  // namespace troika::normalize
