// The part of a rule file that reads = "replies": how a State answers recommendations that another document lists.
#pragma once

#include <optional>
#include <vector>

#include "config/figure_rules.h"
#include "config/sentence_rules.h"
#include "config/text.h"

namespace troika::config {

class TableReader;

// In the patterns of the sentence rules, {numbers} stands for a list of recommendations' numbers with the word before
// it ("recommendations 5, 6 and 8"), and {gap} for any words within the clause.
struct RepliesRules {
  // [replies]
  bool entries = true;               // the document answers one recommendation after another, not only in sentences
  std::vector<Text> report;          // group 1 of the cover's symbol: the report whose recommendations are answered
  std::vector<Text> cited_report;    // group 1: its symbol where the text names it, if the cover's does not tell
  std::vector<Text> cites;           // group 1: symbols of documents that the text names
  std::vector<Text> list_paragraph;  // group 1: the report's paragraph whose items bare numbers count
  std::vector<Text> recommendation;  // group 1: the recommendation's text, repeated before the answer
  std::vector<Text> skip;            // lines that say nothing, as the headings of a table
  std::vector<Text> comment_column;  // headings of a table's columns that comment
  std::vector<Text> text_column;     // and of those that repeat the recommendations
  std::vector<Text> lead_in;         // sentences that hold for the list below them, though they end with a full stop
  std::vector<Text> recall;          // sentences about an earlier stage of the review

  // [numbers]: see ReferenceWords in extract/rules/references.h
  Text label, word, paragraphs, also, upto, behind, bracket, of_paragraph;
  std::vector<Text> other;

  std::vector<LeadInRule> category;     // headings and lead-ins that say how all below them is answered
  std::vector<LeadInRule> label_rules;  // [[label]]: the words that an answer opens with
  std::vector<LeadInRule> answer;       // sentences of an answer, on its recommendation
  std::vector<LeadInRule> named;        // sentences on the recommendations that they name
  std::vector<LeadInRule> except;       // words of such a sentence that name what it does not hold for
  std::vector<LeadInRule> these;        // sentences that list what the sentence before them speaks of
  std::vector<LeadInRule> all;          // sentences on all recommendations, or all others
  std::vector<LeadInRule> reference;    // an answer that points to another one
  FigureRules figures;
};

// Errors go to the reader's log.
RepliesRules read_replies_rules(TableReader& root);

}  // namespace troika::config
