// Base64 (RFC 4648, with padding). For this folder's .cc files only.
#pragma once

#include <string>
#include <string_view>

namespace troika::output {

std::string base64(std::string_view bytes);

}  // namespace troika::output
