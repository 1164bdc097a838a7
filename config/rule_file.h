// A rule set as its TOML file states it (config/rules/*.toml): text only, each value with its place, nothing compiled.
// extract/rules compiles it. The grammar of the file is documented in config/rules/README.md.
#pragma once

#include <string>
#include <vector>

#include "config/error.h"
#include "config/text.h"

namespace troika::config {

// One sentence form and what it means.
struct LeadInRule {
  Text name;      // unique in the file: "examined-supported"
  Text pattern;   // RE2; searched in the lead-in as one line
  Text response;  // "supported" | "noted" | "partially_supported" | "pending" | "none" (claims, says nothing)
  std::vector<Text> qualifiers;  // "already_implemented" | "in_process" | "in_principle" | "reserved"
  Text lists;                    // of a lead-in: "recommendations" (also when empty) | "other": what it lists is none
  Text example;                  // this rule must be the first to claim it
};

// Patterns that turn one matched text into a value: group 1 is the value.
struct CoverRules {
  std::vector<Text> symbol, published, state, council_session, working_group_session, review_date;
};

struct RuleFile {
  std::string path;
  std::string content;  // the file's bytes
  Text name;            // "upr/working-group-report"
  Text kind, language;
  std::vector<Text> title;      // a document whose cover matches one is of this kind
  std::vector<Text> not_title;  // ... unless its cover also matches one of these: an addendum bears its report\'s title
  CoverRules cover;
  std::vector<Text> section_begin;  // heading of the section that holds the recommendations
  std::vector<Text> section_end;    // first line after it
  Text paragraph_label;             // group 1: number
  std::vector<Text> item_label;     // group 1: paragraph (may be empty), group 2: item
  std::vector<LeadInRule> lead_in;  // sentences before (or about) a list, first match wins
  std::vector<LeadInRule> after;    // sentences after a list that say how its items, or the numbers named, are answered
};

// Reads one file. On failure: every error at once, in file order.
tl::expected<RuleFile, std::vector<Error>> read_rule_file(const std::string& path);

}  // namespace troika::config
