// The tables that records are loaded into: one description for PostgreSQL, SQLite and CSV, and of how a row is taken
// out of a record. docs/DATABASE.md shows them to people.
//
// A published table or column is never changed or taken away: what is new has the number of the migration that adds it
// (`since`), so that a database of any older version becomes one of the newest (output/load/sql.h).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace troika::output {

// kSequence is an integer of 64 bits. kTexts and kIntegers are lists: arrays in PostgreSQL, JSON in SQLite, values
// joined by | in CSV.
enum class Type { kText, kInteger, kSequence, kBoolean, kDate, kTexts, kIntegers, kJson };

// The part of a record that a column shows, as a path of keys: "review.cycle".
//   "a|b"            b where a is null, or is not there
//   "places[].name"  of each item of a list: only for kTexts
//   "$..."           not of the record itself: Context in output/load/row.h has it
using Path = std::string_view;

enum class Null { kNo, kYes };

struct Column {
  std::string_view name;
  Type type;
  Null null;
  Path path;
  std::string_view comment;
  std::string_view references{};  // table whose first key column it names
  std::string_view check{};       // values allowed, as SQL lists them; empty: any
  int since = 1;
};

struct Index {
  std::string_view name;
  std::string_view on;  // "recommendations (response)"
  int since = 1;
};

struct Table {
  std::string_view name;
  std::string_view comment;
  std::string_view items;  // list of the record that the table has a row for each item of; empty: for the record itself
  std::vector<std::string_view> key;
  std::vector<Column> columns;
  std::vector<Index> indexes;
  int since = 1;

  bool has_rows_of_items() const { return !items.empty(); }
};

// Those of records.
const Table& documents_table();
const Table& inputs_table();
const Table& reviews_table();
const Table& recommendations_table();

// Columns of recommendations, by their place: the key, and what refers to other tables.
inline constexpr std::size_t kIdColumn = 0, kDocumentColumn = 2, kReviewColumn = 3;

// All, those first that others refer to.
std::span<const Table* const> tables();

// Those of a recommendation's lists.
std::span<const Table* const> item_tables();

// One row per recommendation and recommending State, with the recommendation's own columns; one where no State made it.
inline constexpr std::string_view kByState = "recommendations_by_state";

// What it calls a column of recommendation_states; empty: it does not show it.
std::string by_state_name(std::string_view column);

}  // namespace troika::output
