// What the declarations of several commands share, and those that stand in files of their own. For command_line*.cc
// only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "pipeline/commands/command_line.h"

namespace troika::pipeline {

// --data. The commands of ingestion, and those that use what it published, share a data folder.
void add_data_option(CLI::App& command, std::string& folder, const char* what = "Archive, store and lock");

// --from: the folder of published streams that a command reads.
void add_from_options(CLI::App& command, std::string& folder, std::string& data_folder);

// An empty name is most often an empty variable of a shell. Gives the empty string where it is a name, as CLI11 has it.
std::string is_named(const std::string& text);

// Checks of an option's value. What they say of a wrong one is read after the option's name, and tells the right ones.
CLI::Validator whole_number(std::int64_t least, std::int64_t most);
CLI::Validator number(double least, double most);
CLI::Validator one_of(std::vector<std::string> choices);

// What was wrong with the words of a command line, and where help is.
std::string usage_error(const CLI::App& app, const CLI::ParseError& error, const std::vector<std::string>& words);

// "extract, run, ..."
inline constexpr const char* kCommands =
    "extract, run, backfill, report, status, failures, retry, explain, rules, archive, config, load, export";

void add_rules_option(CLI::App& command, std::string& rules_dir);

void add_explain(CLI::App& app, ExplainOptions& options);
void add_export(CLI::App& app, ExportOptions& options);
void add_load(CLI::App& app, LoadOptions& options);
void add_report(CLI::App& app, ReportOptions& options);

}  // namespace troika::pipeline
