// The command line, parsed: one struct per command.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include <tl/expected.hpp>

namespace troika::pipeline {

struct ExtractOptions {
  std::vector<std::string> files;
  std::string output_folder;  // empty: recommendations to standard output
  std::string rules_dir;      // empty when not given, here and below
  int jobs = 1;
  bool isolated = true;
  int memory_limit_mib = 2048;
  double time_limit_seconds = 60;
  bool json_log = false;
  bool quiet = false;
};

struct ExplainOptions {
  std::string file;
  std::string number;  // empty: all lines
  std::string rules_dir;
};

struct RulesOptions {
  bool test = false;               // else: check
  std::vector<std::string> files;  // empty: all that are found
  std::string rules_dir;
};

// Hidden: what a worker process is started with.
struct WorkerOptions {
  std::string rules_dir;
  int memory_limit_mib = 0;
  int runner = 0;  // its process id
};

using Command = std::variant<ExtractOptions, ExplainOptions, RulesOptions, WorkerOptions>;

// The command to run; or, when there is nothing more to do (--help, or an error that has been printed), the exit
// status.
tl::expected<Command, int> parse_command_line(int argc, char** argv);

// The arguments that parse_command_line() turns into `options`.
std::vector<std::string> worker_arguments(const WorkerOptions& options);

}  // namespace troika::pipeline
