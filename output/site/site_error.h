// What ends the writing of a site: thrown within this folder, and given back by write_site() as a Failure.
// For this folder's .cc files only.
#pragma once

#include <stdexcept>
#include <string>

namespace troika::output {

// what() says what was wrong, where, and what to do next.
struct SiteError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace troika::output
