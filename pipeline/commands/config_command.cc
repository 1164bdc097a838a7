#include <iostream>

#include "pipeline/commands/commands.h"
#include "pipeline/ingest/run_settings.h"
#include "pipeline/run_summary.h"

namespace troika::pipeline {

ExitStatus config_command(const ConfigOptions& options) {
  const auto configuration = load_configuration(options.config_file, options.rules_dir, config::Sources::kFetched);
  if (!configuration) {
    print_errors(configuration.error());
    return kWrongUsage;
  }
  const RunSettings& run = configuration->run;
  const std::size_t sources = run.settings.sources.size();
  const std::size_t rule_sets = configuration->engine.rule_sets().size();
  const std::size_t corrections = configuration->engine.normalizer().corrections().size();
  std::cout << run.settings.path << ": " << with_commas(sources) << (sources == 1 ? " source; " : " sources; ")
            << with_commas(rule_sets) << " rule sets; " << with_commas(run.reviews.size())
            << " reviews in the catalogue";
  if (corrections > 0)
    std::cout << "; " << with_commas(corrections) << (corrections == 1 ? " correction" : " corrections");
  std::cout << ": all well\n";
  return kAllWell;
}

}  // namespace troika::pipeline
