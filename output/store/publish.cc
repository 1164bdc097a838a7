// The streams of the store as files.
#include <algorithm>
#include <array>
#include <functional>
#include <optional>

#include "output/datapackage.h"
#include "output/store/sqlite_store.h"
#include "output/store/stream_file.h"

namespace troika::output {
namespace {

// Changes numbered in one transaction: the log that SQLite keeps of it stays small beside the store.
constexpr int kChangesAtATime = 1000;

using WriteLine = std::function<void(std::string_view)>;

void each_line(Database& db, std::string_view sql, Values values, const WriteLine& write) {
  db.each(sql, values, [&](const Row& row) { write(row.view(0)); });
}

// Documents that supply records, positions and failures of items: those that no other one supersedes.
constexpr std::string_view kSuppliers =
    "SELECT document_key FROM results WHERE superseded_by IS NULL ORDER BY document_key";

void write_recommendations(Database& db, const WriteLine& write) {
  db.each(kSuppliers, {}, [&](const Row& row) {
    each_line(db,
              "SELECT coalesce(linked_line, line) FROM records WHERE document_key = ? AND linked_hash IS NOT ''"
              " ORDER BY ordinal",
              {row.view(0)}, write);
  });
}

void write_positions(Database& db, const WriteLine& write) {
  db.each(kSuppliers, {}, [&](const Row& row) {
    each_line(db, "SELECT coalesce(linked_line, line) FROM positions WHERE document_key = ? ORDER BY ordinal",
              {row.view(0)}, write);
  });
}

// Its line is kept as the document gave it; who took its place is known only here. Inside a JSON string the quotes
// would be escaped, so what is found is the key.
std::string superseded(std::string_view line, std::string_view sha256) {
  constexpr std::string_view kOpen = "\"superseded_by\":null";
  const std::size_t at = line.find(kOpen);
  if (at == std::string_view::npos) return std::string(line);
  return std::string(line.substr(0, at)) + "\"superseded_by\":\"" + std::string(sha256) + '"' +
         std::string(line.substr(at + kOpen.size()));
}

// What was extracted is what is published, whatever has gone wrong since. "read" comes before "fetch" for want of that.
void write_documents(Database& db, const WriteLine& write) {
  db.each(
      "SELECT coalesce(r.linked_line, r.line, (SELECT document_line FROM document_failures WHERE document_key = d.key"
      "   ORDER BY phase DESC LIMIT 1)) AS shown, r.superseded_by"
      " FROM documents d LEFT JOIN results r ON r.document_key = d.key ORDER BY d.key",
      {}, [&](const Row& row) {
        if (row.is_null(0)) return;  // never tried, or not published and not to be missed
        row.is_null(1) ? write(row.view(0)) : write(superseded(row.view(0), row.view(1)));
      });
}

void write_failures(Database& db, const WriteLine& write) {
  db.each(
      "SELECT d.key, r.document_key IS NOT NULL AND r.superseded_by IS NULL"
      " FROM documents d LEFT JOIN results r ON r.document_key = d.key ORDER BY d.key",
      {}, [&](const Row& row) {
        each_line(db,
                  "SELECT failure_line FROM document_failures WHERE document_key = ? AND failure_line IS NOT NULL"
                  " ORDER BY phase",
                  {row.view(0)}, write);
        if (row.integer(1) == 0) return;
        each_line(db, "SELECT line FROM item_failures WHERE document_key = ? ORDER BY ordinal", {row.view(0)}, write);
      });
}

void write_reviews(Database& db, const WriteLine& write) {
  each_line(db, "SELECT line FROM reviews ORDER BY report", {}, write);
}

void write_pages(Database& db, const WriteLine& write) {
  each_line(db,
            "SELECT page_line FROM results WHERE superseded_by IS NULL AND page_line IS NOT NULL"
            " ORDER BY document_key",
            {}, write);
}

void write_changes(Database& db, const WriteLine& write) {
  std::string line;
  db.each("SELECT seq, op, id, line FROM changes ORDER BY seq", {}, [&](const Row& row) {
    line.clear();
    append_change(line, {row.integer(0), row.view(1), row.view(2), row.view(3)});
    line.pop_back();  // the line feed
    write(line);
  });
}

void write_runs(Database& db, const WriteLine& write) {
  each_line(db, "SELECT line FROM runs WHERE line IS NOT NULL ORDER BY ordinal", {}, write);
}

// In the order in which they take their names: who sees a change finds what it changed.
struct Stream {
  const char* name;
  void (*write)(Database& db, const WriteLine& write);
  bool grows_with_every_run;
};

constexpr std::array<Stream, 8> kStreams{{{"recommendations.jsonl", write_recommendations, false},
                                          {"documents.jsonl", write_documents, false},
                                          {"positions.jsonl", write_positions, false},
                                          {"failures.jsonl", write_failures, false},
                                          {"reviews.jsonl", write_reviews, false},
                                          {"pages.jsonl", write_pages, false},
                                          {"changes.jsonl", write_changes, false},
                                          {"runs.jsonl", write_runs, true}}};

bool shows(Database& db, const std::string& folder, const Stream& stream, std::int64_t revision) {
  if (stream.grows_with_every_run) return false;
  const std::int64_t bytes = size_of_file(folder + '/' + stream.name);
  return bytes >= 0 && db.number(
                           "SELECT count(*) FROM published WHERE folder = ? AND stream = ? AND revision = ?"
                           " AND bytes = ?",
                           {folder, stream.name, revision, bytes}) == 1;
}

StreamFile written(Database& db, const std::string& folder, const Stream& stream) {
  StreamFile file(folder, stream.name);
  stream.write(db, [&](std::string_view line) { file.write_line(line); });
  file.sync();
  return file;
}

// Of the files as they will be.
StreamFile package_of(const std::string& folder, const std::vector<StreamFile*>& fresh) {
  std::vector<Resource> resources;
  for (const Stream& stream : kStreams) {
    if (!is_packaged(stream.name)) continue;
    const auto file = std::ranges::find(fresh, stream.name, [](const StreamFile* each) { return each->name(); });
    resources.push_back(
        resource_of(stream.name, file == fresh.end() ? folder + '/' + stream.name : (*file)->partial()));
  }
  StreamFile package(folder, std::string(kPackageName));
  package.write(datapackage(std::move(resources)));
  package.sync();
  return package;
}

void note_published(Database& db, const std::string& folder, const std::vector<StreamFile>& files,
                    std::int64_t revision) {
  Transaction change(db);
  for (const StreamFile& file : files)
    db.run(
        "INSERT INTO published (folder, stream, revision, bytes) VALUES (?, ?, ?, ?) ON CONFLICT (folder, stream)"
        " DO UPDATE SET revision = excluded.revision, bytes = excluded.bytes",
        {folder, file.name(), revision, file.size()});
  change.commit();
}

}  // namespace

fetch::Result<bool> SqliteStore::publish(const std::string& given_folder) {
  return answered([&] {
    const std::string folder = make_folder(given_folder);
    link_reviews();
    keep_commits();
    number_changes();
    const std::int64_t revision = db_.number("SELECT number FROM revision");
    std::vector<StreamFile> files;  // all are complete before the first takes its name
    for (const Stream& stream : kStreams)
      if (!shows(db_, folder, stream, revision)) files.push_back(written(db_, folder, stream));
    std::vector<StreamFile*> fresh;
    for (StreamFile& file : files)
      if (!file.is_published_already()) fresh.push_back(&file);
    const bool is_news = std::ranges::any_of(fresh, [](const StreamFile* file) { return is_packaged(file->name()); });
    // Of streams that a run took their names and did not note, the package may be of before.
    const bool may_differ = std::ranges::any_of(files, [](const StreamFile& file) { return is_packaged(file.name()); });
    std::optional<StreamFile> package;
    if (may_differ || size_of_file(folder + '/' + std::string(kPackageName)) < 0)
      package.emplace(package_of(folder, fresh));
    for (StreamFile* file : fresh) file->publish();
    if (package && !package->is_published_already()) package->publish();
    sync_folder(folder);
    note_published(db_, folder, files, revision);
    return is_news;
  });
}

// What is published must not be undone by a power failure: any transaction that waits for the disk keeps those before.
void SqliteStore::keep_commits() {
  Transaction change(db_);
  db_.run("UPDATE revision SET number = number");  // something to write
  change.commit();
  unsynced_ = 0;
}

void SqliteStore::number_changes() {
  while (number_some_changes()) continue;
}

// What was changed and changed back since the last time is no change.
bool SqliteStore::number_some_changes() {
  struct Touched {
    std::string id, known_hash;
  };
  std::vector<Touched> touched;
  Transaction change(db_);
  db_.each("SELECT id, known_hash FROM touched ORDER BY id LIMIT ?", {kChangesAtATime}, [&](const Row& row) {
    touched.push_back({row.text(0), row.text(1)});
  });
  if (touched.empty()) return false;
  for (const auto& [id, known_hash] : touched) {
    std::string hash, line;
    db_.first("SELECT hash, line FROM current_records WHERE id = ? ORDER BY document_key", {id}, [&](const Row& row) {
      hash = row.text(0);
      line = row.text(1);
    });
    db_.run("DELETE FROM touched WHERE id = ?", {id});
    if (hash == known_hash) continue;
    const char* op = known_hash.empty() ? "added" : hash.empty() ? "withdrawn" : "changed";
    db_.run("INSERT INTO changes (op, id, run, line) VALUES (?, ?, ?, ?)", {op, id, run_.run_id, or_null(line)});
  }
  bump_revision();
  change.commit();
  return true;
}

}  // namespace troika::output
