#include "extract/rules/replies/statements.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace troika::extract {
namespace {

constexpr std::string_view kRecalled = "recalled";

}  // namespace

std::string target_of(const Reference& reference) {
  if (reference.item == 0) return std::to_string(reference.paragraph);
  const std::string item = std::to_string(reference.item);
  return reference.paragraph > 0 ? std::to_string(reference.paragraph) + "." + item : item;
}

void add_qualifiers(std::vector<Qualifier>& to, const std::vector<Qualifier>& more) {
  for (Qualifier qualifier : more)
    if (std::find(to.begin(), to.end(), qualifier) == to.end()) to.push_back(qualifier);
}

Position position_of(const Clause& clause, const Unit& unit, const std::string& quote) {
  Position position;
  position.response = clause.rule->response;
  position.qualifiers = clause.rule->qualifiers;
  position.paragraph = unit.paragraph;
  position.page = unit.page;
  position.quote = quote;
  position.as_printed = clause.said;
  position.rule = clause.rule->name;
  return position;
}

bool is_recalled(const Statement& statement) {
  return std::any_of(statement.flags.begin(), statement.flags.end(),
                     [](const Remark& flag) { return flag.code == kRecalled; });
}

Statements::Statements(const ReplyRules& rules, Reading& reading) : rules_(rules), reading_(reading) {
  report_ = first_value(rules.report, reading.cover.symbol);
  if (!report_.empty()) cite("report", report_);
}

void Statements::enter(const Unit& unit) {
  ++unit_;
  touched_.clear();
  in_entry_ = unit.kind == Unit::Kind::kEntry;
  cite_all(unit.whole);
}

void Statements::refer(const Clause& clause) { pending_.emplace_back(reading_.statements.size(), clause); }

void Statements::resolve() {
  for (std::size_t round = 0; round < pending_.size(); ++round)
    for (const auto& [index, clause] : pending_) resolve_reference(index, clause);
  resolve_qualifiers();
  for (Statement& statement : reading_.statements)
    if (!statement.position.response && statement.doubts.empty())
      statement.doubts.push_back({"no-position", "the answer has no words that state a position"});
  doubt_contradictions();
}

void Statements::resolve_reference(std::size_t index, const Clause& clause) {
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

void Statements::resolve_qualifiers() {
  for (Statement& statement : qualifying_) {
    if (const auto index = answered(statement.target, {})) {
      qualify(*index, statement.position.qualifiers);
    } else if (rules_.entries) {
      add(std::move(statement));
    }
  }
}

// A position that the document takes in one place, and its contrary in another: each may be on a part, or one of them
// is misread or misprinted.
void Statements::doubt_contradictions() {
  for (const auto& [target, stated] : stated_) {
    Statement& statement = reading_.statements[stated.statement];
    const auto [first, last] = stated_.equal_range(target);
    const bool contradicts = std::any_of(first, last, [&](const auto& entry) {
      const Statement& other = reading_.statements[entry.second.statement];
      const std::set<std::optional<Response>> both = {statement.position.response, other.position.response};
      return entry.second.unit != stated.unit && !(entry.second.by_entry && stated.by_entry) && !is_recalled(other) &&
             !is_recalled(statement) && both.contains(Response::kSupported) && both.contains(Response::kNoted);
    });
    if (contradicts)
      statement.doubts.push_back({"contrary-answer", "the document supports it in one place, and does not in another"});
  }
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

std::size_t Statements::add(Statement statement, bool recalled) {
  const std::size_t index = reading_.statements.size();
  if (recalled) statement.flags.push_back({std::string(kRecalled), "a position of an earlier stage of the review"});
  stated_.emplace(statement.target, Stated{index, unit_, in_entry_});
  touched_.insert(index);
  reading_.statements.push_back(std::move(statement));
  return index;
}

std::optional<std::size_t> Statements::answered(const std::string& target, std::optional<Response> response) const {
  const auto [first, last] = stated_.equal_range(target);
  for (auto it = first; it != last; ++it) {
    const auto& given = at(it->second.statement).position.response;
    if (given && (!response || given == response)) return it->second.statement;
  }
  return {};
}

std::optional<std::size_t> Statements::stated_on(const Reference& reference, std::optional<Response> response) const {
  return answered(printed_target(reference), response);
}

std::optional<std::size_t> Statements::stated_in_general(const Reference& reference) const {
  const auto paragraph = answered(std::to_string(reference.paragraph), {});
  return paragraph && reference.paragraph > 0 ? paragraph : answered("*", {});
}

void Statements::qualify(std::size_t index, const std::vector<Qualifier>& qualifiers) {
  add_qualifiers(reading_.statements[index].position.qualifiers, qualifiers);
  touched_.insert(index);
}

void Statements::doubt(std::size_t index, Remark doubt) {
  reading_.statements[index].doubts.push_back(std::move(doubt));
}

void Statements::comment_on(std::size_t index, const std::string& comment) {
  if (comment.empty()) return;
  touched_.insert(index);
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
