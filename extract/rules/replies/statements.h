// The statements read so far: on which recommendation of which report each is, and what points from one to another. For
// this folder only.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "extract/reading.h"
#include "extract/rules/replies/reply_rules.h"

namespace troika::extract {

// "77.4", "18", or "90" for all of paragraph 90.
std::string target_of(const Reference& reference);

// Each once.
void add_qualifiers(std::vector<Qualifier>& to, const std::vector<Qualifier>& more);

// Writes statements and citations to the reading that it is given, which must outlive it, as must the rules.
class Statements {
 public:
  Statements(const ReplyRules& rules, Reading& reading);

  // What the document's text says of the numbers in it; before the first statement.
  void find_list_paragraph(const std::string& text);
  // Symbols of other documents that the text names.
  void cite_all(const std::string& text);

  Statement statement_on(const Reference& reference, Position position) const;
  // The symbol of the report whose recommendations the document answers.
  std::string report_here() const { return report_.empty() ? cited_report_ : report_; }

  // Index of the statement in the reading.
  std::size_t add(Statement statement);
  // Where the document states a position on the number already.
  std::optional<std::size_t> stated_on(const Reference& reference) const;
  void qualify(const Reference& reference, const std::vector<Qualifier>& qualifiers);
  void comment_on(std::size_t index, const std::string& comment);

  // The statement that is added next takes the position of those that the clause names: "See recommendation 71."
  void refer(const Clause& clause);
  // After the last statement; doubts those that have no position.
  void resolve_references();

 private:
  std::string printed_target(Reference reference) const;
  void resolve(std::size_t index, const Clause& clause);
  void cite(const std::string& relation, const std::string& symbol);

  const ReplyRules& rules_;
  Reading& reading_;
  std::string report_, cited_report_;
  int list_paragraph_ = 0;
  std::multimap<std::string, std::size_t> stated_;       // target -> statement
  std::vector<std::pair<std::size_t, Clause>> pending_;  // statements that point to others
};

}  // namespace troika::extract
