#include "normalize/states.h"

#include <algorithm>
#include <utility>

#include "normalize/fold.h"

namespace troika::normalize {

StateTable::StateTable(std::vector<config::StateEntry> states) : states_(std::move(states)) {
  for (std::size_t i = 0; i < states_.size(); ++i) {
    add(states_[i].name, i, false);
    for (const config::FormerName& former : states_[i].former) add(former.name, i, false);
    for (const std::string& alias : states_[i].aliases) add(alias, i, false);
  }
  // Last, so that a correct name of the same form wins over a misprint.
  for (std::size_t i = 0; i < states_.size(); ++i)
    for (const std::string& misprint : states_[i].misprints) add(misprint, i, true);
}

void StateTable::add(std::string_view name, std::size_t state, bool misprint) {
  std::string folded = fold_name(name);
  longest_name_ = std::max(longest_name_, static_cast<std::size_t>(1 + std::count(folded.begin(), folded.end(), ' ')));
  by_name_.try_emplace(std::move(folded), Entry{state, misprint});
}

StateMatch StateTable::find(std::string_view printed) const {
  auto it = by_name_.find(fold_name(printed));
  if (it == by_name_.end()) return {};
  return StateMatch{&states_[it->second.state], it->second.misprint};
}

const std::string& StateTable::name_at(const config::StateEntry& state, std::string_view date) {
  if (!date.empty())
    for (const config::FormerName& former : state.former)
      if (date <= former.until) return former.name;
  return state.name;
}

StateRef StateTable::ref(const config::StateEntry& state, std::string_view printed, std::string_view date) const {
  return StateRef{state.iso3, name_at(state, date), std::string(printed), state.group};
}

}  // namespace troika::normalize
