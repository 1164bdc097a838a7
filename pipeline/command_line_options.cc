#include "pipeline/command_line_options.h"

#include <cstdlib>

namespace troika::pipeline {
namespace {

// XDG base directory specification.
std::string default_data_folder() {
  const char* data = std::getenv("XDG_DATA_HOME");
  if (data && *data == '/') return std::string(data) + "/troika";
  const char* home = std::getenv("HOME");
  return (home ? std::string(home) : std::string()) + "/.local/share/troika";
}

}  // namespace

std::string is_named(const std::string& text) { return text.empty() ? "is empty; give a name" : ""; }

void add_data_option(CLI::App& command, std::string& folder, const char* what) {
  folder = default_data_folder();
  command.add_option("--data", folder, what)->type_name("DIR")->check(is_named)->capture_default_str();
}

void add_from_options(CLI::App& command, std::string& folder, std::string& data_folder) {
  command.add_option("--from", folder, "Read the streams published here (default: DATA/published)")
      ->type_name("DIR")
      ->check(is_named);
  add_data_option(command, data_folder, "Data folder of the runs that published them");
}

void add_rules_option(CLI::App& command, std::string& rules_dir) {
  command.add_option("--rules", rules_dir, "Look here first for rules/*.toml, states.toml and upr_sessions.toml")
      ->type_name("DIR");
}

}  // namespace troika::pipeline
