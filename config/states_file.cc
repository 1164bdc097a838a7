#include "config/states_file.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "config/forms.h"
#include "config/toml_reader.h"

namespace troika::config {
namespace {

constexpr std::array<std::string_view, 6> kGroups = {
    "african", "asia-pacific", "eastern-european", "latin-american-and-caribbean", "western-european-and-others",
    "none"};

// The names of all States so far, and what is wrong with the next one.
class Names {
 public:
  explicit Names(const FoldName& fold) : fold_(fold) {}

  // `state` is where the State's table begins.
  void add(TableReader& table, const std::string& key, const Text& name, const Location& state) {
    if (name.value.empty()) return;
    const auto [first, is_new] = first_.emplace(fold_ ? fold_(name.value) : name.value, Named{name.value, state.line});
    if (is_new || first->second.line == state.line) return;
    table.add_error(name.at, key,
                    "'" + name.value + "' is also a name of the State in line " + std::to_string(first->second.line) +
                        " ('" + first->second.name + "'); a name must lead to one State: take it from the other");
  }

  void add(TableReader& table, const std::string& key, const std::vector<Text>& names, const Location& state) {
    for (std::size_t i = 0; i < names.size(); ++i) add(table, key + '[' + std::to_string(i) + ']', names[i], state);
  }

 private:
  struct Named {
    std::string name;
    int line;
  };
  const FoldName& fold_;
  std::map<std::string, Named> first_;
};

std::vector<std::string> values_of(const std::vector<Text>& texts) {
  std::vector<std::string> values;
  values.reserve(texts.size());
  for (const Text& text : texts) values.push_back(text.value);
  return values;
}

std::vector<FormerName> read_former_names(TableReader& state, Names& names) {
  std::vector<FormerName> former;
  for (TableReader& table : state.tables("former", Need::kOptional)) {
    const Text name = table.text("name", Need::kRequired);
    const Text until = table.date("until", Need::kRequired);
    table.reject_unknown_keys();
    names.add(table, "name", name, state.at());
    if (name.value.empty() || until.value.empty()) continue;
    // ISO dates sort as text.
    if (!former.empty() && until.value <= former.back().until) {
      table.add_error(until.at, "until",
                      "must be later than '" + former.back().until + "', the one before it; put the oldest name first");
    }
    former.push_back({name.value, until.value});
  }
  return former;
}

StateEntry read_state(TableReader& table, std::map<std::string, int>& lines_by_code, Names& names) {
  StateEntry state;
  const Text iso3 = table.text("iso3", Need::kRequired);
  const Text name = table.text("name", Need::kRequired);
  const Text group = table.text("group", Need::kRequired);
  state.iso3 = iso3.value;
  state.name = name.value;
  state.group = group.value;
  state.at = table.at();
  names.add(table, "name", name, state.at);
  state.former = read_former_names(table, names);
  for (auto [key, values] : {std::pair{"aliases", &state.aliases}, {"misprints", &state.misprints}}) {
    const std::vector<Text> texts = table.texts(key, Need::kOptional);
    names.add(table, key, texts, state.at);
    *values = values_of(texts);
  }
  table.reject_unknown_keys();
  table.require_choice("group", group, "regional group", kGroups);
  if (state.iso3.empty()) return state;
  if (!is_state_code(state.iso3)) {
    table.add_error(iso3.at, "iso3", "'" + state.iso3 + "' is not a code of three capitals, such as \"PRK\"");
  }
  const auto [first, is_new] = lines_by_code.emplace(state.iso3, iso3.at.line);
  if (!is_new) {
    const std::string line = std::to_string(first->second);
    table.add_error(iso3.at, "iso3", "'" + state.iso3 + "' is already the code of the State in line " + line);
  }
  return state;
}

SessionEntry read_session(TableReader& table, std::map<int, int>& lines_by_number) {
  const Integer number = table.positive_integer("number");
  const Integer cycle = table.positive_integer("cycle");
  const Text from = table.date("from", Need::kOptional);
  const Text to = table.date("to", Need::kOptional);
  table.reject_unknown_keys();
  if (!from.value.empty() && !to.value.empty() && to.value < from.value) {
    table.add_error(to.at, "to", "'" + to.value + "' is before 'from', '" + from.value + "'");
  }
  if (number.value > 0) {
    const auto [first, is_new] = lines_by_number.emplace(number.value, number.at.line);
    if (!is_new) {
      const std::string line = std::to_string(first->second);
      table.add_error(number.at, "number",
                      std::to_string(number.value) + " is already the number of the session in line " + line);
    }
  }
  return {number.value, cycle.value, from.value, to.value};
}

// Both files are one list of tables [[name]]; `read` makes an entry of one of them.
template <class Entry, class Read>
tl::expected<std::vector<Entry>, std::vector<Error>> read_list(const std::string& path, std::string_view name,
                                                               const Read& read) {
  auto file = read_toml(path);
  if (!file) return tl::unexpected(std::vector{std::move(file.error())});
  ErrorLog errors(path);
  TableReader root(file->root, "", errors);
  std::vector<Entry> entries;
  for (TableReader& table : root.tables(name, Need::kRequired)) entries.push_back(read(table));
  root.reject_unknown_keys();
  if (!errors.empty()) return tl::unexpected(std::move(errors).in_file_order());
  return entries;
}

}  // namespace

tl::expected<std::vector<StateEntry>, std::vector<Error>> read_states_file(const std::string& path,
                                                                           const FoldName& fold) {
  std::map<std::string, int> lines_by_code;
  Names names(fold);
  return read_list<StateEntry>(path, "state",
                               [&](TableReader& table) { return read_state(table, lines_by_code, names); });
}

tl::expected<std::vector<SessionEntry>, std::vector<Error>> read_sessions_file(const std::string& path) {
  std::map<int, int> lines_by_number;
  return read_list<SessionEntry>(path, "session",
                                 [&](TableReader& table) { return read_session(table, lines_by_number); });
}

}  // namespace troika::config
