// A load into a SQLite database.
#include "output/store/sqlite.h"

#include <list>
#include <map>
#include <utility>

#include "output/load/file_lock.h"
#include "output/load/target.h"

namespace troika::output {
namespace {

constexpr std::chrono::seconds kPatience{30};  // with another load: as with PostgreSQL

// A cell as SQLite's value; `texts` keeps what has to be written out for it.
struct ToValue {
  std::list<std::string>& texts;

  Value operator()(std::monostate) const { return nullptr; }
  Value operator()(bool truth) const { return truth; }
  Value operator()(std::int64_t number) const { return number; }
  Value operator()(std::string_view text) const { return text; }
  Value operator()(const std::vector<std::string_view>& list) const { return written(list); }
  Value operator()(const std::vector<std::int64_t>& list) const { return written(list); }
  Value operator()(const Json* json) const { return written(*json); }

 private:
  template <class T>
  Value written(const T& value) const {
    append_json(texts.emplace_back(), value);
    return texts.back();
  }
};

class SqliteConnection : public Connection {
 public:
  explicit SqliteConnection(const std::string& path)
      : lock_(path, kPatience), db_(Database::open(path, Database::kPatience, FileOf::kLoad)) {
    db_.execute("PRAGMA temp_store = MEMORY");  // of the staging tables
  }

  void execute(const std::string& sql) override { db_.execute(sql); }

  std::optional<std::string> value(const std::string& sql) override {
    std::optional<std::string> found;
    db_.first(kept(sql), {}, [&](const Row& row) {
      if (!row.is_null(0)) found = row.text(0);
    });
    return found;
  }

  bool has_table(std::string_view name) override {
    return db_.number("SELECT count(*) FROM sqlite_schema WHERE name = ?", {name}) > 0;
  }

  void stage(const std::string& table, const Table& shape, const Cells& row) override {
    std::string& sql = inserts_[table];
    if (sql.empty()) {
      sql = "INSERT INTO " + table + " VALUES (?";
      for (std::size_t i = 1; i < shape.columns.size(); ++i) sql += ", ?";
      sql += ')';
    }
    std::list<std::string> texts;
    std::vector<Value> values;
    for (const Cell& cell : row) values.push_back(std::visit(ToValue{texts}, cell));
    db_.run_with(sql, values);
  }

  void flush() override {}
  void empty(const std::string& table) override { execute("DELETE FROM " + table); }
  void begin() override { transaction_.emplace(db_); }
  void commit() override {
    transaction_->commit();
    transaction_.reset();
  }
  void prepare() override {}
  Dialect dialect() const override { return Dialect::kSqlite; }
  std::string name() const override { return db_.path(); }

 private:
  // The database keeps statements by their place in memory.
  std::string_view kept(const std::string& sql) { return inserts_.try_emplace(sql, sql).first->second; }

  FileLock lock_;  // given back when the database is closed, not before
  Database db_;
  std::map<std::string, std::string> inserts_;
  std::optional<Transaction> transaction_;
};

}  // namespace

std::unique_ptr<Connection> open_sqlite(const std::string& path) { return std::make_unique<SqliteConnection>(path); }

}  // namespace troika::output
