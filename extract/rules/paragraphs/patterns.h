// A rule set's patterns for paragraphs, compiled, and what they find in a text. Pure. For this folder only.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "config/paragraphs_rules.h"
#include "extract/rules/compiler.h"

namespace troika::extract {

struct AskingPattern {
  std::string name;
  std::unique_ptr<RE2> re;
  int verb = 0, addressee = 0;  // its groups; 0: none
  bool other = false;           // claimed, and no recommendation
};

struct ParagraphPatterns {
  std::vector<Pattern> begin, end, skip, addressee, recommender, bullets, suspect, actor, between, further;
  std::vector<AskingPattern> rules;
  bool by_bullets = false;      // one record per bullet
  bool sub_records = false;     // one record per lettered sub-paragraph
  bool keep_unclaimed = false;  // a paragraph that no rule claims is a record all the same
};

// All errors go to the compiler, an example that its rule does not claim among them.
ParagraphPatterns compile(const config::ParagraphsRules& rules, Compiler& compiler);

// The first sentence of a text that recommends, as a rule reads it. Where none does, `rule` is the rule that claimed a
// sentence as something else, or null.
struct Asked {
  const AskingPattern* rule = nullptr;
  std::string verb, addressee;  // as printed
  std::size_t begin = 0;        // of the sentence in the text

  bool recommends() const { return rule && !rule->other; }
};
Asked asked_in(const ParagraphPatterns& patterns, std::string_view text);

}  // namespace troika::extract
