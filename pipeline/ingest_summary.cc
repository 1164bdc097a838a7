#include "pipeline/ingest_summary.h"

#include "output/with_commas.h"

namespace troika::pipeline {

using output::with_commas;

ExitStatus IngestSummary::exit_status() const {
  if (!troubles.empty()) return kAborted;
  return first_failures > 0 ? kDocumentsFailed : kAllWell;
}

std::string sentence(const IngestSummary& summary) {
  return with_commas(summary.settled) + (summary.settled == 1 ? " document: " : " documents: ") +
         with_commas(summary.extracted) + " extracted, " + with_commas(summary.unchanged) + " unchanged, " +
         with_commas(summary.failed) + " failed, " + with_commas(summary.not_published) +
         " not published yet; records: " + with_commas(summary.added) + " added, " + with_commas(summary.changed) +
         " changed, " + with_commas(summary.withdrawn) + " withdrawn";
}

}  // namespace troika::pipeline
