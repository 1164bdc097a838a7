// What the declarations of several commands share, and those that stand in files of their own. For command_line*.cc
// only.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "pipeline/command_line.h"

namespace troika::pipeline {

// --data. The commands of ingestion, and those that use what it published, share a data folder.
void add_data_option(CLI::App& command, std::string& folder, const char* what = "Archive, store and lock");

// --from: the folder of published streams that a command reads.
void add_from_options(CLI::App& command, std::string& folder, std::string& data_folder);

// An empty name is most often an empty variable of a shell. Gives the empty string where it is a name, as CLI11 has it.
std::string is_named(const std::string& text);

void add_rules_option(CLI::App& command, std::string& rules_dir);

void add_explain(CLI::App& app, ExplainOptions& options);
void add_export(CLI::App& app, ExportOptions& options);
void add_load(CLI::App& app, LoadOptions& options);
void add_report(CLI::App& app, ReportOptions& options);

}  // namespace troika::pipeline
