// The operators of content streams (ISO 32000-1, annex A): which operands each takes, and what it is to text.
#pragma once

#include <cstdint>
#include <string_view>

namespace troika::extract {

enum class Operator : std::uint8_t {
  kNothing,      // to text: paths' ends, colours, lines
  kPath,         // moves the current point, which is also where text goes on
  kUnsupported,  // unknown, or inline images
  kSave,
  kRestore,
  kConcat,
  kGraphicsState,
  kBeginText,
  kSetFont,
  kSetLeading,
  kSetRise,
  kSetCharSpace,
  kSetWordSpace,
  kSetScaling,
  kMove,
  kMoveAndSetLeading,
  kSetMatrix,
  kNextLine,
  kShow,
  kShowSpaced,
  kNextLineShow,
  kSetSpacesNextLineShow,
  kDraw,
  kBeginMarked,
  kEndMarked,
};

struct OperatorEntry {
  std::string_view name;
  // One letter per operand: n number, i integer, N name, s string, a array, p name or dictionary, c number or name.
  std::string_view operands;
  Operator what = Operator::kUnsupported;
  int most = 0;  // where it takes any number up to this of the one kind given
};

// kUnsupported for an unknown name.
const OperatorEntry& operator_named(std::string_view name);

}  // namespace troika::extract
