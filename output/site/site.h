// `troika report`: a static site made of published streams. It works from file://, without a server or a network: pages
// are HTML, data is in scripts.
//
//   index.html               what is there, by cycle; stated totals; all States
//   states/XVA.html          a State under review: its cycles side by side, who recommended what
//   recommending/HUN.html    a recommending State
//   table.html               every recommendation, to search, filter and sort
//   data/rows.js             the table's columns; data/records-N.js the records, kRecordsPerFile in each
//   data/*.csv               what each plot shows
//
// A number on a page is counted by the filter that its link carries to the table. All text of documents is escaped.
// The same streams give the same bytes.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "fetch/failure.h"

namespace troika::output {

struct SiteState {
  std::string name, group;
};

struct SiteOptions {
  std::string from;                         // folder of published streams
  std::string folder;                       // of the site
  std::map<std::string, SiteState> states;  // by ISO 3166-1 alpha-3 code
};

struct SiteSummary {
  std::size_t recommendations = 0, pages = 0;
};

// Why `path` may not become a site, and what to do; empty where it may: it is not there, it is empty, or it holds an
// earlier report and nothing else.
std::string why_not_site(const std::string& path);

// Writes the whole site or nothing: what was in its place stays until all is written. A failure (kStore) says what
// could not be read or written. One process per folder.
fetch::Result<SiteSummary> write_site(const SiteOptions& options);

}  // namespace troika::output
