// The part of a rule file that reads = "table": one recommendation per row of a table.
#pragma once

#include <vector>

#include "config/sentence_rules.h"
#include "config/text.h"

namespace troika::config {

class TableReader;

// Headings of columns, by what stands in them. A heading is matched as one line.
struct ColumnRules {
  std::vector<Text> recommendation;  // its text, with its number unless `number` has it
  std::vector<Text> number, states, position, themes, persons, sdgs;
  std::vector<Text> ignored;  // known, and of no use
};

// What one line of the column of themes is.
struct ThemeRule {
  Text name;        // unique in the file; `troika explain` shows it
  Text pattern;     // group 1: code, may be empty; group 2: name. Of an SDG, group 1: its number
  Text gives;       // "theme" | "sdg"
  Text vocabulary;  // of a theme: "ohchr-codes"
  Text example;     // this rule must be the first to claim it
};

struct TableRules {
  ColumnRules columns;
  std::vector<Text> label;    // group 1: paragraph, group 2: item; where a recommendation begins
  std::vector<Text> heading;  // of a row that stands over others; group 1: the theme that they are filed under
  std::vector<Text> source;   // group 1: document that states the position, 2: the report it belongs to, 3: paragraph
  std::vector<Text> cycle;    // on the cover, group 1: number of the cycle, which vocabularies go by
  std::vector<Text> persons;  // a line in the column of themes: persons follow; group 1: what follows in the line
  std::vector<Text> sdgs;     // the same, of Sustainable Development Goals
  std::vector<Text> sdg;      // one of them; group 1: its number
  std::vector<ThemeRule> themes;
  std::vector<LeadInRule> positions;  // what stands in the column of positions
};

// Errors go to the reader's log.
TableRules read_table_rules(TableReader& root);

}  // namespace troika::config
