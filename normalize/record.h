// What a document means: the types that leave normalize/. One Recommendation is one record of
// recommendations.jsonl; every field of it has a place in output/schema/recommendation.schema.json.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/reading.h"

namespace troika::normalize {

// Kind of the reports that a review begins with: they hold its recommendations.
inline constexpr std::string_view kWorkingGroupReport = "upr/working-group-report";

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

// A position with the document that states it.
struct StatedPosition {
  std::string document;  // symbol, or SHA-256 where it has none
  extract::Position position;
};

struct Provenance {
  std::string rule_set;
  std::string rules_sha256;
  std::vector<std::string> corrected;  // names of a record's fields that a person has put right
};

struct Recommendation {
  std::string id;         // symbol (or SHA-256) # number
  std::string mechanism;  // "upr": the document's kind up to its first /
  DocumentRef document;
  std::optional<std::string> report;  // symbol of the report that it was first printed in, where this is another
  Review review;
  std::string number, label;
  int paragraph = 0;
  std::optional<std::string> item;
  std::string text, text_verbatim;
  std::vector<StateRef> recommending_states;
  std::optional<std::string> recommending_body;
  std::optional<std::string> verb;  // "Calls upon", as printed
  std::vector<std::string> addressees;
  std::vector<Part> parts;
  std::vector<extract::Note> notes;
  std::optional<extract::Response> response;
  std::vector<extract::Qualifier> qualifiers;
  std::vector<StatedPosition> positions;  // in the order of their documents
  std::vector<extract::Theme> themes;
  std::vector<std::string> persons;
  std::vector<int> sdgs;
  std::vector<extract::Place> where;
  std::vector<extract::Remark> flags, doubts;
  Provenance provenance;
};

// What a document states about one recommendation, or about all of a paragraph or report.
struct Statement {
  std::optional<std::string> report;  // symbol of the document that holds the recommendation
  std::string target;                 // "68.4"; "45": a paragraph; "*": all that the document says nothing else about
  bool ordinal = false;               // `target` is a place in the report's list: "18"
  extract::Position position;
  std::vector<extract::Remark> flags{}, doubts{};
};

// What the Human Rights Council did with one review.
struct Adoption {
  std::optional<std::string> state;     // ISO 3166-1 alpha-3
  std::optional<std::string> report;    // symbol of the Working Group's report: one of `documents`
  std::optional<std::string> decision;  // "A/HRC/DEC/28/111"
  std::optional<std::string> date;      // ISO 8601
  std::vector<std::string> documents;   // symbols
  std::vector<extract::Total> totals;
  std::string paragraph;
  int page = 0;
  std::string quote;
};

// Another document, and what it is to this one: "addendum", "report", "previous-report", "cites", ...
struct Link {
  std::string relation, symbol;
};

// How many recommendations have which response.
struct ResponseCounts {
  std::size_t supported = 0, noted = 0, partially_supported = 0, pending = 0, none = 0;

  void add(const std::optional<extract::Response>& response);
  bool operator==(const ResponseCounts&) const = default;
};
ResponseCounts count_responses(const std::vector<Recommendation>& records);

// Everything one document gives.
// Counts: items_seen = recommendations.size() + rejects.size().
struct DocumentReport {
  DocumentRef document;
  Review review;
  Provenance provenance;
  int pages = 0;
  int items_seen = 0;
  std::vector<Recommendation> recommendations;
  std::vector<Statement> statements;
  std::vector<extract::Reject> rejects;
  std::vector<extract::Remark> flags, doubts;
  std::optional<std::string> author;  // body, mandate or person
  std::string text;                   // of a web page
  std::vector<extract::Total> totals;
  std::vector<Adoption> adoptions;
  std::vector<Link> links;  // each once, in order
  // What the catalogue of reviews was asked, and said (normalize/review_inquiry.h): the rest stands as long as it does.
  std::vector<std::string> heard_of_reviews;
};

// What a document is called by: its symbol, its SHA-256 where it has none.
inline const std::string& name_of(const DocumentRef& document) {
  return document.symbol ? *document.symbol : document.sha256;
}

}  // namespace troika::normalize
