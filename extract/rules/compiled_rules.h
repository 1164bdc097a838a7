// The patterns of a rule set, compiled. For this folder only.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <re2/re2.h>

#include "extract/reading.h"
#include "extract/rules/reader.h"
#include "extract/rules/rule_set.h"

namespace troika::extract {

struct Pattern {
  std::string key;  // where the rule file states it: "section.begin[0]"
  std::unique_ptr<RE2> re;

  bool found_in(std::string_view text) const {
    return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *re);
  }
};

// A pattern that is only looked for where a line begins: most lines are refused by their first byte.
struct LabelPattern {
  std::unique_ptr<RE2> re;
  unsigned char least = 0, most = 0xff;  // first byte of what matches

  LabelPattern() = default;
  explicit LabelPattern(Pattern pattern);

  // Fills `groups` with the match and its groups.
  bool begins(std::string_view line, re2::StringPiece* groups, int count) const;
};

// A sentence form. Its named groups are parts of the sentence: `said` the words that answer, `refs` the numbers of the
// items it is about, `paragraphs` the report's paragraphs it is about.
struct SentenceRule {
  std::string name;
  std::unique_ptr<RE2> re;
  std::optional<Response> response;
  std::vector<Qualifier> qualifiers;
  bool lists_other = false;  // what it lists are no recommendations
};

struct SentenceMatch {
  const SentenceRule* rule = nullptr;
  std::string said, refs, paragraphs;
  std::size_t begin = 0, end = 0;  // of the match in the sentence
};

struct RuleSet::Compiled {
  std::string name, kind, language, sha256;
  std::vector<Pattern> title, not_title, symbol_of_kind;
  bool web_page = false;  // for any web page that no other rule set claims
  std::vector<Pattern> symbol, published, state, council_session, working_group_session, review_date, author,
      agenda_item;
  std::unique_ptr<const Reader> reader;  // never null

  // Of reads = "recommendations"; other readers hold their own patterns.
  std::vector<Pattern> section_begin, section_end;
  LabelPattern paragraph_label;
  std::vector<LabelPattern> item_label;
  std::vector<SentenceRule> lead_in, after;
};

// First rule that claims the sentence; `rule` is null where none does.
SentenceMatch first_match(const std::vector<SentenceRule>& rules, std::string_view sentence);

// The match that begins first; of several that begin together, that of the first rule.
SentenceMatch earliest_match(const std::vector<SentenceRule>& rules, std::string_view text);

// First pattern that is found; null where none is.
const Pattern* first_found(const std::vector<Pattern>& patterns, std::string_view text);

// Group 1 of the first pattern that is found, without white space around it; empty where none is.
std::string first_value(const std::vector<Pattern>& patterns, std::string_view text);

}  // namespace troika::extract
