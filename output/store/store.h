// The store: what is known of every document, and every record published. SQLite; one writer.
//
// A run:   begin(); plan() what the sources want; lease() while documents are fetched, and commit() or
//          commit_unchanged() then settle() for each of them; finish(); publish().
//
// A process that dies at any moment loses nothing: what was committed stays, and what was in work is due again. begin()
// under the same run id goes on where the dead run stopped; under a new one it begins anew. Should the power fail, some
// of the documents committed last may be due again; never those that a published file shows. A run that ends in order
// (the Store is destroyed) gives back what it has in work, and no death is counted.
//
// A document in whose hands the process died is handed out once more, after all others and alone (see may_lease()). If
// the process dies again, it is set aside as a failure (kDiedTwice) until retry().
//
// Documents that speak of one review are linked (normalize/link.h): what they state of the report's recommendations is
// published in its records. What was extracted stays beside that, so a document that changes or goes takes with it what
// it stated, and one whose report comes later is joined then. A document whose lines another version of the program
// wrote, so that they cannot be read, is due to be extracted again; its reviews stay as they are until then.
//
// Failures: whatever cannot be done is a Failure of stage kOutput with code kStore: its detail names the file, what
// SQLite says, and what to do next. The transaction at hand is rolled back, and the store can be used again.
// One thread at a time; other processes may read the file.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fetch/task_queue.h"
#include "normalize/reviews.h"
#include "output/json_lines.h"
#include "output/store/rows.h"

namespace troika::output {

// A document that a source wants.
struct Wanted {
  std::string key;  // "A/HRC/27/10@en", or the URL
  std::string source;
  std::vector<std::string> urls;
  fetch::MediaType expects = fetch::MediaType::kAny;
  bool may_be_absent = false;  // derived or probed: until it is there, it has no line in documents.jsonl
};

struct RunOptions {
  std::string run_id;  // names the leases of this run; the unfinished run's, to go on with it
  std::string now;     // ISO 8601 UTC; the store asks no clock. A run that goes on keeps the time it first began at
  // What was extracted by a rule set whose fingerprint is another now, or by rules that are gone, is extracted again;
  // so is a document of which the catalogue says something else than it did. A rule set without a fingerprint of its
  // own has `rules_fingerprint`, as has a document that no rule set is for.
  std::string rules_fingerprint;
  std::map<std::string, std::string> rule_set_fingerprints{};    // by name of the rule set
  std::map<std::string, std::string> correction_fingerprints{};  // by edition (DocumentRows): likewise
  int tombstone_after = 3;             // runs in a row that found a document gone, before its records are withdrawn
  int deaths_allowed = 1;              // with one more, a document is set aside
  std::optional<int> max_documents{};  // leases given at most
  std::optional<std::pair<int, int>> shard{};         // i of n (from 1), by hash of the key
  std::vector<std::string> keys{};                    // only these, if any (backfill)
  const normalize::ReviewTable* catalogue = nullptr;  // of reviews, which must outlive the run; null: none is known
  // Of the program and the catalogue: all reviews are linked anew where it is not what it was.
  std::string linked_with{};
};

struct UnfinishedRun {
  std::string run_id, begun;  // RunOptions.run_id and .now of its beginning
};

struct BeginSummary {
  int returned = 0;                    // documents that a dead run had in work, due again
  std::vector<std::string> set_aside;  // of these, those that the process has now died on too often: failures, and news
};

struct PlanSummary {
  int wanted = 0, added = 0, gone = 0;  // gone: known, and no source of this run wants it (so far)
};

struct CommitSummary {
  int added = 0, changed = 0, withdrawn = 0, unchanged = 0;  // records
  bool first_failure = false;  // this document failed, and had not failed (in this way) when it was last tried
  bool is_supplied = false;    // it could not be had or read, but another document has its symbol: no failure
};

// One line of `troika status` and `troika failures`.
struct DocumentState {
  std::string key, source, state;  // "due", "leased", "extracted", "failed", "not_published", "withdrawn", "dead"
  std::string verdict, detail, url, sha256, last_tried, last_fetched;
  int attempts = 0, deaths = 0, misses = 0, records = 0;
  std::string published;  // the document's own date, where it was read and has one
  std::string validated_url;
  fetch::Validators validators;  // to ask whether it changed
};

class Store : public fetch::TaskQueue {
 public:
  // Makes or migrates the file; its folder must be there. Refuses a newer schema and the files of other programs.
  static fetch::Result<std::unique_ptr<Store>> open(const std::string& path);

