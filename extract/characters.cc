#include "extract/characters.h"

#include <algorithm>
#include <utility>

namespace troika::extract {

CharacterSort sort_of(std::string_view character) {
  const char first = character.front();
  if (first == ' ' || first == '\n' || first == '\t' || first == '\r' || first == '\f') return CharacterSort::kSpace;
  if (character == "\u00A0" || character == "\u202F" || character == "\u2003" || character == "\u2002" ||
      character == "\u2009") {
    return CharacterSort::kSpace;  // a no-break space parts words as any other
  }
  // Soft hyphens and what else has no width are for the layout of a window.
  if (character == "\u00AD" || character == "\u200B" || character == "\uFEFF" || character == "\u200E") {
    return CharacterSort::kNothing;
  }
  return static_cast<unsigned char>(first) < 0x20 || first == 0x7F ? CharacterSort::kNothing
                                                                   : CharacterSort::kCharacter;
}

std::size_t plain_length(std::string_view utf8) {
  const auto* end = std::find_if(utf8.begin(), utf8.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte >= 0x7F;
  });
  return static_cast<std::size_t>(end - utf8.begin());
}

std::size_t character_length(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

bool reads_as_mark(std::string_view raised) {
  if (raised.starts_with('[') && raised.ends_with(']') && raised.size() > 2)
    raised = raised.substr(1, raised.size() - 2);
  while (!raised.empty()) {
    const std::string_view character = raised.substr(0, character_length(raised.front()));
    const bool is_part = (character >= "0" && character <= "9") || character == "*" || character == "," ||
                         character == "\u2217" || character == "\u2020" || character == "\u2021";
    if (!is_part) return false;
    raised.remove_prefix(character.size());
  }
  return true;
}

std::string roman_number(int number) {
  constexpr std::pair<int, std::string_view> kSteps[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                                                         {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                                                         {5, "v"},    {4, "iv"},   {1, "i"}};
  std::string text;
  for (const auto& [value, letters] : kSteps) {
    for (; number >= value; number -= value) text += letters;
  }
  return text;
}

std::string letter_number(int number) {
  std::string text;
  for (; number > 0; number = (number - 1) / 26) text.insert(text.begin(), static_cast<char>('a' + (number - 1) % 26));
  return text;
}

}  // namespace troika::extract
