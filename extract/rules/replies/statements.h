// The statements read so far: on which recommendation of which report each is, and what points from one to another. For
// this folder only.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "extract/reading.h"
#include "extract/rules/replies/reply_rules.h"
#include "extract/rules/replies/units.h"

namespace troika::extract {

// "77.4", "18", or "90" for all of paragraph 90.
std::string target_of(const Reference& reference);

// Each once.
void add_qualifiers(std::vector<Qualifier>& to, const std::vector<Qualifier>& more);

// What the clause says, in the unit that it stands in.
Position position_of(const Clause& clause, const Unit& unit, const std::string& quote);

// Whether it is of an earlier stage of the review.
bool is_recalled(const Statement& statement);

// Writes statements and citations to the reading that it is given, which must outlive it, as must the rules.
class Statements {
 public:
  Statements(const ReplyRules& rules, Reading& reading);

  // What the document's text says of the numbers in it; before the first statement.
  void find_list_paragraph(const std::string& text);
  // Before the statements of each unit. Cites what it names.
  void enter(const Unit& unit);
  // Symbols of other documents that the text names.
  void cite_all(const std::string& text);

  Statement statement_on(const Reference& reference, Position position) const;
  // The symbol of the report whose recommendations the document answers.
  std::string report_here() const { return report_.empty() ? cited_report_ : report_; }

  // Index of the statement in the reading.
  std::size_t add(Statement statement, bool recalled = false);
  // Where the document states a position on the number already, or this one.
  std::optional<std::size_t> stated_on(const Reference& reference, std::optional<Response> response = {}) const;
  // Where it states one on all of the number's paragraph, or on all recommendations.
  std::optional<std::size_t> stated_in_general(const Reference& reference) const;
  const Statement& at(std::size_t index) const { return reading_.statements[index]; }
  // Those that the unit entered last made or added to.
  const std::set<std::size_t>& touched() const { return touched_; }

  void qualify(std::size_t index, const std::vector<Qualifier>& qualifiers);
  void comment_on(std::size_t index, const std::string& comment);
  void doubt(std::size_t index, Remark doubt);
  // Its qualifiers go to what the document states on the number, before or behind it; where that is nothing, it is
  // added without a position.
  void qualify_later(Statement statement) { qualifying_.push_back(std::move(statement)); }
  // The statement that is added next takes the position of those that the clause names: "See recommendation 71."
  void refer(const Clause& clause);

  // After the last statement. Doubts those that have no position, and those that contradict each other.
  void resolve();

 private:
  struct Stated {
    std::size_t statement = 0, unit = 0;
    bool by_entry = false;  // in an entry: several of these on one number are each on a part
  };

  std::string printed_target(Reference reference) const;
  std::optional<std::size_t> answered(const std::string& target, std::optional<Response> response) const;
  void resolve_reference(std::size_t index, const Clause& clause);
  void resolve_qualifiers();
  void doubt_contradictions();
  void cite(const std::string& relation, const std::string& symbol);

  const ReplyRules& rules_;
  Reading& reading_;
  std::string report_, cited_report_;
  int list_paragraph_ = 0;
  std::size_t unit_ = 0;  // how many were entered
  std::set<std::size_t> touched_;
  bool in_entry_ = false;
  std::multimap<std::string, Stated> stated_;            // by target
  std::vector<std::pair<std::size_t, Clause>> pending_;  // statements that point to others
  std::vector<Statement> qualifying_;
};

}  // namespace troika::extract
