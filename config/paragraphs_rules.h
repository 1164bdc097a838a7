// The part of a rule file that reads = "paragraphs": numbered paragraphs that each recommend something to somebody.
#pragma once

#include <optional>
#include <vector>

#include "config/sentence_rules.h"
#include "config/text.h"

namespace troika::config {

class TableReader;

// One sentence form. Groups of its pattern with a name: `verb`, `addressee`, as the record keeps them; {actors} stands
// for one or more of those that `actor` describes.
struct AskingRule {
  Text name;     // unique in the file
  Text pattern;  // RE2; searched in each sentence of a paragraph
  Text means;    // "recommendation" (also when empty) | "other": claimed, and no recommendation
  Text example;  // this rule must be the first to claim it
};

struct ParagraphsRules {
  std::vector<Text> begin;        // of the part that recommends: a heading or a block's first words; none: all of it
  std::vector<Text> end;          // a line behind the part; it begins again where `begin` is found again
  std::vector<Text> skip;         // lines that belong to nothing: the printer's number at the foot of the first page
  std::vector<Text> addressee;    // headings; group 1: who is asked below it
  std::vector<Text> recommender;  // headings; group 1: the State that asks below it

  Text unit;                  // what one record is: "paragraph" (also when empty) | "bullet"
  Text sub_paragraphs;        // (a), (b): "text" of their paragraph (also when empty) | "records"
  Text unclaimed;             // a paragraph that no rule claims: "other" (also when empty) | "record", with a doubt
  std::vector<Text> bullets;  // unit = "bullet": what a bullet looks like at the start of a line
  std::vector<Text> actor;    // who may be asked; in other patterns {actors} stands for one or more of them
  std::vector<Text> between;  // what divides actors
  std::vector<Text> further;  // within a sentence that recommends; group 1: who else is asked
  std::vector<Text> suspect;  // an unclaimed paragraph that matches is reported

  std::vector<AskingRule> rules;  // [[recommendation]]; first match wins
};

// Errors go to the reader's log.
ParagraphsRules read_paragraphs_rules(TableReader& root);

}  // namespace troika::config
