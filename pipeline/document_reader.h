// Filter 2 of the pipeline: from a path to what became of the document.
#pragma once

#include <string>

#include "output/json_lines.h"
#include "pipeline/rendered.h"

namespace troika::pipeline {

// Implementations: Engine's in-process reading (InProcessReader) and WorkerPool. Both give the same outcome for the
// same document.
class DocumentReader {
 public:
  virtual ~DocumentReader() = default;

  // Never throws: what goes wrong is the outcome's failure. Called from many threads at once.
  virtual output::DocumentOutcome read(const std::string& path) noexcept = 0;

  // As read(), and its lines.
  virtual RenderedOutcome read_and_render(const std::string& path) noexcept { return render(read(path)); }

  // read_and_render() is called for this document soon: a reader that has nothing to do may begin with it.
  virtual void expect(const std::string&) {}

  // No document comes soon: what reading took is given back. Not while a document is read.
  virtual void rest() noexcept {}
};

}  // namespace troika::pipeline
