// The records of a document, and how they differ from those before.
#include "output/store/sqlite_store.h"

namespace troika::output {

std::string SqliteStore::edition_of(const std::string& key) {
  std::string edition;
  db_.first("SELECT edition FROM results WHERE document_key = ?", {key},
            [&](const Row& row) { edition = row.text(0); });
  return edition;
}

SqliteStore::Hashes SqliteStore::current_hashes(const std::set<std::string>& editions) {
  Hashes hashes;
  for (const std::string& edition : editions)
    db_.each("SELECT id, extracted_hash, hash FROM current_records WHERE edition = ?", {edition}, [&](const Row& row) {
      hashes.emplace(row.text(0), Hash{row.text(1), row.text(2)});
    });
  return hashes;
}

// All records of the editions concerned are compared, since a document may supply records in another's place.
CommitSummary SqliteStore::replace_rows(const std::string& key, const DocumentRows& rows) {
  const std::string old_edition = edition_of(key);
  std::set<std::string> editions = {rows.edition};
  if (!old_edition.empty()) editions.insert(old_edition);
  const Hashes before = current_hashes(editions);
  if (db_.number("SELECT count(*) FROM results WHERE document_key = ? AND digest = ?", {key, rows.digest}) > 0)
    return touch_differences(before, before);
  touch_reviews(editions);
  delete_lines(key);
  insert_result(key, rows);
  insert_lines(key, rows);
  touch_reviews(editions);
  for (const std::string& edition : editions) choose_supplier(edition);
  bump_revision();
  return touch_differences(before, current_hashes(editions));
}

CommitSummary SqliteStore::withdraw_rows(const std::string& key) {
  const std::string edition = edition_of(key);
  if (edition.empty()) return {};
  const Hashes before = current_hashes({edition});
  touch_reviews({edition});
  delete_lines(key);
  db_.run("DELETE FROM results WHERE document_key = ?", {key});
  choose_supplier(edition);
  bump_revision();
  return touch_differences(before, current_hashes({edition}));
}

void SqliteStore::delete_lines(const std::string& key) {
  db_.run("DELETE FROM records WHERE document_key = ?", {key});
  db_.run("DELETE FROM positions WHERE document_key = ?", {key});
  db_.run("DELETE FROM item_failures WHERE document_key = ?", {key});
  db_.run("DELETE FROM links WHERE document_key = ?", {key});
}

void SqliteStore::insert_result(const std::string& key, const DocumentRows& rows) {
  db_.run(
      "INSERT INTO results (document_key, sha256, edition, published, first_read, digest, line, adoptions, page_line)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (document_key) DO UPDATE SET edition = excluded.edition,"
      " first_read = CASE WHEN sha256 = excluded.sha256 THEN results.first_read ELSE excluded.first_read END,"
      " sha256 = excluded.sha256, published = excluded.published, digest = excluded.digest, line = excluded.line,"
      " linked_line = NULL, adoptions = excluded.adoptions, page_line = excluded.page_line",
      {key, rows.sha256, rows.edition, or_null(rows.published), run_.now, rows.digest, rows.document,
       or_null(rows.adoptions), or_null(rows.page)});
}

void SqliteStore::insert_lines(const std::string& key, const DocumentRows& rows) {
  int ordinal = 0;
  for (const auto& record : rows.records)
    db_.run("INSERT INTO records (document_key, ordinal, id, hash, line) VALUES (?, ?, ?, ?, ?)",
            {key, ordinal++, record.id, record.hash, record.line});
  ordinal = 0;
  for (const std::string& line : rows.positions)
    db_.run("INSERT INTO positions (document_key, ordinal, line) VALUES (?, ?, ?)", {key, ordinal++, line});
  ordinal = 0;
  for (const std::string& line : rows.failures)
    db_.run("INSERT INTO item_failures (document_key, ordinal, line) VALUES (?, ?, ?)", {key, ordinal++, line});
  for (const std::string& report : rows.reviews)
    db_.run("INSERT INTO links (document_key, report) VALUES (?, ?)", {key, report});
}

void SqliteStore::choose_supplier(const std::string& edition) {
  std::string supplier, sha256;
  db_.first(
      "SELECT document_key, sha256 FROM results WHERE edition = ?"
      " ORDER BY coalesce(published, '') DESC, first_read DESC, document_key DESC LIMIT 1",
      {edition}, [&](const Row& row) {
        supplier = row.text(0);
        sha256 = row.text(1);
      });
  db_.run("UPDATE results SET superseded_by = CASE WHEN document_key = ? THEN NULL ELSE ? END WHERE edition = ?",
          {supplier, sha256, edition});
}

// The first time since the feed last grew counts.
void SqliteStore::touch(const std::string& id, std::string_view known_hash) {
  db_.run("INSERT INTO touched (id, known_hash) VALUES (?, ?) ON CONFLICT (id) DO NOTHING", {id, or_null(known_hash)});
}

// What is counted is what was extracted; the feed compares what is shown, which is linked later.
CommitSummary SqliteStore::touch_differences(const Hashes& before, const Hashes& after) {
  CommitSummary summary;
  for (const auto& [id, hash] : before) {
    const auto now = after.find(id);
    if (now == after.end()) {
      ++summary.withdrawn;
      touch(id, hash.shown);
      continue;
    }
    ++(now->second.extracted == hash.extracted ? summary.unchanged : summary.changed);
    if (now->second.shown != hash.shown) touch(id, hash.shown);
  }
  for (const auto& [id, hash] : after) {
    if (before.contains(id)) continue;
    ++summary.added;
    touch(id, "");
  }
  return summary;
}

}  // namespace troika::output
