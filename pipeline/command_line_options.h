// Options that several commands take, and commands that are declared in files of their own. For command_line*.cc only.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "pipeline/command_line.h"

namespace troika::pipeline {

// An empty name is most often an empty variable of a shell. Gives the empty string where it is a name, as CLI11 has it.
std::string is_named(const std::string& text);

void add_rules_option(CLI::App& command, std::string& rules_dir);
void add_data_option(CLI::App& command, std::string& folder);

// command_line_pages.cc
void add_explain(CLI::App& app, ExplainOptions& options);
void add_report(CLI::App& app, ReportOptions& options);

}  // namespace troika::pipeline
