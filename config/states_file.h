// config/states.toml: the States and entities that take part in the UN's human-rights mechanisms.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/error.h"

namespace troika::config {

// An official name that was in force up to and including the day `until` (ISO 8601).
struct FormerName {
  std::string name;
  std::string until;
};

struct StateEntry {
  std::string iso3;                // ISO 3166-1 alpha-3
  std::string name;                // the UN's own short name today
  std::string group;               // UN regional group or "none"
  std::vector<FormerName> former;  // oldest first
  std::vector<std::string> aliases;
  std::vector<std::string> misprints;  // spellings met in print that are plain errors
  Location at;
};

// The form in which names are compared (normalize/fold.h); none: as they are written.
using FoldName = std::function<std::string(std::string_view)>;

// A name that leads to two States is an error, be it official, former, an alias or a misprint.
tl::expected<std::vector<StateEntry>, std::vector<Error>> read_states_file(const std::string& path,
                                                                           const FoldName& fold = {});

// config/upr_sessions.toml: sessions of the UPR Working Group.
struct SessionEntry {
  int number = 0;
  int cycle = 0;
  std::string from, to;  // ISO 8601, empty where not known
};

tl::expected<std::vector<SessionEntry>, std::vector<Error>> read_sessions_file(const std::string& path);

}  // namespace troika::config
