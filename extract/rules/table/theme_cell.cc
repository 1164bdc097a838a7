#include "extract/rules/table/theme_cell.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

namespace troika::extract {
namespace {

constexpr int kLastGoal = 17;

// Without the dash or bullet that lists it.
std::string entry_of(const std::string& line) {
  std::string_view entry = line;
  for (const std::string_view bullet : {"-", "–", "—", "•", "*", "\uFFFD"}) {
    if (!entry.starts_with(bullet)) continue;
    entry.remove_prefix(bullet.size());
    break;
  }
  entry.remove_prefix(std::min(entry.find_first_not_of(' '), entry.size()));
  return std::string(entry);
}

template <class T>
void add_once(std::vector<T>& all, T one) {
  if (std::ranges::find(all, one) == all.end()) all.push_back(std::move(one));
}

}  // namespace

ThemeLines::Claimed ThemeLines::read(const std::string& line) {
  std::array<std::string, 1> behind;
  std::string entry = line;
  std::string rule;
  if (const Pattern* persons = first_groups(patterns_.persons, line, behind)) {
    part_ = Part::kPersons;
    rule = persons->key;
    entry = behind[0];
  } else if (const Pattern* sdgs = first_groups(patterns_.sdgs, line, behind)) {
    part_ = Part::kSdgs;
    rule = sdgs->key;
    entry = behind[0];
  }
  entry = entry_of(entry);
  if (part_ == Part::kThemes) return entry.empty() ? Claimed{"other", ""} : read_theme(entry);
  if (part_ == Part::kSdgs) return entry.empty() ? Claimed{"goal", rule} : read_sdg(entry);
  if (!entry.empty()) add_once(item_.persons, entry);
  return {"person", rule};
}

ThemeLines::Claimed ThemeLines::read_theme(const std::string& entry) {
  for (const ThemePattern& theme : patterns_.themes) {
    std::array<re2::StringPiece, 3> groups;
    const int count = 1 + std::min(2, theme.pattern.re->NumberOfCapturingGroups());
    if (!theme.pattern.re->Match(entry, 0, entry.size(), RE2::UNANCHORED, groups.data(), count)) continue;
    if (theme.is_sdg) return add_sdg(std::string(groups[1]), entry, theme.name);
    const std::string vocabulary = theme.vocabulary + (cycle_.empty() ? "" : "/cycle-" + cycle_);
    const Theme found{std::string(groups[1]), std::string(groups[2]), vocabulary};
    const bool known = std::ranges::any_of(item_.themes, [&](const Theme& other) {
      return found.vocabulary == other.vocabulary &&
             (found.code.empty() ? found.name == other.name : found.code == other.code);
    });
    if (!known) item_.themes.push_back(found);
    return {"theme", theme.name};
  }
  item_.doubts.push_back({"unknown-theme", entry});
  return {"unclaimed", ""};
}

// "5, 8, 16": each pattern may be found again behind the one before.
ThemeLines::Claimed ThemeLines::read_sdg(const std::string& entry) {
  for (const Pattern& pattern : patterns_.sdg) {
    re2::StringPiece rest(entry);
    std::string number;
    Claimed claimed{nullptr, ""};
    while (RE2::FindAndConsume(&rest, *pattern.re, &number)) claimed = add_sdg(number, entry, pattern.key);
    if (claimed.what) return claimed;
  }
  return add_sdg("", entry, "");
}

ThemeLines::Claimed ThemeLines::add_sdg(const std::string& number, const std::string& entry, std::string rule) {
  int goal = 0;
  std::from_chars(number.data(), number.data() + number.size(), goal);
  if (goal < 1 || goal > kLastGoal) {
    item_.doubts.push_back({"unknown-goal", entry});
    return {"unclaimed", std::move(rule)};
  }
  add_once(item_.sdgs, goal);
  return {"goal", std::move(rule)};
}

}  // namespace troika::extract
