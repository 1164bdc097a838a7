// Paragraphs: sentences on recommendations that they name, on all others, or on what stands below them. For this folder
// only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extract/reading.h"
#include "extract/rules/replies/reply_rules.h"
#include "extract/rules/replies/scope.h"
#include "extract/rules/replies/statements.h"
#include "extract/rules/replies/units.h"

namespace troika::extract {

// Reads units that are no entries, in order. The references that it is given must outlive it.
class Paragraphs {
 public:
  Paragraphs(const ReplyRules& rules, Scope& scope, Statements& statements, Reading& reading)
      : rules_(rules), scope_(scope), statements_(statements), reading_(reading) {}

  // Each gives the name of the first rule that claimed something; empty for none.
  std::string read_heading(const Unit& unit);
  std::string read_paragraph(const Unit& unit);

  // Before an entry, and at the end: numbers that still wait for a position become a reject.
  void leave();

 private:
  std::string read_sentence(const Unit& unit, const ReplySentence& sentence, bool last);
  bool names_paragraph(const ReplySentence& sentence) const;
  std::string read_figures(const Unit& unit, const ReplySentence& sentence, bool recalled);

  // Sentences that name what they are about, or speak of all others.
  std::string named(const Unit& unit, const ReplySentence& sentence, bool recalled);
  void state_on_named(const Unit& unit, const ReplySentence& sentence, const Clause& clause,
                      const std::vector<Reference>& excepted, bool recalled);
  void state_on_all(const Unit& unit, const ReplySentence& sentence, const Clause& clause);
  void state_on_exceptions(const Unit& unit, const ReplySentence& sentence, const Clause& clause,
                           std::optional<Response> others);
  std::string these(const Unit& unit, const ReplySentence& sentence);

  // Sentences that do not.
  std::string unnamed(const Unit& unit, const ReplySentence& sentence, bool last);
  std::string introduced(const Unit& unit, const ReplySentence& sentence, bool last);
  std::string listed(const Unit& unit, const ReplySentence& sentence);
  std::string commented(const ReplySentence& sentence);
  std::string answered(const Unit& unit, const ReplySentence& sentence, const std::vector<Reference>& references);
  bool on_the_recommendation(const ReplySentence& sentence, const Clause& clause) const;
  void state_by_scope(const Unit& unit, const std::vector<Reference>& references);
  void wait_for_answer(const Unit& unit, const ReplySentence& sentence);
  void remark(const ReplySentence& sentence);

  const ReplyRules& rules_;
  Scope& scope_;
  Statements& statements_;
  Reading& reading_;
  std::vector<std::size_t> named_;        // statements of the sentence just read
  std::optional<Position> spoken_;        // of numbers that the next sentence lists: "7 are accepted. These are ..."
  std::string paragraph_;                 // that `named_` stands in
  std::vector<Reference> waiting_;        // numbers whose answer may stand below
  bool waiting_loosely_ = false;          // for a sentence of the same paragraph that names "the recommendation"
  std::optional<Reject> waiting_reject_;  // of these, if it does not
};

}  // namespace troika::extract
