// An error in a configuration file, pointing at the place: "config/rules/x.toml:12:3: lead_in[4].pattern: message".
#pragma once

#include <string>
#include <vector>

#include <tl/expected.hpp>

namespace troika::config {

struct Location {
  std::string path;
  int line = 0, column = 0;  // from 1; 0 when the file itself is meant
};

struct Error {
  Location at;
  std::string key;  // "lead_in[4].pattern"; empty when none
  std::string message;

  std::string to_string() const;
};

}  // namespace troika::config
