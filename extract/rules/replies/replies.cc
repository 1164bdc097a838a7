#include "extract/rules/replies/replies.h"

#include "extract/rules/replies/consistency.h"
#include "extract/rules/replies/entries.h"
#include "extract/rules/replies/paragraphs.h"
#include "extract/rules/replies/scope.h"
#include "extract/rules/replies/statements.h"

namespace troika::extract {
namespace {

// What a unit's lines are for explain: those of an entry behind its first one are the comment.
void claim(const Unit& unit, const std::string& what, const std::string& rule, const std::string& number,
           const Statements& statements, std::vector<Claim>* claims) {
  if (!claims) return;
  const std::vector<std::size_t> touched(statements.touched().begin(), statements.touched().end());
  for (std::size_t line : unit.lines) {
    const bool is_comment = unit.kind == Unit::Kind::kEntry && line != unit.lines.front();
    claims->push_back({line, is_comment ? "comment" : what, rule, number, touched});
  }
}

}  // namespace

void read_replies(const ReplyRules& rules, const std::vector<Unit>& units, const DocumentText& text, Reading& reading,
                  std::vector<Claim>* claims) {
  Scope scope;
  Statements statements(rules, reading);
  Paragraphs paragraphs(rules, scope, statements, reading);
  for (const Unit& unit : units) statements.find_list_paragraph(unit.whole);
  for (const Note& note : text.notes) statements.find_list_paragraph(note.text);
  for (const Unit& unit : units) {
    statements.enter(unit);
    switch (unit.kind) {
      case Unit::Kind::kHeading: {
        const std::string rule = paragraphs.read_heading(unit);
        claim(unit, "heading", rule, "", statements, claims);
        break;
      }
      case Unit::Kind::kText: {
        const std::string rule = paragraphs.read_paragraph(unit);
        claim(unit, rule.empty() ? "other" : "statement", rule, unit.paragraph, statements, claims);
        break;
      }
      case Unit::Kind::kEntry: {
        paragraphs.leave();
        const std::string rule = read_entry(rules, scope, unit, statements);
        claim(unit, "statement", rule, target_of(unit.references.front()), statements, claims);
        break;
      }
    }
  }
  paragraphs.leave();
  for (const Note& note : text.notes) statements.cite_all(note.text);
  statements.resolve();
  compare_totals(reading);
}

}  // namespace troika::extract
