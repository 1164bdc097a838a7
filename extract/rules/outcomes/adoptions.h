// The reviews of a document as they come together from its parts: the list of decisions, what is said about each
// State, the decisions' texts. For this folder only.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/reading.h"
#include "extract/rules/outcomes/outcome_rules.h"

namespace troika::extract {

// Figures of one paragraph.
struct StatedTotals {
  std::vector<Total> totals;
  std::vector<std::string> others;  // clauses that count recommendations answered in a way without a name
  int other_count = 0;
  bool final = false;  // the paragraph is one that gives the final figures

  int count_of(Total::Of of) const;  // 0 where not stated
  bool adds_up() const;              // parts and whole are stated, and agree
};

struct Review {
  Adoption adoption;
  std::vector<std::string>
      words;  // of the State's name, sorted: "Iran (Islamic Republic of)" has those of another form
  bool adopted = false;
  bool has_section = false;  // numbered paragraphs are about it
  std::size_t rank = 0;      // of the rule that gave the quote
  std::vector<Statement> statements;
  std::optional<StatedTotals> stated;
  std::vector<Remark> doubts;  // the State's name is put before them
};

class Reviews {
 public:
  explicit Reviews(const OutcomeRules& rules) : rules_(rules) {}

  // The review that the facts are about: by its decision, else by its State. A State not seen before begins a new
  // one; facts without a State take the one of `heading` or `current`, and null where that is none either.
  Review* find(const OutcomeFacts& facts, std::string_view heading, Review* current);

  // Joins what was kept apart because the State's name is printed in two ways.
  void join_split();

  std::deque<Review>& all() { return reviews_; }  // pointers into it stay valid until join_split

 private:
  Review* by_decision(std::string_view decision);
  Review* by_state(const std::vector<std::string>& words);

  const OutcomeRules& rules_;
  std::deque<Review> reviews_;
};

}  // namespace troika::extract
