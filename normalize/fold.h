// Text forms, by ICU. Pure and thread-safe; text is UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace troika::normalize {

// The form in which names are compared: NFKD without combining marks, case folded, apostrophes and dashes each as one,
// "&" as "and", white space as single spaces and none inside brackets, no leading "the", no punctuation around it and
// no outer brackets.
std::string fold_name(std::string_view name);

// A record's text: NFC, ligatures as letters, every kind of space as one space, zero-width characters gone. Quotation
// marks and hyphens stay as printed.
std::string clean_text(std::string_view text);

}  // namespace troika::normalize
