#include <iostream>

#include "pipeline/commands/commands.h"
#include "pipeline/console.h"

namespace troika::pipeline {

void print_errors(const std::vector<config::Error>& errors) {
  for (const config::Error& error : errors) std::cerr << "troika: " << printable(error.to_string()) << '\n';
}

}  // namespace troika::pipeline
