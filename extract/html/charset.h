// Which character encoding a page is in, and text made fit for use as UTF-8. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace troika::extract {

// Encodings to try, most trusted first, in small letters: what a byte order mark says, then the charset of the
// Content-Type header (the whole header as the server sent it, or ""), then that of a <meta> or an XML declaration near
// the top, then "utf-8" where the bytes show it, then "windows-1252". Browsers read ISO 8859-1 as windows-1252, and so
// does this. The last one always works.
std::vector<std::string> charsets_of(std::string_view bytes, std::string_view content_type);

// Holds characters beyond ASCII, and all are UTF-8: text in another encoding all but never does.
bool shows_utf8(std::string_view bytes);

// Without its byte order mark, and with U+FFFD for what is not UTF-8 and for zero bytes.
std::string valid_utf8(std::string_view bytes);

std::string from_windows_1252(std::string_view bytes);

void append_utf8(std::string& text, char32_t character);

}  // namespace troika::extract
