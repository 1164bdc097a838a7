// Figures of a run for Prometheus' textfile collector (text exposition format 0.0.4).
#pragma once

#include <string>

#include "pipeline/ingest/ingest.h"

namespace troika::pipeline {

// `finished` in seconds since 1970.
std::string metrics_text(const IngestSummary& summary, long finished, double seconds);

}  // namespace troika::pipeline
