// The declaration of `troika load`.
#include "pipeline/commands/command_line_options.h"

namespace troika::pipeline {
namespace {

constexpr const char* kLoadExamples =
    R"(TARGET is a PostgreSQL database (postgresql://HOST/NAME, or "dbname=NAME host=..."), a SQLite file (sqlite:FILE, or any
FILE.sqlite or FILE.db), or a folder of CSV files (csv:DIR). To load again changes only what has changed: what was
withdrawn is marked, not deleted. A load that was killed is repaired by the next one. docs/DATABASE.md has the tables.

Examples:
  troika load postgresql:///upr                  what is new since the last load; all of it the first time
  troika load --from records upr.sqlite          what troika extract -o records has written
  troika load csv:tables                         one file per table, for R and other programs
  troika load --spreadsheet csv:sheets           the same, to be opened in a spreadsheet
  troika load --whole postgresql:///upr          all of it once more

Exit status: 0 all well; 2 usage, nothing was loaded; 3 aborted: what is in the target is whole records.)";

}  // namespace

void add_load(CLI::App& app, LoadOptions& options) {
  CLI::App* command = app.add_subcommand("load", "Load published records into PostgreSQL, SQLite or CSV files");
  command->footer(kLoadExamples);
  command->add_option("TARGET", options.target, "Database, file or folder to load into")->required()->type_name("");
  add_from_options(*command, options.from, options.data_folder);
  CLI::Option* since =
      command
          ->add_option("--since", options.since,
                       "Apply the changes behind this one of changes.jsonl (default: behind the last one applied)")
          ->type_name("SEQ")
          ->check(whole_number(0, 1'000'000'000'000));
  command->add_flag("--whole", options.whole, "Load everything, whatever is there already")->excludes(since);
  command->add_flag("--spreadsheet", options.spreadsheet,
                    "With csv:DIR: a ' before each text that a spreadsheet would take for a formula");
  command->add_option("--batch", options.batch, "Records in one transaction")
      ->type_name("N")
      ->check(whole_number(1, 1'000'000))
      ->capture_default_str();
  command->add_flag("-q,--quiet", options.quiet, "No summary; errors only");
}

}  // namespace troika::pipeline
