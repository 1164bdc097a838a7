#include "config/corrections.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "config/forms.h"
#include "config/toml_reader.h"

namespace troika::config {
namespace {

constexpr std::array<std::string_view, 6> kFields = {"text", "response",  "recommending_states", "recommending_body",
                                                     "verb", "addressees"};
constexpr std::array<std::string_view, 5> kResponses = {"supported", "noted", "partially_supported", "pending", "none"};

std::vector<Text> read_values(TableReader& table, const std::string& field) {
  if (is_list_field(field)) return table.texts("value", Need::kRequired);
  Text value = table.text("value", Need::kRequired);
  return value.value.empty() ? std::vector<Text>{} : std::vector{std::move(value)};
}

void check_values(TableReader& table, const std::string& field, const std::vector<Text>& values) {
  for (const Text& value : values) {
    if (field == "response") table.require_choice("value", value, "response", kResponses);
    if (field == "recommending_states" && !is_state_code(value.value))
      table.add_error(value.at, "value", "'" + value.value + "' is not a code of three capitals, such as \"PRK\"");
    if (field == "text" && value.value.find('\n') != std::string::npos)
      table.add_error(value.at, "value", "has a line break, and a recommendation's text is one line");
  }
}

using LinesByField = std::map<std::pair<std::string, std::string>, int>;  // by id and field

Correction read_correction(TableReader& table, LinesByField& lines) {
  Correction correction;
  const Text id = table.text("id", Need::kRequired);
  const Text field = table.text("field", Need::kRequired);
  correction.id = id.value;
  correction.field = field.value;
  const std::vector<Text> values = read_values(table, field.value);
  for (const Text& value : values) correction.values.push_back(value.value);
  correction.text = table.text("text", Need::kRequired).value;
  correction.reason = table.text("reason", Need::kRequired).value;
  correction.who = table.text("who", Need::kRequired).value;
  correction.date = table.date("date", Need::kOptional).value;
  correction.at = table.at();
  table.reject_unknown_keys();
  if (!field.value.empty()) table.require_choice("field", field, "field", kFields);
  check_values(table, field.value, values);
  if (id.value.empty()) return correction;
  const std::size_t number = id.value.find('#');
  if (number == 0 || number >= id.value.size() - 1)
    table.add_error(id.at, "id", "'" + id.value + "' is no id of a recommendation, such as \"A/HRC/27/10#124.36\"");
  const auto [first, is_new] = lines.emplace(std::pair(id.value, field.value), id.at.line);
  if (!is_new)
    table.add_error(
        id.at, "id",
        "this field of '" + id.value + "' is corrected in line " + std::to_string(first->second) + " already");
  return correction;
}

}  // namespace

bool is_list_field(const std::string& field) { return field == "recommending_states" || field == "addressees"; }

tl::expected<std::vector<Correction>, std::vector<Error>> read_corrections(const std::string& path) {
  const auto file = read_toml(path);
  if (!file) return tl::unexpected(std::vector{file.error()});
  ErrorLog errors(path);
  TableReader root(file->root, "", errors);
  std::vector<Correction> corrections;
  LinesByField lines;
  for (TableReader& table : root.tables("correction", Need::kOptional))
    corrections.push_back(read_correction(table, lines));
  root.reject_unknown_keys();
  if (!errors.empty()) return tl::unexpected(std::move(errors).in_file_order());
  return corrections;
}

}  // namespace troika::config
