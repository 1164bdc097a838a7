// Whether what was read of a document agrees with the figures that it states. Pure.
#pragma once

#include "extract/reading.h"

namespace troika::extract {

// Adds a doubt "totals-differ" for each response of which the document gives figures, none of which is the number of
// recommendations read with it. Says nothing where the document states a position on "all others": only the report
// tells how many they are.
void compare_totals(Reading& reading);

}  // namespace troika::extract
