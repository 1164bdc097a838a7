// Records as JSON Lines (one object per line, UTF-8, every key always present, no run times: the same input gives the
// same bytes). Schemas: output/schema/*.schema.json (JSON Schema 2020-12); output/schema/validate.py applies them.
//
// Bytes that are not UTF-8 (a path, a damaged document's text) become U+FFFD. What is not known is null, never "" or 0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/failure.h"
#include "normalize/link.h"
#include "normalize/record.h"

namespace troika::output {

// What became of one input: a report, or the failure that took its place.
struct DocumentOutcome {
  std::string input;   // path as given
  std::string sha256;  // empty where the bytes could not be read
  fetch::Result<normalize::DocumentReport> report;
};

// How a run went: inputs = extracted + unchanged + failed.
struct RunRecord {
  std::string started, finished;  // ISO 8601, UTC: "2026-01-31T02:00:00Z"
  std::size_t inputs = 0, extracted = 0, unchanged = 0, failed = 0;
  std::size_t recommendations = 0, rejects = 0;
  int exit_status = 0;
  std::string program_version;
  std::map<std::string, std::string> engine_versions;  // "poppler" -> "22.12.0"
};

// How a record differs from what was published before.
struct Change {
  std::int64_t seq = 0;     // from 1, without gaps
  std::string_view op;      // "added", "changed", "withdrawn"
  std::string_view id;      // of the record
  std::string_view record;  // its line, without the line feed; empty where withdrawn
};

// What documents.jsonl says of a document's items. Rows of a list that are records of the report they repeat are
// joined: items_seen = recommendations + joined + rejects.
struct DocumentCounts {
  std::size_t recommendations = 0, joined = 0, rejects = 0;
  normalize::ResponseCounts responses;
};
DocumentCounts counts_of(const normalize::DocumentReport& report);

// Each appends whole lines to `out`. Thread-safe on different buffers.
void append_recommendations(std::string& out, const DocumentOutcome& outcome);  // recommendations.jsonl
void append_document(std::string& out, const DocumentOutcome& outcome);         // documents.jsonl: exactly one line
void append_document(std::string& out, const DocumentOutcome& outcome, const DocumentCounts& counts);
void append_positions(std::string& out, const DocumentOutcome& outcome);        // positions.jsonl
void append_failures(std::string& out, const DocumentOutcome& outcome);         // failures.jsonl: document and items
void append_page(std::string& out, const DocumentOutcome& outcome);             // pages.jsonl: at most one line
void append_review(std::string& out, const normalize::ReviewSummary& summary);  // reviews.jsonl: exactly one line
// Of no stream: what linking needs of a document besides its lines (exactly one line, an object like the others).
void append_adoptions(std::string& out, const std::vector<normalize::Adoption>& adoptions);
void append_run(std::string& out, const RunRecord& run);     // runs.jsonl: exactly one line
void append_change(std::string& out, const Change& change);  // changes.jsonl: exactly one line

}  // namespace troika::output
