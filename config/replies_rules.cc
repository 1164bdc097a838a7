#include "config/replies_rules.h"

#include "config/toml_reader.h"

namespace troika::config {
namespace {

void read_document(TableReader& root, RepliesRules& rules) {
  auto table = root.table("replies", Need::kOptional);
  if (!table) return;
  rules.entries = table->boolean("entries").value_or(true);
  rules.report = table->texts("report", Need::kOptional);
  rules.cited_report = table->texts("cited_report", Need::kOptional);
  rules.cites = table->texts("cites", Need::kOptional);
  rules.list_paragraph = table->texts("list_paragraph", Need::kOptional);
  rules.recommendation = table->texts("recommendation", Need::kOptional);
  rules.skip = table->texts("skip", Need::kOptional);
  rules.comment_column = table->texts("comment_column", Need::kOptional);
  rules.text_column = table->texts("text_column", Need::kOptional);
  rules.lead_in = table->texts("lead_in", Need::kOptional);
  rules.recall = table->texts("recall", Need::kOptional);
  table->reject_unknown_keys();
}

void read_numbers(TableReader& root, RepliesRules& rules) {
  auto table = root.table("numbers");
  if (!table) return;
  rules.label = table->text("label", Need::kRequired);
  rules.word = table->text("word", Need::kRequired);
  rules.paragraphs = table->text("paragraphs", Need::kRequired);
  rules.also = table->text("and", Need::kRequired);
  rules.upto = table->text("to", Need::kRequired);
  rules.behind = table->text("amount", Need::kRequired);
  rules.of_paragraph = table->text("of_paragraph", Need::kOptional);
  rules.bracket = table->text("bracket", Need::kOptional);
  rules.other = table->texts("other", Need::kRequired);
  table->reject_unknown_keys();
}

}  // namespace

RepliesRules read_replies_rules(TableReader& root) {
  RepliesRules rules;
  read_document(root, rules);
  read_numbers(root, rules);
  LinesByName lines_by_name;
  rules.category = read_sentence_rules(root, "category", false, lines_by_name);
  rules.label_rules = read_sentence_rules(root, "label", false, lines_by_name);
  rules.answer = read_sentence_rules(root, "answer", false, lines_by_name);
  rules.named = read_sentence_rules(root, "named", true, lines_by_name);
  rules.except = read_sentence_rules(root, "except", false, lines_by_name);
  rules.these = read_sentence_rules(root, "these", false, lines_by_name);
  rules.all = read_sentence_rules(root, "all", false, lines_by_name);
  rules.reference = read_sentence_rules(root, "reference", false, lines_by_name);
  rules.figures = read_figure_rules(root, lines_by_name);
  return rules;
}

}  // namespace troika::config
