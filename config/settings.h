// config/sources.toml: what a scheduled run fetches, from where and how politely. The shipped file has every key, with
// what it is for, its unit and its default.
//
//   auto folders = ConfigFolders::open(options.rules_dir);
//   auto path = settings_path(options.config_file, *folders);        // -c FILE, else as all configuration is found
//   auto settings = read_settings(*path, environment_of_this_process());
//   if (!settings) fail(settings.error());                           // every error of the file and the environment
//
// TROIKA_FETCH_CONNECTIONS=4 overrides `connections` of [fetch], and so on for every key of [fetch] and [run]; an
// error in it names the variable. Checks that need several values come after the overriding, so that the contact may
// be given in the environment alone.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "config/error.h"
#include "config/locate.h"
#include "config/text.h"

namespace troika::config {

struct FetchSettings {
  std::string contact;  // a URL or a mail address, for the User-Agent; required when any source is fetched by http
  int connections = 8, connections_per_host = 2;
  int interval_per_host_ms = 250;
  int connect_timeout_s = 15, stall_timeout_s = 30, total_timeout_s = 600;
  int max_megabytes = 256;
  int max_redirects = 5, retries = 3;
  bool respect_robots = true;
  bool allow_private_addresses = false;
  bool allow_file_urls = false;
  std::string ca_file;  // empty: the system's certificates
  // Where a symbol is fetched; {symbol} and {language} are filled in by pipeline/ingest/discovery.
  std::string documents_api = "https://documents.un.org/api/symbol/access?s={symbol}&l={language}&t=pdf";
  std::string documents_site = "https://docs.un.org/{language}/{symbol}";
};

struct RunSettings {
  int tombstone_after = 3;  // runs in a row without the document before its records are withdrawn
};

enum class SourceKind { kSymbols, kUrls, kPage, kDirectory, kUpr };

// One [[source]]. What does not belong to its kind is empty.
struct SourceSettings {
  std::string name;  // unique
  SourceKind kind = SourceKind::kSymbols;
  std::vector<std::string> symbols;               // kSymbols: "A/HRC/27/10"
  bool addenda = false, decisions = false;        // kSymbols, kUpr: `related`
  std::vector<std::string> languages = {"en"};    // kSymbols, kUpr
  std::vector<std::string> urls;                  // kUrls; kPage: the pages
  Text link_pattern;                              // kPage: RE2, searched in each link; compiled by who applies it
  std::string directory, file_pattern = "*.pdf";  // kDirectory: an absolute path; "*" and "?" as a shell has them
  std::vector<int> cycles;                        // kUpr: which reviews of the catalogue; empty: all
  std::vector<std::string> states;                // kUpr: ISO 3166-1 alpha-3; empty: all
  int probe = 0;                                  // kUpr: document numbers to try per Council session, 0: none
  Location at;
};

struct Settings {
  std::string path;
  FetchSettings fetch;
  RunSettings run;
  std::vector<SourceSettings> sources;  // at least one where they are fetched
};

// Variables by name. Only those that begin with TROIKA_FETCH_ or TROIKA_RUN_ are read here, and of these an unknown one
// is an error.
using Environment = std::map<std::string, std::string>;

// Reads the environment: call it before other threads start.
Environment environment_of_this_process();

// The value of the -c option if there is one, else the sources.toml that the folders give.
tl::expected<std::string, Error> settings_path(const std::string& option, const ConfigFolders& folders);

// Whether the run at hand fetches the file's sources: then there must be one, and a contact where one asks a server.
enum class Sources { kFetched, kIgnored };

// On failure: every error at once, those of the file in its order, then those of the environment by variable.
tl::expected<Settings, std::vector<Error>> read_settings(const std::string& path, const Environment& environment = {},
                                                         Sources sources = Sources::kFetched);

// The part of read_settings that the environment decides.
std::vector<Error> apply_environment(const Environment& environment, Settings& settings);

}  // namespace troika::config
