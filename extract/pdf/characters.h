// What Poppler thinks of characters: white space, accents, letters, UTF-8. Pure.
#pragma once

#include <optional>
#include <string>

namespace troika::extract {

// Ends a word where it stands alone.
bool is_white_space(char32_t character);

// What an accent of its own (U+00B4) is when it stands on a letter (U+0301); 0 for any other character.
char32_t combining_accent(char32_t accent);

// Whether accents become one with the character. Poppler asks a table of all of Unicode, which it keeps to itself:
// nothing where this is not certain.
std::optional<bool> takes_accents(char32_t character);

// Surrogates are written like other characters; what is no Unicode at all is left out.
void append_character(std::string& text, char32_t character);

}  // namespace troika::extract
