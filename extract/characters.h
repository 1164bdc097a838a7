// What characters mean to a line of text, whatever markup they come from. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace troika::extract {

enum class CharacterSort {
  kSpace,      // parts words: blanks of any width, also those that forbid a line's end
  kNothing,    // is for the layout only: soft hyphens, what has no width, control characters
  kCharacter,  // is printed
};

// `character` is one character, or several plain ones (plain_length).
CharacterSort sort_of(std::string_view character);

// How many plain letters, figures and signs stand first: most of what there is, so they are taken together.
std::size_t plain_length(std::string_view utf8);

// Bytes of the character that begins with this one.
std::size_t character_length(char first);

// Figures, stars, daggers, commas, in one pair of brackets or none; raised letters are ordinals ("19th") and stay text.
bool reads_as_mark(std::string_view raised);

// Numbers of lists, from 1: "iv", "d", "ad". Roman ones up to kLargestRoman.
std::string roman_number(int number);
std::string letter_number(int number);
inline constexpr int kLargestRoman = 3999;

}  // namespace troika::extract
