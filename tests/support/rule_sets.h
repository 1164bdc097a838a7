// A small rule set for tests of what applies rule sets, and the shipped one.
#pragma once

#include <string>
#include <vector>

#include "config/rule_file.h"
#include "extract/rules/rule_set.h"

namespace troika::extract {

config::Text text(std::string value, int line = 0, int column = 0);

// `response` as in the file: "supported", "none", ...
config::LeadInRule sentence_rule(std::string name, std::string pattern, std::string response, std::string example,
                                 std::vector<config::Text> qualifiers = {});

// For documents whose first page has a line "Report of the Working Group"; the section begins with "II. Conclusions"
// and ends with "Annex". Lead-ins: "supported" (enjoy the support), "pending" (will be examined), "made" (were made;
// says nothing), "others" (following conclusions; lists no recommendations). Afterwards: "noted-paragraphs" (in
// paragraphs ... did not enjoy), "noted-numbers" (recommendations ... did not enjoy), "in-process" (recommendations ...
// in process), "answers-list" (these recommendations will be examined).
config::RuleFile small_rule_file();

// Aborts the test program where the file has an error.
RuleSet compiled(const config::RuleFile& file);
RuleSet small_rule_set();
RuleSet shipped_rule_set();
std::string shipped_rule_path();

// That one alone, as recognize() takes them.
std::vector<RuleSet> rule_sets(RuleSet set);

}  // namespace troika::extract
