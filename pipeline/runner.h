// A run: documents in, lines out, in input order whatever the number of threads.
//
//   source (serial) --> read and render (parallel) --> write (serial)
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "pipeline/console.h"
#include "pipeline/document_reader.h"
#include "pipeline/run_summary.h"
#include "pipeline/sink.h"

namespace troika::pipeline {

struct RunPlan {
  const std::vector<std::string>& inputs;
  DocumentReader& reader;
  Sink& sink;
  Console& console;
  int jobs = 1;                                     // documents read at the same time
  std::function<bool()> stop_requested;             // asked before each document; thread-safe
  const normalize::ReviewTable* reviews = nullptr;  // to link documents of one review; null: do not
};

// Returns when everything is written and published, or the run has been given up; the summary says which. A document
// that fails is a line like the others. After a stop request the documents in flight are finished.
RunSummary run(const RunPlan& plan);

}  // namespace troika::pipeline
