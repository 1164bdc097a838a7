#include "pipeline/command_line.h"

#include <algorithm>
#include <iostream>
#include <thread>

#include <CLI/CLI.hpp>

#include "pipeline/exit_status.h"

namespace troika::pipeline {
namespace {

constexpr const char* kWorkerCommand = "worker-process";

constexpr const char* kExamples = R"(Examples:
  troika extract report.pdf                      records to standard output, one JSON object per line
  troika extract -o records reports/*.pdf        all streams into the folder records/
  troika explain report.pdf 124.36               what claimed the lines of one recommendation, and why
  troika rules check                             is every rule file as it should be?

Exit status: 0 all well; 1 some documents failed; 2 usage or configuration; 3 the run was aborted.)";

constexpr const char* kExtractExamples =
    R"(Without -o, recommendations go to standard output and a line per failed document to standard error. With -o DIR:
recommendations.jsonl, documents.jsonl (one line per FILE, whatever became of it), positions.jsonl, failures.jsonl and
runs.jsonl, all of them new and complete when the run ends with status 0 or 1, and untouched when it ends with 3.

Examples:
  troika extract report.pdf | jq -r '[.number, .response, .text] | @tsv'
  troika extract -o records --jobs 4 reports/*.pdf
  troika extract --memory-limit 4096 --time-limit 300 long.pdf)";

constexpr const char* kExplainExamples = R"(Examples:
  troika explain report.pdf | less
  troika explain report.pdf 124.36)";

constexpr const char* kRulesExamples = R"(Examples:
  troika rules check                             all rule files that are found
  troika rules check config/rules/mine.toml      only this one
  troika rules test)";

int number_of_cpus() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

void add_rules_option(CLI::App& command, std::string& rules_dir) {
  command.add_option("--rules", rules_dir, "Look here first for rules/*.toml, states.toml and upr_sessions.toml")
      ->type_name("DIR");
}

void add_extract(CLI::App& app, ExtractOptions& options) {
  CLI::App* command = app.add_subcommand("extract", "Read documents (PDF), write their recommendations as JSON Lines");
  command->footer(kExtractExamples);
  command->add_option("FILE", options.files, "Documents to read")->required()->type_name("");
  command->add_option("-o,--output", options.output_folder, "Write all streams into this folder")->type_name("DIR");
  add_rules_option(*command, options.rules_dir);
  options.jobs = number_of_cpus();
  command->add_option("--jobs", options.jobs, "Documents read at the same time")
      ->type_name("N")
      ->check(CLI::Range(1, 1024).description(""))
      ->capture_default_str();
  command
      ->add_option_function<std::string>(
          "--isolation", [&options](const std::string& how) { options.isolated = how == "process"; },
          "process: in worker processes, where a document can do no harm; none: in this one, without limits")
      ->type_name("process|none")
      ->check(CLI::IsMember({"process", "none"}).description(""))
      ->default_str("process");
  command->add_option("--memory-limit", options.memory_limit_mib, "Address space of a worker process")
      ->type_name("MiB")
      ->check(CLI::Range(64, 1 << 20).description(""))
      ->capture_default_str();
  command->add_option("--time-limit", options.time_limit_seconds, "Time for one document")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.1, 86400.0).description(""))
      ->capture_default_str();
  command
      ->add_option_function<std::string>(
          "--log-format", [&options](const std::string& format) { options.json_log = format == "json"; },
          "Lines on standard error, for people or for machines")
      ->type_name("text|json")
      ->check(CLI::IsMember({"text", "json"}).description(""))
      ->default_str("text");
  command->add_flag("-q,--quiet", options.quiet, "No progress and no summary; failures and errors only");
}

void add_explain(CLI::App& app, ExplainOptions& options) {
  CLI::App* command = app.add_subcommand("explain", "Show which rule claimed which line of a document");
  command->footer(kExplainExamples);
  command->add_option("FILE", options.file, "Document to explain")->required()->type_name("");
  command->add_option("NUMBER", options.number, "Only this recommendation (124.36), with its record")->type_name("");
  add_rules_option(*command, options.rules_dir);
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
  ExplainOptions explain;
  RulesOptions rules;
  WorkerOptions worker;
  add_extract(app, extract);
  add_explain(app, explain);
  add_rules(app, rules);
  add_worker(app, worker);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& done) {  // --help, --version
    return tl::unexpected(app.exit(done));
  } catch (const CLI::ParseError& error) {
    if (app.get_subcommands().empty() && argc > 1 && argv[1][0] != '-')
      std::cerr << "troika: there is no command '" << argv[1] << "', but extract, explain and rules";
    else
      std::cerr << "troika: " << error.what();
    std::cerr << "; see troika --help\n";
    return tl::unexpected(kWrongUsage);
  }

  if (app.get_subcommands().empty()) {
    std::cerr << "troika: give a command: extract, explain or rules; see troika --help\n";
    return tl::unexpected(kWrongUsage);
  }
  if (app.got_subcommand("extract")) return extract;
  if (app.got_subcommand("explain")) return explain;
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
