#include "config/outcomes_rules.h"

#include <array>
#include <string_view>
#include <utility>

#include "config/toml_reader.h"

namespace troika::config {
namespace {

constexpr std::array<std::string_view, 3> kRelations = {"report", "addendum", "session-report"};

OutcomeRule read_outcome(TableReader& table, LinesByName& lines_by_name) {
  OutcomeRule rule;
  rule.name = read_rule_name(table, lines_by_name);
  rule.pattern = table.text("pattern", Need::kRequired);
  rule.adopts = table.boolean("adopts").value_or(true);
  rule.example = table.text("example", Need::kRequired);
  table.reject_unknown_keys();
  return rule;
}

OutcomeDocumentRule read_document(TableReader& table) {
  OutcomeDocumentRule rule;
  rule.relation = table.text("relation", Need::kRequired);
  rule.pattern = table.text("pattern", Need::kRequired);
  table.reject_unknown_keys();
  if (!rule.relation.value.empty()) table.require_choice("relation", rule.relation, "relation", kRelations);
  return rule;
}

void read_layout(TableReader& root, OutcomesRules& rules) {
  auto layout = root.table("layout");
  if (!layout) return;
  rules.paragraph = layout->text("paragraph", Need::kRequired);
  rules.entry = layout->texts("entry", Need::kOptional);
  rules.end = layout->texts("end", Need::kOptional);
  rules.state_speaks = layout->texts("state_speaks", Need::kOptional);
  rules.others_speak = layout->texts("others_speak", Need::kOptional);
  rules.totals_in = layout->texts("totals_in", Need::kOptional);
  rules.article = layout->texts("article", Need::kOptional);
  layout->reject_unknown_keys();
}

}  // namespace

OutcomesRules read_outcomes_rules(TableReader& root) {
  OutcomesRules rules;
  LinesByName lines_by_name;
  read_layout(root, rules);
  for (TableReader& table : root.tables("outcome", Need::kRequired))
    rules.outcomes.push_back(read_outcome(table, lines_by_name));
  for (TableReader& table : root.tables("document", Need::kRequired)) rules.documents.push_back(read_document(table));
  rules.positions = read_sentence_rules(root, "position", false, lines_by_name);
  rules.figures = read_figure_rules(root, lines_by_name);
  return rules;
}

}  // namespace troika::config
