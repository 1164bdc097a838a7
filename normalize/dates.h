// Dates, ordinals and sessions as UN documents print them. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace troika::normalize {

// "7 July 2014", "7 JULY 2014", "2014-07-07" -> "2014-07-07". Absent for what is no day of the calendar.
std::optional<std::string> iso_date(std::string_view printed);

// "nineteenth", "Thirty-fourth", "26th" -> 19, 34, 26. Up to 99.
std::optional<int> ordinal(std::string_view printed);

}  // namespace troika::normalize
