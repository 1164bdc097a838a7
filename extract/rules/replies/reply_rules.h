// The patterns of reads = "replies", compiled, and what they find in a text. For this folder only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "config/replies_rules.h"
#include "extract/rules/compiled_rules.h"
#include "extract/rules/compiler.h"
#include "extract/rules/figures.h"
#include "extract/rules/references.h"

namespace troika::extract {

struct ReplyRules {
  ReplyRules(const config::RepliesRules& rules, Compiler& compiler);

  bool entries = true;
  std::vector<Pattern> report, cited_report, cites, list_paragraph, recommendation, skip, comment_column, text_column,
      lead_in, recall;
  ReferenceWords label, word;  // before an entry, and within a sentence
  std::vector<SentenceRule> category, labels, answer, named, except, these, all, reference;
  FigureClauses figures;
};

// A sentence, and the same with a sign in place of each list of numbers, which {numbers} in a pattern matches.
struct ReplySentence {
  std::string text;
  std::string masked;
  std::vector<ReferenceList> lists;

  bool opens_with_list() const;
  bool names_before(std::size_t at) const;  // a list stands before this place of the masked text
  std::string behind_list() const;          // of one that opens with a list: what it says about these numbers
  bool is_list() const;  // of numbers, but for a few joining words, or a name before it: "Women: 55.7, 55.8"
};

ReplySentence reply_heading(std::string_view text, const ReferenceWords& words);  // not split: "II. Accepted"
std::vector<ReplySentence> reply_sentences(std::string_view text, const ReferenceWords& words);

// The sentence without a part of its masked text.
ReplySentence without(const ReplySentence& sentence, std::size_t begin, std::size_t end);

// What a clause of a sentence says.
struct Clause {
  const SentenceRule* rule = nullptr;
  std::string said;
  std::vector<Reference> references;  // that the clause names
  std::size_t begin = 0, end = 0;     // in the masked sentence
  std::size_t said_end = 0;           // of `said`, likewise
  std::size_t list = 0;               // where the first list that it names begins, likewise
};

// The clause that begins first at or behind `from`; of several that begin together, that of the first rule.
Clause first_clause(const std::vector<SentenceRule>& rules, const ReplySentence& sentence, std::size_t from = 0);

// The same, but of several verbs before the same numbers it is the last that speaks of them: "Varenia, which accepts
// the aim, takes note of recommendation 81.9".
Clause nearest_clause(const std::vector<SentenceRule>& rules, const ReplySentence& sentence, std::size_t from = 0);

// The first clause that gives a response.
Clause answering_clause(const std::vector<SentenceRule>& rules, const ReplySentence& sentence);

}  // namespace troika::extract
