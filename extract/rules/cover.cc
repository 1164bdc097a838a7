#include "extract/rules/cover.h"

#include <string>

#include "extract/rules/item_text.h"

namespace troika::extract {
namespace {

// The introduction's first paragraphs give the session and the day of the review; a contents page may stand before it.
constexpr int kIntroductionPages = 5;

// The first page's lines, a line feed behind each, so that a pattern can tell where a line begins and ends.
std::string cover_lines(const DocumentText& text) {
  std::string lines;
  for (const Line& line : text.lines) {
    if (line.page > 1) break;
    lines += line.text;
    lines += '\n';
  }
  return lines;
}

std::string introduction(const DocumentText& text) {
  std::string joined;
  for (const Line& line : text.lines) {
    if (line.page > kIntroductionPages) break;
    if (line.page > 1) join_line(joined, line.text);
  }
  return joined;
}

}  // namespace

bool claims_cover(const RuleSet::Compiled& rules, const DocumentText& text) {
  const std::string page = cover_lines(text);
  return first_found(rules.title, page) && !first_found(rules.not_title, page);
}

Cover read_cover(const RuleSet::Compiled& rules, const DocumentText& text) {
  const std::string page = cover_lines(text);
  const std::string intro = introduction(text);
  auto find = [&](const std::vector<Pattern>& patterns) {
    std::string value = first_value(patterns, page);
    return value.empty() ? first_value(patterns, intro) : value;
  };
  Cover cover;
  cover.symbol = find(rules.symbol);
  cover.state = find(rules.state);
  cover.published = find(rules.published);
  cover.council_session = find(rules.council_session);
  cover.working_group_session = find(rules.working_group_session);
  cover.review_date = find(rules.review_date);
  cover.author = find(rules.author);
  cover.agenda_item = find(rules.agenda_item);
  cover.title = first_value(rules.title, page);
  return cover;
}

}  // namespace troika::extract
