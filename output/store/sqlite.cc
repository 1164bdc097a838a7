#include "output/store/sqlite.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <sqlite3.h>

namespace troika::output {
namespace {

// Of the connection; none of them writes to the file, which may turn out to be another program's.
constexpr const char* kSettings =
    "PRAGMA foreign_keys = ON;"
    "PRAGMA cache_size = -16384;"  // KiB: the pages in use often fit, and memory stays flat over millions of rows
    "PRAGMA journal_size_limit = 67108864;";  // bytes that the WAL keeps after a large transaction

struct Advice {
  const char* what;  // what could not be done
  const char* next;  // what to do about it
  bool retryable;
};

Advice disk_full() { return {"cannot be written", "make room on the disk and start again", true}; }

Advice advice_for(int code, int system_error) {
  if (system_error == ENOSPC || system_error == EDQUOT) return disk_full();
  switch (code & 0xff) {  // the primary code
    case SQLITE_FULL: return disk_full();
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
      return {"cannot be opened or written",
              "the folder must be there, and it and the files in it writable: mend that, or give another folder",
              false};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {"is locked by another program", "wait until that program is done, or end it, and start again", true};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {"is damaged, or is no store",
              "put a backup in its place, or move the file away: the next run makes it anew from the archive and the "
              "sources",
              false};
    case SQLITE_NOMEM:
      return {"cannot be used", "there is not enough memory: end other programs and start again", true};
    case SQLITE_IOERR: return {"cannot be read or written", "check the disk, and start again", true};
    default: return {"cannot be used", "this is a defect of Troika, please report it", false};
  }
}

// Where a file that was loaded into asks for something else than the store.
Advice advice_for_load(int code, int system_error) {
  if (system_error == ENOSPC || system_error == EDQUOT) code = SQLITE_FULL;
  switch (code & 0xff) {
    case SQLITE_FULL:
      return {"cannot be written",
              "make room on the disk and load again: nothing of this batch is in the tables, what was there before is",
              true};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {"is damaged, or is no SQLite database", "give another file, or move this one away: a load makes it anew",
              false};
    case SQLITE_CONSTRAINT:
      return {
          "refuses a record",
          "nothing of this batch is in the tables; mend it, or publish the folder anew, and load again with --whole",
          false};
    default: return advice_for(code, system_error);
  }
}

fetch::Failure failure_of(const std::string& path, FileOf file_of, int code, int system_error,
                          const std::string& message) {
  const bool is_store = file_of == FileOf::kStore;
  const Advice advice = is_store ? advice_for(code, system_error) : advice_for_load(code, system_error);
  std::string why = message;
  if (system_error != 0) why += std::string(", ") + std::strerror(system_error);
  return {fetch::Stage::kOutput, fetch::FailureCode::kStore, advice.retryable,
          path + (is_store ? ": the store " : ": the database ") + advice.what + ": " + why + " (SQLite " +
              std::to_string(code) + "); " + advice.next};
}

struct Binder {
  sqlite3_stmt* statement;
  int index;

  int operator()(std::nullptr_t) const { return sqlite3_bind_null(statement, index); }
  int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, index, number); }
  int operator()(std::string_view text) const {
    const char* data = text.data() ? text.data() : "";  // a null pointer would bind NULL
    return sqlite3_bind_text64(statement, index, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
};

std::span<const Value> span_of(Values values) { return {values.begin(), values.size()}; }

// Ends the reading of a statement, however it ends: an open one would hold a snapshot.
class Reset {
 public:
  explicit Reset(sqlite3_stmt* statement) : statement_(statement) {}
  Reset(const Reset&) = delete;
  Reset& operator=(const Reset&) = delete;
  ~Reset() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

 private:
  sqlite3_stmt* statement_;
};

}  // namespace

std::string_view Row::view(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return text ? std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)))
              : std::string_view();
}

std::int64_t Row::integer(int column) const { return sqlite3_column_int64(statement_, column); }
bool Row::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
void Database::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Database::Database(Database&&) noexcept = default;
Database::~Database() = default;

Database Database::open(const std::string& path, std::chrono::milliseconds patience, FileOf file_of) {
  Database db(path, file_of);
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(
      path.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
      nullptr);
  db.handle_.reset(handle);  // also after an error, except for want of memory
  if (!handle) throw StoreError(failure_of(path, file_of, SQLITE_NOMEM, 0, "out of memory"));
  if (code != SQLITE_OK) db.fail();
  sqlite3_busy_timeout(handle, static_cast<int>(patience.count()));
  db.execute(kSettings);
  return db;
}

void Database::fail() const {
  const int code = sqlite3_extended_errcode(handle_.get());
  const int primary = code & 0xff;
  const bool asked_system = primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN || primary == SQLITE_FULL;
  throw StoreError(failure_of(path_, file_of_, code, asked_system ? sqlite3_system_errno(handle_.get()) : 0,
                              sqlite3_errmsg(handle_.get())));
}

void Database::execute(const std::string& sql) {
  if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

sqlite3_stmt* Database::prepared(std::string_view sql, std::span<const Value> values) {
  Statement& statement = statements_[sql];
  if (!statement) {
    sqlite3_stmt* compiled = nullptr;
    const auto size = static_cast<int>(sql.size());
    if (sqlite3_prepare_v3(handle_.get(), sql.data(), size, SQLITE_PREPARE_PERSISTENT, &compiled, nullptr) != SQLITE_OK)
      fail();
    statement.reset(compiled);
  }
  int index = 0;
  for (const Value& value : values) {
    if (std::visit(Binder{statement.get(), ++index}, value.get()) != SQLITE_OK) fail();
  }
  return statement.get();
}

bool Database::step(sqlite3_stmt* statement) {
  const int code = sqlite3_step(statement);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) fail();
  return false;
}

int Database::run(std::string_view sql, Values values) { return run_with(sql, span_of(values)); }

int Database::run_with(std::string_view sql, std::span<const Value> values) {
  sqlite3_stmt* statement = prepared(sql, values);
  const Reset reset(statement);
  while (step(statement)) continue;
  return sqlite3_changes(handle_.get());
}

void Database::each(std::string_view sql, Values values, const std::function<void(const Row&)>& visit) {
  sqlite3_stmt* statement = prepared(sql, span_of(values));
  const Reset reset(statement);
  while (step(statement)) visit(Row(statement));
}

bool Database::first(std::string_view sql, Values values, const std::function<void(const Row&)>& visit) {
  sqlite3_stmt* statement = prepared(sql, span_of(values));
  const Reset reset(statement);
  if (!step(statement)) return false;
  visit(Row(statement));
  return true;
}

std::int64_t Database::number(std::string_view sql, Values values) {
  std::int64_t found = 0;
  first(sql, values, [&](const Row& row) { found = row.integer(0); });
  return found;
}

bool Database::in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

// A PRAGMA takes effect when it is compiled, so it cannot be kept compiled; it costs microseconds.
Transaction::Transaction(Database& db, Survives survives) : db_(db) {
  db_.execute(survives == Survives::kPowerFailure ? "PRAGMA synchronous = FULL; BEGIN IMMEDIATE"
                                                  : "PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE");
}

void Transaction::commit() {
  db_.execute("COMMIT");
  committed_ = true;
}

Transaction::~Transaction() {
  if (committed_ || !db_.in_transaction()) return;  // a full disk may have rolled it back already
  try {
    db_.execute("ROLLBACK");
  } catch (const StoreError&) {  // the error that led here is the one to report
  }
}

}  // namespace troika::output
