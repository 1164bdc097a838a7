// Strings of JSON. For this folder's .cc files only.
#pragma once

#include <string>
#include <string_view>

namespace troika::output {

// Appends `text` between quotes, with U+FFFD for each byte that belongs to no well-formed UTF-8 sequence.
void append_json_string(std::string& out, std::string_view text);

}  // namespace troika::output
