// A run of ingestion: what is due is fetched, what is new is extracted, and the store has it all.
//
//   store.lease() --> Downloader (its own thread) --> Arrivals
//                                                        | take
//                                                        v
//                                   process: read the archived bytes (parallel)
//                                                        v
//                                   write: store.commit(), then store.settle()
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "fetch/downloader.h"
#include "output/store/store.h"
#include "pipeline/console.h"
#include "pipeline/document_reader.h"
#include "pipeline/exit_status.h"

namespace troika::pipeline {

struct IngestPlan {
  fetch::Downloader& downloader;
  output::Store& store;  // begun and planned; used by one thread at a time
  DocumentReader& reader;
  Console& console;
  std::size_t due = 0;  // documents that will be leased, for the progress line
  int jobs = 1;
  bool tells_absent = false;  // say which documents are not published: somebody has asked for them by name
  std::function<bool()> stop_requested;
};

struct IngestSummary {
  std::size_t due = 0;
  std::size_t leased = 0, settled = 0;
  std::size_t extracted = 0, unchanged = 0, failed = 0, not_published = 0;
  std::size_t first_failures = 0;  // failed in this run for the first time: news
  std::size_t requests = 0, conditional_requests = 0;
  std::size_t recommendations = 0;                    // of the documents extracted
  std::size_t added = 0, changed = 0, withdrawn = 0;  // records
  bool stopped = false;
  std::vector<std::string> troubles{};  // with the run itself

  bool has_news() const { return added + changed + withdrawn + first_failures > 0 || stopped || !troubles.empty(); }
  ExitStatus exit_status() const;
};

inline constexpr const char* kStopped = "stopped by a signal; what was not done is due in the next run";

// "12 documents: 3 extracted, 8 unchanged, 1 failed, 0 not published yet; 254 records added, ..."
std::string sentence(const IngestSummary& summary);

// Returns when every leased document is settled, or the run has been given up.
IngestSummary ingest(const IngestPlan& plan);

}  // namespace troika::pipeline
