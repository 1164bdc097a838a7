// The command line, parsed: one struct per command.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <tl/expected.hpp>

namespace troika::pipeline {

// How documents are read, for every command that reads many.
struct ReaderOptions {
  std::string rules_dir;  // empty when not given, here and below
  int jobs = 1;
  bool isolated = true;
  int memory_limit_mib = 2048;
  double time_limit_seconds = 60;
};

// What is said on standard error.
struct LogOptions {
  bool json = false;
  bool quiet = false;
  bool verbose = false;  // `run` and `backfill`
};

struct ExtractOptions {
  std::vector<std::string> files;
  std::string output_folder;  // empty: recommendations to standard output
  ReaderOptions reader;
  LogOptions log;
};

// `troika run` and `troika backfill`.
struct IngestOptions {
  bool backfill = false;
  std::vector<std::string> inputs;  // of a backfill: URLs, symbols, files, folders, lists, "-"
  std::string config_file;          // empty: sources.toml where configuration is found
  std::string data_folder;          // archive, store, lock
  std::string output_folder;        // empty: DATA/published
  std::string metrics_file;         // Prometheus textfile; empty: none
  std::optional<int> max_documents;
  std::optional<std::pair<int, int>> shard;  // i of n, from 1
  std::string since;                         // ISO 8601 date; documents before it are left out
  bool dry_run = false;
  ReaderOptions reader;
  LogOptions log;
};

// `troika status`, `failures` and `retry`.
struct StatusOptions {
  enum class What { kStatus, kFailures, kRetry };
  What what = What::kStatus;
  std::string data_folder;
  std::vector<std::string> keys;  // of `retry`; none: all dead letters
};

struct ArchiveOptions {
  std::string data_folder;
};

struct ConfigOptions {
  std::string config_file;
  std::string rules_dir;
};

struct ExplainOptions {
  std::vector<std::string> files;
  std::string number;     // empty: all lines
  std::string html_file;  // empty: text to standard output
  bool all_pages = false;
  std::string rules_dir;
};

struct ReportOptions {
  std::string from;  // folder of published streams; empty: DATA/published
  std::string data_folder;
  std::string output_folder;
  std::string rules_dir;
};

struct RulesOptions {
  bool test = false;               // else: check
  std::vector<std::string> files;  // empty: all that are found
  std::string rules_dir;
};

struct ExportOptions {
  std::string from, data_folder;  // as in LoadOptions
  std::string output_file;        // empty: standard output
  std::string format = "jsonl";
  bool per_state = false, spreadsheet = false;
  std::vector<std::string> states, recommending_states, responses, themes, mechanisms;  // as typed
  std::vector<int> cycles, sessions;
  std::string rules_dir;
};

struct LoadOptions {
  std::string target;
  std::string from;  // folder of published streams; empty: DATA/published
  std::string data_folder;
  std::optional<std::int64_t> since;
  bool whole = false;
  bool spreadsheet = false;
  int batch = 10'000;  // records in one transaction: some 30 MB on the way, and seconds to lose
  bool quiet = false;
};

// Hidden: what a worker process is started with.
struct WorkerOptions {
  std::string rules_dir;
  int memory_limit_mib = 0;
  int runner = 0;  // its process id
};

using Command = std::variant<ExtractOptions, IngestOptions, StatusOptions, ArchiveOptions, ConfigOptions,
                             ExplainOptions, ReportOptions, RulesOptions, ExportOptions, LoadOptions, WorkerOptions>;

// The command to run; or, when there is nothing more to do (--help, or an error that has been printed), the exit
// status.
tl::expected<Command, int> parse_command_line(int argc, char** argv);

// The arguments that parse_command_line() turns into `options`.
std::vector<std::string> worker_arguments(const WorkerOptions& options);

}  // namespace troika::pipeline
