// What the store keeps of one document: its lines of every stream, ready to be written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "output/json_lines.h"

namespace troika::output {

struct DocumentRows {
  struct Record {
    std::string id;
    std::string hash;  // SHA-256 of the line without `provenance` and `where`: what makes two records the same
    std::string line;
  };

  std::optional<fetch::Failure> failure;  // took the report's place: then only `document` and `failures` are set
  std::string document;                   // line of documents.jsonl; no line here ends in a line feed
  std::vector<std::string> failures;      // of failures.jsonl: the document's one, or its items'
  std::vector<Record> records;            // of recommendations.jsonl
  std::vector<std::string> positions;     // of positions.jsonl
  std::string page;                       // of pages.jsonl; empty where it is no web page
  std::vector<std::string> reviews;       // that it tells something of: symbols of their reports
  std::string adoptions;                  // what it says of them, as append_adoptions() writes it; empty where nothing

  std::string sha256;     // of the bytes
  std::string edition;    // "A/HRC/27/10@en", or the SHA-256: documents that share it share record ids
  std::string published;  // the document's own date; empty where not known
  std::string rule_set;   // that read it
  std::string heard;      // DocumentReport::heard_of_reviews, one per line
  std::string digest;     // SHA-256 over all lines
};

// Thread-safe. The cost of committing a document is mostly here, so a pipeline does it before its serial part.
DocumentRows rows_of(const DocumentOutcome& outcome);

// Of a report whose counts linking has changed.
DocumentRows rows_of(const DocumentOutcome& outcome, const DocumentCounts& counts);

}  // namespace troika::output
