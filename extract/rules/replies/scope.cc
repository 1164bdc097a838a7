#include "extract/rules/replies/scope.h"

#include <utility>

namespace troika::extract {
namespace {

constexpr int kNoLevel = 4;  // of a heading without a label

}  // namespace

void Scope::open_heading(const Unit& unit, Position said) {
  said_ = std::move(said);
  of_heading_ = true;
  level_ = unit.level;
  size_ = unit.size;
}

void Scope::open_lead_in(const Unit& unit, Position said) {
  said_ = std::move(said);
  of_heading_ = false;
  paragraph_ = unit.paragraph;
}

// A heading of the same rank ends it; smaller ones only order what stands below it.
void Scope::enter_heading(const Unit& unit) {
  bool ends = unit.level < kNoLevel;
  if (of_heading_) ends = level_ < kNoLevel || unit.level < kNoLevel ? unit.level <= level_ : unit.size >= size_;
  if (ends) said_.reset();
}

void Scope::enter_paragraph(const Unit& unit) {
  const bool within = unit.paragraph == paragraph_ || unit.paragraph.starts_with(paragraph_ + "(");
  if (!of_heading_ && !unit.paragraph.empty() && !within) said_.reset();
}

void Scope::leave_lead_in() {
  if (!of_heading_) said_.reset();
}

Position Scope::position(const Unit& unit) const {
  Position position = *said_;
  position.paragraph = unit.paragraph;
  position.page = unit.page;
  return position;
}

}  // namespace troika::extract
