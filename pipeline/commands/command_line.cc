#include "pipeline/commands/command_line.h"

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <thread>

#include <CLI/CLI.hpp>

#include "config/forms.h"
#include "pipeline/commands/command_line_options.h"
#include "pipeline/exit_status.h"

namespace troika::pipeline {
namespace {

constexpr const char* kWorkerCommand = "worker-process";

constexpr const char* kExamples = R"(Examples:
  troika extract report.pdf                      records to standard output, one JSON object per line
  troika extract -o records reports/*.pdf        all streams into the folder records/
  troika run                                     fetch, read and publish what is new, for cron
  troika explain report.pdf 124.36               what claimed the lines of one recommendation, and why
  troika rules check                             is every rule file as it should be?

Exit status: 0 all well; 1 some documents failed; 2 usage or configuration; 3 the run was aborted;
4 another run holds the data folder.)";

constexpr const char* kExtractExamples =
    R"(Without -o, recommendations go to standard output and a line per failed document to standard error. With -o DIR:
recommendations.jsonl, documents.jsonl (one line per FILE, whatever became of it), positions.jsonl, failures.jsonl,
reviews.jsonl, pages.jsonl and runs.jsonl, all of them new and complete when the run ends with status 0 or 1, and
untouched when it ends with 3. Give the documents of a review together: what a State answers in the addendum comes to
the recommendations of the report.

Examples:
  troika extract report.pdf | jq -r '[.number, .response, .text] | @tsv'
  troika extract -o records reports/*.pdf        then: troika load --from records upr.sqlite
  troika extract -o records report.pdf addendum.pdf thematic-list.docx
  troika extract --memory-limit 4096 --time-limit 300 long.pdf

Exit status: 0 all well; 1 some documents failed, the others are complete; 2 usage or configuration, nothing was read;
3 aborted.)";

constexpr const char* kRunExamples =
    R"(Prints only news, so that cron mails only news: a document that fails for the first time, a trouble of the run.
A document that is not published yet, and one that failed before, are not news (see troika status and failures).

Examples:
  troika run                                     sources of ~/.config/troika/sources.toml, or the shipped example
  troika run -c sources.toml --data /srv/troika -o /srv/www/troika
  troika run --dry-run                           what would be fetched
  troika run --max-documents 500                 some of it each night, until all of it is there

Exit status: 0 all well; 1 documents failed for the first time; 2 usage or configuration; 3 aborted; 4 another run
holds the data folder.)";

constexpr const char* kBackfillExamples = R"(Examples:
  troika backfill symbols.txt                    one symbol, URL or file a line; '#' begins a comment
  troika backfill reports/                       every document in a folder
  echo A/HRC/27/10 | troika backfill -
  troika backfill --shard 2/5 big-list.txt       the second of five parts)";

constexpr const char* kStatusExamples = R"(Examples:
  troika status                                  how many documents are in which state
  troika status --data /srv/troika)";

constexpr const char* kFailuresExamples =
    R"(Two lines for each document: its key, what was wrong and what to do; then how often it was tried, when and where.

Examples:
  troika failures
  troika failures --data /srv/troika | grep -A1 ': blocked: ')";

constexpr const char* kRetryExamples = R"(Examples:
  troika retry                                   all that failed or was set aside
  troika retry A/HRC/27/10@en                    this document; troika failures shows its key)";

constexpr const char* kArchiveExamples =
    R"(Names each file that is damaged or misplaced, and each document of the store whose file is gone. Exit status 1: there
are some.

Examples:
  troika archive verify
  troika archive verify --data /srv/troika)";

constexpr const char* kConfigExamples = R"(Examples:
  troika config check                            the file that troika run would use
  troika config check -c sources.toml)";

constexpr const char* kRulesExamples = R"(Examples:
  troika rules check                             all rule files that are found
  troika rules check config/rules/mine.toml      only this one
  troika rules test)";

int number_of_cpus() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

void add_reader_options(CLI::App& command, ReaderOptions& options) {
  add_rules_option(command, options.rules_dir);
  options.jobs = number_of_cpus();
  command.add_option("--jobs", options.jobs, "Documents read at the same time")
      ->type_name("N")
      ->check(whole_number(1, 1024))
      ->capture_default_str();
  command
      .add_option_function<std::string>(
          "--isolation", [&options](const std::string& how) { options.isolated = how == "process"; },
          "process: in worker processes, where a document can do no harm; none: in this one, without limits")
      ->type_name("process|none")
      ->check(one_of({"process", "none"}))
      ->default_str("process");
  command.add_option("--memory-limit", options.memory_limit_mib, "Address space of a worker process")
      ->type_name("MiB")
      ->check(whole_number(64, 1 << 20))
      ->capture_default_str();
  command.add_option("--time-limit", options.time_limit_seconds, "Time for one document")
      ->type_name("SECONDS")
      ->check(number(0.1, 86400))
      ->capture_default_str();
}

void add_log_options(CLI::App& command, LogOptions& options) {
  command
      .add_option_function<std::string>(
          "--log-format", [&options](const std::string& format) { options.json = format == "json"; },
          "Lines on standard error, for people or for machines")
      ->type_name("text|json")
      ->check(one_of({"text", "json"}))
      ->default_str("text");
  command.add_flag("-q,--quiet", options.quiet, "No progress and no summary; failures and errors only");
}

void add_extract(CLI::App& app, ExtractOptions& options) {
  CLI::App* command =
      app.add_subcommand("extract", "Read documents (PDF, Word, HTML), write their recommendations as JSON Lines");
  command->footer(kExtractExamples);
  command->add_option("FILE", options.files, "Documents to read")->required()->type_name("");
  command->add_option("-o,--output", options.output_folder, "Write all streams into this folder")
      ->type_name("DIR")
      ->check(is_named);
  add_reader_options(*command, options.reader);
  add_log_options(*command, options.log);
}

void add_config_option(CLI::App& command, std::string& file) {
  command.add_option("-c,--config", file, "Sources and settings (default: sources.toml where configuration is found)")
      ->type_name("FILE")
      ->check(is_named);
}

// "2/5" -> (2, 5)
std::pair<int, int> parse_shard(const std::string& text) {
  int index = 0, count = 0, end = 0;
  const bool read = std::sscanf(text.c_str(), "%d/%d%n", &index, &count, &end) == 2;
  if (!read || static_cast<std::size_t>(end) != text.size() || index < 1 || index > count)
    throw CLI::ValidationError("--shard", "'" + text + "' is no shard; give i/n, from 1/n to n/n");
  return {index, count};
}

// The empty string where it is one, as CLI11 has it.
std::string is_day(const std::string& text) {
  return config::is_iso_date(text) ? "" : "'" + text + "' is no day; give it as 2026-01-31";
}

void add_ingest_options(CLI::App& command, IngestOptions& options) {
  add_config_option(command, options.config_file);
  add_data_option(command, options.data_folder);
  command.add_option("-o,--output", options.output_folder, "Publish the streams here (default: DATA/published)")
      ->type_name("DIR")
      ->check(is_named);
  command
      .add_option("--max-documents", options.max_documents,
                  "Fetch no more than this many: first what was never tried, then what was tried longest ago")
      ->type_name("N")
      ->check(whole_number(1, 1'000'000'000));
  command
      .add_option_function<std::string>(
          "--shard", [&options](const std::string& text) { options.shard = parse_shard(text); },
          "Only the i-th of n parts of all documents, for n data folders side by side")
      ->type_name("i/n");
  command
      .add_option("--since", options.since,
                  "Leave out what is older: by the document's own date, once it was read, else by its review's; "
                  "what has neither is kept")
      ->type_name("YYYY-MM-DD")
      ->check(is_day);
  command.add_flag("--dry-run", options.dry_run, "Show what would be fetched, and fetch nothing");
  command.add_option("--metrics", options.metrics_file, "Write figures of the run for Prometheus' textfile collector")
      ->type_name("FILE");
  add_reader_options(command, options.reader);
  add_log_options(command, options.log);
  command.add_flag("-v,--verbose", options.log.verbose, "Also each request, redirect and failed attempt")
      ->excludes("--quiet");
}

void add_run(CLI::App& app, IngestOptions& options) {
  CLI::App* command = app.add_subcommand("run", "Fetch what is new or changed, read it, publish: for cron");
  command->footer(kRunExamples);
  add_ingest_options(*command, options);
}

void add_backfill(CLI::App& app, IngestOptions& options) {
  CLI::App* command = app.add_subcommand("backfill", "Fetch and read many documents once; goes on where it stopped");
  command->footer(kBackfillExamples);
  options.backfill = true;
  command
      ->add_option("INPUT", options.inputs,
                   "Lists (one URL, symbol or file a line), folders, documents; - reads a list")
      ->required()
      ->type_name("");
  add_ingest_options(*command, options);
}

void add_status(CLI::App& app, const char* name, const char* what, const char* examples, StatusOptions& options) {
  CLI::App* command = app.add_subcommand(name, what);
  command->footer(examples);
  add_data_option(*command, options.data_folder);
  if (options.what == StatusOptions::What::kRetry)
    command->add_option("KEY", options.keys, "Documents to try again (all that were given up, if none is given)")
        ->type_name("");
}

void add_archive(CLI::App& app, ArchiveOptions& options) {
  CLI::App* command = app.add_subcommand("archive", "Look after the archive of documents");
  command->footer(kArchiveExamples);
  command->require_subcommand(1);
  add_data_option(*command->add_subcommand(
                      "verify", "Compare every archived file with its SHA-256, and the archive with the store"),
                  options.data_folder);
}

void add_config(CLI::App& app, ConfigOptions& options) {
  CLI::App* command = app.add_subcommand("config", "Look after the configuration");
  command->footer(kConfigExamples);
  command->require_subcommand(1);
  CLI::App* check = command->add_subcommand("check", "Report every error of the configuration");
  add_config_option(*check, options.config_file);
  add_rules_option(*check, options.rules_dir);
}

void add_rules_action(CLI::App& group, const char* name, const char* what, RulesOptions& options) {
  CLI::App* command = group.add_subcommand(name, what);
  command->add_option("FILE", options.files, "Rule files (all that are found, if none is given)")->type_name("");
  add_rules_option(*command, options.rules_dir);
}

void add_rules(CLI::App& app, RulesOptions& options) {
  CLI::App* command = app.add_subcommand("rules", "Check and test rule sets");
  command->footer(kRulesExamples);
  command->require_subcommand(1);
  add_rules_action(*command, "check", "Report every error and every doubtful pattern", options);
  add_rules_action(*command, "test", "Run the example of every rule", options);
}

void add_worker(CLI::App& app, WorkerOptions& options) {
  CLI::App* command = app.add_subcommand(kWorkerCommand)->group("");  // not listed by --help
  command->add_option("--rules", options.rules_dir);
  command->add_option("--memory-limit", options.memory_limit_mib)->required();
  command->add_option("--runner", options.runner)->required();
}

}  // namespace

tl::expected<Command, int> parse_command_line(int argc, char** argv) {
  CLI::App app("Troika reads reports of the UN's Universal Periodic Review and writes their recommendations as data.",
               "troika");
  app.set_version_flag("--version", "troika " TROIKA_VERSION);
  app.footer(kExamples);
  app.require_subcommand(0, 1);  // none is our own error: CLI11's hides a misspelt command behind it

  ExtractOptions extract;
  IngestOptions run, backfill;
  StatusOptions status{StatusOptions::What::kStatus, {}, {}}, failures{StatusOptions::What::kFailures, {}, {}},
      retry{StatusOptions::What::kRetry, {}, {}};
  ArchiveOptions archive;
  ConfigOptions config;
  ExplainOptions explain;
  ReportOptions report;
  RulesOptions rules;
  LoadOptions load;
  ExportOptions exported;
  WorkerOptions worker;
  add_extract(app, extract);
  add_run(app, run);
  add_backfill(app, backfill);
  add_status(app, "status", "Show what is in the store", kStatusExamples, status);
  add_status(app, "failures", "List what went wrong, and why", kFailuresExamples, failures);
  add_status(app, "retry", "Make what failed due again in the next run", kRetryExamples, retry);
  add_explain(app, explain);
  add_report(app, report);
  add_rules(app, rules);
  add_archive(app, archive);
  add_config(app, config);
  add_load(app, load);
  add_export(app, exported);
  add_worker(app, worker);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& done) {  // --help, --version
    return tl::unexpected(app.exit(done));
  } catch (const CLI::ParseError& error) {
    std::cerr << "troika: " << usage_error(app, error, {argv + 1, argv + argc}) << '\n';
    return tl::unexpected(kWrongUsage);
  }

  if (app.get_subcommands().empty()) {
    std::cerr << "troika: give a command (" << kCommands << "); see troika --help\n";
    return tl::unexpected(kWrongUsage);
  }
  if (app.got_subcommand("extract")) return extract;
  if (app.got_subcommand("run")) return run;
  if (app.got_subcommand("backfill")) return backfill;
  if (app.got_subcommand("status")) return status;
  if (app.got_subcommand("failures")) return failures;
  if (app.got_subcommand("retry")) return retry;
  if (app.got_subcommand("archive")) return archive;
  if (app.got_subcommand("config")) return config;
  if (app.got_subcommand("explain")) return explain;
  if (app.got_subcommand("load")) return load;
  if (app.got_subcommand("export")) return exported;
  if (app.got_subcommand("report")) return report;
  if (app.got_subcommand(kWorkerCommand)) return worker;
  rules.test = app.get_subcommand("rules")->got_subcommand("test");
  return rules;
}

std::vector<std::string> worker_arguments(const WorkerOptions& options) {
  std::vector<std::string> arguments{kWorkerCommand, "--memory-limit=" + std::to_string(options.memory_limit_mib),
                                     "--runner=" + std::to_string(options.runner)};
  if (!options.rules_dir.empty()) arguments.push_back("--rules=" + options.rules_dir);
  return arguments;
}

}  // namespace troika::pipeline
