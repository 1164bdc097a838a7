#include "pipeline/run_summary.h"

#include <chrono>
#include <link.h>
#include <map>
#include <string_view>

#include "fetch/pause.h"

namespace troika::pipeline {
namespace {

using Versions = std::map<std::string, std::string>;

// "libpoppler.so.126" of the libraries that a record's content depends on, as the dynamic linker found them: what is
// in use, not what was there when the program was built.
int collect_engine(dl_phdr_info* info, std::size_t, void* versions) {
  const std::string_view path = info->dlpi_name;
  const std::string_view file = path.substr(path.rfind('/') + 1);
  for (const std::string_view engine : {"poppler", "re2", "icuuc", "tbb"}) {
    if (file.starts_with("lib" + std::string(engine) + ".so"))
      static_cast<Versions*>(versions)->insert_or_assign(std::string(engine), std::string(file));
  }
  return 0;
}

Versions engine_versions() {
  Versions found;
  ::dl_iterate_phdr(collect_engine, &found);
  return found;
}

}  // namespace

void RunSummary::count(const RenderedOutcome& document) {
  const output::DocumentOutcome& outcome = document.outcome;
  if (!outcome.report) {
    ++failed;
    return;
  }
  ++written;
  recommendations += document.counts.recommendations;
  rejects += document.counts.rejects;
  const std::size_t accounted = document.counts.recommendations + document.counts.rejects;
  if (static_cast<std::size_t>(outcome.report->items_seen) != accounted)
    troubles.push_back(outcome.input + ": " + std::to_string(outcome.report->items_seen) + " items seen, but " +
                       std::to_string(accounted) + " accounted for; this is a defect of Troika, please report it");
}

void RunSummary::check_balance() {
  if (stopped && is_undone)
    troubles.push_back("stopped by a signal after " + with_commas(taken) + " of " + with_commas(inputs) +
                       " documents; the output folder is left as it was: start again, with all of them");
  else if (stopped)
    troubles.push_back("stopped by a signal; " + with_commas(inputs - taken) + " of " + with_commas(inputs) +
                       " documents were not read, from " + first_not_read + " on");
  if (troubles.empty() && !reader_gone && inputs != written + failed)
    troubles.push_back("the balance is broken: " + std::to_string(inputs) + " documents, " + std::to_string(written) +
                       " written, " + std::to_string(failed) + " failed; this is a defect of Troika, please report it");
}

ExitStatus RunSummary::exit_status() const {
  if (!troubles.empty() || reader_gone) return kAborted;
  return failed > 0 ? kDocumentsFailed : kAllWell;
}

std::string sentence(const RunSummary& summary) {
  const std::size_t documents = summary.written + summary.failed;
  return with_commas(documents) + (documents == 1 ? " document: " : " documents: ") +
         with_commas(summary.recommendations) +
         (summary.recommendations == 1 ? " recommendation, " : " recommendations, ") + with_commas(summary.failed) +
         " failed";
}

output::RunRecord run_record(const RunSummary& summary, const std::string& started) {
  output::RunRecord record;
  record.started = started;
  record.finished = utc_now();
  record.inputs = summary.inputs;
  record.extracted = summary.written;
  record.failed = summary.failed;
  record.recommendations = summary.recommendations;
  record.rejects = summary.rejects;
  record.exit_status = summary.exit_status();
  record.program_version = TROIKA_VERSION;
  record.engine_versions = engine_versions();
  return record;
}

std::string utc_now() {
  return fetch::utc_text(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

}  // namespace troika::pipeline
