#include "config/sentence_rules.h"

#include <array>

#include "config/toml_reader.h"

namespace troika::config {
namespace {

constexpr std::array<std::string_view, 5> kResponses = {"supported", "noted", "partially_supported", "pending", "none"};
constexpr std::array<std::string_view, 4> kQualifiers = {"already_implemented", "in_process", "in_principle",
                                                         "reserved"};
constexpr std::array<std::string_view, 2> kLists = {"recommendations", "other"};

LeadInRule read_lead_in(TableReader& table, LinesByName& lines_by_name) {
  LeadInRule rule;
  rule.name = read_rule_name(table, lines_by_name);
  rule.pattern = table.text("pattern", Need::kRequired);
  rule.response = table.text("response", Need::kRequired);
  rule.qualifiers = table.texts("qualifiers", Need::kOptional);
  rule.lists = table.text("lists", Need::kOptional);
  rule.example = table.text("example", Need::kRequired);
  table.reject_unknown_keys();

  table.require_choice("response", rule.response, "response", kResponses);
  for (const Text& qualifier : rule.qualifiers) table.require_choice("qualifiers", qualifier, "qualifier", kQualifiers);
  if (!rule.lists.value.empty()) table.require_choice("lists", rule.lists, "kind of list", kLists);
  return rule;
}

}  // namespace

Text read_rule_name(TableReader& table, LinesByName& lines_by_name) {
  Text name = table.text("name", Need::kRequired);
  if (name.value.empty()) return name;
  const auto [first, is_new] = lines_by_name.emplace(name.value, name.at.line);
  if (!is_new) {
    const std::string line = std::to_string(first->second);
    table.add_error(name.at, "name", "'" + name.value + "' is already the name of the rule in line " + line);
  }
  return name;
}

std::vector<LeadInRule> read_sentence_rules(TableReader& root, std::string_view name, bool required,
                                            LinesByName& lines_by_name) {
  std::vector<LeadInRule> rules;
  for (TableReader& table : root.tables(name, required ? Need::kRequired : Need::kOptional))
    rules.push_back(read_lead_in(table, lines_by_name));
  return rules;
}

}  // namespace troika::config
