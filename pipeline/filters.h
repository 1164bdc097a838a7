// The shape of every run: documents enter one at a time, are worked on in parallel, and leave in the order in which
// they entered.
//
//   take (serial) --> process (parallel) --> write (serial, in order)
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "fetch/task.h"
#include "output/json_lines.h"
#include "output/store/rows.h"
#include "pipeline/rendered.h"

namespace troika::pipeline {

// A document on its way.
struct Document {
  std::string path;                                  // where its bytes are; empty where fetching failed
  std::optional<fetch::Fetched> fetched{};           // of a document that came through the downloader
  bool unchanged = false;                            // nothing to extract: bytes and rules are those of the last time
  std::optional<RenderedOutcome> rendered{};         // for a sink
  std::optional<output::DocumentOutcome> outcome{};  // for the store
  std::optional<output::DocumentRows> rows{};        // of the outcome
};

// No exception may leave any of them, or oneTBB would drop the documents in flight.
class Filters {
 public:
  virtual ~Filters() = default;

  virtual std::unique_ptr<Document> take() noexcept = 0;  // null: no more; may wait for the next one
  virtual void process(Document& document) noexcept = 0;  // from many threads at once
  virtual void write(Document& document) noexcept = 0;
};

// Returns when every document taken is written. `jobs` threads.
void run_filters(Filters& filters, int jobs);

}  // namespace troika::pipeline
