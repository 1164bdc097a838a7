// The reviews that a run touched are linked: all that is published of their documents is brought up to date.
#include <optional>

#include "output/store/sqlite_store.h"

namespace troika::output {
namespace {

const normalize::ReviewTable& no_catalogue() {
  static const normalize::ReviewTable empty({});
  return empty;
}

// Null where what is linked is what was extracted.
const std::string* changed(const std::string& linked, std::string_view extracted) {
  return linked == extracted ? nullptr : &linked;
}

Value value_of(const std::string* text) { return text ? Value(*text) : Value(nullptr); }

std::string without_line_feed(std::string line) {
  line.pop_back();
  return line;
}

}  // namespace

// Of all documents of the editions: one of them may take another's place.
void SqliteStore::touch_reviews(const std::set<std::string>& editions) {
  for (const std::string& edition : editions)
    db_.run(
        "INSERT OR IGNORE INTO touched_reviews SELECT links.report FROM links"
        " JOIN results ON results.document_key = links.document_key WHERE results.edition = ?",
        {edition});
}

void SqliteStore::touch_reviews_linked_otherwise() {
  if (db_.run("UPDATE linked_with SET fingerprint = ?1 WHERE fingerprint <> ?1", {run_.linked_with}) == 0) return;
  db_.run("INSERT OR IGNORE INTO touched_reviews SELECT report FROM links");
}

void SqliteStore::touch_reviews_of_cycle(const std::string& state, std::int64_t cycle) {
  db_.run("INSERT OR IGNORE INTO touched_reviews SELECT report FROM reviews WHERE state = ? AND cycle = ?",
          {state, cycle});
}

void SqliteStore::link_reviews() {
  while (link_some_reviews()) continue;
}

// A process that dies here leaves the reviews touched that are not linked. Should the power fail, they are again.
bool SqliteStore::link_some_reviews() {
  Transaction change(db_, Survives::kProcessDeath);
  const std::vector<std::string> taken = take_touched_reviews();
  if (taken.empty()) return false;
  const std::set<std::string> touched(taken.begin(), taken.end());
  const std::set<std::string> documents = keys_of(touched, false);

  // Their documents may speak of other reviews, too. What becomes of those is the same as before, but part of what is
  // to be said of the documents.
  std::set<std::string> reviews = touched;
  for (const std::string& key : keys_of(touched, true))
    db_.each("SELECT report FROM links WHERE document_key = ?", {key},
             [&](const Row& row) { reviews.insert(row.text(0)); });
  LinkBatch batch(run_.catalogue ? *run_.catalogue : no_catalogue());
  if (load(batch, reviews)) {
    std::vector<normalize::ReviewSummary> summaries = batch.link(reviews);
    std::erase_if(summaries, [](const auto& summary) { return summary.documents.empty(); });
    for (const normalize::ReviewSummary& summary : summaries)
      if (touched.contains(summary.report)) set_review(summary);
    for (const std::string& report : touched)
      if (keys_of({report}, true).empty()) remove_review(report);
    follow_cycles(batch, summaries);
    for (const std::string& key : documents) publish_links(batch, key);
  }
  change.commit();
  return true;
}

// One, with those that share a document with it: a session's report touches the reviews of all its States.
std::vector<std::string> SqliteStore::take_touched_reviews() {
  std::vector<std::string> reports;
  db_.each(
      "WITH first AS (SELECT min(report) AS report FROM touched_reviews)"
      " SELECT report FROM touched_reviews WHERE report = (SELECT report FROM first) OR report IN ("
      "   SELECT theirs.report FROM links AS ours JOIN links AS theirs ON theirs.document_key = ours.document_key"
      "   WHERE ours.report = (SELECT report FROM first))"
      " ORDER BY report",
      {}, [&](const Row& row) { reports.push_back(row.text(0)); });
  for (const std::string& report : reports) db_.run("DELETE FROM touched_reviews WHERE report = ?", {report});
  return reports;
}

std::set<std::string> SqliteStore::keys_of(const std::set<std::string>& reviews, bool suppliers_only) {
  std::set<std::string> keys;
  for (const std::string& report : reviews)
    db_.each(
        "SELECT links.document_key FROM links JOIN results ON results.document_key = links.document_key"
        " WHERE links.report = ? AND (NOT ? OR results.superseded_by IS NULL)",
        {report, suppliers_only}, [&](const Row& row) { keys.insert(row.text(0)); });
  return keys;
}

// False: a document cannot be read, and is extracted again when it is next wanted.
bool SqliteStore::load(LinkBatch& batch, const std::set<std::string>& reviews) {
  std::map<std::string, bool> documents;  // whether another one speaks of the same review
  for (const std::string& report : reviews) {
    const std::set<std::string> keys = keys_of({report}, true);
    for (const std::string& key : keys) {
      bool& is_joint = documents[key];
      is_joint = is_joint || keys.size() > 1;
    }
  }
  bool all_read = true;
  for (const auto& [key, is_joint] : documents) {
    if (load_document(batch, key, is_joint)) continue;
    all_read = false;
    db_.run("UPDATE documents SET read_sha256 = NULL WHERE key = ?", {key});
    db_.run("UPDATE results SET digest = '' WHERE document_key = ?", {key});
  }
  return all_read;
}

bool SqliteStore::load_document(LinkBatch& batch, const std::string& key, bool is_joint) {
  LinkBatch::Lines lines;
  lines.key = key;
  db_.first("SELECT line, adoptions FROM results WHERE document_key = ?", {key}, [&](const Row& row) {
    lines.document = row.text(0);
    lines.adoptions = row.text(1);
  });
  db_.each("SELECT line FROM positions WHERE document_key = ? ORDER BY ordinal", {key},
           [&](const Row& row) { lines.positions.push_back(row.text(0)); });
  if (is_joint) {
    auto& records = lines.records.emplace();
    db_.each("SELECT line FROM records WHERE document_key = ? ORDER BY ordinal", {key},
             [&](const Row& row) { records.push_back(row.text(0)); });
  }
  std::set<std::string> reviews;
  db_.each("SELECT report FROM links WHERE document_key = ?", {key},
           [&](const Row& row) { reviews.insert(row.text(0)); });
  return batch.add(lines, std::move(reviews));
}

// One that another document supersedes is not in the batch, and shows what was extracted.
void SqliteStore::publish_links(LinkBatch& batch, const std::string& key) {
  const std::optional<DocumentRows> rows = batch.rows_of(key);
  std::string extracted;
  db_.first("SELECT line FROM results WHERE document_key = ?", {key}, [&](const Row& row) { extracted = row.text(0); });
  const Value line = value_of(rows ? changed(rows->document, extracted) : nullptr);
  bool is_new =
      db_.run("UPDATE results SET linked_line = ?1 WHERE document_key = ?2 AND linked_line IS NOT ?1", {line, key}) > 0;
  is_new = link_records(key, rows && batch.has_records(key) ? &*rows : nullptr) || is_new;
  is_new = link_positions(key, rows ? &*rows : nullptr) || is_new;
  is_new = link_failures(key, rows ? &*rows : nullptr) || is_new;
  if (is_new) bump_revision();
}

// Those that are not among the linked ones are joined: no records of their own any more.
bool SqliteStore::link_records(const std::string& key, const DocumentRows* rows) {
  struct Record {
    std::int64_t ordinal;
    std::string id, hash, shown, line;
  };
  std::vector<Record> records;
  db_.each(
      "SELECT ordinal, id, hash, coalesce(linked_hash, hash), line FROM records WHERE document_key = ?"
      " ORDER BY ordinal",
      {key}, [&](const Row& row) {
        records.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4)});
      });
  const std::string joined;
  const bool is_supplier =
      db_.number("SELECT count(*) FROM results WHERE document_key = ? AND superseded_by IS NULL", {key}) > 0;
  std::size_t next = 0;
  bool is_new = false;
  for (const Record& record : records) {
    const bool has_linked = rows && next < rows->records.size() && rows->records[next].id == record.id;
    const DocumentRows::Record* linked = has_linked ? &rows->records[next++] : nullptr;
    const std::string* line = linked ? changed(linked->line, record.line) : nullptr;
    const std::string* hash = !rows || (linked && !line) ? nullptr : linked ? &linked->hash : &joined;
    const int updated = db_.run(
        "UPDATE records SET linked_hash = ?1, linked_line = ?2 WHERE document_key = ?3 AND ordinal = ?4"
        " AND (linked_hash IS NOT ?1 OR linked_line IS NOT ?2)",
        {value_of(hash), value_of(line), key, record.ordinal});
    is_new = is_new || updated > 0;
    if (is_supplier && (hash ? *hash : record.hash) != record.shown) touch(record.id, record.shown);
  }
  return is_new;
}

