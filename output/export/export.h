// Published recommendations, chosen and in the form that somebody asks for: `troika export`.
//
//   RecordFilter filter{.states = {"PRK"}, .cycles = {3}};
//   auto written = export_records("data/published", filter, {Format::kCsv}, [&](std::string_view bytes) { ... });
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/failure.h"

namespace troika::output {

// A record passes that has, of each list that is not empty, at least one value.
struct RecordFilter {
  std::vector<std::string> states, recommending_states;  // ISO 3166-1 alpha-3
  std::vector<std::string> responses;                    // "none": where nothing is stated
  std::vector<std::string> themes;                       // name or code
  std::vector<std::string> mechanisms;
  std::vector<int> cycles, sessions;
};

// Values that filters may have, in order: of response all that there are, of the others those of the folder.
struct KnownValues {
  std::vector<std::string> states, recommending_states;  // by code
  std::vector<std::string> themes, mechanisms;
  std::vector<int> cycles, sessions;
};
inline constexpr const char* kNoResponse = "none";
std::vector<std::string> response_names();

// kCsv: a row per recommendation, as `troika load csv:DIR` has it; kCsvByState: one per recommending State.
// kUwazi: a CSV that Uwazi imports (docs/UWAZI.md).
enum class Format { kJsonLines, kCsv, kCsvByState, kUwazi };

struct ExportForm {
  Format format = Format::kJsonLines;
  bool spreadsheet = false;                          // CSV in which no text is a formula
  std::map<std::string, std::string> state_names{};  // by code; what Uwazi shows
};

// Takes what is written, piece by piece; false ends the export.
using WriteBytes = std::function<bool(std::string_view)>;

fetch::Result<KnownValues> known_values(const std::string& folder);

// Records written, in the order of the stream.
fetch::Result<std::int64_t> export_records(const std::string& folder, const RecordFilter& filter,
                                           const ExportForm& form, const WriteBytes& write);

}  // namespace troika::output
