// Who answers what: sentences of the section -> positions on its items. Pure.
#pragma once

#include "extract/reading.h"
#include "extract/rules/compiled_rules.h"

namespace troika::extract {

// A sentence of the section that may state a position.
struct SectionText {
  int paragraph = 0;
  int page = 0;
  std::string text;  // one line
};

// The position that a matched sentence states; its rule is empty where none claimed it.
Position position_of(const SentenceMatch& match, const SectionText& sentence);

// Applies a statement that stands after a list: to the items or paragraphs it names, else to the items above that no
// sentence has answered. Adds to `statements` what it says. Returns the rule that claimed it (the first of several,
// where its parts say different things), null for none.
const SentenceRule* apply_after(const RuleSet::Compiled& rules, const SectionText& sentence, std::vector<Item>& items,
                                std::vector<Statement>& statements);

// "68.4", or "68" for a paragraph's single item.
std::string number_of(const Item& item);

}  // namespace troika::extract
