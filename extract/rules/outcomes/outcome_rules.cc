#include "extract/rules/outcomes/outcome_rules.h"

#include <algorithm>
#include <utility>

namespace troika::extract {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

bool is_fact(std::string_view name) {
  return name == "state" || name == "state_rest" || name == "decision" || name == "date";
}

OutcomeFacts facts_of(const OutcomeRule& rule, std::string_view text) {
  std::vector<re2::StringPiece> groups(static_cast<std::size_t>(rule.re->NumberOfCapturingGroups()) + 1);
  if (!rule.re->Match(piece(text), 0, text.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size())))
    return {};
  OutcomeFacts facts{&rule, {}, {}, {}, {}};
  facts.at.begin = static_cast<std::size_t>(groups[0].data() - text.data());
  facts.at.end = facts.at.begin + groups[0].size();
  // In the order of the groups: what a column broke off a name stands behind the name.
  for (const auto& [index, name] : rule.re->CapturingGroupNames()) {
    const re2::StringPiece& group = groups[static_cast<std::size_t>(index)];
    if (group.empty()) continue;
    if (name == "state") facts.state = std::string(group);
    if (name == "state_rest") facts.state += " " + std::string(group);
    if (name == "decision") facts.decision = std::string(group);
    if (name == "date") facts.date = std::string(group);
  }
  return facts;
}

}  // namespace

OutcomeRules::OutcomeRules(const config::OutcomesRules& source, Compiler& compiler)
    : paragraph(compiler.pattern(source.paragraph, "layout.paragraph", 1)),
      entry(compiler.patterns(source.entry, "layout.entry", 0)),
      end(compiler.patterns(source.end, "layout.end", 0)),
      state_speaks(compiler.patterns(source.state_speaks, "layout.state_speaks", 0)),
      others_speak(compiler.patterns(source.others_speak, "layout.others_speak", 0)),
      totals_in(compiler.patterns(source.totals_in, "layout.totals_in", 0)),
      article(compiler.patterns(source.article, "layout.article", 0)),
      positions(compiler.sentences(source.positions, "position")),
      figures(source.figures, compiler) {
  compile_outcomes(source.outcomes, compiler);
  for (std::size_t i = 0; i < source.documents.size(); ++i) {
    const config::OutcomeDocumentRule& rule = source.documents[i];
    const std::string key = "document[" + std::to_string(i) + "].pattern";
    documents.push_back({rule.relation.value, compiler.pattern(rule.pattern, key, 1)});
  }
  if (compiler.checks_examples()) compiler.check_examples(source.positions, positions, "position");
}

// Each rule is looked for in every text, so that their order says nothing: an example has to be claimed by its own.
void OutcomeRules::compile_outcomes(const std::vector<config::OutcomeRule>& sources, Compiler& compiler) {
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const std::string key = "outcome[" + std::to_string(i) + "]";
    Pattern pattern = compiler.pattern(sources[i].pattern, key + ".pattern", 0);
    outcomes.push_back({sources[i].name.value, std::move(pattern.re), sources[i].adopts});
    const OutcomeRule& rule = outcomes.back();
    if (!rule.re) continue;
    for (const auto& [name, index] : rule.re->NamedCapturingGroups())
      if (!is_fact(name))
        compiler.add_error(sources[i].pattern, key + ".pattern",
                           "'" + name + "' is no group; choose one of state, state_rest, decision, date");
    if (!facts_of(rule, sources[i].example.value).rule)
      compiler.add_error(sources[i].example, key + ".example",
                         "is not claimed by '" + rule.name + "' itself; mend the pattern or the example");
  }
}

std::vector<OutcomeFacts> OutcomeRules::facts_in(std::string_view text) const {
  std::vector<OutcomeFacts> found;
  for (const OutcomeRule& rule : outcomes)
    if (OutcomeFacts facts = facts_of(rule, text); facts.rule) found.push_back(std::move(facts));
  return found;
}

std::vector<Citation> OutcomeRules::documents_in(std::string_view text) const {
  std::vector<Citation> found;
  re2::StringPiece rest = piece(text);
  while (true) {
    const DocumentRule* first = nullptr;
    re2::StringPiece first_symbol;
    for (const DocumentRule& rule : documents) {
      re2::StringPiece symbol;
      if (!RE2::PartialMatch(rest, *rule.pattern.re, &symbol) || symbol.empty()) continue;
      if (first && symbol.data() >= first_symbol.data()) continue;
      first = &rule;
      first_symbol = symbol;
    }
    if (!first) return found;
    found.push_back({first->relation, std::string(first_symbol)});
    rest.remove_prefix(static_cast<std::size_t>(first_symbol.data() + first_symbol.size() - rest.data()));
  }
}

std::string OutcomeRules::without_article(std::string_view state) const {
  for (const Pattern& pattern : article) {
    re2::StringPiece rest = piece(state);
    if (RE2::Consume(&rest, *pattern.re)) return std::string(rest);
  }
  return std::string(state);
}

}  // namespace troika::extract
