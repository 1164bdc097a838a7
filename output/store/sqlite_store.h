// The store in SQLite. For this folder's .cc files only: they hold its functions by what they do.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "output/store/link_batch.h"
#include "output/store/sqlite.h"
#include "output/store/store.h"

namespace troika::output {

class SqliteStore : public Store {
 public:
  explicit SqliteStore(Database db) : db_(std::move(db)) {}
  SqliteStore(const SqliteStore&) = delete;
  SqliteStore& operator=(const SqliteStore&) = delete;
  ~SqliteStore() override;

  fetch::Result<std::optional<UnfinishedRun>> unfinished_run() const override;
  fetch::Result<BeginSummary> begin(const RunOptions& options) override;
  fetch::Result<PlanSummary> plan(const std::vector<Wanted>& wanted) override;
  fetch::Result<std::vector<fetch::Task>> preview(const RunOptions& options,
                                                  const std::vector<Wanted>& wanted) override;
  fetch::Result<int> due() const override;
  fetch::Result<std::optional<fetch::Task>> lease() override;
  bool may_lease() override;
  fetch::Result<void> settle(const fetch::Fetched& fetched) override;
  bool needs_extraction(const fetch::Fetched& fetched) const override;
  fetch::Result<CommitSummary> commit(const fetch::Fetched& fetched, const DocumentRows& rows) override;
  fetch::Result<void> commit_unchanged(const fetch::Fetched& fetched) override;
  fetch::Result<CommitSummary> finish(const RunRecord& run) override;
  fetch::Result<bool> publish(const std::string& folder) override;
  fetch::Result<std::vector<DocumentState>> documents(const std::string& state) const override;
  fetch::Result<std::map<std::string, int>> counts() const override;
  fetch::Result<std::vector<fetch::Pause>> pauses() const override;
  fetch::Result<int> retry(const std::vector<std::string>& keys) override;

 private:
  // A document as it was before the transaction at hand.
  struct Known {
    bool ever_fetched = false, may_be_absent = false, has_result = false;
    bool is_page = false;  // read for its links
    std::string read_sha256;
    int misses = 0;
  };

  struct Hash {
    std::string extracted, shown;  // the latter: as linked
  };
  using Hashes = std::map<std::string, Hash>;  // of records, by id

  // leases.cc
  BeginSummary begin_run(const RunOptions& options);
  std::vector<std::string> set_aside_dead();
  bool add_wanted(const Wanted& wanted);  // true: not known before
  bool is_selected(std::string_view key) const;
  std::size_t look_up_candidates();
  void find_candidates();
  void forget_candidates();
  bool mark_leased(const std::string& key);
  fetch::Task task_of(const std::string& key);
  void give_back_leases();

  // commit.cc
  Known leased(const std::string& key);
  CommitSummary commit_not_fetched(const fetch::Fetched& fetched, const DocumentRows& rows, const Known& known);
  CommitSummary commit_missing(const fetch::Fetched& fetched, const DocumentRows& rows, const Known& known);
  CommitSummary commit_unreadable(const fetch::Fetched& fetched, const DocumentRows& rows, const Known& known);
  CommitSummary commit_report(const fetch::Fetched& fetched, const DocumentRows& rows);
  void note_try(const fetch::Fetched& fetched, std::string_view verdict, std::string_view detail);
  void note_pauses(const fetch::Fetched& fetched);
  void note_bytes(const fetch::Fetched& fetched);
  void note_reading(const fetch::Fetched& fetched, const DocumentRows& rows);
  void settle_state(const std::string& key);
  bool is_supplied_by_another(const std::string& key);
  void settle_supplied(const std::string& edition);
  bool set_failure(const std::string& key, std::string_view phase, const DocumentRows& rows, bool is_failure);
  void clear_failure(const std::string& key, std::string_view phase);
  std::string fingerprint_of(const std::string& rule_set, const std::string& edition) const;
  bool is_still_said(const std::string& heard) const;
  void bump_revision();

  // records.cc
  CommitSummary replace_rows(const std::string& key, const DocumentRows& rows);
  CommitSummary withdraw_rows(const std::string& key);
  void delete_lines(const std::string& key);
  void insert_result(const std::string& key, const DocumentRows& rows);
  void insert_lines(const std::string& key, const DocumentRows& rows);
  void choose_supplier(const std::string& edition);
  std::string edition_of(const std::string& key);
  Hashes current_hashes(const std::set<std::string>& editions);
  CommitSummary touch_differences(const Hashes& before, const Hashes& after);

  void touch(const std::string& id, std::string_view known_hash);

  // linking.cc
  void touch_reviews(const std::set<std::string>& editions);
  void touch_reviews_linked_otherwise();
  void touch_reviews_of_cycle(const std::string& state, std::int64_t cycle);
  void link_reviews();
  bool link_some_reviews();
  std::vector<std::string> take_touched_reviews();
  bool load(LinkBatch& batch, const std::set<std::string>& reviews);
  bool load_document(LinkBatch& batch, const std::string& key, bool is_joint);
  void publish_links(LinkBatch& batch, const std::string& key);
  bool link_records(const std::string& key, const DocumentRows* rows);
  bool link_positions(const std::string& key, const DocumentRows* rows);
  bool link_failures(const std::string& key, const DocumentRows* rows);
  void set_review(const normalize::ReviewSummary& summary);
  void remove_review(const std::string& report);
  void follow_cycles(LinkBatch& batch, std::vector<normalize::ReviewSummary>& summaries);
  std::set<std::string> keys_of(const std::set<std::string>& reviews, bool suppliers_only);

  // queries.cc
  void forget_pauses_of(const std::string& key);

  // publish.cc
  void keep_commits();
  void number_changes();
  bool number_some_changes();

  mutable Database db_;
  RunOptions run_;
  int leases_given_ = 0;
  int unsynced_ = 0;               // commits that a power failure would undo
  std::set<std::string> in_work_;  // leased by this run and not committed
  bool has_died_on_one_ = false;   // of in_work_: a process died on it before

  // What lease() gives next. First what no process died on; then the others. Both in the order of Place.
  struct Candidate {
    std::string key;
    bool died_on = false;
  };
  // What was never tried comes first, then what was tried longest ago: a run that may take only some (max_documents)
  // gets further than the one before it.
  struct Place {
    std::string last_tried, key;
  };
  std::deque<Candidate> candidates_;
  Place last_candidate_;
  bool among_died_on_ = false;
  bool no_more_candidates_ = false;
};

// Those of a column that holds one value per line.
std::vector<std::string> split_lines(const std::string& lines);

// A step out of order: not the database's fault.
[[noreturn]] void defect(const std::string& key, const std::string& what);

}  // namespace troika::output
