#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <unistd.h>
#include <vector>

#include "config/locate.h"
#include "config/states_file.h"
#include "output/export/export.h"
#include "output/load/load.h"
#include "pipeline/commands/commands.h"
#include "pipeline/commands/data_folder.h"
#include "pipeline/commands/export_filter.h"
#include "pipeline/console.h"
#include "pipeline/output_file.h"
#include "pipeline/stop_request.h"

namespace troika::pipeline {
namespace {

using States = std::vector<config::StateEntry>;
using Errors = std::vector<config::Error>;

tl::expected<FilterWords, Errors> read_words(const std::string& rules_dir) {
  const auto folders = config::ConfigFolders::open(rules_dir);
  if (!folders) return tl::unexpected(Errors{folders.error()});
  const auto states_path = folders->find("states.toml");
  if (!states_path) return tl::unexpected(Errors{states_path.error()});
  const auto sessions_path = folders->find("upr_sessions.toml");
  if (!sessions_path) return tl::unexpected(Errors{sessions_path.error()});
  auto states = config::read_states_file(*states_path);
  auto sessions = config::read_sessions_file(*sessions_path);
  if (states && sessions) return FilterWords{*std::move(states), *std::move(sessions), {}};
  Errors errors = states ? Errors{} : std::move(states.error());
  if (!sessions) errors.insert(errors.end(), sessions.error().begin(), sessions.error().end());
  return tl::unexpected(std::move(errors));
}

output::ExportForm form_of(const ExportOptions& options, const States& states) {
  using output::Format;
  output::ExportForm form;
  form.spreadsheet = options.spreadsheet;
  if (options.format == "uwazi") form.format = Format::kUwazi;
  if (options.format == "csv") form.format = options.per_state ? Format::kCsvByState : Format::kCsv;
  for (const config::StateEntry& state : states) form.state_names[state.iso3] = state.name;
  return form;
}

// To standard output, or into a file that appears when it is complete. Gives the number of records.
tl::expected<std::int64_t, WriteError> write_records(const std::string& folder, const output::RecordFilter& filter,
                                                     const output::ExportForm& form, const std::string& path) {
  const auto failed = [](const std::string& message) { return tl::unexpected(WriteError{false, message}); };
  std::optional<OutputFile> file;
  if (!path.empty()) {
    const std::filesystem::path place(path);
    auto created = OutputFile::create(place.has_parent_path() ? place.parent_path() : ".", place.filename());
    if (!created) return tl::unexpected(created.error());
    file.emplace(*std::move(created));
  }
  Written written;
  const auto exported = output::export_records(folder, filter, form, [&](std::string_view bytes) {
    written = file ? file->write(bytes) : write_all(STDOUT_FILENO, bytes, "standard output");
    return written.has_value();
  });
  if (!written) return tl::unexpected(written.error());
  if (!exported) return failed(exported.error().detail);
  if (!file) return *exported;
  if (Written synced = file->sync(); !synced) return tl::unexpected(synced.error());
  if (Written published = file->publish(); !published) return tl::unexpected(published.error());
  return *exported;
}

}  // namespace

ExitStatus export_command(const ExportOptions& options) {
  install_signal_handlers();
  Console console({});
  const std::string folder = options.from.empty() ? DataFolder(options.data_folder).published() : options.from;
  if (const auto trouble = output::problem_with_published(folder); !trouble.empty()) {
    console.error(trouble);
    return kWrongUsage;
  }
  if (options.per_state && options.format != "csv") {
    console.error("--per-state: is a shape of CSV; give --format csv with it");
    return kWrongUsage;
  }
  if (options.spreadsheet && options.format != "csv") {
    console.error("--spreadsheet: is for CSV; give --format csv with it");
    return kWrongUsage;
  }
  auto words = read_words(options.rules_dir);
  if (!words) {
    print_errors(words.error());
    return kWrongUsage;
  }
  auto published = output::known_values(folder);
  if (!published) {
    console.error(published.error().detail);
    return kAborted;
  }
  words->published = *std::move(published);
  const CheckedFilter checked = check_filter(options, *words);
  for (const std::string& refusal : checked.refusals) console.error(refusal);
  if (!checked.refusals.empty()) return kWrongUsage;
  const auto written = write_records(folder, checked.filter, form_of(options, words->states), options.output_file);
  if (!written) {
    if (!written.error().reader_gone) console.error(written.error().message);
    return kAborted;
  }
  for (const std::string& note : checked.notes) console.note(note);
  if (*written == 0) console.note("no record matched: nothing published has all that was asked for");
  return kAllWell;
}

}  // namespace troika::pipeline
