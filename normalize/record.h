// What a document means: the types that leave normalize/. One Recommendation is one record of
// recommendations.jsonl; every field of it has a place in output/schema/recommendation.schema.json.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extract/reading.h"

namespace troika::normalize {

struct StateRef {
  std::string iso3;  // ISO 3166-1 alpha-3
  std::string name;  // the UN's own name at the document's date
  std::string as_printed;
  std::string group;  // UN regional group, "none" for those outside
};

// A clause with the States that made it.
struct Part {
  std::string text;
  std::vector<StateRef> recommending_states;
};

struct DocumentRef {
  std::optional<std::string> symbol;  // "A/HRC/27/10"
  std::string kind;                   // "upr/working-group-report"
  std::string language;               // ISO 639-1
  std::optional<std::string> title;
  std::optional<std::string> published;  // ISO 8601 date
  std::string sha256;                    // of the document's bytes
  std::optional<std::string> url;
};

struct Review {
  std::optional<std::string> state_under_review;  // ISO 3166-1 alpha-3
  std::optional<int> cycle, session, year;        // UPR cycle, Working Group session, year of the review
};

struct Provenance {
  std::string rule_set;
  std::string rules_sha256;
};

struct Recommendation {
  std::string id;         // symbol (or SHA-256) # number
  std::string mechanism;  // "upr"
  DocumentRef document;
  Review review;
  std::string number, label;
  int paragraph = 0;
  std::optional<std::string> item;
  std::string text, text_verbatim;
  std::vector<StateRef> recommending_states;
  std::optional<std::string> recommending_body;
  std::vector<std::string> addressees;
  std::vector<Part> parts;
  std::vector<extract::Note> notes;
  std::optional<extract::Response> response;
  std::vector<extract::Qualifier> qualifiers;
  std::vector<extract::Position> positions;
  std::vector<extract::Place> where;
  std::vector<extract::Remark> flags, doubts;
  Provenance provenance;
};

// Everything one document gives; the only thing that crosses from a worker process to the runner.
// Counts: items_seen = recommendations.size() + rejects.size().
struct DocumentReport {
  DocumentRef document;
  Review review;
  Provenance provenance;
  int pages = 0;
  int items_seen = 0;
  std::vector<Recommendation> recommendations;
  std::vector<extract::Statement> statements;
  std::vector<extract::Reject> rejects;
  std::vector<extract::Remark> flags, doubts;
};

}  // namespace troika::normalize
