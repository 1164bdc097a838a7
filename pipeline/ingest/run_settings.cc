#include "pipeline/ingest/run_settings.h"

#include <chrono>
#include <utility>

#include "config/locate.h"

namespace troika::pipeline {

using Errors = std::vector<config::Error>;

namespace {

void compile_link_patterns(RunSettings& run, Errors& errors) {
  for (std::size_t i = 0; i < run.settings.sources.size(); ++i) {
    const config::SourceSettings& source = run.settings.sources[i];
    if (source.kind != config::SourceKind::kPage) continue;
    auto pattern = extract::TextPattern::compile(source.link_pattern, "source[" + std::to_string(i) + "].link_pattern");
    if (pattern) {
      run.link_patterns.emplace(source.name, *std::move(pattern));
    } else {
      errors.push_back(pattern.error());
    }
  }
}

// Of the catalogue only what is right: the engine reads it too, and tells its errors.
tl::expected<RunSettings, Errors> load_run_settings(const std::string& config_file,
                                                    const config::ConfigFolders& folders, config::Sources sources) {
  const auto path = config::settings_path(config_file, folders);
  if (!path) return tl::unexpected(Errors{path.error()});

  Errors errors;
  RunSettings run;
  auto settings = config::read_settings(*path, config::environment_of_this_process(), sources);
  if (settings) {
    run.settings = *std::move(settings);
    compile_link_patterns(run, errors);
  } else {
    errors = std::move(settings.error());
  }
  if (const auto catalogue = folders.find("upr_reviews.tsv"))
    run.reviews = config::read_reviews(*catalogue).value_or(std::vector<config::ReviewEntry>{});
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return run;
}

}  // namespace

tl::expected<Configuration, Errors> load_configuration(const std::string& config_file, const std::string& rules_dir,
                                                       config::Sources sources) {
  const auto folders = config::ConfigFolders::open(rules_dir);
  if (!folders) return tl::unexpected(Errors{folders.error()});
  auto run = load_run_settings(config_file, *folders, sources);
  auto engine = Engine::load(rules_dir);
  if (run && engine) return Configuration{*std::move(run), *std::move(engine)};

  Errors errors = run ? Errors{} : std::move(run.error());
  if (!engine) errors.insert(errors.end(), engine.error().begin(), engine.error().end());
  return tl::unexpected(std::move(errors));
}

fetch::DownloadPolicy download_policy(const config::FetchSettings& settings, std::vector<fetch::Pause> pauses) {
  using std::chrono::milliseconds;
  using std::chrono::seconds;
  fetch::DownloadPolicy policy;
  policy.user_agent = "Troika/" TROIKA_VERSION " (" + settings.contact + ")";
  policy.connections = settings.connections;
  policy.connections_per_host = settings.connections_per_host;
  policy.interval_per_host = milliseconds(settings.interval_per_host_ms);
  policy.connect_timeout = seconds(settings.connect_timeout_s);
  policy.stall_timeout = seconds(settings.stall_timeout_s);
  policy.total_timeout = seconds(settings.total_timeout_s);
  policy.max_bytes = static_cast<std::uint64_t>(settings.max_megabytes) << 20;
  policy.max_redirects = settings.max_redirects;
  policy.retries = settings.retries;
  policy.respect_robots = settings.respect_robots;
  policy.allow_private_addresses = settings.allow_private_addresses;
  policy.allow_file_urls = settings.allow_file_urls;
  policy.ca_file = settings.ca_file;
  policy.pauses = std::move(pauses);
  return policy;
}

}  // namespace troika::pipeline