  // The last run, where it began and did not finish.
  virtual fetch::Result<std::optional<UnfinishedRun>> unfinished_run() const = 0;

  // Begins a run: what dead runs had in work is due again, with one more death counted.
  virtual fetch::Result<BeginSummary> begin(const RunOptions& options) = 0;

  // Adds to what this run's sources want; may be called again when a source finds more. A key that comes twice keeps
  // its first source and has the URLs of both. Documents that no source wants keep their records and are not fetched.
  virtual fetch::Result<PlanSummary> plan(const std::vector<Wanted>& wanted) = 0;

  // What lease() would give, in its order, in a run that began with `options` and planned `wanted`. Changes nothing.
  virtual fetch::Result<std::vector<fetch::Task>> preview(const RunOptions& options,
                                                          const std::vector<Wanted>& wanted) = 0;

  // How many documents lease() will still give, max_documents and shard included.
  virtual fetch::Result<int> due() const = 0;

  // lease() gives every wanted document once per run, except those set aside: first what was never tried, then what
  // was tried longest ago; among these, in the order of keys. It never waits.
  // False says: not just now, a document that a process died on is, or would be, not alone in work. Never false while
  // nothing is in work; lease() may be called nevertheless.
  virtual bool may_lease() = 0;

  // Whether the archived bytes must be extracted: they are new, or the rules or the catalogue changed, or extracting
  // them failed in a way that may pass (three times at most). True also where the store cannot be read: commit() will
  // say so.
  virtual bool needs_extraction(const fetch::Fetched& fetched) const = 0;

  // What became of a leased document, in one transaction, its lease included:
  //   a report   replaces the document's records
  //   a failure  to fetch or to extract keeps them; but a document that is found gone (kNotPublishedYet) in
  //              `tombstone_after` runs in a row has its records withdrawn. Where it never was there, that is no
  //              failure
  // Of several documents with the same symbol and language, one supplies the records: the one with the latest date of
  // its own, then the one whose bytes came last, then the one with the greatest key. The others keep their lines of
  // documents.jsonl (`superseded_by`) and supply nothing else.
  // A document whose key is the symbol and language of another that supplies the records (one that was added by hand,
  // since its server blocks us) counts as extracted, and what goes wrong with it is no failure.
  virtual fetch::Result<CommitSummary> commit(const fetch::Fetched& fetched, const DocumentRows& rows) = 0;
  fetch::Result<CommitSummary> commit(const fetch::Fetched& fetched, const DocumentOutcome& outcome) {
    return commit(fetched, rows_of(outcome));  // outcome.input is the document's key, or another name that stays
  }
  // Fetched, and nothing to extract: the bytes that were extracted last, or a web page that is read for its links
  // (expects kHtml), which has no line in documents.jsonl.
  virtual fetch::Result<void> commit_unchanged(const fetch::Fetched& fetched) = 0;

  // The reviews that the run touched are linked; the run gets its line of runs.jsonl; and the change feed grows by what
  // differs from what it was when the last run finished. Gives the changes of this run that are in the feed.
  virtual fetch::Result<CommitSummary> finish(const RunRecord& run) = 0;

  // Writes all streams into `folder` (made if it is not there), in a fixed order, each atomically: whoever reads a
  // file sees the last complete one. Last comes datapackage.json, which names the others' bytes. A file that would be
  // the same is left alone. The folder belongs to one store. True where a stream other than runs.jsonl is new.
  virtual fetch::Result<bool> publish(const std::string& folder) = 0;

  virtual fetch::Result<std::vector<DocumentState>> documents(const std::string& state) const = 0;  // "" for all
  virtual fetch::Result<std::map<std::string, int>> counts() const = 0;                             // by state
  // That hosts asked for, as commit() and commit_unchanged() were told, and that were not over when the last run began.
  // Who asks servers keeps them.
  virtual fetch::Result<std::vector<fetch::Pause>> pauses() const = 0;
  // Failed and dead documents due again, to be extracted whatever is known of them; none named: all. How many. Pauses
  // of the hosts that have them are forgotten; none named: all.
  virtual fetch::Result<int> retry(const std::vector<std::string>& keys) = 0;
};

}  // namespace troika::output
