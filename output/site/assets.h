// Files of assets/ and vendor/, which the program carries in itself: a site needs nothing else to be installed.
// For this folder's .cc files only.
#pragma once

#include <cstddef>
#include <string_view>

namespace troika::output {

extern const std::string_view kSiteCss, kPlotsJs, kTableJs, kTableHtml, kD3Js, kD3Licence;
extern const std::string_view kExplainCss, kExplainJs;

// Lines of data/records-N.js: some 250 KB, which a browser reads while a finger is lifted.
inline constexpr std::size_t kRecordsPerFile = 100;

}  // namespace troika::output
