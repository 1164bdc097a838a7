// The name that someone who mistyped it most likely meant, for error messages: "did you mean 'until'?". Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace troika::config {

// At most one letter in three differs. Null when no name is that near.
const std::string* nearest_name(std::string_view name, const std::vector<std::string>& names);

}  // namespace troika::config
