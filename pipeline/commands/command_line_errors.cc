// What is said of a command line that is wrong.
#include <string>
#include <string_view>
#include <vector>

#include "config/nearest_name.h"
#include "pipeline/commands/command_line_options.h"

namespace troika::pipeline {
namespace {

// "rules check, rules test" for the command that takes one of these after it.
std::string actions_of(const CLI::App& group) {
  std::string actions;
  for (const CLI::App* action : group.get_subcommands(nullptr))
    actions += (actions.empty() ? "" : ", ") + group.get_name() + ' ' + action->get_name();
  return actions;
}

// Of the words that no option and no argument took, the first.
std::string extra_word(const CLI::App& command) {
  const std::string word = command.remaining(true).front();
  if (!word.starts_with('-')) return "'" + word + "' is one word too many";
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  const std::string* near = config::nearest_name(word.substr(0, word.find('=')), names);
  return "there is no option '" + word + "'" + (near ? ", but " + *near : "");
}

// "--output: 1 required DIR missing", as CLI11 has it.
std::string missing_value(std::string said) {
  constexpr std::string_view kRequired = ": 1 required ", kMissing = " missing";
  const std::size_t at = said.find(kRequired);
  if (at == std::string::npos || !said.ends_with(kMissing)) return said;
  said.resize(said.size() - kMissing.size());
  return said.replace(at, kRequired.size(), ": give its value, ");
}

std::string said_of(const CLI::App& command, const CLI::ParseError& error) {
  if (dynamic_cast<const CLI::ExtrasError*>(&error) && !command.remaining(true).empty()) return extra_word(command);
  return missing_value(error.what());
}

}  // namespace

// CLI11 says nothing of a word that is no command.
std::string usage_error(const CLI::App& app, const CLI::ParseError& error, const std::vector<std::string>& words) {
  const auto word = [&](std::size_t i) { return i < words.size() && !words[i].starts_with('-') ? words[i] : ""; };
  if (app.get_subcommands().empty()) {
    if (word(0).empty()) return said_of(app, error) + "; see troika --help";
    return "there is no command '" + word(0) + "', but " + kCommands + "; see troika --help";
  }
  const CLI::App* command = app.get_subcommands().front();
  const std::string help = "; see troika " + command->get_name() + " --help";
  if (command->get_require_subcommand_min() > 0 && command->get_subcommands().empty()) {
    if (word(1).empty()) return "give one of: " + actions_of(*command) + help;
    return "there is no command '" + words[0] + ' ' + word(1) + "', but " + actions_of(*command) + help;
  }
  if (!command->get_subcommands().empty()) command = command->get_subcommands().front();
  return said_of(*command, error) + help;
}

}  // namespace troika::pipeline
