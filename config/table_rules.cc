#include "config/table_rules.h"

#include <array>
#include <string_view>

#include "config/toml_reader.h"

namespace troika::config {
namespace {

constexpr std::array<std::string_view, 2> kGives = {"theme", "sdg"};

ColumnRules read_columns(TableReader& root) {
  ColumnRules columns;
  auto table = root.table("columns");
  if (!table) return columns;
  columns.recommendation = table->texts("recommendation", Need::kRequired);
  columns.number = table->texts("number", Need::kOptional);
  columns.states = table->texts("states", Need::kOptional);
  columns.position = table->texts("position", Need::kOptional);
  columns.themes = table->texts("themes", Need::kOptional);
  columns.persons = table->texts("persons", Need::kOptional);
  columns.sdgs = table->texts("sdgs", Need::kOptional);
  columns.ignored = table->texts("ignored", Need::kOptional);
  table->reject_unknown_keys();
  return columns;
}

void read_rows(TableReader& root, TableRules& rules) {
  auto table = root.table("rows");
  if (!table) return;
  rules.label = table->texts("label", Need::kRequired);
  rules.heading = table->texts("heading", Need::kOptional);
  rules.source = table->texts("source", Need::kOptional);
  rules.cycle = table->texts("cycle", Need::kOptional);
  rules.persons = table->texts("persons", Need::kOptional);
  rules.sdgs = table->texts("sdgs", Need::kOptional);
  rules.sdg = table->texts("sdg", Need::kOptional);
  table->reject_unknown_keys();
}

ThemeRule read_theme(TableReader& table, LinesByName& lines_by_name) {
  ThemeRule rule;
  rule.name = read_rule_name(table, lines_by_name);
  rule.pattern = table.text("pattern", Need::kRequired);
  rule.gives = table.text("gives", Need::kOptional);
  rule.vocabulary = table.text("vocabulary", Need::kOptional);
  rule.example = table.text("example", Need::kRequired);
  table.reject_unknown_keys();
  if (!rule.gives.value.empty()) table.require_choice("gives", rule.gives, "kind of entry", kGives);
  if (rule.gives.value != "sdg" && rule.vocabulary.value.empty())
    table.add_error(rule.pattern.at, "vocabulary", "is missing: a theme is known by the list that it is from");
  return rule;
}

}  // namespace

TableRules read_table_rules(TableReader& root) {
  TableRules rules;
  LinesByName lines_by_name;
  rules.columns = read_columns(root);
  read_rows(root, rules);
  for (TableReader& table : root.tables("theme", Need::kOptional))
    rules.themes.push_back(read_theme(table, lines_by_name));
  rules.positions = read_sentence_rules(root, "position", false, lines_by_name);
  return rules;
}

}  // namespace troika::config
