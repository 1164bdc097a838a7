#include "extract/rules/positions.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <re2/re2.h>

#include "extract/rules/references.h"

namespace troika::extract {
namespace {

// "32" without a paragraph means item 32 of the nearest list above that has one.
Item* referred_item(std::vector<Item>& items, const Reference& reference) {
  const std::string wanted = std::to_string(reference.item);
  const auto found = std::find_if(items.rbegin(), items.rend(), [&](const Item& item) {
    return item.item == wanted && (reference.paragraph == 0 || item.paragraph == reference.paragraph);
  });
  return found == items.rend() ? nullptr : &*found;
}

bool is_answered(const Item& item) {
  return std::ranges::any_of(item.positions, [](const Position& position) { return position.response.has_value(); });
}

void state_on(Item& item, const Position& position, std::vector<Statement>& statements) {
  item.positions.push_back(position);
  statements.push_back(Statement{number_of(item), position});
}

// A paragraph of this section is a list: the statement is on each of its items. Any other paragraph tells of the
// dialogue, and its recommendations have no numbers of their own.
void state_on_paragraph(const std::string& paragraph, const Position& position, std::vector<Item>& items,
                        std::vector<Statement>& statements) {
  bool is_list = false;
  for (Item& item : items) {
    if (std::to_string(item.paragraph) != paragraph) continue;
    state_on(item, position, statements);
    is_list = true;
  }
  if (!is_list) statements.push_back(Statement{paragraph, position});
}

std::string number_of(const Reference& reference) {
  std::string number = std::to_string(reference.item);
  return reference.paragraph > 0 ? std::to_string(reference.paragraph) + "." + number : number;
}

}  // namespace

std::string number_of(const Item& item) {
  std::string paragraph = std::to_string(item.paragraph);
  return item.item ? paragraph + "." + *item.item : paragraph;
}

Position position_of(const SentenceMatch& match, const SectionText& sentence) {
  Position position;
  position.paragraph = std::to_string(sentence.paragraph);
  position.page = sentence.page;
  position.quote = sentence.text;
  if (!match.rule) return position;
  position.response = match.rule->response;
  position.qualifiers = match.rule->qualifiers;
  position.as_printed = match.said;
  position.rule = match.rule->name;
  return position;
}

namespace {

// "the recommendations in paragraphs 104.1 to 104.3": these are items.
bool names_items(const std::string& paragraphs) {
  static const re2::RE2 item(R"(\d\.\d)");
  return re2::RE2::PartialMatch(paragraphs, item);
}

void apply(const SentenceMatch& match, const SectionText& sentence, std::vector<Item>& items,
           std::vector<Statement>& statements) {
  const Position position = position_of(match, sentence);
  const bool by_items = names_items(match.paragraphs);
  const std::string& refs = by_items ? match.paragraphs : match.refs;
  if (!match.paragraphs.empty() && !by_items) {
    for (const std::string& paragraph : paragraphs_in(match.paragraphs))
      state_on_paragraph(paragraph, position, items, statements);
  } else if (!refs.empty()) {
    for (const Reference& reference : references_in(refs)) {
      if (Item* item = referred_item(items, reference)) {
        state_on(*item, position, statements);
      } else {
        statements.push_back(Statement{number_of(reference), position});
      }
    }
  } else if (position.response) {
    for (Item& item : items)
      if (!is_answered(item)) state_on(item, position, statements);
  } else if (!items.empty()) {
    // Only a qualifier, on a list that has its response: the one just above.
    state_on_paragraph(std::to_string(items.back().paragraph), position, items, statements);
  }
}

}  // namespace

const SentenceRule* apply_after(const RuleSet::Compiled& rules, const SectionText& sentence, std::vector<Item>& items,
                                std::vector<Statement>& statements) {
  const SentenceRule* first = nullptr;
  std::string_view rest = sentence.text;
  // "... 77.88 above have already been implemented, and the recommendation in paragraph 77.24 is in the process ..."
  for (SentenceMatch match = earliest_match(rules.after, rest); match.rule; match = earliest_match(rules.after, rest)) {
    apply(match, sentence, items, statements);
    if (!first) first = match.rule;
    if (match.end == 0) break;
    rest.remove_prefix(match.end);
  }
  return first;
}

}  // namespace troika::extract
