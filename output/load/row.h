// Rows out of records, by the description of their tables. For this folder's .cc files and their tests only.
//
//   RowBuilder builder(recommendations_table());
//   Cells row;
//   builder.build(record, {.id = id}, row);  // throws RowError: "review.cycle: is a string, and must be an integer"
#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <rapidjson/document.h>

#include "output/load/tables.h"

namespace troika::output {

using Json = rapidjson::Value;

// A value of a row: null, or one of its column's type. Text and JSON are the record's own and live as long as it.
using Cell = std::variant<std::monostate, bool, std::int64_t, std::string_view, std::vector<std::string_view>,
                          std::vector<std::int64_t>, const Json*>;
using Cells = std::vector<Cell>;  // in the order of the table's columns

// What of a row is not in the record.
struct Context {
  std::string_view id{};  // $id: of the record that the item is of
  std::int64_t ordinal = 0;
  bool withdrawn = false;
  std::optional<std::int64_t> withdrawn_seq{};
};

// A record that is not as the table's description wants it.
class RowError : public std::exception {
 public:
  explicit RowError(std::string message) : message_(std::move(message)) {}
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string message_;
};

enum class Missing { kRefused, kNull };  // what a key means that the record does not have

// Immutable; `table` must outlive it.
class RowBuilder {
 public:
  explicit RowBuilder(const Table& table);

  // The row of a record, or of one of its items.
  void build(const Json& object, const Context& context, Cells& row, Missing missing = Missing::kRefused) const;

  const Table& table() const { return table_; }

 private:
  struct Way {                                // one alternative of a path
    std::vector<std::string_view> keys;       // "document", "symbol"
    std::optional<std::string_view> of_each;  // the key behind []
  };
  struct Source {
    const Column* column;
    std::vector<Way> ways;
  };

  Cell cell_of(const Source& source, const Json& object, const Context& context, Missing missing) const;

  const Table& table_;
  std::vector<Source> sources_;
};

// The list `table.items` of a record.
const Json& items_of(const Json& record, const Table& table);

// `value` as JSON text, in one line.
void append_json(std::string& out, const Json& value);
void append_json(std::string& out, const std::vector<std::string_view>& texts);
void append_json(std::string& out, const std::vector<std::int64_t>& numbers);

}  // namespace troika::output
