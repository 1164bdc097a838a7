#include "config/rule_file.h"

#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "config/toml_reader.h"

namespace troika::config {
namespace {

constexpr std::array<std::string_view, 5> kResponses = {"supported", "noted", "partially_supported", "pending", "none"};
constexpr std::array<std::string_view, 4> kQualifiers = {"already_implemented", "in_process", "in_principle",
                                                         "reserved"};
constexpr std::array<std::string_view, 2> kLists = {"recommendations", "other"};

using LinesByName = std::map<std::string, int, std::less<>>;

void read_cover(TableReader& root, RuleFile& rules) {
  auto cover = root.table("cover");
  if (!cover) return;
  rules.title = cover->texts("title", Need::kRequired);
  rules.not_title = cover->texts("not_title", Need::kOptional);
  rules.cover.symbol = cover->texts("symbol", Need::kOptional);
  rules.cover.published = cover->texts("published", Need::kOptional);
  rules.cover.state = cover->texts("state", Need::kOptional);
  rules.cover.council_session = cover->texts("council_session", Need::kOptional);
  rules.cover.working_group_session = cover->texts("working_group_session", Need::kOptional);
  rules.cover.review_date = cover->texts("review_date", Need::kOptional);
  cover->reject_unknown_keys();
}

void read_section(TableReader& root, RuleFile& rules) {
  auto section = root.table("section");
  if (!section) return;
  rules.section_begin = section->texts("begin", Need::kRequired);
  rules.section_end = section->texts("end", Need::kRequired);
  section->reject_unknown_keys();
}

void read_numbering(TableReader& root, RuleFile& rules) {
  auto numbering = root.table("numbering");
  if (!numbering) return;
  rules.paragraph_label = numbering->text("paragraph", Need::kRequired);
  rules.item_label = numbering->texts("item", Need::kRequired);
  numbering->reject_unknown_keys();
}

LeadInRule read_lead_in(TableReader& table, LinesByName& lines_by_name) {
  LeadInRule rule;
  rule.name = table.text("name", Need::kRequired);
  rule.pattern = table.text("pattern", Need::kRequired);
  rule.response = table.text("response", Need::kRequired);
  rule.qualifiers = table.texts("qualifiers", Need::kOptional);
  rule.lists = table.text("lists", Need::kOptional);
  rule.example = table.text("example", Need::kRequired);
  table.reject_unknown_keys();

  table.require_choice("response", rule.response, "response", kResponses);
  for (const Text& qualifier : rule.qualifiers) table.require_choice("qualifiers", qualifier, "qualifier", kQualifiers);
  if (!rule.lists.value.empty()) table.require_choice("lists", rule.lists, "kind of list", kLists);
  if (rule.name.value.empty()) return rule;
  const auto [first, is_new] = lines_by_name.emplace(rule.name.value, rule.name.at.line);
  if (!is_new) {
    const std::string line = std::to_string(first->second);
    table.add_error(rule.name.at, "name", "'" + rule.name.value + "' is already the name of the rule in line " + line);
  }
  return rule;
}

}  // namespace

tl::expected<RuleFile, std::vector<Error>> read_rule_file(const std::string& path) {
  auto file = read_toml(path);
  if (!file) return tl::unexpected(std::vector{std::move(file.error())});

  ErrorLog errors(path);
  TableReader root(file->root, "", errors);
  RuleFile rules;
  rules.path = path;
  rules.name = root.text("name", Need::kRequired);
  rules.kind = root.text("kind", Need::kRequired);
  rules.language = root.text("language", Need::kRequired);
  read_cover(root, rules);
  read_section(root, rules);
  read_numbering(root, rules);
  LinesByName lines_by_name;
  for (TableReader& table : root.tables("lead_in", Need::kRequired)) {
    rules.lead_in.push_back(read_lead_in(table, lines_by_name));
  }
  for (TableReader& table : root.tables("after", Need::kOptional)) {
    rules.after.push_back(read_lead_in(table, lines_by_name));
  }
  root.reject_unknown_keys();

  if (!errors.empty()) return tl::unexpected(std::move(errors).in_file_order());
  rules.content = std::move(file->content);
  return rules;
}

}  // namespace troika::config
