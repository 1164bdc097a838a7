// A load into a database, in SQL that PostgreSQL and SQLite both understand.
#include <utility>

#include "output/load/sql.h"
#include "output/load/target.h"
#include "output/store/sqlite.h"

namespace troika::output {
namespace {

constexpr const char* kMeta = "troika_load";

class SqlTarget : public Target {
 public:
  explicit SqlTarget(std::unique_ptr<Connection> connection) : db_(std::move(connection)) {
    migrate();
    for (const std::string& statement : staging_statements(tables())) db_->execute(statement);
  }

  std::optional<FeedPosition> position() override {
    const auto seq = db_->value("SELECT last_seq FROM troika_load");
    if (!seq) return {};
    return FeedPosition{std::stoll(*seq), db_->value("SELECT last_change FROM troika_load").value_or("")};
  }

  // A whole load that dies leaves rows of two states of the folder: the next one must be whole, too.
  void begin(Load load) override {
    load_ = load;
    if (load == Load::kChanges) return;
    db_->begin();
    note({});
    db_->commit();
  }

  void put(const Table& table, const Cells& row) override { db_->stage(staging_name(table), table, row); }

  void commit(const std::optional<FeedPosition>& position) override {
    db_->begin();
    db_->flush();
    merge();
    if (position) note(position);
    db_->commit();
    for (const Table* table : tables()) db_->empty(staging_name(*table));
  }

  void finish(const std::optional<FeedPosition>& position) override {
    db_->begin();
    if (load_ == Load::kWhole) db_->execute(withdraw_unseen_statement(recommendations_table()));
    db_->execute(forget_unseen_statement(inputs_table()));
    for (const Table* table : {&documents_table(), &reviews_table()}) {
      db_->execute(forget_unseen_statement(*table));
      db_->execute(withdraw_unseen_statement(*table));
    }
    note(position);
    db_->commit();
  }

  std::string name() const override { return db_->name(); }

 private:
  void merge() {
    const Table& records = recommendations_table();
    for (const Table* table : tables()) {
      if (table->has_rows_of_items()) {
        for (const std::string& statement : replace_items_statements(*table, records)) db_->execute(statement);
        continue;
      }
      db_->execute(upsert_statement(*table));
      db_->execute(note_seen_statement(*table));
    }
  }

  void note(const std::optional<FeedPosition>& position) {
    db_->execute(position ? "UPDATE troika_load SET last_seq = " + std::to_string(position->seq) + ", last_change = '" +
                                position->change + "'"
                          : "UPDATE troika_load SET last_seq = NULL, last_change = NULL");
  }

  int version() {
    if (!db_->has_table(kMeta)) return 0;
    return std::stoi(db_->value("SELECT schema_version FROM troika_load").value_or("0"));
  }

  void migrate() {
    const int newest = newest_version(tables());
    int known = version();
    if (known > newest)
      refuse(db_->name() + ": its tables are of version " + std::to_string(known) +
             ", and this program knows versions up to " + std::to_string(newest) +
             "; install a newer Troika, or give another database");
    if (known == newest) return;
    db_->begin();
    db_->prepare();
    if (known == 0) make_meta();
    while (known < newest) {
      for (const std::string& statement : migration(tables(), ++known, db_->dialect())) db_->execute(statement);
    }
    for (const std::string& statement : view_statements(db_->dialect())) db_->execute(statement);
    if (db_->dialect() == Dialect::kPostgres)
      for (const std::string& statement : comment_statements(tables())) db_->execute(statement);
    db_->execute("UPDATE troika_load SET schema_version = " + std::to_string(newest));
    db_->commit();
  }

  void make_meta() {
    for (const Table* table : tables())
      if (db_->has_table(table->name))
        refuse(db_->name() + ": has a table " + std::string(table->name) +
               " that is not Troika's; give a database of its own");
    db_->execute(
        "CREATE TABLE troika_load (\n"
        "  only_row integer PRIMARY KEY CHECK (only_row = 1),\n"
        "  schema_version integer NOT NULL,  -- of these tables\n"
        "  last_seq bigint,                  -- last change of the feed that was applied; null: nothing loaded yet\n"
        "  last_change text                  -- SHA-256 of that change's line: it tells one feed from another\n"
        ")");
    db_->execute("INSERT INTO troika_load VALUES (1, 0, NULL, NULL)");
    if (db_->dialect() != Dialect::kPostgres) return;
    db_->execute("COMMENT ON TABLE troika_load IS 'What the next troika load goes on from: one row'");
    db_->execute("COMMENT ON COLUMN troika_load.only_row IS '1'");
    db_->execute("COMMENT ON COLUMN troika_load.schema_version IS 'Version of these tables'");
    db_->execute(
        "COMMENT ON COLUMN troika_load.last_seq IS 'Sequence number of the last change of the feed that was "
        "applied; null: a whole load has not ended yet'");
    db_->execute(
        "COMMENT ON COLUMN troika_load.last_change IS 'SHA-256 of the line of that change: it tells one feed "
        "from another'");
  }

  std::unique_ptr<Connection> db_;
  Load load_ = Load::kWhole;
};

}  // namespace

void refuse(const std::string& detail, bool retryable) {
  throw StoreError({fetch::Stage::kOutput, fetch::FailureCode::kStore, retryable, detail});
}

std::unique_ptr<Target> make_sql_target(std::unique_ptr<Connection> connection) {
  return std::make_unique<SqlTarget>(std::move(connection));
}

}  // namespace troika::output
