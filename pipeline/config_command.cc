#include <iostream>
#include <string>
#include <vector>

#include "config/corrections.h"
#include "config/locate.h"
#include "pipeline/commands.h"
#include "pipeline/run_settings.h"
#include "pipeline/run_summary.h"

namespace troika::pipeline {

namespace {

using Errors = std::vector<config::Error>;

tl::expected<std::vector<config::Correction>, Errors> read_corrections(const std::string& rules_dir) {
  const auto folders = config::ConfigFolders::open(rules_dir);
  if (!folders) return tl::unexpected(Errors{folders.error()});
  const auto path = folders->find_optional("corrections.toml");
  if (!path) return tl::unexpected(Errors{path.error()});
  if (path->empty()) return {};
  return config::read_corrections(*path);
}

}  // namespace

ExitStatus config_command(const ConfigOptions& options) {
  const auto run = load_run_settings(options.config_file, options.rules_dir, config::Sources::kFetched);
  if (!run) {
    print_errors(run.error());
    return kWrongUsage;
  }
  const auto corrections = read_corrections(options.rules_dir);
  if (!corrections) {
    print_errors(corrections.error());
    return kWrongUsage;
  }
  const std::size_t sources = run->settings.sources.size();
  std::cout << run->settings.path << ": " << with_commas(sources) << (sources == 1 ? " source; " : " sources; ")
            << with_commas(run->reviews.size()) << " reviews in the catalogue";
  if (!corrections->empty())
    std::cout << "; " << with_commas(corrections->size())
              << (corrections->size() == 1 ? " correction" : " corrections");
  std::cout << ": all well\n";
  return kAllWell;
}

}  // namespace troika::pipeline
