// Sentences of a text. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "extract/text.h"

namespace troika::extract {

// A sentence ends at ".", "!" or "?" before a capital letter, a figure or a quotation mark, but not behind a single
// capital ("J. Doe"), nor behind a short word and before a figure ("No. 5", "art. 12", "paras. 3"), nor in brackets
// ("(see chap. VI)"). Every byte but the spaces between two sentences is in one of them, in order.
std::vector<Span> sentences_of(std::string_view text);

}  // namespace troika::extract
