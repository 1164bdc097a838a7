// A list of States' names as brackets print it: "A, B and C", "A; B", "A/B". Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "normalize/states.h"

namespace troika::normalize {

// What a pair of brackets holds, read as names of States.
struct Names {
  std::vector<std::pair<const config::StateEntry*, std::string>> found;  // with the name as printed
  std::vector<std::string> unknown;
  bool misprint = false;       // a spelling listed as a misprint
  bool figure = false;         // a figure stands behind a name
  bool missing_comma = false;  // two names stand side by side
  bool near = false;           // a name was repaired
};

enum class Spelling { kListed, kNear };  // kNear: names within a letter or two of a listed one count, too

// `content` is what stands between the brackets. The longest names are taken first, so that "Bosnia and Herzegovina"
// and "Iran (Islamic Republic of)" survive their separators.
Names names_in(std::string_view content, const StateTable& states, Spelling spelling);

// Without the spaces and stops around it.
std::string_view trimmed(std::string_view text);

}  // namespace troika::normalize
