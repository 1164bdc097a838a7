#include <chrono>
#include <cmath>
#include <ctime>
#include <iostream>
#include <memory>
#include <string>
#include <unistd.h>
#include <utility>

#include "fetch/archive.h"
#include "output/store/store.h"
#include "pipeline/commands/commands.h"
#include "pipeline/commands/data_folder.h"
#include "pipeline/commands/make_reader.h"
#include "pipeline/console.h"
#include "pipeline/engine.h"
#include "pipeline/ingest/ingest.h"
#include "pipeline/ingest/metrics.h"
#include "pipeline/ingest/run_lock.h"
#include "pipeline/ingest/run_settings.h"
#include "pipeline/ingest/wanted.h"
#include "pipeline/output_file.h"
#include "pipeline/run_summary.h"
#include "pipeline/stop_request.h"

namespace troika::pipeline {
namespace {

using Clock = std::chrono::steady_clock;

// What a run holds open, in the order in which it is opened.
struct Opened {
  RunLock lock;
  fetch::Archive archive;
  std::unique_ptr<output::Store> store;
};

ExitStatus refuse(Console& console, const std::string& message, ExitStatus status = kAborted) {
  console.error(message);
  return status;
}

tl::expected<Opened, ExitStatus> open_data(const DataFolder& data, Console& console) {
  if (const std::string trouble = data.make(); !trouble.empty()) return tl::unexpected(refuse(console, trouble));
  auto lock = RunLock::acquire(data.path());
  if (!lock) return tl::unexpected(refuse(console, lock.error().message, lock.error().held ? kLocked : kAborted));
  auto archive = fetch::Archive::open(data.archive());
  if (!archive) return tl::unexpected(refuse(console, archive.error().detail));
  auto store = output::Store::open(data.store());
  if (!store) return tl::unexpected(refuse(console, store.error().detail));
  return Opened{*std::move(lock), *std::move(archive), *std::move(store)};
}

// A run that died is gone on with under its own name, so that no document is asked for twice in one night.
fetch::Result<output::RunOptions> run_options(const IngestOptions& options, const RunSettings& run,
                                              const Engine& engine, const output::Store& store) {
  const auto unfinished = store.unfinished_run();
  if (!unfinished) return tl::unexpected(unfinished.error());
  const std::string kind = options.backfill ? "backfill-" : "run-";
  // What a dead run of the other kind wanted is not this one's affair.
  const bool goes_on = *unfinished && (*unfinished)->run_id.starts_with(kind);
  output::RunOptions begun;
  begun.now = goes_on ? (*unfinished)->begun : utc_now();
  begun.run_id = goes_on ? (*unfinished)->run_id : kind + begun.now + "-" + std::to_string(::getpid());
  begun.rules_fingerprint = engine.rules_fingerprint();
  begun.rule_set_fingerprints = engine.rule_set_fingerprints();
  begun.correction_fingerprints = engine.correction_fingerprints();
  begun.tombstone_after = run.settings.run.tombstone_after;
  begun.max_documents = options.max_documents;
  begun.shard = options.shard;
  begun.catalogue = &engine.normalizer().reviews();
  begun.linked_with = TROIKA_VERSION " " + engine.fingerprint();
  return begun;
}

output::RunRecord record_of(const IngestSummary& summary, const std::string& started) {
  output::RunRecord record = run_record(RunSummary{}, started);
  record.inputs = summary.settled;
  record.extracted = summary.extracted;
  record.unchanged = summary.unchanged;
  record.failed = summary.failed;
  record.recommendations = summary.recommendations;
  record.exit_status = summary.exit_status();
  return record;
}

void write_metrics(const std::string& path, const IngestSummary& summary, Clock::time_point begun, Console& console) {
  const std::chrono::duration<double> elapsed = Clock::now() - begun;
  const std::string text = metrics_text(summary, std::time(nullptr), elapsed.count());
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash);
  auto file = OutputFile::create(folder, slash == std::string::npos ? path : path.substr(slash + 1));
  Written written = file ? file->write(text) : Written(tl::unexpected(file.error()));
  if (written) written = file->sync();
  if (written) written = file->publish();
  if (!written) console.error(written.error().message + "; all else is done: give another file with --metrics");
}

class IngestRun {
 public:
  IngestRun(const IngestOptions& options, Engine engine, RunSettings run, Opened opened, Console& console)
      : options_(options),
        engine_(std::move(engine)),
        run_(std::move(run)),
        opened_(std::move(opened)),
        console_(console) {}

