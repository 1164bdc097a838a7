#include "output/store/schema.h"

#include <array>
#include <string>

namespace troika::output {
namespace {

// Marks the file as Troika's for file(1) and for us: "Trka".
constexpr std::int64_t kApplicationId = 0x54726b61;

// Times are ISO 8601 in UTC, given by the caller. Keys and ids compare bytewise. Lines are without their line feed.
constexpr std::string_view kVersion1 = R"sql(
-- One row per logical run; a run that is killed and resumed under its id is one run.
CREATE TABLE runs (
  ordinal INTEGER PRIMARY KEY,            -- from 1, in the order in which they began
  id TEXT NOT NULL UNIQUE,                -- as given by the program
  begun TEXT NOT NULL,                    -- when it first began: the time that all its writes carry
  line TEXT                               -- its line of runs.jsonl; null until it has finished
) STRICT;

-- One row per document that a source ever wanted.
CREATE TABLE documents (
  key TEXT PRIMARY KEY,                   -- "A/HRC/27/10@en", or the URL where there is no symbol
  source TEXT NOT NULL,                   -- name of the source that wants it
  urls TEXT NOT NULL,                     -- alternatives in order, one per line
  expects INTEGER NOT NULL,               -- media type: 0 PDF, 1 HTML, 2 DOCX, 3 any
  may_be_absent INTEGER NOT NULL,         -- 1: derived or probed, not to be missed
  wanted_run TEXT NOT NULL,               -- last run whose sources wanted it
  first_wanted TEXT NOT NULL,             -- when a source first wanted it
  state TEXT NOT NULL                     -- what is known of it, whether or not it is leased just now
    CHECK (state IN ('due', 'extracted', 'failed', 'not_published', 'withdrawn', 'dead')),
  lease_run TEXT,                         -- run that has it in work; null: none
  tried_run TEXT,                         -- last run that settled it; null: none, or to be tried again
  last_tried TEXT,                        -- when that was
  last_fetched TEXT,                      -- when its bytes last came, or were confirmed; null: never
  deaths INTEGER NOT NULL DEFAULT 0,      -- runs in a row that died while they had it in work
  misses INTEGER NOT NULL DEFAULT 0,      -- runs in a row that found it gone from where it had been
  url TEXT,                               -- that gave the last answer, after redirects
  media_type TEXT,                        -- of the last bytes, as sniffed
  sha256 TEXT,                            -- of the last bytes; null: none
  validated_url TEXT,                     -- which of the urls the validators are for
  etag TEXT,                              -- validator for a conditional request
  last_modified TEXT,                     -- validator for a conditional request
  verdict TEXT,                           -- what the last try came to: "extracted", or a failure code
  detail TEXT,                            -- what was wrong, for a person
  read_sha256 TEXT,                       -- bytes that were last extracted, well or not; null: to be extracted
  rule_set TEXT,                          -- that read them; null: none is for them
  rules_fingerprint TEXT                  -- of the rules that were for them
) STRICT;
CREATE INDEX documents_in_work ON documents (lease_run) WHERE lease_run IS NOT NULL;

-- What stands against a document, at most one row per phase. A failure to fetch leaves what was extracted as it is.
CREATE TABLE document_failures (
  document_key TEXT NOT NULL REFERENCES documents (key),
  phase TEXT NOT NULL                     -- "died": the process did, "fetch": no bytes, "read": bytes not readable
    CHECK (phase IN ('died', 'fetch', 'read')),
  code TEXT NOT NULL,                     -- failure code
  detail TEXT,                            -- what was wrong, for a person
  attempts INTEGER NOT NULL,              -- times in a row that the phase failed; of "read": with these bytes
  retryable INTEGER NOT NULL,             -- 1: the same bytes may do better another time
  document_line TEXT NOT NULL,            -- line of documents.jsonl while nothing was ever extracted
  failure_line TEXT,                      -- line of failures.jsonl; null where it is no failure: not published yet
  PRIMARY KEY (document_key, phase)
) STRICT;

-- What was extracted from a document: one row each.
CREATE TABLE results (
  document_key TEXT PRIMARY KEY REFERENCES documents (key),
  sha256 TEXT NOT NULL,                   -- of the bytes
  edition TEXT NOT NULL,                  -- symbol and language, or the SHA-256: documents that share it share record ids
  published TEXT,                         -- the document's own date
  first_read TEXT NOT NULL,               -- when these bytes were first extracted
  superseded_by TEXT,                     -- SHA-256 of the document of this edition that supplies the records; null: this
  digest TEXT NOT NULL,                   -- SHA-256 over all lines of this document
  line TEXT NOT NULL                      -- line of documents.jsonl
) STRICT;
CREATE INDEX results_edition ON results (edition);

-- Lines of recommendations.jsonl.
CREATE TABLE records (
  document_key TEXT NOT NULL REFERENCES results (document_key),
  ordinal INTEGER NOT NULL,               -- from 0, in the order of the document
  id TEXT NOT NULL,                       -- of the recommendation
  hash TEXT NOT NULL,                     -- SHA-256 of the line without `provenance` and `where`
  line TEXT NOT NULL,
  PRIMARY KEY (document_key, ordinal)
) STRICT;
CREATE INDEX records_id ON records (id);

-- Lines of positions.jsonl.
CREATE TABLE positions (
  document_key TEXT NOT NULL REFERENCES results (document_key),
  ordinal INTEGER NOT NULL,               -- from 0, in the order of the document
  line TEXT NOT NULL,
  PRIMARY KEY (document_key, ordinal)
) STRICT;

-- Lines of failures.jsonl for items of a document that was extracted.
CREATE TABLE item_failures (
  document_key TEXT NOT NULL REFERENCES results (document_key),
  ordinal INTEGER NOT NULL,               -- from 0, in the order of the document
  line TEXT NOT NULL,
  PRIMARY KEY (document_key, ordinal)
) STRICT;

-- Records that may differ from what the change feed last said of them.
CREATE TABLE touched (
  id TEXT PRIMARY KEY,                    -- of the recommendation
  known_hash TEXT                         -- its hash when the feed last grew; null: it was not there
) STRICT;

-- The change feed: changes.jsonl. Rows are only ever added.
CREATE TABLE changes (
  seq INTEGER PRIMARY KEY,                -- from 1, without gaps
  op TEXT NOT NULL CHECK (op IN ('added', 'changed', 'withdrawn')),
  id TEXT NOT NULL,                       -- of the recommendation
  run TEXT NOT NULL,                      -- id of the run that changed it
  line TEXT                               -- the recommendation as it then was; null: withdrawn
) STRICT;

-- The records that are published: those of documents that no other one supersedes.
CREATE VIEW current_records AS
  SELECT records.id, records.hash, records.line, records.document_key, results.edition
  FROM records JOIN results ON results.document_key = records.document_key
  WHERE results.superseded_by IS NULL;

-- One row: grows with every transaction that changes a published line.
CREATE TABLE revision (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  number INTEGER NOT NULL
) STRICT;
INSERT INTO revision VALUES (1, 1);

-- What the folders hold that were published to.
CREATE TABLE published (
  folder TEXT NOT NULL,                   -- absolute path
  stream TEXT NOT NULL,                   -- file name
  revision INTEGER NOT NULL,              -- that the file shows
  bytes INTEGER NOT NULL,                 -- size of the file
  PRIMARY KEY (folder, stream)
) STRICT;
)sql";

// Leases are given in this order.
constexpr std::string_view kVersion2 =
    "CREATE INDEX documents_by_last_try ON documents (coalesce(last_tried, ''), key);";

// Linking. What was extracted stays as it is; `linked_...` is what is published in its place, null where that is the
// same. Documents of older versions are extracted once more, since what they say of reviews was not kept.
constexpr std::string_view kVersion3 = R"sql(
ALTER TABLE results ADD COLUMN linked_line TEXT;
ALTER TABLE results ADD COLUMN adoptions TEXT;    -- JSON, as append_adoptions() writes it; null: none
ALTER TABLE results ADD COLUMN page_line TEXT;    -- line of pages.jsonl; null: no web page
ALTER TABLE records ADD COLUMN linked_hash TEXT;  -- empty: joined, and no record of its own any more
ALTER TABLE records ADD COLUMN linked_line TEXT;
ALTER TABLE positions ADD COLUMN linked_line TEXT;
ALTER TABLE item_failures ADD COLUMN by_linking INTEGER NOT NULL DEFAULT 0;

-- Which reviews a document speaks of.
CREATE TABLE links (
  document_key TEXT NOT NULL REFERENCES results (document_key),
  report TEXT NOT NULL,                   -- symbol of the review's report, whether or not that is there
  PRIMARY KEY (document_key, report)
) STRICT;
CREATE INDEX links_report ON links (report);

-- Lines of reviews.jsonl.
CREATE TABLE reviews (
  report TEXT PRIMARY KEY,                -- symbol of the review's report
  state TEXT,                             -- under review, ISO 3166-1 alpha-3
  cycle INTEGER,
  line TEXT NOT NULL
) STRICT;
CREATE INDEX reviews_cycle ON reviews (state, cycle);

-- Reviews to be linked anew, since one of their documents changed.
CREATE TABLE touched_reviews (
  report TEXT PRIMARY KEY
) STRICT;

-- One row: with what all other reviews were linked.
CREATE TABLE linked_with (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  fingerprint TEXT NOT NULL               -- of the program and of the catalogue of reviews
) STRICT;
INSERT INTO linked_with VALUES (1, '');

DROP VIEW current_records;
CREATE VIEW current_records AS
  SELECT records.id, coalesce(records.linked_hash, records.hash) AS hash, records.hash AS extracted_hash,
    coalesce(records.linked_line, records.line) AS line, records.document_key, results.edition
  FROM records JOIN results ON results.document_key = records.document_key
  WHERE results.superseded_by IS NULL AND records.linked_hash IS NOT '';

UPDATE results SET digest = '';
UPDATE documents SET read_sha256 = NULL WHERE key IN (SELECT document_key FROM results);
)sql";

