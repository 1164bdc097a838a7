// A value of a configuration file together with its place, for errors that point at it.
#pragma once

#include <string>

#include "config/error.h"

namespace troika::config {

struct Text {
  std::string value;
  Location at;
};

}  // namespace troika::config
