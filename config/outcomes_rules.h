// The part of a rule file that reads = "outcomes": what the Human Rights Council adopted, review by review.
#pragma once

#include <vector>

#include "config/figure_rules.h"
#include "config/sentence_rules.h"
#include "config/text.h"

namespace troika::config {

class TableReader;

// What a text says about one review. The pattern's named groups are the facts: "state", "state_rest" (what a column
// broke off the State's name), "decision", "date".
struct OutcomeRule {
  Text name;
  Text pattern;
  bool adopts = true;  // what it claims is an adoption; else it only tells whose review the text is about
  Text example;
};

// A document that makes up an outcome. Group 1 of the pattern is its symbol.
struct OutcomeDocumentRule {
  Text relation;  // "report" | "addendum" | "session-report"
  Text pattern;
};

struct OutcomesRules {
  Text paragraph;                  // group 1: number
  std::vector<Text> entry;         // begin of a decision's text, or of its entry in a list
  std::vector<Text> end;           // heading that ends what is said about single reviews
  std::vector<Text> state_speaks;  // heading of a part in which the State under review speaks
  std::vector<Text> others_speak;
  std::vector<Text> totals_in;  // paragraph that gives the final figures
  std::vector<Text> article;    // in front of a State's name: "the"
  std::vector<OutcomeRule> outcomes;
  std::vector<OutcomeDocumentRule> documents;
  std::vector<LeadInRule> positions;  // what the State says on single recommendations
  FigureRules figures;
};

// Errors go to the reader's log.
OutcomesRules read_outcomes_rules(TableReader& root);

}  // namespace troika::config
