// What the pages of a site are made of: one row per recommendation, and the reviews. Pure data.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "normalize/link.h"
#include "normalize/record.h"

namespace troika::output {

// What the table shows of a recommendation and filters by. What is not known is empty or 0.
struct TableRow {
  std::string id, number, text;
  std::string document;         // symbol, or SHA-256 where it has none
  std::string source;           // the document for people: its symbol, else its title
  std::string url;              // of the document, at the page; empty where there is none
  std::string kind;             // of the document
  std::string state;            // under review, ISO 3166-1 alpha-3
  std::vector<std::string> by;  // recommending States, likewise
  std::string body;             // that recommends, where no States do
  std::string response;         // "supported", ...; "none" where nothing is stated
  int cycle = 0, year = 0, page = 0;
  std::vector<std::string> themes, persons;  // of the thematic list
  std::vector<int> goals;                    // Sustainable Development Goals
  bool doubted = false;
};

using Rows = std::vector<const TableRow*>;

// Of `record`; throws SiteError where a State's code is none, since pages are named by it.
TableRow row_of(const normalize::Recommendation& record);

// The responses in the order in which they are shown, with their names for people.
struct ResponseName {
  std::string_view response, name;
};
inline constexpr ResponseName kResponses[] = {{"supported", "supported"},
                                              {"partially_supported", "supported in part"},
                                              {"noted", "noted"},
                                              {"pending", "pending"},
                                              {"none", "not stated"}};

// Which rows are meant: those that have each of these values. A link to the table carries it, and table.js reads it
// there by the same rules.
//
//   state, by      codes of States             response, kind, document   as in TableRow
//   cycle          a number; "none" for 0      doubts                     "yes"
class Filter {
 public:
  Filter with(std::string_view key, std::string value) const;

  bool matches(const TableRow& row) const;

  // "table.html#state=XVA&cycle=2"
  std::string href() const;

 private:
  std::vector<std::pair<std::string_view, std::string>> terms_;
};

Rows matching(const Rows& rows, const Filter& filter);

// `text` as part of a URL: all but letters, digits and -._~/ as %XX.
std::string url_encoded(std::string_view text);

// Where the UN serves the document, at a page (0: the first): by its symbol, by the URL that it was fetched from where
// it has none. Empty where there is neither, and for a URL that is not of the web.
std::string document_url(std::string_view symbol, std::string_view url, std::string_view language, int page);

}  // namespace troika::output
