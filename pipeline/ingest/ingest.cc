#include "pipeline/ingest/ingest.h"

#include <atomic>
#include <mutex>
#include <thread>
#include <utility>

#include "normalize/correct.h"
#include "pipeline/filters.h"
#include "pipeline/guard.h"
#include "pipeline/ingest/arrivals.h"
#include "pipeline/run_summary.h"

namespace troika::pipeline {
namespace {

using fetch::FailureCode;
using fetch::Fetched;

// Records say where their document came from.
void set_url(normalize::DocumentReport& report, const std::string& url) {
  report.document.url = url;
  for (normalize::Recommendation& record : report.recommendations) record.document.url = url;
}

class IngestFilters : public Filters {
 public:
  explicit IngestFilters(const IngestPlan& plan) : plan_(plan) { summary_.due = plan.due; }

  // The downloader's thread.
  void download() noexcept {
    plan_.downloader.run([&] { return lease(); }, [&](Fetched fetched) { arrivals_.push(std::move(fetched)); },
                         [&] { return stops(); }, [&] { return arrivals_.has_room() && may_lease(); });
    arrivals_.close();
  }

  std::unique_ptr<Document> take() noexcept override {
    std::optional<Fetched> fetched = arrivals_.pop();
    if (!fetched) return nullptr;
    auto document = std::make_unique<Document>();
    if (fetched->archived) document->path = fetched->archived->path;
    {
      const std::lock_guard lock(store_mutex_);
      // A source's page is fetched for its links, and holds no records.
      const bool is_page = fetched->task.expects == fetch::MediaType::kHtml;
      document->unchanged = fetched->archived && (is_page || !plan_.store.needs_extraction(*fetched));
    }
    document->fetched = std::move(fetched);
    return document;
  }

  void process(Document& document) noexcept override {
    if (document.unchanged) return;
    const Fetched& fetched = *document.fetched;
    if (fetched.failure) {
      document.outcome = output::DocumentOutcome{fetched.task.key, "", tl::unexpected(*fetched.failure)};
    } else {
      document.outcome = plan_.reader.read(document.path);
      document.outcome->input = fetched.task.key;
      if (document.outcome->report) set_url(*document.outcome->report, fetched.url);
    }
    document.rows = output::rows_of(*document.outcome);
  }

  void write(Document& document) noexcept override {
    if (given_up_) return;
    const std::lock_guard lock(store_mutex_);
    // An archive that cannot be written is the run's trouble: every other document would fail like this one, which is
    // due again in the next run.
    const auto& failure = document.fetched->failure;
    if (failure && failure->code == FailureCode::kStore) return give_up(*failure);
    auto committed = guarded([&] { return commit(document); });
    if (committed) committed = plan_.store.settle(*document.fetched);
    if (!committed) return give_up(committed.error());
    ++summary_.settled;
    plan_.console.show_progress(progress());
  }

  IngestSummary finish() {
    summary_.stopped = plan_.stop_requested();
    if (summary_.stopped) summary_.troubles.emplace_back(kStopped);
    if (!given_up_ && summary_.leased != summary_.settled)
      summary_.troubles.push_back("the balance is broken: " + std::to_string(summary_.leased) + " documents leased, " +
                                  std::to_string(summary_.settled) +
                                  " settled; this is a defect of Troika, please report it");
    return summary_;
  }

 private:
  bool stops() const { return given_up_ || plan_.stop_requested(); }

  bool may_lease() {
    const std::lock_guard lock(store_mutex_);
    return plan_.store.may_lease();
  }

  std::optional<fetch::Task> lease() {
    const std::lock_guard lock(store_mutex_);
    auto task = guarded([&] { return plan_.store.lease(); });
    if (!task) {
      give_up(task.error());
      return {};
    }
    if (*task) ++summary_.leased;
    return *std::move(task);
  }

  fetch::Result<void> commit(Document& document) {
    const Fetched& fetched = *document.fetched;
    summary_.requests += static_cast<std::size_t>(fetched.requests);
    summary_.conditional_requests += static_cast<std::size_t>(fetched.conditional_requests);
    if (document.unchanged) {
      auto committed = plan_.store.commit_unchanged(fetched);
      if (committed) ++summary_.unchanged;
      return committed;
    }
    const auto committed = plan_.store.commit(fetched, *document.rows);
    if (!committed) return tl::unexpected(committed.error());
    count(*document.outcome, *committed);
    return {};
  }

  void count(const output::DocumentOutcome& outcome, const output::CommitSummary& committed) {
    summary_.added += static_cast<std::size_t>(committed.added);
    summary_.changed += static_cast<std::size_t>(committed.changed);
    summary_.withdrawn += static_cast<std::size_t>(committed.withdrawn);
    if (outcome.report) {
      ++summary_.extracted;
      summary_.recommendations += outcome.report->recommendations.size();
      for (const std::string& trouble : normalize::correction_troubles(*outcome.report)) plan_.console.error(trouble);
    } else if (outcome.report.error().code == FailureCode::kNotPublishedYet) {
      ++summary_.not_published;
      if (plan_.tells_absent) plan_.console.notice(outcome.input, outcome.report.error());
    } else if (committed.is_supplied) {
      ++summary_.unchanged;
    } else {
      ++summary_.failed;
      if (!committed.first_failure) return;
      ++summary_.first_failures;
      plan_.console.failure(outcome.input, outcome.report.error());
    }
  }

  RunSummary progress() const {
    return RunSummary{.inputs = std::max(summary_.due, summary_.leased),
                      .taken = summary_.leased,
                      .written = summary_.settled - summary_.failed,
                      .failed = summary_.failed,
                      .recommendations = summary_.recommendations};
  }

  void give_up(const fetch::Failure& failure) {
    given_up_ = true;
    summary_.troubles.push_back(failure.detail);
  }

  const IngestPlan& plan_;
  Arrivals arrivals_;
  std::mutex store_mutex_;  // the store, and the summary
  IngestSummary summary_;
  std::atomic<bool> given_up_{false};
};

}  // namespace

IngestSummary ingest(const IngestPlan& plan) {
  IngestFilters filters(plan);
  std::thread downloader([&] { filters.download(); });
  run_filters(filters, plan.jobs);
  downloader.join();
  return filters.finish();
}

}  // namespace troika::pipeline
