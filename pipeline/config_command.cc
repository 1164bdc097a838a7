#include <iostream>
#include <string>

#include "pipeline/commands.h"
#include "pipeline/run_settings.h"
#include "pipeline/run_summary.h"

namespace troika::pipeline {

ExitStatus config_command(const ConfigOptions& options) {
  const auto run = load_run_settings(options.config_file, options.rules_dir, config::Sources::kFetched);
  if (!run) {
    print_errors(run.error());
    return kWrongUsage;
  }
  const std::size_t sources = run->settings.sources.size();
  std::cout << run->settings.path << ": " << with_commas(sources) << (sources == 1 ? " source; " : " sources; ")
            << with_commas(run->reviews.size()) << " reviews in the catalogue: all well\n";
  return kAllWell;
}

}  // namespace troika::pipeline
