#include "extract/pdf/characters.h"

#include <algorithm>
#include <array>

namespace troika::extract {

bool is_white_space(char32_t character) {
  static constexpr std::array<char32_t, 24> kBlanks = {0x0009, 0x000A, 0x000B, 0x000C, 0x000D, 0x0020, 0x0085, 0x00A0,
                                                       0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007,
                                                       0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000};
  return std::binary_search(kBlanks.begin(), kBlanks.end(), character);
}

char32_t combining_accent(char32_t accent) {
  switch (accent) {
    case 0x0060: return 0x0300;  // grave
    case 0x00a8: return 0x0308;  // dieresis
    case 0x00af: return 0x0304;  // macron
    case 0x00b4: return 0x0301;  // acute
    case 0x00b8: return 0x0327;  // cedilla
    case 0x02c6: return 0x0302;  // circumflex
    case 0x02c7: return 0x030c;  // caron
    case 0x02d8: return 0x0306;  // breve
    case 0x02d9: return 0x0307;  // dot above
    case 0x02da: return 0x030a;  // ring
    case 0x02dc: return 0x0303;  // tilde
    case 0x02dd: return 0x030b;  // double acute
    default: return 0;
  }
}

std::optional<bool> takes_accents(char32_t c) {
  // Letters and figures; '+' to '/', ':' and the signs for numbers and currency count as figures.
  if (c < 0x80)
    return (c >= '#' && c <= '%') || (c >= '+' && c <= ':') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  if (c >= 0xc0 && c < 0x250) return c != 0xd7 && c != 0xf7;
  if (combining_accent(c) != 0) return false;
  return {};
}

void append_character(std::string& text, char32_t c) {
  const auto tail = [&](int shift) { text += static_cast<char>(0x80 | ((c >> shift) & 0x3f)); };
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xc0 | (c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    text += static_cast<char>(0xe0 | (c >> 12));
    tail(6);
    tail(0);
  } else if (c < 0x110000) {
    text += static_cast<char>(0xf0 | (c >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace troika::extract
