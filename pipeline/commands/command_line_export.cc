// The declaration of `troika export`.
#include "pipeline/commands/command_line_options.h"

namespace troika::pipeline {
namespace {

constexpr const char* kExportExamples =
    R"(A record is written that passes all filters. Each may be given several times, a value each: it lets a record pass
that has one of them. States are given by ISO code or name.

Examples:
  troika export --state PRK --cycle 3 --response noted
  troika export --recommending-state France --theme "Death penalty" --format csv -o france.csv
  troika export --from records --format csv --per-state | csvlook
  troika export --format uwazi --state Slovenia -o slovenia.csv

Exit status: 0 all well, also where no record matched, which is said on standard error; 2 usage, or a value that no
record can have; 3 aborted.)";

void add_list(CLI::App& command, const char* name, std::vector<std::string>& values, const char* what,
              const char* type) {
  command.add_option(name, values, what)->type_name(type)->allow_extra_args(false)->check(is_named);
}

// Cycles and sessions of the review; it has had 4 and some 50 in twenty years.
constexpr int kHighestNumber = 999;

void add_numbers(CLI::App& command, const char* name, std::vector<int>& values, const char* what) {
  command.add_option(name, values, what)
      ->type_name("N")
      ->allow_extra_args(false)
      ->check(whole_number(1, kHighestNumber));
}

}  // namespace

void add_export(CLI::App& app, ExportOptions& options) {
  CLI::App* command = app.add_subcommand("export", "Write chosen records as JSON Lines, CSV, or CSV for Uwazi");
  command->footer(kExportExamples);
  add_from_options(*command, options.from, options.data_folder);
  command->add_option("-o,--output", options.output_file, "Write into this file (default: standard output)")
      ->type_name("FILE")
      ->check(is_named);
  command->add_option("--format", options.format, "uwazi: a CSV that Uwazi imports")
      ->type_name("jsonl|csv|uwazi")
      ->check(one_of({"jsonl", "csv", "uwazi"}))
      ->capture_default_str();
  command->add_flag("--per-state", options.per_state, "With csv: a row per recommendation and recommending State");
  command->add_flag("--spreadsheet", options.spreadsheet,
                    "With csv: a ' before each text that a spreadsheet would take for a formula");
  add_list(*command, "--state", options.states, "State under review", "STATE");
  add_list(*command, "--recommending-state", options.recommending_states, "State that made the recommendation",
           "STATE");
  add_numbers(*command, "--cycle", options.cycles, "Cycle of the Universal Periodic Review");
  add_numbers(*command, "--session", options.sessions, "Session of its Working Group");
  add_list(*command, "--response", options.responses,
           "supported, noted, partially_supported, pending, or none where nothing is stated", "RESPONSE");
  add_list(*command, "--theme", options.themes, "Theme of the OHCHR's thematic list, by name or code", "THEME");
  add_list(*command, "--mechanism", options.mechanisms, "upr, treaty-body, ...", "NAME");
  command->add_option("--rules", options.rules_dir, "Look here first for states.toml")->type_name("DIR");
}

}  // namespace troika::pipeline
