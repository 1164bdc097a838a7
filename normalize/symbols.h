// Symbols of UN documents and what they say by themselves. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace troika::normalize {

// "A/HRC/ 8/29*" -> "A/HRC/8/29": a symbol has no spaces, and the star says that it was issued again.
std::string clean_symbol(std::string_view printed);

// "A/HRC/28/15/Add.1" -> "A/HRC/28/15"; nothing for what is no addendum.
std::optional<std::string> parent_of_addendum(std::string_view symbol);

// Of a State's documents for one session of the Working Group: "A/HRC/WG.6/20/SVN/1" -> 20 and SVN.
struct WorkingGroupNumber {
  int session = 0;
  std::string iso3;
};
std::optional<WorkingGroupNumber> working_group_number(std::string_view symbol);

// "28/111", "decision 28/111" -> "A/HRC/DEC/28/111"; a whole symbol stays as it is, and so does anything else.
std::string decision_symbol(std::string_view printed);

// "A/HRC/28/15", whatever document that is: a report of the Council or to it.
bool is_council_report(std::string_view symbol);

}  // namespace troika::normalize
