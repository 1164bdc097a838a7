// What a run did, in numbers; and whether they balance.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "output/json_lines.h"
#include "output/with_commas.h"
#include "pipeline/exit_status.h"
#include "pipeline/rendered.h"

namespace troika::pipeline {

struct RunSummary {
  std::size_t inputs = 0;   // documents asked for
  std::size_t taken = 0;    // documents that entered the pipeline
  std::size_t written = 0;  // documents written with a report
  std::size_t failed = 0;   // documents written with a failure
  std::size_t recommendations = 0, rejects = 0;

  bool stopped = false;                 // by a signal
  bool is_undone = false;               // it was, and what it wrote is not kept
  std::string first_not_read{};         // where a stopped run whose output is kept can go on
  bool reader_gone = false;             // standard output was closed by who reads it; no one is there to be told
  std::vector<std::string> troubles{};  // what went wrong with the run itself, a sentence each

  // Counts one document that was written.
  void count(const RenderedOutcome& document);

  // Adds to `troubles` what is not as it must be at the end: every input written or failed.
  void check_balance();

  ExitStatus exit_status() const;
};

// "102 documents: 4,321 recommendations, 1 failed"
std::string sentence(const RunSummary& summary);

using output::with_commas;

// The record of a run that ends now. It alone depends on the time, and on the versions of program and engines.
output::RunRecord run_record(const RunSummary& summary, const std::string& started);

// Now, as ISO 8601 in UTC.
std::string utc_now();

}  // namespace troika::pipeline
