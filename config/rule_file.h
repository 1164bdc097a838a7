// A rule set as its TOML file states it (config/rules/*.toml): text only, each value with its place, nothing compiled.
// extract/rules compiles it. The grammar of the file is documented in config/rules/README.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/error.h"
#include "config/outcomes_rules.h"
#include "config/page_rules.h"
#include "config/paragraphs_rules.h"
#include "config/replies_rules.h"
#include "config/sentence_rules.h"
#include "config/table_rules.h"
#include "config/text.h"

namespace troika::config {

// Patterns that turn one matched text into a value: group 1 is the value.
struct CoverRules {
  std::vector<Text> symbol, published, state, council_session, working_group_session, review_date, author, agenda_item;
};

struct RuleFile {
  std::string path;
  std::string content;  // the file's bytes
  Text name;            // "upr/working-group-report"
  Text kind, language;
  Text reads;                   // how the text is read, see extract/rules/reader.h; "recommendations" when not given
  std::vector<Text> title;      // a document whose cover matches one is of this kind
  std::vector<Text> not_title;  // ... unless its cover also matches one of these: an addendum bears its report\'s title
  std::vector<Text> symbol_of_kind;  // where the cover is lost, a page header with such a symbol tells the kind
  bool web_page = false;             // for any web page that no other rule set claims; needs no title
  CoverRules cover;

  // reads = "recommendations"
  std::vector<Text> section_begin;  // heading of the section that holds the recommendations
  std::vector<Text> section_end;    // first line after it
  Text paragraph_label;             // group 1: number
  std::vector<Text> item_label;     // group 1: paragraph (may be empty), group 2: item
  std::vector<LeadInRule> lead_in;  // sentences before (or about) a list, first match wins
  std::vector<LeadInRule> after;    // sentences after a list that say how its items, or the numbers named, are answered

  // Of the other ways of reading: the one that `reads` names.
  std::optional<RepliesRules> replies;
  std::optional<ParagraphsRules> paragraphs;
  std::optional<TableRules> table;
  std::optional<OutcomesRules> outcomes;
  std::optional<PageRules> page;
};

// Reads one file. On failure: every error at once, in file order.
tl::expected<RuleFile, std::vector<Error>> read_rule_file(const std::string& path);

}  // namespace troika::config
