#include "normalize/states.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "normalize/fold.h"

namespace troika::normalize {
namespace {

// "Iran" and "Iraq", "Mali" and "Malta" are a letter or two apart: only longer names are compared loosely.
constexpr std::size_t kShortestNear = 6;
constexpr std::size_t kLongerNear = 9;
constexpr std::size_t kFarthestNear = 2;

// A name that is not listed with its title is the same without.
constexpr std::array<std::string_view, 3> kTitles = {"republic of ", "kingdom of ", "state of "};

// Letters put in, left out, exchanged, or two neighbours in the wrong order ("Malasyia"), in bytes.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before, above(b.size() + 1), row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before = std::exchange(above, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool turned = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (turned) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row.back();
}

// How many slips may lie between two names. What tells them apart counts, not the words that they share: "Republic of
// Nigeria" is as far from "Republic of Liberia" as one country from the other.
std::size_t reach_between(std::string_view a, std::string_view b) {
  const auto same = static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  const std::size_t space = same == 0 ? std::string_view::npos : a.rfind(' ', same - 1);
  const std::size_t shared = space == std::string_view::npos ? 0 : space + 1;
  const std::size_t longer = std::max(a.size(), b.size()) - shared;
  if (longer < kShortestNear) return 0;
  return longer < kLongerNear ? 1 : kFarthestNear;
}

}  // namespace

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

const config::StateEntry* StateTable::coded(std::string_view iso3) const {
  const auto found = std::ranges::find(states_, iso3, &config::StateEntry::iso3);
  return found == states_.end() ? nullptr : &*found;
}

StateMatch StateTable::find(std::string_view printed) const {
  const std::string folded = fold_name(printed);
  auto it = by_name_.find(folded);
  for (std::string_view title : kTitles)
    if (it == by_name_.end() && folded.starts_with(title)) it = by_name_.find(folded.substr(title.size()));
  if (it == by_name_.end()) return {};
  return StateMatch{&states_[it->second.state], it->second.misprint, false};
}

StateMatch StateTable::find_near(std::string_view printed) const {
  const std::string folded = fold_name(printed);
  if (folded.size() < kShortestNear) return {};
  const config::StateEntry* nearest = nullptr;
  for (const auto& [name, entry] : by_name_) {
    if (std::max(name.size(), folded.size()) - std::min(name.size(), folded.size()) > kFarthestNear) continue;
    const std::size_t reach = reach_between(name, folded);
    // A name with letters behind it is an adjective: "Romanian".
    if (reach == 0 || folded.starts_with(name) || edit_distance(name, folded) > reach) continue;
    if (nearest == &states_[entry.state]) continue;
    if (nearest) return {};
    nearest = &states_[entry.state];
  }
  return StateMatch{nearest, false, nearest != nullptr};
}

const std::string& StateTable::name_at(const config::StateEntry& state, std::string_view date) {
  if (!date.empty())
    for (const config::FormerName& former : state.former)
      if (date <= former.until) return former.name;
  return state.name;
}

StateRef StateTable::ref(const config::StateEntry& state, std::string_view printed, std::string_view date) {
  return StateRef{state.iso3, name_at(state, date), std::string(printed), state.group};
}

}  // namespace troika::normalize
