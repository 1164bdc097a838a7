#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "extract/rules/rule_set.h"

namespace troika::extract {
namespace {

struct Trap {
  std::string_view form;
  std::string_view warning;
};

// RE2 syntax page, "Perl character classes": \d \s \w and the assertion \b are ASCII-only, also in UTF-8 patterns.
constexpr std::array<Trap, 3> kTraps = {{
    {"\\w", "\\w is ASCII-only: it stops at the first accented letter; use [\\pL\\pN_]"},
    {"\\W", "\\W is ASCII-only: it takes an accented letter for punctuation; use [^\\pL\\pN_]"},
    {"&&", "'&&' in a class is two ampersands, not an intersection"},
}};

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// \b beside a letter beyond ASCII: it never holds where its author expects.
bool has_boundary_at_accent(std::string_view pattern) {
  for (std::size_t at = pattern.find("\\b"); at != std::string_view::npos; at = pattern.find("\\b", at + 2)) {
    if (at > 0 && !is_ascii(pattern.substr(at - 1, 1))) return true;
    if (at + 2 < pattern.size() && !is_ascii(pattern.substr(at + 2, 1))) return true;
  }
  return false;
}

class Linter {
 public:
  void check(const config::Text& pattern, const std::string& key) {
    for (const Trap& trap : kTraps)
      if (pattern.value.find(trap.form) != std::string::npos) warn(pattern, key, std::string(trap.warning));
    if (has_boundary_at_accent(pattern.value))
      warn(pattern, key, "\\b is ASCII-only and fails beside an accented letter");
  }

  void check(const std::vector<config::Text>& patterns, const std::string& key) {
    for (std::size_t i = 0; i < patterns.size(); ++i) check(patterns[i], key + "[" + std::to_string(i) + "]");
  }

  // Tables with a key `pattern`: [[lead_in]], [[figure]].
  template <class Rule>
  void check_rules(const std::vector<Rule>& rules, const std::string& table) {
    for (std::size_t i = 0; i < rules.size(); ++i)
      check(rules[i].pattern, table + "[" + std::to_string(i) + "].pattern");
  }

  std::vector<config::Error> warnings() && { return std::move(warnings_); }

 private:
  void warn(const config::Text& pattern, const std::string& key, std::string message) {
    warnings_.push_back({pattern.at, key, std::move(message)});
  }

  std::vector<config::Error> warnings_;
};

void check_paragraphs(const config::ParagraphsRules& rules, Linter& linter) {
  linter.check(rules.begin, "section.begin");
  linter.check(rules.end, "section.end");
  linter.check(rules.skip, "section.skip");
  linter.check(rules.addressee, "section.addressee");
  linter.check(rules.recommender, "section.recommender");
  linter.check(rules.bullets, "paragraphs.bullets");
  linter.check(rules.suspect, "paragraphs.suspect");
  linter.check(rules.between, "paragraphs.between");
  linter.check(rules.actor, "paragraphs.actor");
  linter.check(rules.further, "paragraphs.further");
  linter.check_rules(rules.rules, "recommendation");
}

void check_table(const config::TableRules& rules, Linter& linter) {
  linter.check(rules.columns.recommendation, "columns.recommendation");
  linter.check(rules.columns.number, "columns.number");
  linter.check(rules.columns.states, "columns.states");
  linter.check(rules.columns.position, "columns.position");
  linter.check(rules.columns.themes, "columns.themes");
  linter.check(rules.columns.persons, "columns.persons");
  linter.check(rules.columns.sdgs, "columns.sdgs");
  linter.check(rules.columns.ignored, "columns.ignored");
  linter.check(rules.label, "rows.label");
  linter.check(rules.heading, "rows.heading");
  linter.check(rules.source, "rows.source");
  linter.check(rules.cycle, "rows.cycle");
  linter.check(rules.persons, "rows.persons");
  linter.check(rules.sdgs, "rows.sdgs");
  linter.check(rules.sdg, "rows.sdg");
  linter.check_rules(rules.themes, "theme");
  linter.check_rules(rules.positions, "position");
}

void check_replies(const config::RepliesRules& rules, Linter& linter) {
  linter.check(rules.report, "replies.report");
  linter.check(rules.cited_report, "replies.cited_report");
  linter.check(rules.cites, "replies.cites");
  linter.check(rules.list_paragraph, "replies.list_paragraph");
  linter.check(rules.recommendation, "replies.recommendation");
  linter.check(rules.skip, "replies.skip");
  linter.check(rules.lead_in, "replies.lead_in");
  linter.check(rules.recall, "replies.recall");
  linter.check(rules.label, "numbers.label");
  linter.check(rules.word, "numbers.word");
  linter.check(rules.paragraphs, "numbers.paragraphs");
  linter.check(rules.also, "numbers.and");
  linter.check(rules.upto, "numbers.to");
  linter.check(rules.behind, "numbers.amount");
  linter.check(rules.other, "numbers.other");
  linter.check_rules(rules.category, "category");
  linter.check_rules(rules.label_rules, "label");
  linter.check_rules(rules.answer, "answer");
  linter.check_rules(rules.named, "named");
  linter.check_rules(rules.except, "except");
  linter.check_rules(rules.all, "all");
  linter.check_rules(rules.reference, "reference");
  linter.check_rules(rules.figures.clauses, "figure");
}

void check_outcomes(const config::OutcomesRules& rules, Linter& linter) {
  linter.check(rules.paragraph, "layout.paragraph");
  linter.check(rules.entry, "layout.entry");
  linter.check(rules.end, "layout.end");
  linter.check(rules.state_speaks, "layout.state_speaks");
  linter.check(rules.others_speak, "layout.others_speak");
  linter.check(rules.totals_in, "layout.totals_in");
  linter.check(rules.article, "layout.article");
  linter.check_rules(rules.outcomes, "outcome");
  linter.check_rules(rules.documents, "document");
  linter.check_rules(rules.positions, "position");
  linter.check_rules(rules.figures.clauses, "figure");
}

void check_page(const config::PageRules& rules, Linter& linter) {
  linter.check(rules.symbol, "page.symbol");
  linter.check(rules.about, "page.about");
  linter.check_rules(rules.figures.clauses, "figure");
}

}  // namespace

std::vector<config::Error> lint(const config::RuleFile& file) {
  Linter linter;
  linter.check(file.title, "cover.title");
  linter.check(file.not_title, "cover.not_title");
  linter.check(file.cover.symbol, "cover.symbol");
  linter.check(file.cover.state, "cover.state");
  linter.check(file.cover.published, "cover.published");
  linter.check(file.cover.council_session, "cover.council_session");
  linter.check(file.cover.working_group_session, "cover.working_group_session");
  linter.check(file.cover.review_date, "cover.review_date");
  linter.check(file.cover.author, "cover.author");
  linter.check(file.cover.agenda_item, "cover.agenda_item");
  linter.check(file.section_begin, "section.begin");
  linter.check(file.section_end, "section.end");
  linter.check(file.paragraph_label, "numbering.paragraph");
  linter.check(file.item_label, "numbering.item");
  linter.check_rules(file.lead_in, "lead_in");
  linter.check_rules(file.after, "after");
  if (file.paragraphs) check_paragraphs(*file.paragraphs, linter);
  if (file.replies) check_replies(*file.replies, linter);
  if (file.table) check_table(*file.table, linter);
  if (file.outcomes) check_outcomes(*file.outcomes, linter);
  if (file.page) check_page(*file.page, linter);
  return std::move(linter).warnings();
}

}  // namespace troika::extract
