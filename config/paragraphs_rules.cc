#include "config/paragraphs_rules.h"

#include <array>
#include <string_view>
#include <utility>

#include "config/toml_reader.h"

namespace troika::config {
namespace {

constexpr std::array<std::string_view, 2> kMeans = {"recommendation", "other"};
constexpr std::array<std::string_view, 2> kUnits = {"paragraph", "bullet"};
constexpr std::array<std::string_view, 2> kSubParagraphs = {"text", "records"};
constexpr std::array<std::string_view, 2> kUnclaimed = {"other", "record"};

Text choice(TableReader& table, std::string_view name, std::string_view what,
            std::span<const std::string_view> choices) {
  Text text = table.text(name, Need::kOptional);
  if (!text.value.empty()) table.require_choice(name, text, what, choices);
  return text;
}

void read_section(TableReader& root, ParagraphsRules& rules) {
  auto section = root.table("section", Need::kOptional);
  if (!section) return;
  rules.begin = section->texts("begin", Need::kOptional);
  rules.end = section->texts("end", Need::kOptional);
  rules.skip = section->texts("skip", Need::kOptional);
  rules.addressee = section->texts("addressee", Need::kOptional);
  rules.recommender = section->texts("recommender", Need::kOptional);
  section->reject_unknown_keys();
}

void read_paragraphs(TableReader& root, ParagraphsRules& rules) {
  auto paragraphs = root.table("paragraphs", Need::kOptional);
  if (!paragraphs) return;
  rules.unit = choice(*paragraphs, "unit", "unit", kUnits);
  rules.sub_paragraphs = choice(*paragraphs, "sub_paragraphs", "way to keep sub-paragraphs", kSubParagraphs);
  rules.unclaimed = choice(*paragraphs, "unclaimed", "way to keep what no rule claims", kUnclaimed);
  const bool bullets = rules.unit.value == "bullet";
  rules.bullets = paragraphs->texts("bullets", bullets ? Need::kRequired : Need::kOptional);
  rules.actor = paragraphs->texts("actor", Need::kOptional);
  rules.between = paragraphs->texts("between", Need::kOptional);
  rules.further = paragraphs->texts("further", Need::kOptional);
  rules.suspect = paragraphs->texts("suspect", Need::kOptional);
  paragraphs->reject_unknown_keys();
}

AskingRule read_asking(TableReader& table, LinesByName& lines_by_name) {
  AskingRule rule;
  rule.name = read_rule_name(table, lines_by_name);
  rule.pattern = table.text("pattern", Need::kRequired);
  rule.means = choice(table, "means", "meaning", kMeans);
  rule.example = table.text("example", Need::kRequired);
  table.reject_unknown_keys();
  return rule;
}

}  // namespace

ParagraphsRules read_paragraphs_rules(TableReader& root) {
  ParagraphsRules rules;
  read_section(root, rules);
  read_paragraphs(root, rules);
  const bool bullets = rules.unit.value == "bullet";
  LinesByName lines_by_name;
  for (TableReader& table : root.tables("recommendation", bullets ? Need::kOptional : Need::kRequired))
    rules.rules.push_back(read_asking(table, lines_by_name));
  return rules;
}

}  // namespace troika::config
