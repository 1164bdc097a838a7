// What became of a document: its state, and what stands against it. records.cc has its records.
#include <algorithm>

#include "normalize/review_inquiry.h"
#include "output/store/sqlite_store.h"

namespace troika::output {
namespace {

// A crash or a time limit may pass, when the machine was busy. A third one will not, and each may cost minutes.
constexpr int kAttempts = 3;

// Documents that a power failure may undo. They are due again then, so nothing is lost; and waiting for the disk once
// for so many makes a backfill of small documents some twenty times as fast.
constexpr int kCommitsPerSync = 32;

// Which of the task's URLs the answer's validators are for: the downloader's word, or the only one that can be meant.
std::string validated_url(const fetch::Fetched& fetched) {
  if (!fetched.asked.empty()) return fetched.asked;
  const auto& urls = fetched.task.urls;
  if (std::find(urls.begin(), urls.end(), fetched.url) != urls.end()) return fetched.url;
  if (urls.size() == 1) return urls.front();
  return fetched.task.validated_url;
}

CommitSummary supplied() {
  CommitSummary summary;
  summary.is_supplied = true;
  return summary;
}

}  // namespace

void defect(const std::string& key, const std::string& what) {
  throw StoreError({fetch::Stage::kOutput, fetch::FailureCode::kInternal, false,
                    key + ": " + what + "; this is a defect of Troika, please report it"});
}

std::string SqliteStore::fingerprint_of(const std::string& rule_set, const std::string& edition) const {
  const auto own = run_.rule_set_fingerprints.find(rule_set);
  const std::string& rules = own == run_.rule_set_fingerprints.end() ? run_.rules_fingerprint : own->second;
  const auto corrections = run_.correction_fingerprints.find(edition);
  return corrections == run_.correction_fingerprints.end() ? rules : rules + ' ' + corrections->second;
}

// By the catalogue of this run.
bool SqliteStore::is_still_said(const std::string& heard) const {
  const std::vector<std::string> lines = split_lines(heard);
  return !run_.catalogue || std::all_of(lines.begin(), lines.end(), [&](const std::string& line) {
    return normalize::says_the_same(*run_.catalogue, line);
  });
}

bool SqliteStore::needs_extraction(const fetch::Fetched& fetched) const {
  if (!fetched.archived) return false;
  bool needed = true;
  const auto looked = answered([&] {
    db_.first(
        "SELECT d.read_sha256, d.rule_set, d.rules_fingerprint, f.attempts, f.retryable, r.edition, d.heard"
        " FROM documents d LEFT JOIN results r ON r.document_key = d.key LEFT JOIN document_failures f ON "
        "f.document_key = d.key AND f.phase = 'read'"
        " WHERE d.key = ?",
        {fetched.task.key}, [&](const Row& row) {
          const bool may_pass = row.integer(4) != 0 && row.integer(3) < kAttempts;
          needed = row.view(0) != fetched.archived->sha256 || row.view(2) != fingerprint_of(row.text(1), row.text(5)) ||
                   may_pass || !is_still_said(row.text(6));
        });
  });
  return needed || !looked;
}

SqliteStore::Known SqliteStore::leased(const std::string& key) {
  Known known;
  const bool found = db_.first(
      "SELECT d.last_fetched IS NOT NULL, d.may_be_absent, r.document_key IS NOT NULL, d.misses, d.read_sha256,"
      " d.expects"
      " FROM documents d LEFT JOIN results r ON r.document_key = d.key WHERE d.key = ? AND d.lease_run = ?",
      {key, run_.run_id}, [&](const Row& row) {
        const bool is_page = static_cast<fetch::MediaType>(row.integer(5)) == fetch::MediaType::kHtml;
        known = {row.integer(0) != 0, row.integer(1) != 0,
                 row.integer(2) != 0, is_page,
                 row.text(4),         static_cast<int>(row.integer(3))};
      });
  if (!found) defect(key, "committed by a run that has not leased it");
  return known;
}

fetch::Result<CommitSummary> SqliteStore::commit(const fetch::Fetched& fetched, const DocumentRows& rows) {
  return answered([&] {
    const std::string& key = fetched.task.key;
    Transaction change(db_, unsynced_ + 1 < kCommitsPerSync ? Survives::kProcessDeath : Survives::kPowerFailure);
    const Known known = leased(key);
    if (fetched.failure && !rows.failure) defect(key, "committed with a report, though it was not fetched");
    if (!fetched.failure && !fetched.archived) defect(key, "committed without bytes and without a failure");
    const CommitSummary summary = fetched.failure ? commit_not_fetched(fetched, rows, known)
                                  : rows.failure  ? commit_unreadable(fetched, rows, known)
                                                  : commit_report(fetched, rows);
    settle_state(key);
    change.commit();
    unsynced_ = (unsynced_ + 1) % kCommitsPerSync;
    in_work_.erase(key);
    return summary;
  });
}

fetch::Result<void> SqliteStore::commit_unchanged(const fetch::Fetched& fetched) {
  return answered([&] {
    const std::string& key = fetched.task.key;
    // Should a power failure undo it, the document is checked once more.
    Transaction change(db_, Survives::kProcessDeath);
    const Known known = leased(key);
    if (!fetched.archived || (!known.is_page && known.read_sha256 != fetched.archived->sha256))
      defect(key, "committed as unchanged, though these bytes were not extracted");
    clear_failure(key, "died");
    clear_failure(key, "fetch");
    note_bytes(fetched);
    std::string verdict = "extracted", detail;  // what was said of these bytes still stands
    db_.first("SELECT code, detail FROM document_failures WHERE document_key = ? AND phase = 'read'", {key},
              [&](const Row& row) {
                verdict = row.text(0);
                detail = row.text(1);
              });
    note_try(fetched, verdict, detail);
    settle_state(key);
    change.commit();
    in_work_.erase(key);
  });
}

CommitSummary SqliteStore::commit_not_fetched(const fetch::Fetched& fetched, const DocumentRows& rows,
                                              const Known& known) {
  const std::string& key = fetched.task.key;
  note_try(fetched, fetch::code_name(rows.failure->code), rows.failure->detail);
  clear_failure(key, "died");
  if (rows.failure->code == fetch::FailureCode::kNotPublishedYet) return commit_missing(fetched, rows, known);
  if (is_supplied_by_another(key)) {
    clear_failure(key, "fetch");
    return supplied();
  }
  CommitSummary summary;
  summary.first_failure = set_failure(key, "fetch", rows, true);
  return summary;
}

CommitSummary SqliteStore::commit_missing(const fetch::Fetched& fetched, const DocumentRows& rows, const Known& known) {
  const std::string& key = fetched.task.key;
  const bool withdraws = known.ever_fetched && known.misses + 1 >= run_.tombstone_after;
  const bool keeps_result = known.has_result && !withdraws;
  const bool is_listed = (known.ever_fetched || !known.may_be_absent) && !is_supplied_by_another(key);
  if (known.ever_fetched) db_.run("UPDATE documents SET misses = misses + 1 WHERE key = ?", {key});
  if (is_listed && !keeps_result) {
    set_failure(key, "fetch", rows, false);
  } else {
    clear_failure(key, "fetch");
  }
  if (!withdraws) return {};
  clear_failure(key, "read");
  db_.run(
      "UPDATE documents SET read_sha256 = NULL, validated_url = NULL, etag = NULL, last_modified = NULL WHERE key = ?",
      {key});  // should it come back, all of it is fetched and extracted
  return withdraw_rows(key);
}

CommitSummary SqliteStore::commit_unreadable(const fetch::Fetched& fetched, const DocumentRows& rows,
                                             const Known& known) {
  const std::string& key = fetched.task.key;
  note_try(fetched, fetch::code_name(rows.failure->code), rows.failure->detail);
  if (known.read_sha256 != fetched.archived->sha256)  // other bytes have their own attempts
    db_.run("UPDATE document_failures SET attempts = 0 WHERE document_key = ? AND phase = 'read'", {key});
  note_bytes(fetched);
  note_reading(fetched, rows);
  clear_failure(key, "died");
  clear_failure(key, "fetch");
  if (is_supplied_by_another(key)) {
    clear_failure(key, "read");
    return supplied();
  }
  CommitSummary summary;
  summary.first_failure = set_failure(key, "read", rows, true);
  return summary;
}

CommitSummary SqliteStore::commit_report(const fetch::Fetched& fetched, const DocumentRows& rows) {
  const std::string& key = fetched.task.key;
  note_try(fetched, "extracted", "");
  note_bytes(fetched);
  note_reading(fetched, rows);
  for (const auto* phase : {"died", "fetch", "read"}) clear_failure(key, phase);
  const CommitSummary summary = replace_rows(key, rows);
  if (rows.edition != key) settle_supplied(rows.edition);
  return summary;
}

void SqliteStore::note_try(const fetch::Fetched& fetched, std::string_view verdict, std::string_view detail) {
  db_.run(
      "UPDATE documents SET lease_run = NULL, tried_run = ?, last_tried = ?, deaths = 0,"
      " url = coalesce(?, url), verdict = ?, detail = ? WHERE key = ?",
      {run_.run_id, run_.now, or_null(fetched.url), verdict, or_null(detail), fetched.task.key});
  note_pauses(fetched);
}

void SqliteStore::note_pauses(const fetch::Fetched& fetched) {
  for (const fetch::Pause& pause : fetched.pauses)
    db_.run(
        "INSERT INTO pauses (host, until) VALUES (?, ?)"
        " ON CONFLICT (host) DO UPDATE SET until = max(until, excluded.until)",
        {pause.host, fetch::utc_text(pause.until)});
}

// An answer "not modified" may leave out what it has said before.
void SqliteStore::note_bytes(const fetch::Fetched& fetched) {
  const std::string& key = fetched.task.key;
  db_.run(
      "UPDATE documents SET last_fetched = ?, misses = 0, url = coalesce(?, url), media_type = coalesce(?, media_type),"
      " sha256 = ? WHERE key = ?",
      {run_.now, or_null(fetched.url), or_null(fetched.media_type), fetched.archived->sha256, key});
  const auto& [etag, last_modified] = fetched.validators;
  if (fetched.unchanged && etag.empty() && last_modified.empty()) return;
  const std::string url = validated_url(fetched);
  db_.run("UPDATE documents SET validated_url = ?, etag = ?, last_modified = ? WHERE key = ?",
          {or_null(url), or_null(etag), or_null(last_modified), key});
}

void SqliteStore::note_reading(const fetch::Fetched& fetched, const DocumentRows& rows) {
  db_.run("UPDATE documents SET read_sha256 = ?, rule_set = ?, rules_fingerprint = ?, heard = ? WHERE key = ?",
          {fetched.archived->sha256, or_null(rows.rule_set),
           fingerprint_of(rows.rule_set, rows.edition.empty() ? edition_of(fetched.task.key) : rows.edition),
           or_null(rows.heard), fetched.task.key});
}

void SqliteStore::settle_state(const std::string& key) {
  db_.run(
      "UPDATE documents SET state = CASE"
      " WHEN EXISTS (SELECT 1 FROM document_failures WHERE document_key = key AND failure_line IS NOT NULL)"
      "   THEN 'failed'"
      " WHEN EXISTS (SELECT 1 FROM results WHERE document_key = key) THEN 'extracted'"
      " WHEN EXISTS (SELECT 1 FROM results WHERE edition = key) THEN 'extracted'"
      " WHEN last_fetched IS NULL THEN 'not_published'"
      " WHEN expects = ? AND misses = 0 THEN 'extracted'"  // a page, read for its links
      " ELSE 'withdrawn' END WHERE key = ?",
      {static_cast<int>(fetch::MediaType::kHtml), key});
}

bool SqliteStore::is_supplied_by_another(const std::string& key) {
  return db_.number("SELECT count(*) FROM results WHERE edition = ?1 AND document_key <> ?1 AND superseded_by IS NULL",
                    {key}) > 0;
}

// What stood against the document that has this key, now that another one may supply its records. One that is set
// aside stays so: its bytes still killed the process.
void SqliteStore::settle_supplied(const std::string& edition) {
  if (!is_supplied_by_another(edition)) return;
  if (db_.number("SELECT count(*) FROM documents WHERE key = ? AND state = 'failed'", {edition}) == 0) return;
  for (const auto* phase : {"fetch", "read"}) clear_failure(edition, phase);
  settle_state(edition);
}

// True where the document did not fail in this way before.
bool SqliteStore::set_failure(const std::string& key, std::string_view phase, const DocumentRows& rows,
                              bool is_failure) {
  const std::string_view code = fetch::code_name(rows.failure->code);
  const std::string_view failure_line = is_failure ? std::string_view(rows.failures.front()) : std::string_view();
  bool same_code = false, same_lines = false;
  db_.first("SELECT code, document_line, failure_line FROM document_failures WHERE document_key = ? AND phase = ?",
            {key, phase}, [&](const Row& row) {
              same_code = row.view(0) == code;
              same_lines = row.view(1) == rows.document && row.view(2) == failure_line;
            });
  db_.run(
      "INSERT INTO document_failures (document_key, phase, code, detail, attempts, retryable, document_line,"
      " failure_line) VALUES (?, ?, ?, ?, 1, ?, ?, ?) ON CONFLICT (document_key, phase) DO UPDATE SET"
      " code = excluded.code, detail = excluded.detail, attempts = document_failures.attempts + 1,"
      " retryable = excluded.retryable, document_line = excluded.document_line, failure_line = excluded.failure_line",
      {key, phase, code, or_null(rows.failure->detail), rows.failure->retryable, rows.document, or_null(failure_line)});
  if (!same_lines) bump_revision();
  return !same_code;
}

void SqliteStore::clear_failure(const std::string& key, std::string_view phase) {
  if (db_.run("DELETE FROM document_failures WHERE document_key = ? AND phase = ?", {key, phase}) > 0) bump_revision();
}

void SqliteStore::bump_revision() { db_.run("UPDATE revision SET number = number + 1"); }

}  // namespace troika::output
