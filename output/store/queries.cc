// Opening, and what `troika status` and `troika retry` ask.
#include <algorithm>
#include <chrono>

#include "fetch/url.h"
#include "output/store/schema.h"
#include "output/store/sqlite_store.h"

namespace troika::output {

fetch::Result<std::unique_ptr<Store>> Store::open(const std::string& path) {
  return answered([&]() -> std::unique_ptr<Store> {
    Database db = Database::open(path);
    migrate(db, migrations());
    return std::make_unique<SqliteStore>(std::move(db));
  });
}

fetch::Result<std::vector<DocumentState>> SqliteStore::documents(const std::string& state) const {
  return answered([&] {
    std::vector<DocumentState> documents;
    db_.each(
        "SELECT key, source, CASE WHEN lease_run IS NULL THEN state ELSE 'leased' END AS shown,"
        " verdict, detail, url, sha256, last_tried, last_fetched,"
        " (SELECT max(attempts) FROM document_failures WHERE document_key = key AND failure_line IS NOT NULL),"
        " deaths, misses,"
        " (SELECT count(*) FROM records WHERE document_key = key AND linked_hash IS NOT ''),"
        " (SELECT published FROM results WHERE document_key = key), validated_url, etag, last_modified"
        " FROM documents WHERE ?1 = '' OR ?1 = CASE WHEN lease_run IS NULL THEN state ELSE 'leased' END"
        " ORDER BY key",
        {state}, [&](const Row& row) {
          const auto count = [&](int column) { return static_cast<int>(row.integer(column)); };
          documents.push_back({row.text(0),
                               row.text(1),
                               row.text(2),
                               row.text(3),
                               row.text(4),
                               row.text(5),
                               row.text(6),
                               row.text(7),
                               row.text(8),
                               count(9),
                               count(10),
                               count(11),
                               count(12),
                               row.text(13),
                               row.text(14),
                               {row.text(15), row.text(16)}});
        });
    return documents;
  });
}

fetch::Result<std::map<std::string, int>> SqliteStore::counts() const {
  return answered([&] {
    std::map<std::string, int> counts;
    db_.each(
        "SELECT CASE WHEN lease_run IS NULL THEN state ELSE 'leased' END AS shown, count(*)"
        " FROM documents GROUP BY shown",
        {}, [&](const Row& row) { counts[row.text(0)] = static_cast<int>(row.integer(1)); });
    return counts;
  });
}

fetch::Result<std::vector<fetch::Pause>> SqliteStore::pauses() const {
  return answered([&] {
    std::vector<fetch::Pause> pauses;
    db_.each("SELECT host, unixepoch(until) FROM pauses ORDER BY host", {}, [&](const Row& row) {
      pauses.push_back({row.text(0), std::chrono::sys_seconds(std::chrono::seconds(row.integer(1)))});
    });
    return pauses;
  });
}

// Where it is asked for, and where that last led.
void SqliteStore::forget_pauses_of(const std::string& key) {
  std::vector<std::string> urls;
  db_.first("SELECT urls, url FROM documents WHERE key = ?", {key}, [&](const Row& row) {
    urls = split_lines(row.text(0));
    urls.push_back(row.text(1));
  });
  for (const std::string& text : urls)
    if (const auto url = fetch::parse_url(text)) db_.run("DELETE FROM pauses WHERE host = ?", {url->host});
}

// What stands against a document stays until it is tried: a failure that comes again is no news.
fetch::Result<int> SqliteStore::retry(const std::vector<std::string>& keys) {
  return answered([&] {
    std::vector<std::string> dead_letters;
    Transaction change(db_);
    db_.each("SELECT key FROM documents WHERE state IN ('failed', 'dead')", {}, [&](const Row& row) {
      if (keys.empty() || std::find(keys.begin(), keys.end(), row.view(0)) != keys.end())
        dead_letters.push_back(row.text(0));
    });
    for (const std::string& key : dead_letters) {
      db_.run("UPDATE documents SET state = 'due', deaths = 0, read_sha256 = NULL, tried_run = NULL WHERE key = ?",
              {key});
      db_.run("UPDATE document_failures SET attempts = 0 WHERE document_key = ?", {key});
      forget_pauses_of(key);
    }
    if (keys.empty()) db_.run("DELETE FROM pauses");
    change.commit();
    forget_candidates();
    return static_cast<int>(dead_letters.size());
  });
}

fetch::Result<CommitSummary> SqliteStore::finish(const RunRecord& run) {
  return answered([&] {
    std::string line;
    append_run(line, run);
    line.pop_back();  // the line feed
    link_reviews();
    number_changes();  // now, so that the feed is the same whether or not the run is published before the next one
    Transaction change(db_);
    if (db_.run("UPDATE runs SET line = ? WHERE id = ?", {line, run_.run_id}) == 0)
      defect(run_.run_id, "a run that has not begun cannot finish");
    change.commit();
    CommitSummary summary;
    db_.first("SELECT total(op = 'added'), total(op = 'changed'), total(op = 'withdrawn') FROM changes WHERE run = ?",
              {run_.run_id}, [&](const Row& row) {
                const auto count = [&](int column) { return static_cast<int>(row.integer(column)); };
                summary.added = count(0);
                summary.changed = count(1);
                summary.withdrawn = count(2);
              });
    return summary;
  });
}

}  // namespace troika::output
