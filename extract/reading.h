// What a document says, before anyone decides what it means: the type that leaves extract/.
//
// A Reading holds every item found (a numbered recommendation), every position stated on items, and what could not be
// read. Names and dates are as printed; normalize/ resolves them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/text.h"

namespace troika::extract {

// A State's answer to a recommendation (Human Rights Council resolution 5/1, annex, paragraph 32: those that "enjoy
// the support" of the State, and those that are "noted").
enum class Response { kSupported, kNoted, kPartiallySupported, kPending };
enum class Qualifier { kAlreadyImplemented, kInProcess, kInPrinciple, kReserved };

// Their words in rule sets and records: "supported", "already_implemented". No match for any other word.
std::string_view name_of(Response response);
std::string_view name_of(Qualifier qualifier);
std::optional<Response> response_named(std::string_view word);
std::optional<Qualifier> qualifier_named(std::string_view word);

// Something noticed. `code` comes from a small set ("gap", "misprinted-number", ...); `detail` is for a person.
struct Remark {
  std::string code;
  std::string detail;
};

// Where something is printed.
struct Place {
  int page = 0;  // of the PDF, from 1
  Box box;
};

// A statement of the State under review on an item.
struct Position {
  std::optional<Response> response;
  std::vector<Qualifier> qualifiers;
  std::string paragraph;  // number of the paragraph that states it
  int page = 0;
  std::string quote;                   // the statement's sentence, one line
  std::string as_printed;              // the words that give the response: "enjoy the support", "rejected"
  std::string rule;                    // name of the lead-in rule
  std::optional<std::string> comment;  // the State's own remark on this item
};

// A position on an item named by its number, or on a paragraph of the report; `target` is "68.4", "45" or "45(b)".
struct Statement {
  std::string target;
  Position position;
};

// One numbered item of the section that holds the recommendations.
struct Item {
  std::string label;                // as printed: "124.36.", "36."
  int paragraph = 0;                // 124
  std::optional<std::string> item;  // "36"; absent for a paragraph's single unnumbered recommendation
  std::string verbatim;             // its lines as printed, joined by a line feed, without page furniture
  std::string text;                 // one line: without label and footnote marks, with attribution and end punctuation
  std::vector<Note> notes;          // footnotes whose marks stand in it
  std::vector<Place> where;         // one per page it stands on
  std::vector<Position> positions;  // in the order in which the document states them
  std::vector<Remark> flags;        // noticed and dealt with
  std::vector<Remark> doubts;       // may be wrong
};

// Text in the section that is no item though it should be: a gap in the numbering, lines that no rule claims.
struct Reject {
  Remark why;
  int paragraph = 0;
  int page = 0;
  std::string text;
};

// The cover page, as printed. Empty where not found.
struct Cover {
  std::string symbol;                 // "A/HRC/27/10"
  std::string title;                  // "Report of the Working Group on the Universal Periodic Review"
  std::string state;                  // "Albania", or as the cover prints it
  std::string published;              // "7 July 2014"
  std::string council_session;        // "Twenty-seventh"
  std::string working_group_session;  // "nineteenth", of the introduction
  std::string review_date;            // "28 April 2014", of the introduction
};

struct Reading {
  std::string kind;          // "upr/working-group-report"
  std::string language;      // "en"
  std::string rule_set;      // name
  std::string rules_sha256;  // of the rule set's content
  int pages = 0;
  Cover cover;
  std::vector<Item> items;
  std::vector<Statement> statements;  // all positions read, also on what is no item of this document
  std::vector<Reject> rejects;
  std::vector<Remark> flags;  // on the document
  std::vector<Remark> doubts;
};

}  // namespace troika::extract
