#include "pipeline/ingest/metrics.h"

#include <sstream>

namespace troika::pipeline {
namespace {

void add(std::ostringstream& out, const char* name, const char* help, double value) {
  out << "# HELP troika_run_" << name << ' ' << help << "\n# TYPE troika_run_" << name << " gauge\ntroika_run_" << name
      << ' ' << value << '\n';
}

}  // namespace

std::string metrics_text(const IngestSummary& summary, long finished, double seconds) {
  std::ostringstream out;
  out.precision(15);
  const auto count = [&](const char* name, const char* help, std::size_t value) {
    add(out, name, help, static_cast<double>(value));
  };
  add(out, "finished_timestamp_seconds", "When the last run ended.", static_cast<double>(finished));
  add(out, "duration_seconds", "How long it took.", seconds);
  add(out, "exit_status", "Its exit status.", summary.exit_status());
  count("documents", "Documents it dealt with.", summary.settled);
  count("documents_extracted", "Documents that were new or changed, and read.", summary.extracted);
  count("documents_unchanged", "Documents that had not changed.", summary.unchanged);
  count("documents_failed", "Documents that failed.", summary.failed);
  count("documents_failed_first", "Documents that failed for the first time.", summary.first_failures);
  count("documents_not_published", "Documents that are not published yet.", summary.not_published);
  count("requests", "HTTP requests for documents.", summary.requests);
  count("requests_conditional", "Of these, conditional ones.", summary.conditional_requests);
  count("records_added", "Records added.", summary.added);
  count("records_changed", "Records changed.", summary.changed);
  count("records_withdrawn", "Records withdrawn.", summary.withdrawn);
  return out.str();
}

}  // namespace troika::pipeline
