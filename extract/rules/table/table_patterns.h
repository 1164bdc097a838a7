// The patterns of a rule set that reads tables, compiled. For this folder only.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "config/table_rules.h"
#include "extract/rules/compiled_rules.h"
#include "extract/rules/compiler.h"

namespace troika::extract {

// What stands in a column; the order of ColumnRules.
enum class Column { kRecommendation, kNumber, kStates, kPosition, kThemes, kPersons, kSdgs, kIgnored };
inline constexpr std::size_t kColumns = 8;

struct ThemePattern {
  std::string name, vocabulary;
  Pattern pattern;
  bool is_sdg = false;
};

struct TablePatterns {
  std::array<std::vector<Pattern>, kColumns> columns;  // by Column
  std::vector<Pattern> label, heading, source, cycle, persons, sdgs, sdg;
  std::vector<ThemePattern> themes;
  std::vector<SentenceRule> positions;
};

// Errors go to the compiler.
TablePatterns table_patterns(const config::TableRules& rules, Compiler& compiler);

// The groups of the first pattern that is found, as many as there are in `values`; null where none is. A group without
// a match is empty.
template <std::size_t N>
const Pattern* first_groups(const std::vector<Pattern>& patterns, const std::string& text,
                            std::array<std::string, N>& values) {
  for (const Pattern& pattern : patterns) {
    std::array<re2::StringPiece, N + 1> groups;
    if (!pattern.re->Match(text, 0, text.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size())))
      continue;
    for (std::size_t i = 0; i < N; ++i) values[i] = std::string(groups[i + 1]);
    return &pattern;
  }
  return nullptr;
}

}  // namespace troika::extract
