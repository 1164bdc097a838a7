#include "pipeline/commands/command_line_options.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <utility>

namespace troika::pipeline {
namespace {

// XDG base directory specification.
std::string default_data_folder() {
  const char* data = std::getenv("XDG_DATA_HOME");
  if (data && *data == '/') return std::string(data) + "/troika";
  const char* home = std::getenv("HOME");
  return (home ? std::string(home) : std::string()) + "/.local/share/troika";
}

// All of `text` as a number in figures; none where it is anything else.
template <class Number>
std::optional<Number> parsed(const std::string& text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_all = error == std::errc{} && end == text.data() + text.size();
  return is_all ? std::optional(value) : std::nullopt;
}

template <class Number>
CLI::Validator within(const char* what, Number least, Number most) {
  const auto check = [=](const std::string& text) -> std::string {
    const std::optional<Number> value = parsed<Number>(text);
    // CLI11 would take 010 for eight.
    const bool is_octal = text.size() > 1 && text[0] == '0' && text[1] != '.';
    if (value && !is_octal && *value >= least && *value <= most) return "";
    std::ostringstream message;
    message << "'" << text << "' is no " << what << " from " << least << " to " << most;
    return message.str();
  };
  return CLI::Validator(check, "");
}

}  // namespace

std::string is_named(const std::string& text) { return text.empty() ? "is empty; give a name" : ""; }

CLI::Validator whole_number(std::int64_t least, std::int64_t most) { return within("whole number", least, most); }

CLI::Validator number(double least, double most) { return within("number", least, most); }

CLI::Validator one_of(std::vector<std::string> choices) {
  const auto check = [choices = std::move(choices)](const std::string& text) -> std::string {
    if (std::ranges::find(choices, text) != choices.end()) return "";
    return "'" + text + "' is none of " + CLI::detail::join(choices, ", ");
  };
  return CLI::Validator(check, "");
}

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
