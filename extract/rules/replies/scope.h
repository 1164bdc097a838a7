// How all that stands below a heading or a lead-in is answered, and where that ends. For this folder only.
//
//   II. Accepted recommendations           holds for all below it, up to the next heading of its rank
//   4.  The following are noted:           holds for what is listed below it within paragraph 4
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extract/reading.h"
#include "extract/rules/replies/units.h"

namespace troika::extract {

class Scope {
 public:
  // What a heading or a lead-in says; without a response where it is known to say none.
  void open_heading(const Unit& unit, Position said);
  void open_lead_in(const Unit& unit, Position said);

  // A heading that says nothing of its own, a numbered paragraph, and a sentence on other numbers may end it.
  void enter_heading(const Unit& unit);
  void enter_paragraph(const Unit& unit);
  void leave_lead_in();

  bool answers() const { return said_ && said_->response; }
  bool answers_with(std::optional<Response> response) const { return answers() && said_->response == response; }
  // "Already implemented", as a heading may say without any response.
  std::vector<Qualifier> qualifiers() const { return said_ ? said_->qualifiers : std::vector<Qualifier>{}; }
  // Of what stands in the unit; only where it answers.
  Position position(const Unit& unit) const;

 private:
  std::optional<Position> said_;
  bool of_heading_ = false;
  int level_ = 0;
  double size_ = 0;
  std::string paragraph_;  // of a lead-in
};

}  // namespace troika::extract
