#include "extract/rules/figures.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace troika::extract {
namespace {

constexpr std::string_view kNumber = "{number}";
// More recommendations than any review: a larger figure is a year's, or of something else.
constexpr int kMost = 1500;

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

std::vector<std::string> alternatives(std::string_view words) {
  std::vector<std::string> list;
  while (true) {
    const std::size_t bar = std::min(words.find('|'), words.size());
    list.emplace_back(words.substr(0, bar));
    if (bar == words.size()) return list;
    words.remove_prefix(bar + 1);
  }
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  return result;
}

constexpr std::string_view kOther = "other";

}  // namespace

FigureClauses::FigureClauses(const config::FigureRules& rules, Compiler& compiler) {
  for (const config::Text& words : rules.number_words) words_.push_back(alternatives(words.value));
  for (std::size_t i = 0; i < rules.clauses.size(); ++i) {
    const config::FigureRule& rule = rules.clauses[i];
    const std::string key = "figure[" + std::to_string(i) + "].pattern";
    Pattern pattern = compiler.pattern({with_numbers(rule.pattern.value), rule.pattern.at}, key, 1);
    clauses_.push_back({rule.name.value, std::move(pattern.re)});
    if (clauses_.back().re) check_groups(clauses_.back(), rule.pattern, key, compiler);
  }
  if (compiler.checks_examples()) check_examples(rules, compiler);
}

std::string FigureClauses::with_numbers(std::string pattern) const {
  std::string number = R"((?:\d{1,4})";
  for (const auto& words : words_)
    for (const std::string& word : words) number += "|" + word;
  number += R"()\b)";
  for (std::size_t at = pattern.find(kNumber); at != std::string::npos; at = pattern.find(kNumber, at + number.size()))
    pattern.replace(at, kNumber.size(), number);
  return pattern;
}

void FigureClauses::check_groups(const Clause& clause, const config::Text& source, const std::string& key,
                                 Compiler& compiler) const {
  if (clause.re->NamedCapturingGroups().empty())
    compiler.add_error(source, key, "needs a group with a name: (?P<received>{number})");
  for (const auto& [name, index] : clause.re->NamedCapturingGroups())
    if (name != kOther && !total_named(name))
      compiler.add_error(source, key,
                         "'" + name +
                             "' is no group; choose one of received, supported, noted, partially_supported, pending, "
                             "states, other");
}

void FigureClauses::check_examples(const config::FigureRules& rules, Compiler& compiler) const {
  for (std::size_t i = 0; i < rules.clauses.size(); ++i) {
    const Match match = first_in(rules.clauses[i].example.value, 0);
    if (match.clause == &clauses_[i]) continue;
    const std::string by = match.clause ? "is claimed by '" + match.clause->name + "'"
                                        : "is not claimed by '" + clauses_[i].name + "' itself";
    compiler.add_error(rules.clauses[i].example, "figure[" + std::to_string(i) + "].example",
                       by + "; mend the pattern, the order or the example");
  }
}

FigureClauses::Match FigureClauses::first_in(std::string_view text, std::size_t from) const {
  Match first;
  for (const Clause& clause : clauses_) {
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>(clause.re->NumberOfCapturingGroups()) + 1);
    if (!clause.re->Match(piece(text), from, text.size(), RE2::UNANCHORED, groups.data(),
                          static_cast<int>(groups.size())))
      continue;
    if (first.clause && groups[0].data() >= first.groups[0].data()) continue;
    first = {&clause, std::move(groups)};
  }
  return first;
}

std::optional<int> FigureClauses::number_of(std::string_view printed) const {
  int number = 0;
  const auto [end, code] = std::from_chars(printed.data(), printed.data() + printed.size(), number);
  if (code == std::errc() && end == printed.data() + printed.size())
    return number <= kMost ? std::optional(number) : std::nullopt;
  const auto found =
      std::ranges::find_if(words_, [&](const auto& words) { return std::ranges::count(words, lower(printed)) > 0; });
  if (found == words_.end()) return {};
  return static_cast<int>(found - words_.begin());
}

void FigureClauses::add(const Match& match, std::vector<Figure>& figures) const {
  for (const auto& [index, name] : match.clause->re->CapturingGroupNames()) {
    const re2::StringPiece& group = match.groups[static_cast<std::size_t>(index)];
    if (group.data() == nullptr) continue;
    if (const auto number = number_of({group.data(), group.size()}))
      figures.push_back({total_named(name), *number, match.clause->name, std::string(match.groups[0])});
  }
}

std::vector<Figure> FigureClauses::in(std::string_view sentence) const {
  std::vector<Figure> figures;
  std::size_t from = 0;
  while (from < sentence.size()) {
    const Match match = first_in(sentence, from);
    if (!match.clause) break;
    add(match, figures);
    const auto end = static_cast<std::size_t>(match.groups[0].data() - sentence.data()) + match.groups[0].size();
    from = std::max(end, from + 1);
  }
  return figures;
}

}  // namespace troika::extract
