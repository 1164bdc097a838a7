// The filters of `troika export`, from what was typed to values that records have. Pure.
//
// What no record can have is a mistake, and refused. What some record could have, and none has, is worth a word: it is
// most often the code of another State.
#pragma once

#include <string>
#include <vector>

#include "config/states_file.h"
#include "output/export/export.h"
#include "pipeline/commands/command_line.h"

namespace troika::pipeline {

struct FilterWords {
  std::vector<config::StateEntry> states;      // of states.toml
  std::vector<config::SessionEntry> sessions;  // of upr_sessions.toml
  output::KnownValues published;
};

struct CheckedFilter {
  output::RecordFilter filter;
  std::vector<std::string> refusals, notes;  // a sentence each
};

CheckedFilter check_filter(const ExportOptions& options, const FilterWords& words);

}  // namespace troika::pipeline
