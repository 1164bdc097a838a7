#include "normalize/symbols.h"

#include <re2/re2.h>

#include "config/reviews.h"

namespace troika::normalize {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

std::string clean_symbol(std::string_view printed) {
  std::string symbol;
  for (char c : printed)
    if (c != ' ') symbol += c;
  while (symbol.ends_with('*')) symbol.pop_back();
  return symbol;
}

std::optional<std::string> parent_of_addendum(std::string_view symbol) {
  static const RE2 re(R"((.+)/Add\.\d+(?:/.*)?)");
  std::string parent;
  if (!RE2::FullMatch(piece(symbol), re, &parent)) return {};
  return parent;
}

std::optional<WorkingGroupNumber> working_group_number(std::string_view symbol) {
  static const RE2 re(R"(A/HRC/WG\.6/(\d{1,2})/([A-Z]{3})/\d.*)");
  WorkingGroupNumber number;
  if (!RE2::FullMatch(piece(symbol), re, &number.session, &number.iso3)) return {};
  return number;
}

std::string decision_symbol(std::string_view printed) {
  static const RE2 re(R"((?:[^/\d]* )?(\d{1,2}/\d{1,3}))");
  std::string number;
  if (!RE2::FullMatch(piece(printed), re, &number)) return clean_symbol(printed);
  return "A/HRC/DEC/" + number;
}

bool is_council_report(std::string_view symbol) { return config::council_number(std::string(symbol)).number != 0; }

}  // namespace troika::normalize
