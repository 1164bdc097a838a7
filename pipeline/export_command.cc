#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <unistd.h>
#include <vector>

#include "config/locate.h"
#include "config/nearest_name.h"
#include "config/states_file.h"
#include "normalize/fold.h"
#include "normalize/states.h"
#include "output/export/export.h"
#include "output/load/load.h"
#include "pipeline/commands.h"
#include "pipeline/console.h"
#include "pipeline/data_folder.h"
#include "pipeline/output_file.h"
#include "pipeline/stop_request.h"

namespace troika::pipeline {
namespace {

using Texts = std::vector<std::string>;
using States = std::vector<config::StateEntry>;

tl::expected<States, std::vector<config::Error>> read_states(const std::string& rules_dir) {
  const auto folders = config::ConfigFolders::open(rules_dir);
  if (!folders) return tl::unexpected(std::vector{folders.error()});
  const auto path = folders->find("states.toml");
  if (!path) return tl::unexpected(std::vector{path.error()});
  return config::read_states_file(*path);
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

// What was typed, as the values that records have; what is wrong is said to the user, all of it.
class Checked {
 public:
  Checked(const States& states, const output::KnownValues& known, Console& console)
      : states_(states), table_(states), known_(known), console_(console) {}

  std::optional<output::Filter> filter_of(const ExportOptions& options) {
    output::Filter filter;
    filter.states = codes("--state", options.states);
    filter.recommending_states = codes("--recommending-state", options.recommending_states);
    filter.responses = chosen("--response", options.responses, output::response_names());
    filter.themes = chosen("--theme", options.themes, known_.themes);
    filter.mechanisms = chosen("--mechanism", options.mechanisms, known_.mechanisms);
    filter.cycles = numbers("--cycle", options.cycles, known_.cycles);
    filter.sessions = numbers("--session", options.sessions, known_.sessions);
    return all_well_ ? std::optional(filter) : std::nullopt;
  }

 private:
  void refuse(const std::string& option, const std::string& value, const std::string& why) {
    console_.error(option + ": '" + value + "' " + why);
    all_well_ = false;
  }

  Texts codes(const char* option, const Texts& typed) {
    Texts codes;
    for (const std::string& state : typed) {
      const auto by_code = std::ranges::find(states_, upper(state), &config::StateEntry::iso3);
      const normalize::StateMatch by_name = table_.find(state);
      if (by_code != states_.end()) {
        codes.push_back(by_code->iso3);
      } else if (by_name) {
        codes.push_back(by_name.state->iso3);
      } else {
        refuse(option, state, "is no State that states.toml knows" + nearest_state(state));
      }
    }
    return codes;
  }

  std::string nearest_state(const std::string& typed) const {
    if (const normalize::StateMatch near = table_.find_near(typed))
      return "; did you mean " + near.state->name + " (" + near.state->iso3 + ")?";
    Texts names;
    for (const config::StateEntry& state : states_) names.insert(names.end(), {state.iso3, state.name});
    const std::string* near = config::nearest_name(typed, names);
    if (!near) near = config::nearest_name(upper(typed), names);
    return near ? "; did you mean " + *near + "?" : "; give its ISO code or its UN name";
  }

  Texts chosen(const char* option, const Texts& typed, const Texts& known) {
    Texts values;
    for (const std::string& value : typed) {
      const std::string folded = normalize::fold_name(value);
      const auto found =
          std::ranges::find_if(known, [&](const std::string& name) { return normalize::fold_name(name) == folded; });
      if (found != known.end()) {
        values.push_back(*found);
      } else {
        const std::string* near = config::nearest_name(value, known);
        refuse(option, value, near ? "is no such value; did you mean " + *near + "?" : "is none of " + listed(known));
      }
    }
    return values;
  }

  std::vector<int> numbers(const char* option, const std::vector<int>& typed, const std::vector<int>& known) {
    Texts names;
    for (const int number : known) names.push_back(std::to_string(number));
    for (const int number : typed)
      if (std::ranges::find(known, number) == known.end())
        refuse(option, std::to_string(number), "is none of those published: " + listed(names));
    return typed;
  }

  // A list that fits a line or two.
  static std::string listed(const Texts& names) {
    constexpr std::size_t kShown = 20;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i) text += (i > 0 ? ", " : "") + names[i];
    if (names.empty()) return "none: no record has any";
    return names.size() > kShown ? text + ", ..." : text;
  }

  const States& states_;
  normalize::StateTable table_;
  const output::KnownValues& known_;
  Console& console_;
  bool all_well_ = true;
};

output::ExportForm form_of(const ExportOptions& options, const States& states) {
  using output::Format;
  output::ExportForm form;
  form.spreadsheet = options.spreadsheet;
  if (options.format == "uwazi") form.format = Format::kUwazi;
  if (options.format == "csv") form.format = options.per_state ? Format::kCsvByState : Format::kCsv;
  for (const config::StateEntry& state : states) form.state_names[state.iso3] = state.name;
  return form;
}

// To standard output, or into a file that appears when it is complete.
Written write_records(const std::string& folder, const output::Filter& filter, const output::ExportForm& form,
                      const std::string& path) {
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
  if (!written) return written;
  if (!exported) return failed(exported.error().detail);
  if (!file) return {};
  if (Written synced = file->sync(); !synced) return synced;
  return file->publish();
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
  const auto states = read_states(options.rules_dir);
  if (!states) {
    print_errors(states.error());
    return kWrongUsage;
  }
  const auto known = output::known_values(folder);
  if (!known) {
    console.error(known.error().detail);
    return kAborted;
  }
  const auto filter = Checked(*states, *known, console).filter_of(options);
  if (!filter) return kWrongUsage;
  const Written written = write_records(folder, *filter, form_of(options, *states), options.output_file);
  if (written) return kAllWell;
  if (!written.error().reader_gone) console.error(written.error().message);
  return kAborted;
}

}  // namespace troika::pipeline
