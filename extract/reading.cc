#include "extract/reading.h"

#include <algorithm>
#include <array>

namespace troika::extract {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 4> kResponses = {"supported", "noted", "partially_supported", "pending"};
constexpr std::array<std::string_view, 4> kQualifiers = {"already_implemented", "in_process", "in_principle",
                                                         "reserved"};
constexpr std::array<std::string_view, 6> kTotals = {"received", "supported", "noted", "partially_supported",
                                                     "pending",  "states"};

template <class Enum, std::size_t N>
std::optional<Enum> named(const std::array<std::string_view, N>& names, std::string_view word) {
  const auto* it = std::find(names.begin(), names.end(), word);
  if (it == names.end()) return {};
  return static_cast<Enum>(it - names.begin());
}

}  // namespace

std::string_view name_of(Response response) { return kResponses.at(static_cast<std::size_t>(response)); }
std::string_view name_of(Qualifier qualifier) { return kQualifiers.at(static_cast<std::size_t>(qualifier)); }
std::optional<Response> response_named(std::string_view word) { return named<Response>(kResponses, word); }
std::optional<Qualifier> qualifier_named(std::string_view word) { return named<Qualifier>(kQualifiers, word); }
std::string_view name_of(Total::Of of) { return kTotals.at(static_cast<std::size_t>(of)); }
std::optional<Total::Of> total_named(std::string_view word) { return named<Total::Of>(kTotals, word); }

}  // namespace troika::extract
