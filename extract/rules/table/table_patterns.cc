#include "extract/rules/table/table_patterns.h"

#include <utility>

namespace troika::extract {
namespace {

std::vector<ThemePattern> themes(const std::vector<config::ThemeRule>& rules, Compiler& compiler) {
  std::vector<ThemePattern> patterns;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const bool is_sdg = rules[i].gives.value == "sdg";
    const std::string key = "theme[" + std::to_string(i) + "].pattern";
    patterns.push_back({rules[i].name.value, rules[i].vocabulary.value,
                        compiler.pattern(rules[i].pattern, key, is_sdg ? 1 : 2), is_sdg});
  }
  return patterns;
}

void check_theme_examples(const std::vector<config::ThemeRule>& rules, const std::vector<ThemePattern>& patterns,
                          Compiler& compiler) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    std::size_t claimed_by = 0;
    while (claimed_by < patterns.size() && !patterns[claimed_by].pattern.found_in(rules[i].example.value)) ++claimed_by;
    if (claimed_by == i) continue;
    compiler.add_example_error(rules[i].example, "theme[" + std::to_string(i) + "].example", patterns[i].name,
                               claimed_by < i ? patterns[claimed_by].name : "");
  }
}

}  // namespace

TablePatterns table_patterns(const config::TableRules& rules, Compiler& compiler) {
  const config::ColumnRules& columns = rules.columns;
  TablePatterns patterns;
  patterns.columns = {compiler.patterns(columns.recommendation, "columns.recommendation", 0),
                      compiler.patterns(columns.number, "columns.number", 0),
                      compiler.patterns(columns.states, "columns.states", 0),
                      compiler.patterns(columns.position, "columns.position", 0),
                      compiler.patterns(columns.themes, "columns.themes", 0),
                      compiler.patterns(columns.persons, "columns.persons", 0),
                      compiler.patterns(columns.sdgs, "columns.sdgs", 0),
                      compiler.patterns(columns.ignored, "columns.ignored", 0)};
  patterns.label = compiler.patterns(rules.label, "rows.label", 2);
  patterns.heading = compiler.patterns(rules.heading, "rows.heading", 1);
  patterns.source = compiler.patterns(rules.source, "rows.source", 3);
  patterns.cycle = compiler.patterns(rules.cycle, "rows.cycle", 1);
  patterns.persons = compiler.patterns(rules.persons, "rows.persons", 1);
  patterns.sdgs = compiler.patterns(rules.sdgs, "rows.sdgs", 1);
  patterns.sdg = compiler.patterns(rules.sdg, "rows.sdg", 1);
  patterns.themes = themes(rules.themes, compiler);
  patterns.positions = compiler.sentences(rules.positions, "position");
  if (!compiler.checks_examples()) return patterns;
  compiler.check_examples(rules.positions, patterns.positions, "position");
  check_theme_examples(rules.themes, patterns.themes, compiler);
  return patterns;
}

}  // namespace troika::extract
