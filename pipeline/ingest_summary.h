// What a run of ingestion came to, and how it is said.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "pipeline/exit_status.h"

namespace troika::pipeline {

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

}  // namespace troika::pipeline
