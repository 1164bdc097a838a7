// Where a run's lines go: standard output, or a folder of streams.
#pragma once

#include <memory>
#include <string>

#include <tl/expected.hpp>

#include "pipeline/draft.h"
#include "pipeline/rendered.h"
#include "pipeline/run_summary.h"

namespace troika::pipeline {

// One thread at a time, in input order. After an error nothing more is written.
class Sink {
 public:
  virtual ~Sink() = default;

  virtual Written write(const Rendered& document) = 0;

  // Whether a run that is stopped leaves what was there before, and nothing of its own.
  virtual bool is_all_or_nothing() const = 0;

  // What was written, as long as it can be changed; null where it is gone at once. Owned by the sink.
  virtual Drafts* drafts() { return nullptr; }

  // Publishes what was written. Not called for a run that was aborted.
  virtual Written finish(const RunSummary& summary) = 0;

  // In its place, for a run that was stopped in good order: gives out what can be given out without publishing.
  virtual Written leave_off() { return {}; }
};

// Recommendations to the descriptor (standard output); nothing is buffered.
std::unique_ptr<Sink> make_descriptor_sink(int descriptor);

// The same, when the run ends: until then they are in a temporary file, so that documents can be linked.
tl::expected<std::unique_ptr<Sink>, WriteError> make_spooled_sink(int descriptor);

// All streams and runs.jsonl into `folder`, which is made if it is not there. They are written under other names and
// take their own when the run is complete: whoever reads the folder sees the last complete run.
tl::expected<std::unique_ptr<Sink>, WriteError> make_folder_sink(const std::string& folder);

}  // namespace troika::pipeline
