// Applies rule sets to a document's text: finds out the document's kind, the section that holds the recommendations,
// its items, and what the State under review says on them.
//
//   auto reading = recognize(rule_sets, text);
//   if (!reading) report(reading.error());   // kUnknownKind, kNoSection
#pragma once

#include <vector>

#include "extract/paged_text.h"
#include "extract/reading.h"
#include "extract/rules/reader.h"
#include "extract/rules/rule_set.h"
#include "extract/text.h"
#include "fetch/failure.h"

namespace troika::extract {

// The first rule set whose title matches the cover supplies the reading; where others match too, it has the doubt
// "kind-ambiguous". Where the first page cannot be read, the symbol in the headers tells the kind, with the doubt
// "kind-by-symbol". A web page that no rule set claims is one to a rule set for web pages. Pure and thread-safe.
// `claims`, if given, receives one entry per line that a rule claimed, in line order: what the cover told ("cover"),
// then what the reader found, which may be one more for a line of the cover.
fetch::Result<Reading> recognize(const std::vector<RuleSet>& rule_sets, const DocumentText& text,
                                 std::vector<Claim>* claims = nullptr);

// The same reading, from no more pages than it takes: where the rule set's reader begins at a heading, the introduction
// and the pages from that heading on. Whatever is in doubt about what these say is read again with all others. What is
// damaged on a page that is not read is not noticed.
fetch::Result<Reading> recognize(const std::vector<RuleSet>& rule_sets, PagedText& document);

}  // namespace troika::extract
