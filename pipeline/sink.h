// Where a run's lines go: standard output, or a folder of streams.
#pragma once

#include <memory>
#include <string>

#include <tl/expected.hpp>

#include "pipeline/rendered.h"
#include "pipeline/run_summary.h"

namespace troika::pipeline {

struct WriteError {
  bool reader_gone = false;  // the other end of a pipe was closed (`troika extract ... | head`): end quietly
  std::string message;       // what could not be written, why, and what to do
};

using Written = tl::expected<void, WriteError>;

// One thread at a time, in input order. After an error nothing more is written.
class Sink {
 public:
  virtual ~Sink() = default;

  virtual Written write(const Rendered& document) = 0;

  // Whether a run that is stopped leaves what was there before, and nothing of its own.
  virtual bool is_all_or_nothing() const = 0;

  // Publishes what was written. Not called for a run that was aborted.
  virtual Written finish(const RunSummary& summary) = 0;
};

// Recommendations to the descriptor (standard output); nothing is buffered.
std::unique_ptr<Sink> make_descriptor_sink(int descriptor);

// All streams and runs.jsonl into `folder`, which is made if it is not there. They are written under other names and
// take their own when the run is complete: whoever reads the folder sees the last complete run.
tl::expected<std::unique_ptr<Sink>, WriteError> make_folder_sink(const std::string& folder);

}  // namespace troika::pipeline
