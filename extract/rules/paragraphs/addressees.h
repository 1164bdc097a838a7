// Who is asked. Pure. For this folder only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/rules/paragraphs/patterns.h"

namespace troika::extract {

// "States and the competent institutions" are two, "the Government of Trinidad and Tobago" is one: divided where an
// actor stands on both sides. Empty for an empty text.
std::vector<std::string> addressees_in(const ParagraphPatterns& patterns, std::string_view printed);

// Of all sentences of a text that recommend, in order, each once: "the Government" is not named again behind "the
// Government of Varenia".
std::vector<std::string> all_asked_in(const ParagraphPatterns& patterns, std::string_view text);

}  // namespace troika::extract
