// Numbers for people.
#pragma once

#include <cstddef>
#include <string>

namespace troika::output {

// 4321 -> "4,321"
std::string with_commas(std::size_t number);

}  // namespace troika::output
