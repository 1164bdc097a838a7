// What the store, and a load into a file, need of SQLite, and the only place that knows it. For output/'s .cc files
// only.
//
//   Database db = Database::open("data/store.sqlite");
//   Transaction change(db);
//   db.run("UPDATE documents SET state = ? WHERE key = ?", {"due", key});
//   db.each("SELECT key, misses FROM documents", {}, [&](const Row& row) { use(row.text(0), row.integer(1)); });
//   change.commit();
//
// An error throws StoreError: it ends what the store was asked to do, and the store's public functions turn it into a
// fetch::Failure. For one thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <variant>

#include "fetch/failure.h"

struct sqlite3;
struct sqlite3_stmt;

namespace troika::output {

class StoreError : public std::exception {
 public:
  explicit StoreError(fetch::Failure failure) : failure_(std::move(failure)) {}
  const fetch::Failure& failure() const { return failure_; }
  const char* what() const noexcept override { return failure_.detail.c_str(); }

 private:
  fetch::Failure failure_;
};

// Runs what a public function does; an error of the database becomes its failure.
template <class Body>
auto answered(Body body) -> fetch::Result<decltype(body())> {
  try {
    if constexpr (std::is_void_v<decltype(body())>) {
      body();
      return {};
    } else {
      return body();
    }
  } catch (const StoreError& error) {
    return tl::unexpected(error.failure());
  }
}

// What takes the place of a `?`. Text must outlive the call.
class Value {
 public:
  Value(std::nullptr_t) {}                                            // NOLINT(google-explicit-constructor)
  Value(std::int64_t number) : value_(number) {}                      // NOLINT(google-explicit-constructor)
  Value(int number) : value_(std::int64_t{number}) {}                 // NOLINT(google-explicit-constructor)
  Value(bool truth) : value_(std::int64_t{truth}) {}                  // NOLINT(google-explicit-constructor)
  Value(std::string_view text) : value_(text) {}                      // NOLINT(google-explicit-constructor)
  Value(const std::string& text) : value_(std::string_view(text)) {}  // NOLINT(google-explicit-constructor)
  Value(const char* text) : value_(std::string_view(text)) {}         // NOLINT(google-explicit-constructor)

  const std::variant<std::nullptr_t, std::int64_t, std::string_view>& get() const { return value_; }

 private:
  std::variant<std::nullptr_t, std::int64_t, std::string_view> value_ = nullptr;
};

// Null for an empty text: an absent one is stored as NULL.
inline Value or_null(std::string_view text) { return text.empty() ? Value(nullptr) : Value(text); }

using Values = std::initializer_list<Value>;

// The row that a SELECT stands on; valid during the call that gave it. NULL reads as "" or 0.
class Row {
 public:
  explicit Row(sqlite3_stmt* statement) : statement_(statement) {}
  std::string_view view(int column) const;  // until the next row
  std::string text(int column) const { return std::string(view(column)); }
  std::int64_t integer(int column) const;
  bool is_null(int column) const;

 private:
  sqlite3_stmt* statement_;
};

// What a file is to the user: it decides what is said when something is wrong with it.
enum class FileOf { kStore, kLoad };

class Database {
 public:
  // Another program that reads or copies the file may lock it for moments; a nightly run can wait so long.
  static constexpr std::chrono::milliseconds kPatience{10'000};

  // Makes the file if it is not there; its folder must be.
  static Database open(const std::string& path, std::chrono::milliseconds patience = kPatience,
                       FileOf file_of = FileOf::kStore);

  Database(Database&&) noexcept;
  Database& operator=(Database&&) = delete;
  ~Database();

  // Statements without values, one or many.
  void execute(const std::string& sql);

  // The statements below are compiled once; `sql` is a literal, and one of them is not begun again while it is read.
  int run(std::string_view sql, Values values = {});                  // rows inserted, updated or deleted
  int run_with(std::string_view sql, std::span<const Value> values);  // the same; `sql` lives as long as this
  void each(std::string_view sql, Values values, const std::function<void(const Row&)>& visit);
  bool first(std::string_view sql, Values values, const std::function<void(const Row&)>& visit);  // false: no row
  std::int64_t number(std::string_view sql, Values values = {});                                  // of the first row; 0

  const std::string& path() const { return path_; }
  bool in_transaction() const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

  Database(std::string path, FileOf file_of) : path_(std::move(path)), file_of_(file_of) {}
  sqlite3_stmt* prepared(std::string_view sql, std::span<const Value> values);
  bool step(sqlite3_stmt* statement);
  [[noreturn]] void fail() const;

  std::string path_;
  FileOf file_of_;
  std::unique_ptr<sqlite3, Close> handle_;
  std::unordered_map<std::string_view, Statement> statements_;  // by SQL; finalized before the handle is closed
};

// What a transaction survives once it is committed: the death of the process, or a power failure as well. The latter
// waits for the disk.
enum class Survives { kProcessDeath, kPowerFailure };

// Rolled back unless committed.
class Transaction {
 public:
  explicit Transaction(Database& db, Survives survives = Survives::kPowerFailure);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Database& db_;
  bool committed_ = false;
};

}  // namespace troika::output
