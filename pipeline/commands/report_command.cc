#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "config/locate.h"
#include "config/states_file.h"
#include "output/site/site.h"
#include "pipeline/commands/commands.h"
#include "pipeline/commands/data_folder.h"
#include "pipeline/console.h"
#include "pipeline/run_summary.h"

namespace troika::pipeline {
namespace {

tl::expected<std::vector<config::StateEntry>, std::vector<config::Error>> read_states(const std::string& rules_dir) {
  const auto folders = config::ConfigFolders::open(rules_dir);
  if (!folders) return tl::unexpected(std::vector{folders.error()});
  const auto path = folders->find("states.toml");
  if (!path) return tl::unexpected(std::vector{path.error()});
  return config::read_states_file(*path);
}

// What is wrong with the folders that were given; empty where nothing is.
std::string problem_with(const output::SiteOptions& site) {
  for (const char* stream : {"/recommendations.jsonl", "/reviews.jsonl"}) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(site.from + stream, error))
      return site.from + stream +
             ": is not there; publish with troika run, or name a folder that troika extract -o has written with --from";
  }
  return output::why_not_site(site.folder);
}

}  // namespace

ExitStatus report_command(const ReportOptions& options) {
  const auto states = read_states(options.rules_dir);
  if (!states) {
    print_errors(states.error());
    return kWrongUsage;
  }
  output::SiteOptions site;
  site.from = options.from.empty() ? DataFolder(options.data_folder).published() : options.from;
  site.folder = options.output_folder;
  for (const config::StateEntry& state : *states) site.states[state.iso3] = {state.name, state.group};

  if (const std::string problem = problem_with(site); !problem.empty()) {
    Console({}).error(problem);
    return kWrongUsage;
  }
  const auto written = output::write_site(site);
  if (!written) {
    Console({}).error(written.error().detail);
    return kAborted;
  }
  std::cout << with_commas(written->recommendations) << " recommendations, " << with_commas(written->pages)
            << " pages: " << printable(site.folder) << "/index.html\n";
  return kAllWell;
}

}  // namespace troika::pipeline