bool SqliteStore::link_positions(const std::string& key, const DocumentRows* rows) {
  if (!rows || rows->positions.empty())
    return db_.run("UPDATE positions SET linked_line = NULL WHERE document_key = ? AND linked_line IS NOT NULL",
                   {key}) > 0;
  bool is_new = false;
  int ordinal = 0;
  for (const std::string& line : rows->positions)
    is_new = db_.run(
                 "UPDATE positions SET linked_line = nullif(?1, line) WHERE document_key = ?2 AND ordinal = ?3"
                 " AND linked_line IS NOT nullif(?1, line)",
                 {line, key, ordinal++}) > 0 ||
             is_new;
  return is_new;
}

// References to recommendations that do not exist, after what was wrong with the document's own items.
bool SqliteStore::link_failures(const std::string& key, const DocumentRows* rows) {
  std::vector<std::string> known;
  db_.each("SELECT line FROM item_failures WHERE document_key = ? AND by_linking = 1 ORDER BY ordinal", {key},
           [&](const Row& row) { known.push_back(row.text(0)); });
  const std::vector<std::string> now = rows ? rows->failures : std::vector<std::string>();
  if (known == now) return false;
  db_.run("DELETE FROM item_failures WHERE document_key = ? AND by_linking = 1", {key});
  std::int64_t ordinal =
      db_.number("SELECT coalesce(max(ordinal) + 1, 0) FROM item_failures WHERE document_key = ?", {key});
  for (const std::string& line : now)
    db_.run("INSERT INTO item_failures (document_key, ordinal, line, by_linking) VALUES (?, ?, ?, 1)",
            {key, ordinal++, line});
  return true;
}

