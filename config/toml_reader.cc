#include "config/toml_reader.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <limits>
#include <numeric>
#include <sstream>
#include <system_error>
#include <tuple>
#include <utility>

namespace troika::config {
namespace {

namespace fs = std::filesystem;

tl::expected<std::string, Error> read_file(const std::string& path) {
  const auto error = [&path](std::string message) {
    return tl::unexpected(Error{{path, 0, 0}, "", std::move(message)});
  };
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (status.type() == fs::file_type::not_found) return error("no such file");
  if (fs::is_directory(status)) return error("is a folder; a TOML file is needed");
  // Opening a FIFO would wait for a writer.
  if (!fs::is_regular_file(status)) return error(code ? "cannot be read: " + code.message() : "is not a regular file");

  std::ifstream stream(path, std::ios::binary);
  if (!stream) return error("cannot be read: " + std::generic_category().message(errno));
  std::string content(kMaxConfigBytes + 1, '\0');
  stream.read(content.data(), static_cast<std::streamsize>(content.size()));
  if (stream.bad()) return error("cannot be read: " + std::generic_category().message(errno));
  content.resize(static_cast<std::size_t>(stream.gcount()));
  if (content.size() > kMaxConfigBytes) {
    return error("is larger than " + std::to_string(kMaxConfigBytes) + " bytes; this cannot be a configuration file");
  }
  return content;
}

// toml++'s wording, and what authors of patterns have most likely done.
std::string parse_message(std::string_view description) {
  std::string message = "not valid TOML: ";
  message += description;
  std::replace(message.begin(), message.end(), '\n', ' ');
  if (description.find("escape") != std::string_view::npos) message += "; write patterns in single quotes: '\\d+'";
  return message;
}

int to_int(toml::source_index index) { return static_cast<int>(index); }

std::string_view type_name(toml::node_type type) {
  switch (type) {
    case toml::node_type::none: return "nothing";
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "a list";
    case toml::node_type::string: return "a string";
    case toml::node_type::integer: return "an integer";
    case toml::node_type::floating_point: return "a float";
    case toml::node_type::boolean: return "a boolean";
    case toml::node_type::date: return "a date";
    case toml::node_type::time: return "a time";
    case toml::node_type::date_time: return "a date with a time";
  }
  return "nothing";
}

std::string wrong_type(std::string_view expected, const toml::node& node) {
  return "must be " + std::string(expected) + ", not " + std::string(type_name(node.type()));
}

std::string element_name(std::string_view name, std::size_t index) {
  return std::string(name) + '[' + std::to_string(index) + ']';
}

template <class Strings>
std::string joined(const Strings& strings) {
  std::string text;
  for (const auto& string : strings) {
    if (!text.empty()) text += ", ";
    text += string;
  }
  return text;
}

// Letters to insert, drop, replace, or swap with their neighbour.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last, last, row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_last = std::exchange(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
  }
  return row.back();
}

// The name that was probably meant: at most one letter in three differs. Null when none is that near.
const std::string* nearest(std::string_view name, const std::vector<std::string>& names) {
  const std::string* best = nullptr;
  std::size_t best_distance = 0;
  for (const std::string& candidate : names) {
    const std::size_t distance = edit_distance(name, candidate);
    const std::size_t limit = std::max<std::size_t>(1, std::max(name.size(), candidate.size()) / 3);
    if (distance > limit || (best && distance >= best_distance)) continue;
    best = &candidate;
    best_distance = distance;
  }
  return best;
}

// "\b" in double quotes is a backspace to TOML, and a pattern that holds one never matches.
bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
  });
}

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

bool is_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto year = digits(text.substr(0, 4)), month = digits(text.substr(5, 2)), day = digits(text.substr(8, 2));
  if (!year || !month || !day) return false;
  return std::chrono::year_month_day(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                     std::chrono::day(static_cast<unsigned>(*day)))
      .ok();
}

std::string iso_date(const toml::date& date) {
  std::ostringstream text;
  text << date;
  return text.str();
}

}  // namespace

tl::expected<TomlFile, Error> read_toml(const std::string& path) {
  auto content = read_file(path);
  if (!content) return tl::unexpected(std::move(content.error()));
  try {
    toml::table root = toml::parse(std::string_view(*content));
    return TomlFile{std::move(*content), std::move(root)};
  } catch (const toml::parse_error& error) {
    const toml::source_position at = error.source().begin;
    return tl::unexpected(Error{{path, to_int(at.line), to_int(at.column)}, "", parse_message(error.description())});
  }
}

void ErrorLog::add(Location at, std::string key, std::string message) {
  errors_.push_back({std::move(at), std::move(key), std::move(message)});
}

std::vector<Error> ErrorLog::in_file_order() && {
  std::stable_sort(errors_.begin(), errors_.end(), [](const Error& a, const Error& b) {
    return std::tie(a.at.line, a.at.column) < std::tie(b.at.line, b.at.column);
  });
  return std::move(errors_);
}

TableReader::TableReader(const toml::table& table, std::string key, ErrorLog& errors)
    : table_(&table), key_(std::move(key)), errors_(&errors) {}

Location TableReader::at() const {
  if (key_.empty()) return {errors_->path(), 0, 0};
  return location(table_->source());
}

