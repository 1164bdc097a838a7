// The forms that values in configuration files and lists must have. Pure; any thread may call it.
#pragma once

#include <string>
#include <string_view>

namespace troika::config {

// A day that exists, as "2014-07-02".
bool is_iso_date(std::string_view text);

// Three capitals, as in ISO 3166-1 alpha-3: "PRK". Whether a State has the code is not asked.
bool is_state_code(std::string_view text);

// A UN document symbol: "A/HRC/27/10/Add.1", "CCPR/C/SVN/CO/3", "A/HRC/RES/S-15/1". At least two parts between
// slashes, the first of capitals, a figure somewhere behind it. Without the stars of a reissued document.
bool is_document_symbol(std::string_view text);

// What is wrong with an absolute URL, to be read after it: "has no host"; empty when nothing is. Only http and https
// are for us, and file where the configuration allows it.
std::string problem_with_url(std::string_view url, bool allow_file_urls);

// In any case of letters: "http://", "HTTPS://".
bool is_http_url(std::string_view url);

}  // namespace troika::config
