// What the documents of a review answer to one recommendation, and which of these answers is its response. Pure.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "normalize/record.h"

namespace troika::normalize {

// All that one document states on one recommendation.
struct Answer {
  std::string document;  // symbol, or SHA-256 where it has none
  bool repeats = false;  // a list of what other documents state
  std::optional<extract::Response> response;
  std::vector<extract::Qualifier> qualifiers;
  StatedPosition first;  // that gives the response
};

// One for each document, in the order of `record.positions`, which has what a document states in one stretch. `lists`
// names the documents that repeat what others state.
std::vector<Answer> answers_in(const Recommendation& record, const std::set<std::string>& lists);

// Makes the latest document's answer the response, and flags the documents that disagree. A list counts only where the
// State's own documents leave the answer open.
void settle(Recommendation& record, const std::set<std::string>& lists);

}  // namespace troika::normalize