// The line follows when all reviews that it may speak of are known: see follow_cycles().
void SqliteStore::set_review(const normalize::ReviewSummary& summary) {
  const std::string state = summary.review.state_under_review.value_or("");
  const Value cycle = summary.review.cycle ? Value(*summary.review.cycle) : Value(nullptr);
  const bool is_same = db_.number("SELECT count(*) FROM reviews WHERE report = ? AND state IS ? AND cycle IS ?",
                                  {summary.report, or_null(state), cycle}) > 0;
  if (is_same) return;
  remove_review(summary.report);
  db_.run("INSERT INTO reviews (report, state, cycle, line) VALUES (?, ?, ?, '')",
          {summary.report, or_null(state), cycle});
  if (summary.review.cycle) touch_reviews_of_cycle(state, *summary.review.cycle + 1);
}

void SqliteStore::remove_review(const std::string& report) {
  std::string state;
  std::int64_t cycle = 0;
  const bool is_known = db_.first("SELECT state, cycle FROM reviews WHERE report = ?", {report}, [&](const Row& row) {
    state = row.text(0);
    cycle = row.integer(1);
  });
  if (!is_known) return;
  db_.run("DELETE FROM reviews WHERE report = ?", {report});
  touch_reviews_of_cycle(state, cycle + 1);
  bump_revision();
}

// A review follows the same State's review of the cycle before.
void SqliteStore::follow_cycles(LinkBatch& batch, std::vector<normalize::ReviewSummary>& summaries) {
  for (normalize::ReviewSummary& summary : summaries) {
    const auto& [state, cycle, session, year] = summary.review;
    std::string previous;
    if (!summary.previous_report && state && cycle)
      db_.first("SELECT min(report) FROM reviews WHERE state = ? AND cycle = ?", {*state, *cycle - 1},
                [&](const Row& row) { previous = row.text(0); });
    if (!previous.empty()) batch.set_previous(summary, previous);
    std::string line;
    append_review(line, summary);
    line = without_line_feed(std::move(line));
    if (db_.run("UPDATE reviews SET line = ?1 WHERE report = ?2 AND line <> ?1", {line, summary.report}) > 0)
      bump_revision();
  }
}

}  // namespace troika::output
