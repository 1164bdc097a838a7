#include <filesystem>
#include <string>
#include <system_error>

#include "pipeline/commands/command_line_options.h"

namespace troika::pipeline {
namespace {

constexpr const char* kExplainExamples =
    R"(With NUMBER: the lines of the recommendation in a report, those that answer it in an addendum or another document, and
the record. Documents of one review that are given together are linked, as extract links them: only then has the record
of the report what an addendum answers.

With --html: one file that needs nothing else, with pictures of the pages on which something was found, each record
outlined on its page, and beside it the rules that claimed it, its positions, flags and doubts.

Examples:
  troika explain report.pdf | less
  troika explain report.pdf 124.36
  troika explain report.pdf addendum.pdf 124.36
  troika explain --html report.html report.pdf

Exit status: 0 all well; 1 a document could not be read, or has nothing on NUMBER; 2 usage or configuration; 3 aborted.)";

constexpr const char* kReportExamples =
    R"(Pages of HTML that work without a server or a network: open DIR/index.html. An overview, a page for each State under
review and for each recommending State, and a table of everything to search, filter and sort. DIR may be new, empty, or
an earlier report, which is replaced when the new one is complete.

Examples:
  troika report -o site                          from what troika run has published
  troika report --from records -o site           from a folder that extract -o has written

Exit status: 0 all well; 2 usage, nothing was written; 3 aborted, and an earlier report is still in place.)";

// A recommendation's number begins with a figure; a file may do so too.
bool looks_like_number(const std::string& word) {
  std::error_code error;
  return !word.empty() && word[0] >= '0' && word[0] <= '9' && !std::filesystem::exists(word, error);
}

// CLI11 asks these which of the words is what.
std::string is_file_name(const std::string& word) { return looks_like_number(word) ? "is no file" : ""; }
std::string is_number(const std::string& word) { return looks_like_number(word) ? "" : "is no number"; }

}  // namespace

void add_explain(CLI::App& app, ExplainOptions& options) {
  CLI::App* command = app.add_subcommand("explain", "Show which rule claimed which line of a document");
  command->footer(kExplainExamples);
  command->validate_positionals();
  command->add_option("FILE", options.files, "Documents to explain")->required()->type_name("")->check(is_file_name);
  CLI::Option* number =
      command->add_option("NUMBER", options.number, "Only this recommendation (124.36), with its record")
          ->type_name("")
          ->check(is_number);
  CLI::Option* html = command->add_option("--html", options.html_file, "Write a page to look at into this file")
                          ->type_name("FILE")
                          ->check(is_named)
                          ->excludes(number);
  command->add_flag("--all-pages", options.all_pages, "With --html: also pages on which nothing was found")
      ->needs(html);
  add_rules_option(*command, options.rules_dir);
}

void add_report(CLI::App& app, ReportOptions& options) {
  CLI::App* command = app.add_subcommand("report", "Make a site of what was published, to read and to search");
  command->footer(kReportExamples);
  command->add_option("-o,--output", options.output_folder, "Folder of the site")
      ->required()
      ->type_name("DIR")
      ->check(is_named);
  add_from_options(*command, options.from, options.data_folder);
  add_rules_option(*command, options.rules_dir);
}

}  // namespace troika::pipeline
