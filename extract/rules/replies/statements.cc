#include "extract/rules/replies/statements.h"

#include <algorithm>
#include <set>

namespace troika::extract {

std::string target_of(const Reference& reference) {
  if (reference.item == 0) return std::to_string(reference.paragraph);
  const std::string item = std::to_string(reference.item);
  return reference.paragraph > 0 ? std::to_string(reference.paragraph) + "." + item : item;
}

void add_qualifiers(std::vector<Qualifier>& to, const std::vector<Qualifier>& more) {
  for (Qualifier qualifier : more)
    if (std::find(to.begin(), to.end(), qualifier) == to.end()) to.push_back(qualifier);
}

Statements::Statements(const ReplyRules& rules, Reading& reading) : rules_(rules), reading_(reading) {
  report_ = first_value(rules.report, reading.cover.symbol);
  if (!report_.empty()) cite("report", report_);
}

void Statements::refer(const Clause& clause) { pending_.emplace_back(reading_.statements.size(), clause); }

void Statements::resolve_references() {
  for (std::size_t round = 0; round < pending_.size(); ++round)
    for (const auto& [index, clause] : pending_) resolve(index, clause);
  for (Statement& statement : reading_.statements)
    if (!statement.position.response && statement.doubts.empty())
      statement.doubts.push_back({"no-position", "the answer has no words that state a position"});
}

void Statements::resolve(std::size_t index, const Clause& clause) {
  Position& position = reading_.statements[index].position;
  if (position.response) return;
  std::set<Response> responses;
  for (const Reference& reference : clause.references)
    for (const Statement& other : reading_.statements)
      if (other.target == printed_target(reference) && other.position.response)
        responses.insert(*other.position.response);
  if (responses.size() != 1) return;
  position.response = *responses.begin();
  position.as_printed = clause.said;
  position.rule = clause.rule->name;
  reading_.statements[index].flags.push_back({"by-reference", "the position is that of the one referred to"});
}

std::string Statements::printed_target(Reference reference) const {
  if (reference.paragraph == 0) reference.paragraph = list_paragraph_;
  return target_of(reference);
}

Statement Statements::statement_on(const Reference& reference, Position position) const {
  Statement statement{printed_target(reference), std::move(position)};
  statement.ordinal = reference.paragraph == 0 && list_paragraph_ == 0;
  statement.report = report_here();
  return statement;
}

std::size_t Statements::add(Statement statement) {
  const std::size_t index = reading_.statements.size();
  stated_.emplace(statement.target, index);
  reading_.statements.push_back(std::move(statement));
  return index;
}

std::optional<std::size_t> Statements::stated_on(const Reference& reference) const {
  const auto [first, last] = stated_.equal_range(printed_target(reference));
  for (auto it = first; it != last; ++it)
    if (reading_.statements[it->second].position.response) return it->second;
  return {};
}

void Statements::qualify(const Reference& reference, const std::vector<Qualifier>& qualifiers) {
  if (const auto index = stated_on(reference)) {
    add_qualifiers(reading_.statements[*index].position.qualifiers, qualifiers);
  }
}

void Statements::comment_on(std::size_t index, const std::string& comment) {
  if (comment.empty()) return;
  std::optional<std::string>& present = reading_.statements[index].position.comment;
  present = present ? *present + " " + comment : comment;
}

void Statements::find_list_paragraph(const std::string& text) {
  const std::string value = first_value(rules_.list_paragraph, text);
  if (!value.empty() && list_paragraph_ == 0) list_paragraph_ = std::stoi(value);
}

void Statements::cite(const std::string& relation, const std::string& symbol) {
  const bool known = std::any_of(reading_.citations.begin(), reading_.citations.end(),
                                 [&](const Citation& citation) { return citation.symbol == symbol; });
  if (!known) reading_.citations.push_back({relation, symbol});
}

void Statements::cite_all(const std::string& text) {
  if (const std::string symbol = first_value(rules_.cited_report, text); !symbol.empty()) cited_report_ = symbol;
  for (const Pattern& pattern : rules_.cites) {
    re2::StringPiece rest(text);
    std::string symbol;
    while (RE2::FindAndConsume(&rest, *pattern.re, &symbol)) cite("cites", symbol);
  }
}

}  // namespace troika::extract
