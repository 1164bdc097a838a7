#include "config/toml_reader.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>
#include <system_error>
#include <tuple>
#include <utility>

#include "config/forms.h"
#include "config/nearest_name.h"

namespace troika::config {
namespace {

namespace fs = std::filesystem;

// What is read at once: all of nearly every file.
constexpr std::size_t kStretchBytes = std::size_t{64} << 10;

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

// "\b" in double quotes is a backspace to TOML, and a pattern that holds one never matches.
bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
  });
}

std::string iso_date(const toml::date& date) {
  std::ostringstream text;
  text << date;
  return text.str();
}

}  // namespace

std::string out_of_range(std::string_view value, Range range) {
  std::string message = "must be from " + std::to_string(range.least) + " to " + std::to_string(range.most);
  return message + ", and is " + std::string(value);
}

tl::expected<std::string, Error> read_config_file(const std::string& path) {
  const auto error = [&path](std::string message) {
    return tl::unexpected(Error{{path, 0, 0}, "", std::move(message)});
  };
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (status.type() == fs::file_type::not_found) return error("no such file; check its name");
  if (fs::is_directory(status)) return error("is a folder; a file is needed");
  // Opening a FIFO would wait for a writer.
  if (!fs::is_regular_file(status)) return error(code ? "cannot be read: " + code.message() : "is not a regular file");

  std::ifstream stream(path, std::ios::binary);
  if (!stream) return error("cannot be read: " + std::generic_category().message(errno));
  std::string content;
  while (stream && content.size() <= kMaxConfigBytes) {
    const std::size_t read = content.size();
    content.resize(read + kStretchBytes);
    stream.read(content.data() + read, static_cast<std::streamsize>(kStretchBytes));
    content.resize(read + static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad()) return error("cannot be read: " + std::generic_category().message(errno));
  content.shrink_to_fit();  // it is kept as long as its rules are
  if (content.size() > kMaxConfigBytes) {
    return error("is larger than " + std::to_string(kMaxConfigBytes) + " bytes; this cannot be a configuration file");
  }
  return content;
}

tl::expected<TomlFile, Error> read_toml(const std::string& path) {
  auto content = read_config_file(path);
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
  const toml::node* node = find(name, Need::kRequired);
  if (!node) return {0, at()};
  return {as_integer(*node, name, {1, std::numeric_limits<int>::max()}).value_or(0), location(node->source())};
}

std::optional<int> TableReader::as_integer(const toml::node& node, std::string_view name, Range range) {
  const Location at = location(node.source());
  const auto* integer = node.as_integer();
  if (!integer) {
    add_error(at, name, wrong_type("an integer", node));
  } else if (integer->get() < range.least || integer->get() > range.most) {
    add_error(at, name, out_of_range(std::to_string(integer->get()), range));
  } else {
    return static_cast<int>(integer->get());
  }
  return std::nullopt;
}

std::optional<int> TableReader::integer(std::string_view name, Range range) {
  const toml::node* node = find(name, Need::kOptional);
  return node ? as_integer(*node, name, range) : std::nullopt;
}

std::vector<int> TableReader::integers(std::string_view name, Range range) {
  std::vector<int> integers;
  const toml::array* array = find_array(name, Need::kOptional, "a list of integers: [1, 2]");
  if (!array) return integers;
  for (std::size_t i = 0; i < array->size(); ++i) {
    if (const auto integer = as_integer((*array)[i], element_name(name, i), range)) integers.push_back(*integer);
  }
  return integers;
}

std::optional<bool> TableReader::boolean(std::string_view name) {
  const toml::node* node = find(name, Need::kOptional);
  if (!node) return std::nullopt;
  if (const auto* boolean = node->as_boolean()) return boolean->get();
  add_error(location(node->source()), name, wrong_type("true or false", *node));
  return std::nullopt;
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

std::optional<TableReader> TableReader::table(std::string_view name, Need need) {
  const toml::node* node = find(name, need);
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
    const std::string* meant = nearest_name(name, known_);
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
