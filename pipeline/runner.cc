#include "pipeline/runner.h"

#include <atomic>
#include <memory>
#include <optional>
#include <utility>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include "pipeline/guard.h"

namespace troika::pipeline {
namespace {

// Documents in flight, per thread. With more, a slow document at the head holds up the others later (they wait for
// their turn to be written); each costs about a megabyte while it waits.
constexpr std::size_t kTokensPerJob = 8;

// A document on its way through the filters.
struct Document {
  std::string path;
  std::optional<output::DocumentOutcome> outcome;
  Rendered lines;
};
using Token = std::unique_ptr<Document>;

// The three filters. No exception leaves any of them, or oneTBB would drop the documents in flight: what can go wrong
// with a document is in its outcome, and a runner without memory for a line of text ends at once, with nothing
// published.
class Filters {
 public:
  explicit Filters(const RunPlan& plan) : plan_(plan) { summary_.inputs = plan.inputs.size(); }

  Token take(tbb::flow_control& flow) noexcept {
    if (taken_ == plan_.inputs.size() || given_up_ || stop_requested()) {
      flow.stop();
      return nullptr;
    }
    return std::make_unique<Document>(Document{plan_.inputs[taken_++], std::nullopt, {}});
  }

  Token process(Token document) const noexcept {
    document->outcome = plan_.reader.read(document->path);
    render_into(*document);
    return document;
  }

  void write(Token document) noexcept {
    if (given_up_) return;
    if (Written written = plan_.sink.write(document->lines); !written) return give_up(written.error());
    summary_.count(*document->outcome);
    if (!document->outcome->report) plan_.console.failure(document->path, document->outcome->report.error());
    plan_.console.show_progress(summary_);
  }

  RunSummary finish() {
    summary_.taken = taken_;
    summary_.stopped = stopped_;
    if (stopped_) summary_.first_not_read = plan_.inputs[taken_];
    summary_.check_balance();
    if (summary_.exit_status() == kAborted) return summary_;
    if (Written written = plan_.sink.finish(summary_); !written) give_up(written.error());
    return summary_;
  }

 private:
  bool stop_requested() { return stopped_ = stopped_ || plan_.stop_requested(); }

  static void render_into(Document& document) {
    auto done = guarded([&]() -> fetch::Result<void> {
      document.lines = render(*document.outcome);
      return {};
    });
    if (done) return;
    document.outcome->report = tl::unexpected(done.error());
    document.lines = render(*document.outcome);
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
  std::atomic<bool> given_up_{false};
};

}  // namespace

RunSummary run(const RunPlan& plan) {
  using tbb::filter_mode;
  Filters filters(plan);
  const auto jobs = static_cast<std::size_t>(plan.jobs);
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, jobs);
  tbb::task_arena arena(plan.jobs);

  plan.console.show_progress(RunSummary{.inputs = plan.inputs.size()});
  arena.execute([&] {
    tbb::parallel_pipeline(jobs * kTokensPerJob,
                           tbb::make_filter<void, Token>(filter_mode::serial_in_order, [&](auto& flow) {
                             return filters.take(flow);
                           }) & tbb::make_filter<Token, Token>(filter_mode::parallel, [&](Token document) {
                             return filters.process(std::move(document));
                           }) & tbb::make_filter<Token, void>(filter_mode::serial_in_order, [&](Token document) {
                             filters.write(std::move(document));
                           }));
  });
  RunSummary summary = filters.finish();
  plan.console.finish(summary);
  return summary;
}

}  // namespace troika::pipeline
