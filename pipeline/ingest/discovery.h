// What the sources want: from settings, the catalogue of reviews and listings to the documents to fetch. Pure: who
// calls lists folders and reads pages first, and hands in what they found.
//
//   Listings listings;
//   for (const std::string& folder : folders_to_list(settings)) listings.files[folder] = names_in(folder);
//   for (const std::string& page : pages_to_read(settings)) listings.links[page] = links_of(page);   // extract/html
//   std::vector<output::Wanted> wanted = discover(settings, reviews, listings, matches);
//   store.plan(wanted);
//
// A page is itself among what is wanted (expects kHtml), so that it is fetched like any document; its links are known
// a run later, or when discover() is called again with them. Where a listing could not be made, hand in the last one
// known: what is not wanted any more looks gone to the store.
//
// The order is fixed: sources as in the file, then symbols, reviews by council session and number, URLs as listed,
// files by name. A document that two sources want belongs to the first.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "config/reviews.h"
#include "config/settings.h"
#include "output/store/store.h"

namespace troika::pipeline {

struct Listings {
  std::map<std::string, std::vector<std::string>> files;  // folder -> names in it, in any order
  std::map<std::string, std::vector<std::string>> links;  // page's URL -> its links, absolute
};

// Whether the pattern of a source (RE2) is found in a link. Kept apart, since patterns are compiled elsewhere.
using LinkMatcher = std::function<bool(const config::SourceSettings& source, const std::string& link)>;

// The folders and pages that the sources name, once each, in their order.
std::vector<std::string> folders_to_list(const config::Settings& settings);
std::vector<std::string> pages_to_read(const config::Settings& settings);

// Keys are unique.
std::vector<output::Wanted> discover(const config::Settings& settings, const std::vector<config::ReviewEntry>& reviews,
                                     const Listings& listings, const LinkMatcher& matches);

// The document of a symbol: key "A/HRC/27/10@fr", and the URL in each place where it may be.
output::Wanted wanted_symbol(const config::FetchSettings& fetch, const std::string& symbol,
                             const std::string& language);

// The document at a URL, and the file of an absolute path; their keys are their URLs.
output::Wanted wanted_url(const std::string& url);
output::Wanted wanted_file(const std::string& path);

// Whether a file name matches a pattern with "*" (any characters) and "?" (one byte), as a shell has them; only a
// pattern that begins with a dot matches a name that does.
bool matches_file_pattern(const std::string& pattern, const std::string& name);

// Numbers of reports to try in the newest Council session of the catalogue and the one after it, `probe` in each at
// most: first those beyond the last number known, then gaps below it. They stay within the numbers that reports
// usually have in a session: from the median of the sessions' first numbers to the median of their last.
std::vector<config::CouncilNumber> numbers_to_probe(const std::vector<config::ReviewEntry>& reviews, int probe);

}  // namespace troika::pipeline
