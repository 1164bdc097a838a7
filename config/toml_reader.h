// Typed reading of TOML files, for this folder only: it is the one place that names toml++.
//
// A reader takes each value by name and type, and goes on after an error, so that an author sees all of them at once:
//
//   auto file = read_toml(path);                    // cannot be read, or is not TOML: one error
//   if (!file) return tl::unexpected(std::vector{file.error()});
//   ErrorLog errors(path);
//   TableReader root(file->root, "", errors);
//   Text name = root.text("name", Need::kRequired);  // empty when it is missing or wrong: then it is in `errors`
//   root.reject_unknown_keys();                      // last: every name asked for until then is a known one
//   if (!errors.empty()) return tl::unexpected(std::move(errors).in_file_order());
//
// No empty string passes: an empty `value` always means "absent, or already reported". No exception leaves.
// Not thread-safe; each file has its own log and readers.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>
#include <toml++/toml.h>

#include "config/error.h"
#include "config/text.h"

namespace troika::config {

// Rule sets and vocabularies take tens of kilobytes; more than this is not a file meant for us.
inline constexpr std::size_t kMaxConfigBytes = std::size_t{4} << 20;

struct TomlFile {
  std::string content;  // the file's bytes
  toml::table root;
};

// The bytes of a regular file of at most kMaxConfigBytes.
tl::expected<std::string, Error> read_config_file(const std::string& path);

tl::expected<TomlFile, Error> read_toml(const std::string& path);

// Collects what is wrong in one file.
class ErrorLog {
 public:
  explicit ErrorLog(std::string path) : path_(std::move(path)) {}

  const std::string& path() const { return path_; }
  bool empty() const { return errors_.empty(); }
  void add(Location at, std::string key, std::string message);

  // Errors about the file as a whole first, then from top to bottom.
  std::vector<Error> in_file_order() &&;

 private:
  std::string path_;
  std::vector<Error> errors_;
};

enum class Need { kRequired, kOptional };

struct Integer {
  int value = 0;  // 0: absent, or already reported
  Location at;
};

// Both ends are allowed.
struct Range {
  int least = 0, most = 0;
};

// "must be from 1 to 64, and is 0"
std::string out_of_range(std::string_view value, Range range);

// One table of the file. Borrows the table and the log.
class TableReader {
 public:
  // `key` is where the table stands in the file ("lead_in[4]"), empty for the root.
  TableReader(const toml::table& table, std::string key, ErrorLog& errors);

  // Where the table begins; the file itself for the root.
  Location at() const;
  // "lead_in[4].pattern" for "pattern".
  std::string key_of(std::string_view name) const;

  Text text(std::string_view name, Need need);
  std::vector<Text> texts(std::string_view name, Need need);       // required: at least one
  Integer positive_integer(std::string_view name);                 // required
  std::optional<int> integer(std::string_view name, Range range);  // optional, as are the next two
  std::vector<int> integers(std::string_view name, Range range);
  std::optional<bool> boolean(std::string_view name);
  Text date(std::string_view name, Need need);  // TOML local date, or a string "2014-07-02"; gives the latter
  std::optional<TableReader> table(std::string_view name, Need need = Need::kRequired);
  std::vector<TableReader> tables(std::string_view name, Need need);  // required: at least one

  // Reports every key that was not asked for so far, with the nearest one that was.
  void reject_unknown_keys();

  // Reports that `text`, the value of `name`, is none of `choices`; `what` says what they are ("response").
  void require_choice(std::string_view name, const Text& text, std::string_view what,
                      std::span<const std::string_view> choices);
  void add_error(Location at, std::string_view name, std::string message);

 private:
  // The value, or null when it is absent (reported if required).
  const toml::node* find(std::string_view name, Need need);
  // The value as an array with at least one element if required, or null.
  const toml::array* find_array(std::string_view name, Need need, std::string_view expected);
  std::optional<int> as_integer(const toml::node& node, std::string_view name, Range range);
  Text as_text(const toml::node& node, std::string_view name, std::string_view expected);
  Location location(const toml::source_region& source) const;

  const toml::table* table_;
  std::string key_;
  ErrorLog* errors_;
  std::vector<std::string> known_;  // names asked for so far
};

}  // namespace troika::config
