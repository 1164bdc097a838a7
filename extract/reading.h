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
  std::string document{};  // symbol, as printed, of another document that states it; empty: this one. `paragraph` is
                           // then of that document, while `page` and `quote` are where this one repeats it
};

// A position on an item of this document or of another one.
struct Statement {
  std::string target;  // "68.4"; a paragraph, "45" or "45(b)"; or only the place in the list, "18" (see `ordinal`)
  Position position;
  std::string report{};  // symbol of the document that holds the item, as printed; empty: this document, or, for an
                         // addendum, the report that it belongs to
  bool ordinal = false;  // `target` counts the report's recommendations; the document does not print the paragraph
  std::vector<Remark> flags{}, doubts{};
};

// A figure that the document states about a review as a whole: "out of 163 recommendations, 142 enjoy the support".
struct Total {
  enum class Of { kReceived, kSupported, kNoted, kPartiallySupported, kPending, kStates };  // kStates: recommending
  Of of = Of::kReceived;
  int count = 0;
  std::string paragraph;  // that states it; empty where it has no number
  int page = 0;
  std::string quote;      // the sentence, one line
  std::string rule;       // name of the rule that read it
  bool recalled = false;  // of an earlier stage of the review, which the document only recalls
};
std::string_view name_of(Total::Of of);  // "received", "supported", ...
std::optional<Total::Of> total_named(std::string_view word);

// What the Human Rights Council did with one review: from its decision, or from the report of its session.
struct Adoption {
  std::string state;                   // State reviewed, as printed
  std::string decision;                // "28/111"
  std::string date;                    // as printed; empty where not stated
  std::vector<std::string> documents;  // symbols of what makes up the outcome, as printed, in order
  std::vector<Total> totals;
  std::string paragraph;
  int page = 0;
  std::string quote;
};

// Another document that this one names.
struct Citation {
  std::string relation;  // "report", "addendum", "session-report", "cites"
  std::string symbol;    // as printed
};

// A theme under which a list files a recommendation.
struct Theme {
  std::string code;  // "A12"; empty where the vocabulary has none
  std::string name;
  std::string vocabulary;  // which list of themes it is from; names changed from cycle to cycle
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
  std::string report;               // symbol of the document that the item was first printed in, where this is another
  std::string verb;                 // what is done to the addressee, as printed: "Calls upon", "recommends"
  std::vector<std::string> addressees;    // as printed: "all States", "the State party"
  std::vector<std::string> recommenders;  // States as printed that recommend or ask, where the text does not end with
                                          // them: a heading or a column names them
  int earlier = 0;                        // items before it with the same paragraph and item: its number takes "~2"
  std::vector<Theme> themes;
  std::vector<std::string> persons;  // affected persons, as the list names them
  std::vector<int> sdgs;             // Sustainable Development Goals, 1 to 17
  std::vector<Position> positions;   // in the order in which the document states them
  std::vector<Remark> flags;         // noticed and dealt with
  std::vector<Remark> doubts;        // may be wrong
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
  std::string author;                 // body, mandate or person that speaks: "Committee against Torture"
  std::string agenda_item;            // "7"
};

struct Reading {
  std::string kind;          // "upr/working-group-report"
  std::string language;      // "en"
  std::string rule_set;      // name
  std::string rules_sha256;  // of the rule set's content
  int pages = 0;
  Cover cover;
  std::string text;  // of a web page: what it says, one block per line; empty for other documents
  std::vector<Item> items;
  std::vector<Statement> statements;  // all positions read, also on what is no item of this document
  std::vector<Total> totals;          // stated by the document about its own review, or by a web page about any
  std::vector<Adoption> adoptions;
  std::vector<Citation> citations;  // each symbol once, in order
  std::vector<Reject> rejects;
  std::vector<Remark> flags;  // on the document
  std::vector<Remark> doubts;
};

}  // namespace troika::extract