  ExitStatus execute() {
    const auto known = known_documents();
    if (!known) return refuse(console_, known.error().detail);
    const auto pauses = opened_.store->pauses();
    if (!pauses) return refuse(console_, pauses.error().detail);
    fetch::Downloader downloader(download_policy(run_.settings.fetch, *pauses), opened_.archive);
    auto wanted = options_.backfill ? wanted_by_inputs(run_, options_.inputs)
                                    : wanted_by_sources(run_, downloader, opened_.archive, *known);
    if (!wanted) {
      print_errors(wanted.error());
      return kWrongUsage;
    }
    if (stop_requested()) return refuse(console_, kStopped);  // pages may not have been read
    if (options_.backfill && wanted->empty())
      return refuse(console_, "no documents are in what was given; a folder is read without those in it", kWrongUsage);
    if (!options_.since.empty()) drop_earlier(*wanted, run_.reviews, *known, options_.since);
    if (options_.dry_run) return show_plan(*wanted, *known, *pauses);
    const auto due = begin(*wanted);
    if (!due) return refuse(console_, due.error().detail);
    const auto reader = make_reader(options_.reader, engine_);
    if (!reader) return refuse(console_, reader.error().detail);
    IngestSummary summary = ingest({downloader, *opened_.store, **reader, console_, static_cast<std::size_t>(*due),
                                    options_.reader.jobs, options_.backfill, stop_requested});
    publish(summary);
    report(summary);
    return summary.exit_status();
  }

 private:
  fetch::Result<Known> known_documents() const {
    auto documents = opened_.store->documents("");
    if (!documents) return tl::unexpected(documents.error());
    Known known;
    for (output::DocumentState& document : *documents) known.emplace(document.key, std::move(document));
    return known;
  }

  // What would be fetched, and a guess how long the politeness alone would take.
  ExitStatus show_plan(const std::vector<output::Wanted>& wanted, const Known& known,
                       const std::vector<fetch::Pause>& pauses) {
    const auto options = run_options(options_, run_, engine_, *opened_.store);
    if (!options) return refuse(console_, options.error().detail);
    const auto tasks = opened_.store->preview(*options, wanted);
    if (!tasks) return refuse(console_, tasks.error().detail);
    for (const fetch::Task& task : *tasks) {
      const auto state = known.find(task.key);
      std::cout << (state == known.end() ? "new" : state->second.state) << '\t' << task.key << '\t' << task.urls.front()
                << '\n';
    }
    const double seconds = static_cast<double>(tasks->size()) * run_.settings.fetch.interval_per_host_ms / 1000;
    std::cout << with_commas(tasks->size()) << (tasks->size() == 1 ? " document" : " documents") << "; at least "
              << with_commas(static_cast<std::size_t>(std::llround(seconds))) << " s if all are on one host\n";
    print_pauses(pauses);
    return kAllWell;
  }

  // How many documents are due.
  fetch::Result<int> begin(const std::vector<output::Wanted>& wanted) {
    const auto options = run_options(options_, run_, engine_, *opened_.store);
    if (!options) return tl::unexpected(options.error());
    const auto begun = opened_.store->begin(*options);
    if (!begun) return tl::unexpected(begun.error());
    for (const std::string& key : begun->set_aside)
      console_.error(key + ": died_twice: the program died twice while it read this; troika retry " + key +
                     " tries it again");
    set_aside_ = begun->set_aside.size();
    const auto planned = opened_.store->plan(wanted);
    if (!planned) return tl::unexpected(planned.error());
    return opened_.store->due();
  }

  // A run that was stopped, or given up, publishes nothing: what it committed is published when it is gone on with.
  void publish(IngestSummary& summary) {
    summary.first_failures += set_aside_;
    if (!summary.troubles.empty()) return;
    const std::string folder =
        options_.output_folder.empty() ? DataFolder(options_.data_folder).published() : options_.output_folder;
    auto finished = opened_.store->finish(record_of(summary, started_));
    if (finished) {
      summary.added = static_cast<std::size_t>(finished->added);
      summary.changed = static_cast<std::size_t>(finished->changed);
      summary.withdrawn = static_cast<std::size_t>(finished->withdrawn);
      if (const auto published = opened_.store->publish(folder); !published)
        finished = tl::unexpected(published.error());
    }
    if (!finished) summary.troubles.push_back(finished.error().detail);
  }

  void report(const IngestSummary& summary) {
    console_.finish(summary);
    if (!options_.metrics_file.empty()) write_metrics(options_.metrics_file, summary, begun_, console_);
  }

  const IngestOptions& options_;
  Engine engine_;
  RunSettings run_;
  Opened opened_;
  Console& console_;
  const std::string started_ = utc_now();
  const Clock::time_point begun_ = Clock::now();
  std::size_t set_aside_ = 0;
};

}  // namespace

ExitStatus ingest_command(const IngestOptions& options) {
  install_signal_handlers();
  const auto sources = options.backfill ? config::Sources::kIgnored : config::Sources::kFetched;
  auto configuration = load_configuration(options.config_file, options.reader.rules_dir, sources);
  if (!configuration) {
    print_errors(configuration.error());
    return kWrongUsage;
  }
  auto& [run, engine] = *configuration;
  // The files of a backfill are the user's own, named on the command line.
  if (options.backfill) run.settings.fetch.allow_file_urls = true;
  Console console({options.log.json, options.log.quiet, ::isatty(STDERR_FILENO) == 1, options.log.verbose});
  auto opened = open_data(DataFolder(options.data_folder), console);
  if (!opened) return opened.error();
  return IngestRun(options, std::move(engine), std::move(run), *std::move(opened), console).execute();
}

}  // namespace troika::pipeline
