#include "config/figure_rules.h"

#include "config/toml_reader.h"

namespace troika::config {

FigureRules read_figure_rules(TableReader& root, LinesByName& lines_by_name) {
  FigureRules rules;
  if (auto figures = root.table("figures", Need::kOptional)) {
    rules.number_words = figures->texts("number_words", Need::kOptional);
    figures->reject_unknown_keys();
  }
  for (TableReader& table : root.tables("figure", Need::kOptional)) {
    FigureRule rule;
    rule.name = read_rule_name(table, lines_by_name);
    rule.pattern = table.text("pattern", Need::kRequired);
    rule.example = table.text("example", Need::kRequired);
    table.reject_unknown_keys();
    rules.clauses.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace troika::config
