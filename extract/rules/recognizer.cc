#include "extract/rules/recognizer.h"

#include <algorithm>
#include <utility>

#include "extract/rules/compiled_rules.h"
#include "extract/rules/cover.h"
#include "extract/rules/item_text.h"

namespace troika::extract {
namespace {

using fetch::Failure;
using fetch::FailureCode;

Failure failure(FailureCode code, std::string detail) {
  return Failure{fetch::Stage::kExtract, code, false, std::move(detail)};
}

// For a message: the document's first words, cut at a character's boundary.
std::string first_words(const DocumentText& text) {
  constexpr std::size_t kExcerpt = 80;
  std::string words;
  for (const Line& line : text.lines) {
    join_line(words, line.text);
    if (words.size() > kExcerpt) break;
  }
  if (words.size() <= kExcerpt) return words;
  std::size_t end = kExcerpt;
  while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0) == 0x80) --end;
  words.resize(end);
  return words + " ...";
}

const RuleSet* rule_set_for(const std::vector<RuleSet>& rule_sets, const DocumentText& text) {
  auto it = std::find_if(rule_sets.begin(), rule_sets.end(),
                         [&](const RuleSet& set) { return claims_cover(set.compiled(), text); });
  return it == rule_sets.end() ? nullptr : &*it;
}

}  // namespace

fetch::Result<Reading> recognize(const std::vector<RuleSet>& rule_sets, const DocumentText& text,
                                 std::vector<Claim>* claims) {
  const RuleSet* rule_set = rule_set_for(rule_sets, text);
  if (!rule_set)
    return tl::unexpected(failure(FailureCode::kUnknownKind, "no rule set is for a document that begins \"" +
                                                                 first_words(text) + "\"; see `troika rules check`"));
  const RuleSet::Compiled& rules = rule_set->compiled();
  Reading reading;
  reading.kind = rules.kind;
  reading.language = rules.language;
  reading.rule_set = rules.name;
  reading.rules_sha256 = rules.sha256;
  reading.pages = text.pages;
  reading.cover = read_cover(rules, text);
  for (const PageDamage& damage : text.damages)
    reading.doubts.push_back({"damaged-page", "page " + std::to_string(damage.page) + ": " + damage.what});
  if (auto read = rules.reader->read(rules, text, reading, claims); !read) return tl::unexpected(read.error());
  if (claims)
    std::stable_sort(claims->begin(), claims->end(), [](const Claim& a, const Claim& b) { return a.line < b.line; });
  return reading;
}

}  // namespace troika::extract
