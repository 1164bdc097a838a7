#include "pipeline/runner.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

#include "pipeline/filters.h"
#include "pipeline/linking.h"

namespace troika::pipeline {
namespace {

// From a list of files to a sink. What can go wrong with a document is in its outcome; a runner without memory for a
// line of text ends at once, with nothing published.
class ListFilters : public Filters {
 public:
  explicit ListFilters(const RunPlan& plan) : plan_(plan) {
    summary_.inputs = plan.inputs.size();
    if (plan.reviews && plan.sink.drafts()) linking_.emplace(*plan.reviews);
  }

  std::unique_ptr<Document> take() noexcept override {
    if (taken_ == plan_.inputs.size() || given_up_ || stop_requested()) return nullptr;
    return std::make_unique<Document>(Document{plan_.inputs[taken_++]});
  }

  void process(Document& document) noexcept override {
    document.rendered = plan_.reader.read_and_render(document.path);
  }

  void write(Document& document) noexcept override {
    if (given_up_) return;
    const RenderedOutcome& rendered = *document.rendered;
    if (Written written = plan_.sink.write(rendered.lines); !written) return give_up(written.error());
    summary_.count(rendered);
    if (!rendered.outcome.report) plan_.console.failure(document.path, rendered.outcome.report.error());
    for (const std::string& trouble : rendered.troubles) plan_.console.error(trouble);
    plan_.console.show_progress(summary_);
    if (!linking_) return;
    if (Written kept = linking_->add(*std::move(document.rendered)); !kept) give_up(kept.error());
  }

  RunSummary finish() {
    summary_.taken = taken_;
    summary_.stopped = stopped_;
    summary_.is_undone = stopped_ && plan_.sink.is_all_or_nothing();
    if (stopped_) summary_.first_not_read = plan_.inputs[taken_];
    summary_.check_balance();
    if (given_up_ || !summary_.troubles.empty()) return summary_;
    if (linking_) link();
    if (given_up_) return summary_;
    const bool is_complete = summary_.exit_status() != kAborted;
    const Written written = is_complete ? plan_.sink.finish(summary_) : plan_.sink.leave_off();
    if (!written) give_up(written.error());
    return summary_;
  }

 private:
  bool stop_requested() { return stopped_ = stopped_ || plan_.stop_requested(); }

  void link() {
    const auto linked = linking_->link(plan_.sink, *plan_.sink.drafts());
    if (!linked) return give_up(linked.error());
    summary_.recommendations -= linked->joined;
    summary_.rejects += linked->rejects;
  }

  void give_up(const WriteError& error) {
    given_up_ = true;
    summary_.reader_gone = error.reader_gone;
    if (!error.reader_gone) summary_.troubles.push_back(error.message);
  }

  const RunPlan& plan_;
  RunSummary summary_;     // of the writing filter
  std::size_t taken_ = 0;  // of the taking filter, as is `stopped_`
  bool stopped_ = false;
  std::optional<Linking> linking_;  // of the writing filter
  std::atomic<bool> given_up_{false};
};

}  // namespace

RunSummary run(const RunPlan& plan) {
  ListFilters filters(plan);
  plan.console.show_progress(RunSummary{.inputs = plan.inputs.size()});
  // The workers need not wait until the threads of the filters have started, and oneTBB with them.
  for (std::size_t i = 0; i < std::min(plan.inputs.size(), static_cast<std::size_t>(plan.jobs)); ++i)
    plan.reader.expect(plan.inputs[i]);
  run_filters(filters, plan.jobs);
  plan.reader.rest();
  RunSummary summary = filters.finish();
  plan.console.finish(summary);
  return summary;
}

}  // namespace troika::pipeline
