// What an ingestion run goes by: the settings file, the environment, the catalogue, and all that reading takes.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "config/error.h"
#include "config/reviews.h"
#include "config/settings.h"
#include "extract/rules/text_pattern.h"
#include "fetch/downloader.h"
#include "pipeline/engine.h"

namespace troika::pipeline {

struct RunSettings {
  config::Settings settings;
  std::vector<config::ReviewEntry> reviews;
  std::map<std::string, extract::TextPattern> link_patterns;  // of sources that are pages, by their names
};

struct Configuration {
  RunSettings run;
  Engine engine;
};

// `config_file` and `rules_dir` as on the command line, empty when not given. On failure: every error of every file.
tl::expected<Configuration, std::vector<config::Error>> load_configuration(const std::string& config_file,
                                                                           const std::string& rules_dir,
                                                                           config::Sources sources);

// `pauses`: of earlier runs, to be kept.
fetch::DownloadPolicy download_policy(const config::FetchSettings& settings, std::vector<fetch::Pause> pauses);

}  // namespace troika::pipeline
