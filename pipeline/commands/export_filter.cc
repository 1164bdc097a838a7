#include "pipeline/commands/export_filter.h"

#include <algorithm>
#include <cstddef>

#include "config/nearest_name.h"
#include "normalize/fold.h"
#include "normalize/states.h"

namespace troika::pipeline {
namespace {

using Texts = std::vector<std::string>;

// A list that fits a line or two.
constexpr std::size_t kShown = 20;

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

std::string listed(const Texts& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i) text += (i > 0 ? ", " : "") + names[i];
  if (names.empty()) return "none: no record has any";
  return names.size() > kShown ? text + ", ..." : text;
}

Texts as_texts(const std::vector<int>& numbers) {
  Texts texts;
  for (const int number : numbers) texts.push_back(std::to_string(number));
  return texts;
}

bool contains(const auto& values, const auto& value) { return std::ranges::find(values, value) != values.end(); }

std::string named(const config::StateEntry& state) { return state.name + " (" + state.iso3 + ")"; }

class Check {
 public:
  explicit Check(const FilterWords& words) : words_(words), table_(words.states) {}

  CheckedFilter of(const ExportOptions& options) {
    const output::KnownValues& published = words_.published;
    std::vector<int> cycles, sessions;
    for (const config::SessionEntry& session : words_.sessions) {
      cycles.push_back(session.cycle);
      sessions.push_back(session.number);
    }
    output::RecordFilter& filter = checked_.filter;
    filter.states = codes("--state", options.states, published.states);
    filter.recommending_states =
        codes("--recommending-state", options.recommending_states, published.recommending_states);
    filter.responses = chosen("--response", options.responses, output::response_names());
    filter.themes = chosen("--theme", options.themes, published.themes);
    filter.mechanisms = chosen("--mechanism", options.mechanisms, published.mechanisms);
    filter.cycles = numbers("--cycle", options.cycles, published.cycles, cycles);
    filter.sessions = numbers("--session", options.sessions, published.sessions, sessions);
    return std::move(checked_);
  }

 private:
  void refuse(const std::string& option, const std::string& value, const std::string& why) {
    checked_.refusals.push_back(option + ": '" + value + "' " + why);
  }

  void note_unless_published(const std::string& option, const std::string& value, bool is_published,
                             const Texts& published) {
    if (is_published) return;
    const std::string others = published.size() > kShown ? "" : "; published are " + listed(published);
    checked_.notes.push_back(option + ": no published record has " + value + others);
  }

  Texts codes(const char* option, const Texts& typed, const Texts& published) {
    Texts codes;
    for (const std::string& text : typed) {
      const config::StateEntry* state = table_.coded(upper(text));
      if (!state) state = table_.find(text).state;
      if (!state) {
        refuse(option, text, "is no State that states.toml knows" + near_states(text));
        continue;
      }
      codes.push_back(state->iso3);
      note_unless_published(option, named(*state), contains(published, state->iso3), published);
    }
    return codes;
  }

  // Who begins to type a name, or mistypes a code, has several near ones.
  std::string near_states(const std::string& typed) const {
    const std::string begun = normalize::fold_name(typed);
    Texts near;
    for (const config::StateEntry& state : words_.states)
      if (!begun.empty() && normalize::fold_name(state.name).starts_with(begun)) near.push_back(named(state));
    for (const config::StateEntry& state : words_.states)
      if (config::nearest_name(upper(typed), {state.iso3}) && !contains(near, named(state)))
        near.push_back(named(state));
    if (near.empty() || near.size() > kShown) near = {nearest_state(typed)};
    if (near.front().empty()) return "; give its ISO code or its UN name";
    return "; did you mean " + listed(near) + "?";
  }

  std::string nearest_state(const std::string& typed) const {
    if (const normalize::StateMatch near = table_.find_near(typed)) return named(*near.state);
    Texts names;
    for (const config::StateEntry& state : words_.states) names.push_back(state.name);
    const std::string* near = config::nearest_name(typed, names);
    return near ? named(*table_.find(*near).state) : "";
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

  // `possible`: those that a record may have, published or not.
  std::vector<int> numbers(const char* option, const std::vector<int>& typed, const std::vector<int>& published,
                           const std::vector<int>& possible) {
    const Texts names = as_texts(published);
    for (const int number : typed) {
      const std::string text = std::to_string(number);
      if (contains(published, number) || contains(possible, number)) {
        note_unless_published(option, text, contains(published, number), names);
      } else {
        refuse(option, text, "is none of those published: " + listed(names));
      }
    }
    return typed;
  }

  const FilterWords& words_;
  normalize::StateTable table_;
  CheckedFilter checked_;
};

}  // namespace

CheckedFilter check_filter(const ExportOptions& options, const FilterWords& words) { return Check(words).of(options); }

}  // namespace troika::pipeline
