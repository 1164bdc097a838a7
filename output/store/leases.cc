// A run's beginning, what it wants, and what it has in work.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <iterator>
#include <limits>
#include <sstream>

#include "output/store/sqlite_store.h"

namespace troika::output {
namespace {

// Looked up at a time: few enough to be cheap for a run of --max-documents 10, many enough that the look-up costs
// nothing beside the work.
constexpr std::size_t kCandidates = 256;

// FNV-1a, 64 bits: the same on every machine, so that shards never overlap.
std::uint64_t stable_hash(std::string_view key) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

std::string joined(const std::vector<std::string>& urls) {
  std::string lines;
  for (const std::string& url : urls) lines += (lines.empty() ? "" : "\n") + url;
  return lines;
}

Wanted merged(Wanted first, const Wanted& second) {
  for (const std::string& url : second.urls)
    if (std::find(first.urls.begin(), first.urls.end(), url) == first.urls.end()) first.urls.push_back(url);
  first.may_be_absent = first.may_be_absent && second.may_be_absent;
  return first;
}

}  // namespace

std::vector<std::string> split_lines(const std::string& lines) {
  std::vector<std::string> values;
  std::istringstream in(lines);
  for (std::string value; std::getline(in, value);) values.push_back(value);
  return values;
}

SqliteStore::~SqliteStore() {
  if (in_work_.empty()) return;
  try {
    give_back_leases();
  } catch (const StoreError&) {  // they count as a death then; what stopped the run was reported already
  }
}

void SqliteStore::give_back_leases() {
  Transaction change(db_, Survives::kProcessDeath);
  db_.run("UPDATE documents SET lease_run = NULL WHERE lease_run = ?", {run_.run_id});
  change.commit();
}

fetch::Result<std::optional<UnfinishedRun>> SqliteStore::unfinished_run() const {
  return answered([&] {
    std::optional<UnfinishedRun> run;
    db_.first("SELECT id, begun, line FROM runs ORDER BY ordinal DESC LIMIT 1", {}, [&](const Row& row) {
      if (row.is_null(2)) run = UnfinishedRun{row.text(0), row.text(1)};
    });
    return run;
  });
}

fetch::Result<BeginSummary> SqliteStore::begin(const RunOptions& options) {
  return answered([&] {
    Transaction change(db_);
    BeginSummary summary = begin_run(options);
    touch_reviews_linked_otherwise();
    change.commit();
    return summary;
  });
}

BeginSummary SqliteStore::begin_run(const RunOptions& options) {
  run_ = options;
  std::sort(run_.keys.begin(), run_.keys.end());  // there may be many
  leases_given_ = 0;
  in_work_.clear();
  forget_candidates();
  db_.run("INSERT INTO runs (id, begun) VALUES (?, ?) ON CONFLICT (id) DO NOTHING", {run_.run_id, run_.now});
  db_.first("SELECT begun FROM runs WHERE id = ?", {run_.run_id}, [&](const Row& row) { run_.now = row.text(0); });
  db_.run("DELETE FROM pauses WHERE until <= ?", {run_.now});
  BeginSummary summary;
  summary.returned = db_.run("UPDATE documents SET lease_run = NULL, deaths = deaths + 1 WHERE lease_run IS NOT NULL");
  summary.set_aside = set_aside_dead();
  return summary;
}

fetch::Result<std::vector<fetch::Task>> SqliteStore::preview(const RunOptions& options,
                                                             const std::vector<Wanted>& wanted) {
  return answered([&] {
    const Transaction undone(db_);
    begin_run(options);
    for (const Wanted& document : wanted) add_wanted(document);
    std::vector<fetch::Task> tasks;
    const auto may_give = [&] { return !run_.max_documents || std::ssize(tasks) < *run_.max_documents; };
    for (find_candidates(); !candidates_.empty() && may_give(); find_candidates()) {
      tasks.push_back(task_of(candidates_.front().key));
      candidates_.pop_front();
    }
    forget_candidates();
    return tasks;
  });
}

std::vector<std::string> SqliteStore::set_aside_dead() {
  std::vector<std::pair<std::string, std::string>> dead;  // key, SHA-256
  db_.each("SELECT key, sha256 FROM documents WHERE deaths > ? AND state <> 'dead' ORDER BY key", {run_.deaths_allowed},
           [&](const Row& row) { dead.emplace_back(row.text(0), row.text(1)); });
  std::vector<std::string> keys;
  for (const auto& [key, sha256] : dead) {
    const fetch::Failure failure = {
        fetch::Stage::kPipeline, fetch::FailureCode::kDiedTwice, false,
        "the process died each time it had this document in work; it is set aside until: troika retry " + key};
    const auto code = fetch::code_name(failure.code);
    db_.run("UPDATE documents SET state = 'dead', last_tried = ?, verdict = ?, detail = ? WHERE key = ?",
            {run_.now, code, failure.detail, key});
    set_failure(key, "died", rows_of(DocumentOutcome{key, sha256, tl::unexpected(failure)}), true);
    keys.push_back(key);
  }
  return keys;
}

fetch::Result<PlanSummary> SqliteStore::plan(const std::vector<Wanted>& wanted) {
  return answered([&] {
    PlanSummary summary;
    Transaction change(db_);
    for (const Wanted& document : wanted) summary.added += add_wanted(document) ? 1 : 0;
    const auto count = [&](std::string_view sql) { return static_cast<int>(db_.number(sql, {run_.run_id})); };
    summary.wanted = count("SELECT count(*) FROM documents WHERE wanted_run = ?");
    summary.gone = count("SELECT count(*) FROM documents WHERE wanted_run <> ?");
    change.commit();
    forget_candidates();  // new ones may come before those that were looked up
    return summary;
  });
}

bool SqliteStore::add_wanted(const Wanted& wanted) {
  Wanted document = wanted;
  const bool known = db_.first("SELECT wanted_run, source, urls, expects, may_be_absent FROM documents WHERE key = ?",
                               {wanted.key}, [&](const Row& row) {
                                 if (row.view(0) != run_.run_id) return;
                                 document = merged({wanted.key, row.text(1), split_lines(row.text(2)),
                                                    static_cast<fetch::MediaType>(row.integer(3)), row.integer(4) != 0},
                                                   wanted);
                               });
  const std::string urls = joined(document.urls);
  const int expects = static_cast<int>(document.expects);
  if (known) {
    db_.run("UPDATE documents SET source = ?, urls = ?, expects = ?, may_be_absent = ?, wanted_run = ? WHERE key = ?",
            {document.source, urls, expects, document.may_be_absent, run_.run_id, document.key});
  } else {
    db_.run(
        "INSERT INTO documents (key, source, urls, expects, may_be_absent, wanted_run, first_wanted, state)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 'due')",
        {document.key, document.source, urls, expects, document.may_be_absent, run_.run_id, run_.now});
  }
  return !known;
}

bool SqliteStore::is_selected(std::string_view key) const {
  if (!run_.keys.empty() && !std::binary_search(run_.keys.begin(), run_.keys.end(), key, std::less<>())) return false;
  if (!run_.shard) return true;
  const auto [shard, shards] = *run_.shard;
  return stable_hash(key) % static_cast<std::uint64_t>(shards) == static_cast<std::uint64_t>(shard - 1);
}

fetch::Result<int> SqliteStore::due() const {
  return answered([&] {
    int count = 0;
    db_.each(
        "SELECT key FROM documents WHERE wanted_run = ?1 AND lease_run IS NULL AND state <> 'dead'"
        " AND (tried_run IS NULL OR tried_run <> ?1)",
        {run_.run_id}, [&](const Row& row) { count += is_selected(row.view(0)) ? 1 : 0; });
    return run_.max_documents ? std::min(count, std::max(0, *run_.max_documents - leases_given_)) : count;
  });
}

void SqliteStore::forget_candidates() {
  candidates_.clear();
  last_candidate_ = {};
  among_died_on_ = false;
  no_more_candidates_ = false;
}

// Those after the last one, in the order of Place; how many. Two look-ups, since SQLite would read its index from the
// beginning to find (an expression, key) > (?, ?).
std::size_t SqliteStore::look_up_candidates() {
  static const std::string kDue =
      "SELECT key, coalesce(last_tried, '') FROM documents WHERE wanted_run = ?1 AND lease_run IS NULL"
      " AND state <> 'dead' AND (tried_run IS NULL OR tried_run <> ?1) AND deaths BETWEEN ?2 AND ?3";
  static const std::string kTriedThen = kDue + " AND coalesce(last_tried, '') = ?4 AND key > ?5 ORDER BY key LIMIT ?6";
  static const std::string kTriedLater =
      kDue + " AND coalesce(last_tried, '') > ?4 ORDER BY coalesce(last_tried, ''), key LIMIT ?6";
  const Place after = last_candidate_;
  std::size_t found = 0;
  for (const std::string_view sql : {std::string_view(kTriedThen), std::string_view(kTriedLater)}) {
    db_.each(sql,
             {run_.run_id, among_died_on_ ? 1 : 0, among_died_on_ ? std::numeric_limits<int>::max() : 0,
              after.last_tried, after.key, static_cast<int>(kCandidates - found)},
             [&](const Row& row) {
               ++found;
               last_candidate_ = {row.text(1), row.text(0)};
               if (is_selected(row.view(0))) candidates_.push_back({row.text(0), among_died_on_});
             });
  }
  return found;
}

void SqliteStore::find_candidates() {
  while (candidates_.empty() && !no_more_candidates_) {
    const std::size_t found = look_up_candidates();
    if (found < kCandidates) {
      no_more_candidates_ = among_died_on_;
      among_died_on_ = true;
      last_candidate_ = {};
    }
  }
}

bool SqliteStore::may_lease() {
  if (in_work_.empty()) return true;
  if (has_died_on_one_) return false;
  if (run_.max_documents && leases_given_ >= *run_.max_documents) return true;
  const auto looked = answered([&] { find_candidates(); });
  return !looked || candidates_.empty() || !candidates_.front().died_on;  // what failed, lease() will report
}

fetch::Result<std::optional<fetch::Task>> SqliteStore::lease() {
  return answered([&]() -> std::optional<fetch::Task> {
    if (run_.max_documents && leases_given_ >= *run_.max_documents) return std::nullopt;
    for (find_candidates(); !candidates_.empty(); find_candidates()) {
      const Candidate candidate = candidates_.front();
      candidates_.pop_front();
      if (!mark_leased(candidate.key)) continue;
      has_died_on_one_ = candidate.died_on || (has_died_on_one_ && !in_work_.empty());
      in_work_.insert(candidate.key);
      ++leases_given_;
      return task_of(candidate.key);
    }
    return std::nullopt;
  });
}

// A lease need not survive a power failure, which is not the document's fault: so it does not wait for the disk.
bool SqliteStore::mark_leased(const std::string& key) {
  Transaction change(db_, Survives::kProcessDeath);
  const int marked =
      db_.run("UPDATE documents SET lease_run = ? WHERE key = ? AND lease_run IS NULL", {run_.run_id, key});
  change.commit();
  return marked == 1;
}

fetch::Task SqliteStore::task_of(const std::string& key) {
  fetch::Task task;
  db_.first(
      "SELECT key, source, urls, expects, validated_url, etag, last_modified, sha256 FROM documents WHERE key = ?",
      {key}, [&](const Row& row) {
        task.key = row.text(0);
        task.source = row.text(1);
        task.urls = split_lines(row.text(2));
        task.expects = static_cast<fetch::MediaType>(row.integer(3));
        task.validated_url = row.text(4);
        task.validators = {row.text(5), row.text(6)};
        task.sha256 = row.text(7);
      });
  return task;
}

fetch::Result<void> SqliteStore::settle(const fetch::Fetched& fetched) {
  return answered([&] {
    if (in_work_.contains(fetched.task.key)) defect(fetched.task.key, "settled before it was committed");
  });
}

}  // namespace troika::output