Location TableReader::location(const toml::source_region& source) const {
  return {errors_->path(), to_int(source.begin.line), to_int(source.begin.column)};
}

std::string TableReader::key_of(std::string_view name) const {
  return key_.empty() ? std::string(name) : key_ + '.' + std::string(name);
}

void TableReader::add_error(Location at, std::string_view name, std::string message) {
  errors_->add(std::move(at), key_of(name), std::move(message));
}

const toml::node* TableReader::find(std::string_view name, Need need) {
  known_.emplace_back(name);
  const toml::node* node = table_->get(name);
  if (!node && need == Need::kRequired) add_error(at(), name, "is missing");
  return node;
}

const toml::array* TableReader::find_array(std::string_view name, Need need, std::string_view expected) {
  const toml::node* node = find(name, need);
  if (!node) return nullptr;
  const toml::array* array = node->as_array();
  if (!array) {
    add_error(location(node->source()), name, wrong_type(expected, *node));
  } else if (array->empty() && need == Need::kRequired) {
    add_error(location(node->source()), name, "is empty; at least one is needed");
  }
  return array;
}

Text TableReader::as_text(const toml::node& node, std::string_view name, std::string_view expected) {
  const Location at = location(node.source());
  const auto* string = node.as_string();
  if (!string) {
    add_error(at, name, wrong_type(expected, node));
  } else if (string->get().empty()) {
    add_error(at, name, "is empty");
  } else if (has_control_character(string->get())) {
    add_error(at, name, R"(holds a control character ("\b" in double quotes is a backspace); use single quotes: '\b')");
  } else {
    return {string->get(), at};
  }
  return {"", at};
}

Text TableReader::text(std::string_view name, Need need) {
  const toml::node* node = find(name, need);
  return node ? as_text(*node, name, "a string") : Text{"", at()};
}

std::vector<Text> TableReader::texts(std::string_view name, Need need) {
  std::vector<Text> texts;
  const toml::array* array = find_array(name, need, "a list of strings: ['...']");
  if (!array) return texts;
  for (std::size_t i = 0; i < array->size(); ++i) {
    Text text = as_text((*array)[i], element_name(name, i), "a string");
    if (!text.value.empty()) texts.push_back(std::move(text));
  }
  return texts;
}

Integer TableReader::positive_integer(std::string_view name) {
  constexpr int kMax = std::numeric_limits<int>::max();
  const toml::node* node = find(name, Need::kRequired);
  if (!node) return {0, at()};
  const Location at = location(node->source());
  const auto* integer = node->as_integer();
  if (!integer) {
    add_error(at, name, wrong_type("an integer", *node));
  } else if (integer->get() < 1 || integer->get() > kMax) {
    add_error(at, name, "must be from 1 to " + std::to_string(kMax) + ", and is " + std::to_string(integer->get()));
  } else {
    return {static_cast<int>(integer->get()), at};
  }
  return {0, at};
}

Text TableReader::date(std::string_view name, Need need) {
  const toml::node* node = find(name, need);
  if (!node) return {"", at()};
  const Location at = location(node->source());
  if (const auto* date = node->as_date()) return {iso_date(date->get()), at};
  Text text = as_text(*node, name, "a date");
  if (!text.value.empty() && !is_iso_date(text.value)) {
    add_error(at, name, "'" + text.value + "' is not a date; write it as \"2014-07-02\"");
    text.value.clear();
  }
  return text;
}

std::optional<TableReader> TableReader::table(std::string_view name) {
  const toml::node* node = find(name, Need::kRequired);
  if (!node) return std::nullopt;
  if (const toml::table* table = node->as_table()) return TableReader(*table, key_of(name), *errors_);
  add_error(location(node->source()), name, wrong_type("a table: [" + key_of(name) + "]", *node));
  return std::nullopt;
}

std::vector<TableReader> TableReader::tables(std::string_view name, Need need) {
  std::vector<TableReader> readers;
  const toml::array* array = find_array(name, need, "a list of tables: [[" + key_of(name) + "]]");
  if (!array) return readers;
  for (std::size_t i = 0; i < array->size(); ++i) {
    const toml::node& node = (*array)[i];
    if (const toml::table* table = node.as_table()) {
      readers.emplace_back(*table, key_of(element_name(name, i)), *errors_);
    } else {
      add_error(location(node.source()), element_name(name, i), wrong_type("a table", node));
    }
  }
  return readers;
}

void TableReader::reject_unknown_keys() {
  for (auto&& [key, node] : *table_) {
    const std::string name(key.str());
    if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
    const std::string* meant = nearest(name, known_);
    std::string message = "unknown key '" + name + "'; ";
    message += meant ? "did you mean '" + *meant + "'?" : "known here: " + joined(known_);
    add_error(location(key.source()), name, std::move(message));
  }
}

void TableReader::require_choice(std::string_view name, const Text& text, std::string_view what,
                                 std::span<const std::string_view> choices) {
  if (text.value.empty() || std::find(choices.begin(), choices.end(), text.value) != choices.end()) return;
  add_error(text.at, name, "'" + text.value + "' is not a " + std::string(what) + "; choose one of " + joined(choices));
}

}  // namespace troika::config
