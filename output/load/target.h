// What rows are loaded into: a database, or a folder of CSV files. For this folder's .cc files only.
//
//   target->begin(Load::kWhole);
//   target->put(documents_table(), row); ...
//   target->commit({});                    // one batch; any number of them
//   target->finish(position);              // what was not put is withdrawn or goes; the position is noted
//
// Rows of a table come after those that they refer to. Nothing of a batch is there until commit() returns, and then
// all of it. Everything throws StoreError. One thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "output/load/csv.h"
#include "output/load/row.h"
#include "output/load/sql.h"

namespace troika::output {

// A place in a change feed.
struct FeedPosition {
  std::int64_t seq = 0;  // of the last change applied; 0: before the first
  std::string change;    // SHA-256 of its line: another feed has another
};

// Documents and reviews are put in every load; recommendations that did not change only in a whole one.
enum class Load { kWhole, kChanges };

class Target {
 public:
  virtual ~Target() = default;

  // Up to where the feed was applied; none where nothing was ever loaded completely.
  virtual std::optional<FeedPosition> position() = 0;

  virtual void begin(Load load) = 0;
  virtual void put(const Table& table, const Cells& row) = 0;  // a row with the same key is put once in a load
  virtual void commit(const std::optional<FeedPosition>& position) = 0;
  virtual void finish(const std::optional<FeedPosition>& position) = 0;

  // How a person calls it; no password is in it.
  virtual std::string name() const = 0;
};

// A connection to a database, as SqlTarget needs one.
class Connection {
 public:
  virtual ~Connection() = default;
  virtual void execute(const std::string& sql) = 0;
  // The first value of the first row; none where there is no row, or where it is NULL.
  virtual std::optional<std::string> value(const std::string& sql) = 0;
  // Tables that there are, of any program's.
  virtual bool has_table(std::string_view name) = 0;

  // A row of a staging table; there at the latest after flush().
  virtual void stage(const std::string& table, const Table& shape, const Cells& row) = 0;
  virtual void flush() = 0;
  virtual void empty(const std::string& table) = 0;

  virtual void begin() = 0;
  virtual void commit() = 0;

  // Makes place for the tables where there is none.
  virtual void prepare() = 0;
  virtual Dialect dialect() const = 0;
  virtual std::string name() const = 0;
};

std::unique_ptr<Target> make_sql_target(std::unique_ptr<Connection> connection);
std::unique_ptr<Connection> connect_postgres(const std::string& conninfo);
std::unique_ptr<Connection> open_sqlite(const std::string& path);
std::unique_ptr<Target> make_csv_target(const std::string& folder, CsvFor reader);

// What cannot go on, as a failure that the load ends with.
[[noreturn]] void refuse(const std::string& detail, bool retryable = false);

}  // namespace troika::output
