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

#include "fetch/downloader.h"
#include "output/store/store.h"
#include "pipeline/console.h"
#include "pipeline/document_reader.h"
#include "pipeline/ingest_summary.h"

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

// Returns when every leased document is settled, or the run has been given up.
IngestSummary ingest(const IngestPlan& plan);

}  // namespace troika::pipeline
