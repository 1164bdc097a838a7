// A CSV that Uwazi imports (https://uwazi.io): docs/UWAZI.md describes the template that it is for.
// For this folder's .cc files only.
#pragma once

#include <map>
#include <string>

#include "output/load/row.h"

namespace troika::output {

void append_uwazi_header(std::string& out);

// A line, without its end. `state_names` are by ISO code; a code that is not there stands for itself.
void append_uwazi_row(std::string& out, const Json& record, const std::map<std::string, std::string>& state_names);

}  // namespace troika::output
