// Applies rule sets to a document's text: finds out the document's kind, the section that holds the recommendations,
// its items, and what the State under review says on them.
//
//   auto reading = recognize(rule_sets, text);
//   if (!reading) report(reading.error());   // kUnknownKind, kNoSection
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "extract/reading.h"
#include "extract/rules/rule_set.h"
#include "extract/text.h"
#include "fetch/failure.h"

namespace troika::extract {

// What claimed a line, for `troika explain`.
struct Claim {
  std::size_t line = 0;  // index into DocumentText::lines
  std::string what;      // "heading", "lead-in", "item", "statement", "comment", "other", "end", "unclaimed"
  std::string rule;      // name or key of the rule: "examined-supported", "section.begin[0]"
  std::string number;    // "104" or "104.3" where it belongs to a paragraph or item
};

// First rule set whose title matches the cover supplies the reading. Pure and thread-safe. `claims`, if given, receives
// one entry per line that a rule claimed, in line order.
fetch::Result<Reading> recognize(const std::vector<RuleSet>& rule_sets, const DocumentText& text,
                                 std::vector<Claim>* claims = nullptr);

}  // namespace troika::extract
