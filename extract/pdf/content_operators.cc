#include "extract/pdf/content_operators.h"

#include <algorithm>
#include <array>
#include <functional>

namespace troika::extract {
namespace {

using enum Operator;

constexpr auto kOperators = std::to_array<OperatorEntry>({
    {"\"", "nns", kSetSpacesNextLineShow},
    {"'", "s", kNextLineShow},
    {"B", "", kNothing},
    {"B*", "", kNothing},
    {"BDC", "Np", kBeginMarked},
    {"BI", "", kUnsupported},
    {"BMC", "N", kBeginMarked},
    {"BT", "", kBeginText},
    {"BX", "", kUnsupported},
    {"CS", "N", kNothing},
    {"DP", "Np", kNothing},
    {"Do", "N", kDraw},
    {"EMC", "", kEndMarked},
    {"ET", "", kNothing},
    {"EX", "", kUnsupported},
    {"F", "", kNothing},
    {"G", "n", kNothing},
    {"J", "i", kNothing},
    {"K", "nnnn", kNothing},
    {"M", "n", kNothing},
    {"MP", "N", kNothing},
    {"Q", "", kRestore},
    {"RG", "nnn", kNothing},
    {"S", "", kNothing},
    {"SC", "n", kNothing, 4},
    {"SCN", "c", kNothing, 33},
    {"T*", "", kNextLine},
    {"TD", "nn", kMoveAndSetLeading},
    {"TJ", "a", kShowSpaced},
    {"TL", "n", kSetLeading},
    {"Tc", "n", kSetCharSpace},
    {"Td", "nn", kMove},
    {"Tf", "Nn", kSetFont},
    {"Tj", "s", kShow},
    {"Tm", "nnnnnn", kSetMatrix},
    {"Tr", "i", kNothing},
    {"Ts", "n", kSetRise},
    {"Tw", "n", kSetWordSpace},
    {"Tz", "n", kSetScaling},
    {"W", "", kNothing},
    {"W*", "", kNothing},
    {"b", "", kNothing},
    {"b*", "", kNothing},
    {"c", "nnnnnn", kPath},
    {"cm", "nnnnnn", kConcat},
    {"cs", "N", kNothing},
    {"d", "an", kNothing},
    {"f", "", kNothing},
    {"f*", "", kNothing},
    {"g", "n", kNothing},
    {"gs", "N", kGraphicsState},
    {"h", "", kPath},
    {"i", "n", kNothing},
    {"j", "i", kNothing},
    {"k", "nnnn", kNothing},
    {"l", "nn", kPath},
    {"m", "nn", kPath},
    {"n", "", kNothing},
    {"q", "", kSave},
    {"re", "nnnn", kPath},
    {"rg", "nnn", kNothing},
    {"ri", "N", kNothing},
    {"s", "", kPath},
    {"sc", "n", kNothing, 4},
    {"scn", "c", kNothing, 33},
    {"sh", "N", kNothing},
    {"v", "nnnn", kPath},
    {"w", "n", kNothing},
    {"y", "nnnn", kPath},
});
static_assert(std::ranges::is_sorted(kOperators, std::less{}, &OperatorEntry::name));

constexpr OperatorEntry kUnknown;

// Names of one and two letters lead straight to their entry, whose number is kept plus one: there is an operator for
// every few bytes of a page. The rest is looked for.
constexpr unsigned place_of(std::string_view name) {
  const auto letter = [&](std::size_t i) { return i < name.size() ? static_cast<unsigned char>(name[i]) & 0x7fU : 0U; };
  return letter(0) * 128 + letter(1);
}

constexpr auto kPlaces = [] {
  std::array<std::uint8_t, 128 * 128> places{};
  for (std::size_t i = 0; i < kOperators.size(); ++i)
    if (kOperators[i].name.size() <= 2) places[place_of(kOperators[i].name)] = static_cast<std::uint8_t>(i + 1);
  return places;
}();

}  // namespace

const OperatorEntry& operator_named(std::string_view name) {
  if (name.size() <= 2) {
    const std::uint8_t place = kPlaces[place_of(name)];
    return place != 0 && kOperators[place - 1].name == name ? kOperators[place - 1] : kUnknown;
  }
  const auto* found = std::ranges::lower_bound(kOperators, name, std::less{}, &OperatorEntry::name);
  return found != kOperators.end() && found->name == name ? *found : kUnknown;
}

}  // namespace troika::extract