// Retry-After is kept from run to run.
constexpr std::string_view kVersion4 = R"sql(
-- Hosts that asked not to be asked for a while.
CREATE TABLE pauses (
  host TEXT PRIMARY KEY,
  until TEXT NOT NULL                     -- not to be asked before
) STRICT;
)sql";

// What the catalogue of reviews was asked when a document was read, and said, one per line; null: nothing.
constexpr std::string_view kVersion5 = "ALTER TABLE documents ADD COLUMN heard TEXT;";

constexpr std::array<std::string_view, 5> kMigrations{kVersion1, kVersion2, kVersion3, kVersion4, kVersion5};

[[noreturn]] void refuse(const Database& db, const std::string& why) {
  throw StoreError({fetch::Stage::kOutput, fetch::FailureCode::kStore, false, db.path() + ": " + why});
}

// A program that keeps its data in SQLite has put some tables there.
void check_ours(Database& db, std::int64_t version) {
  const bool empty = db.number("SELECT count(*) FROM sqlite_schema") == 0;
  const bool marked = db.number("PRAGMA application_id") == kApplicationId;
  if (marked || (empty && version == 0)) return;
  refuse(db, "is a database of another program; give another folder with --data");
}

}  // namespace

std::span<const std::string_view> migrations() { return kMigrations; }

void migrate(Database& db, std::span<const std::string_view> steps) {
  const auto newest = static_cast<std::int64_t>(steps.size());
  const auto version_of = [&] { return db.number("PRAGMA user_version"); };
  check_ours(db, version_of());
  if (const std::int64_t version = version_of(); version > newest)
    refuse(db, "is a store of version " + std::to_string(version) + ", and this program knows versions up to " +
                   std::to_string(newest) + "; install a newer Troika, or give another folder with --data");
  db.execute("PRAGMA journal_mode = WAL");  // kept in the file; readers and the writer do not wait for each other
  while (version_of() < newest) {
    Transaction step(db);
    const std::int64_t version = version_of();  // again: another process may have been faster
    if (version >= newest) break;
    db.execute(std::string(steps[static_cast<std::size_t>(version)]));
    db.execute("PRAGMA application_id = " + std::to_string(kApplicationId) +
               "; PRAGMA user_version = " + std::to_string(version + 1));
    step.commit();
  }
}

}  // namespace troika::output
