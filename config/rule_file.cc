#include "config/rule_file.h"

#include <array>
#include <string_view>
#include <utility>

#include "config/toml_reader.h"

namespace troika::config {
namespace {

constexpr std::array<std::string_view, 6> kReads = {"recommendations", "replies",  "paragraphs",
                                                    "table",           "outcomes", "page"};

void read_cover(TableReader& root, RuleFile& rules) {
  auto cover = root.table("cover");
  if (!cover) return;
  rules.web_page = cover->boolean("web_page").value_or(false);
  rules.title = cover->texts("title", rules.web_page ? Need::kOptional : Need::kRequired);
  rules.not_title = cover->texts("not_title", Need::kOptional);
  rules.symbol_of_kind = cover->texts("symbol_of_kind", Need::kOptional);
  rules.cover.symbol = cover->texts("symbol", Need::kOptional);
  rules.cover.published = cover->texts("published", Need::kOptional);
  rules.cover.state = cover->texts("state", Need::kOptional);
  rules.cover.council_session = cover->texts("council_session", Need::kOptional);
  rules.cover.working_group_session = cover->texts("working_group_session", Need::kOptional);
  rules.cover.review_date = cover->texts("review_date", Need::kOptional);
  rules.cover.author = cover->texts("author", Need::kOptional);
  rules.cover.agenda_item = cover->texts("agenda_item", Need::kOptional);
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

void read_recommendation_rules(TableReader& root, RuleFile& rules) {
  read_section(root, rules);
  read_numbering(root, rules);
  LinesByName lines_by_name;
  rules.lead_in = read_sentence_rules(root, "lead_in", true, lines_by_name);
  rules.after = read_sentence_rules(root, "after", false, lines_by_name);
}

// The tables that belong to the chosen way of reading; those of another one are unknown keys.
void read_body(TableReader& root, RuleFile& rules) {
  const std::string& reads = rules.reads.value;
  if (reads.empty() || reads == "recommendations") return read_recommendation_rules(root, rules);
  if (reads == "replies") rules.replies = read_replies_rules(root);
  if (reads == "paragraphs") rules.paragraphs = read_paragraphs_rules(root);
  if (reads == "table") rules.table = read_table_rules(root);
  if (reads == "outcomes") rules.outcomes = read_outcomes_rules(root);
  if (reads == "page") rules.page = read_page_rules(root);
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
  rules.reads = root.text("reads", Need::kOptional);
  if (!rules.reads.value.empty()) root.require_choice("reads", rules.reads, "way of reading", kReads);
  read_cover(root, rules);
  read_body(root, rules);
  root.reject_unknown_keys();

  if (!errors.empty()) return tl::unexpected(std::move(errors).in_file_order());
  rules.content = std::move(file->content);
  return rules;
}

}  // namespace troika::config
