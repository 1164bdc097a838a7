// Sentence forms of a rule file and what each means: [[lead_in]], [[after]] and their like.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/text.h"

namespace troika::config {

class TableReader;

// One sentence form and what it means.
struct LeadInRule {
  Text name;      // unique in the file: "examined-supported"
  Text pattern;   // RE2; searched in the lead-in as one line
  Text response;  // "supported" | "noted" | "partially_supported" | "pending" | "none" (claims, says nothing)
  std::vector<Text> qualifiers;  // "already_implemented" | "in_process" | "in_principle" | "reserved"
  Text lists;                    // of a lead-in: "recommendations" (also when empty) | "other": what it lists is none
  Text example;                  // this rule must be the first to claim it
};

// Line of each rule's name, so that none is given twice in a file.
using LinesByName = std::map<std::string, int, std::less<>>;

// The key "name" of a rule, which no other rule of the file may have.
Text read_rule_name(TableReader& table, LinesByName& lines_by_name);

// The rules of the array of tables `name`, in file order. Errors go to the reader's log.
std::vector<LeadInRule> read_sentence_rules(TableReader& root, std::string_view name, bool required,
                                            LinesByName& lines_by_name);

}  // namespace troika::config
