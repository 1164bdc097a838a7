// Figures about a review as sentences give them: "out of 163 recommendations received, 142 enjoyed the support".
#pragma once

#include <string>
#include <vector>

#include "config/sentence_rules.h"
#include "config/text.h"

namespace troika::config {

class TableReader;

// One clause that gives a figure. In `pattern`, {number} stands for a number in figures or words.
struct FigureRule {
  Text name;
  Text pattern;  // RE2, with named groups: "received", "supported", "noted", "partially_supported", "pending",
                 // "states", "other"; one within another where one number is both
  Text example;  // this rule must be the first to claim it
};

struct FigureRules {
  std::vector<Text> number_words;  // the words for 0, 1, 2, ..., each with its alternatives: "none|no", "one"
  std::vector<FigureRule> clauses;
};

// The table [figures] and the array [[figure]], both optional. Errors go to the reader's log.
FigureRules read_figure_rules(TableReader& root, LinesByName& lines_by_name);

}  // namespace troika::config
