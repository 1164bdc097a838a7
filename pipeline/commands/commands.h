// The commands: each takes its options and returns the exit status.
#pragma once

#include <string>
#include <vector>

#include "config/error.h"
#include "fetch/pause.h"
#include "pipeline/commands/command_line.h"
#include "pipeline/exit_status.h"

namespace troika::pipeline {

ExitStatus extract_command(const ExtractOptions& options);
ExitStatus ingest_command(const IngestOptions& options);  // run, backfill
ExitStatus status_command(const StatusOptions& options);  // status, failures, retry
ExitStatus archive_command(const ArchiveOptions& options);
ExitStatus config_command(const ConfigOptions& options);
ExitStatus explain_command(const ExplainOptions& options);
ExitStatus report_command(const ReportOptions& options);
ExitStatus rules_command(const RulesOptions& options);
ExitStatus export_command(const ExportOptions& options);
ExitStatus load_command(const LoadOptions& options);
ExitStatus worker_command(const WorkerOptions& options);

// Each on a line of standard error: "troika: file:line:column: key: message".
void print_errors(const std::vector<config::Error>& errors);

// Those that are not over, each on a line of standard output.
void print_pauses(const std::vector<fetch::Pause>& pauses);

}  // namespace troika::pipeline
