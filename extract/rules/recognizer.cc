#include "extract/rules/recognizer.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "extract/rules/compiled_rules.h"
#include "extract/rules/cover.h"
#include "extract/rules/item_text.h"
#include "extract/rules/reader.h"

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

// How a rule set came to be the document's.
struct Choice {
  const RuleSet* rule_set = nullptr;
  std::string symbol;           // in the headers, where the cover is lost
  std::optional<Remark> doubt;  // where the cover alone does not decide
};

std::string names_of(const std::vector<const RuleSet*>& sets) {
  std::string names;
  for (const RuleSet* set : sets) names += (names.empty() ? "" : ", ") + set->name();
  return names;
}

std::vector<Choice> by_cover(const std::vector<RuleSet>& rule_sets, const CoverText& cover) {
  std::vector<const RuleSet*> claimants;
  for (const RuleSet& set : rule_sets)
    if (claims_cover(set.of_kind(), cover)) claimants.push_back(&set);
  if (claimants.empty()) return {};
  Choice choice{claimants.front(), {}, {}};
  if (claimants.size() > 1)
    choice.doubt = Remark{"kind-ambiguous", "its cover is claimed by " + names_of(claimants) + "; the first is taken"};
  return {choice};
}

bool cover_is_lost(const DocumentText& text, const CoverText& cover) {
  return cover.page().empty() ||
         std::ranges::any_of(text.damages, [](const PageDamage& damage) { return damage.page == 1; });
}

std::vector<Choice> by_symbol(const std::vector<RuleSet>& rule_sets, const DocumentText& text) {
  std::vector<Choice> choices;
  for (const RuleSet& set : rule_sets) {
    std::string symbol = symbol_in_headers(set.of_kind(), text);
    if (symbol.empty()) continue;
    Remark doubt{"kind-by-symbol", "its first page cannot be read; the headers show " + symbol};
    choices.push_back({&set, std::move(symbol), std::move(doubt)});
  }
  return choices;
}

// In the order in which they are to be tried: the next where the text holds nothing that the rule set is for.
std::vector<Choice> choices_for(const std::vector<RuleSet>& rule_sets, const DocumentText& text,
                                const CoverText& cover) {
  std::vector<Choice> choices = by_cover(rule_sets, cover);
  if (choices.empty() && cover_is_lost(text, cover)) choices = by_symbol(rule_sets, text);
  if (!text.web_page) return choices;
  for (const RuleSet& set : rule_sets) {
    if (!set.of_kind().web_page) continue;
    Choice page{&set, {}, {}};
    if (!choices.empty())
      page.doubt = Remark{"kind-ambiguous",
                          "its first lines are those of " + choices.front().rule_set->name() + ", but the rest is not"};
    choices.push_back(std::move(page));
    break;
  }
  return choices;
}

fetch::Result<Reading> read_as(const Choice& choice, const DocumentText& text, const CoverText& cover,
                               std::vector<Claim>* claims) {
  const RuleSet::Compiled& rules = choice.rule_set->compiled();
  Reading reading;
  reading.kind = rules.kind;
  reading.language = rules.language;
  reading.rule_set = rules.name;
  reading.rules_sha256 = rules.sha256;
  reading.pages = text.pages;
  reading.cover = read_cover(rules, cover, claims);
  if (reading.cover.symbol.empty()) reading.cover.symbol = choice.symbol;
  if (choice.doubt) reading.doubts.push_back(*choice.doubt);
  for (const PageDamage& damage : text.damages)
    reading.doubts.push_back({"damaged-page", "page " + std::to_string(damage.page) + ": " + damage.what});
  if (auto read = rules.reader->read(rules, text, reading, claims); !read) return tl::unexpected(read.error());
  return reading;
}

// Fewer pages than these at the end do not show what is told by repetition: running lines above all, which often differ
// between left and right pages.
constexpr int kFewestPages = 4;

// The rule set, if the first page leaves no doubt of it.
const RuleSet* sure_rule_set(const std::vector<RuleSet>& rule_sets, PagedText& document) {
  const DocumentText front = document.part(1, document.page_count() + 1);
  const std::vector<Choice> choices = choices_for(rule_sets, front, CoverText(front));
  return choices.size() == 1 && !choices.front().doubt ? choices.front().rule_set : nullptr;
}

// From the last page backwards, so that what is found is the last; 0 where it stands in the introduction, or nowhere.
int page_of_last(const RuleSet& rule_set, Reader::LineTest is_heading, PagedText& document) {
  for (int page = document.page_count(); page > kIntroductionPages; --page)
    for (const Line& line : document.printed(page))
      if (is_heading(rule_set.compiled(), line)) return page;
  return 0;
}

// The text from page `from` on, behind as much of the introduction as gives all that it is read for.
DocumentText with_introduction(const RuleSet::Compiled& rules, PagedText& document, int from) {
  int pages = 1;
  while (pages < kIntroductionPages && !is_settled(rules, CoverText(document.part(pages, document.page_count() + 1))))
    ++pages;
  DocumentText text = document.part(pages, from);
  // What settled it may turn out to be a running line.
  const bool stands = pages == kIntroductionPages || is_settled(rules, CoverText(text));
  return stands ? text : document.part(kIntroductionPages, from);
}

// What follows the last item of a list stands behind it, and that has been read.
bool is_of_what_follows(const Remark& doubt) { return doubt.code == kListEnd; }

bool is_certain(const Reading& reading) {
  return reading.doubts.empty() && reading.rejects.empty() && std::ranges::all_of(reading.items, [](const Item& item) {
           return std::ranges::all_of(item.doubts, is_of_what_follows);
         });
}

// Absent where all pages must be read.
std::optional<Reading> read_from_heading(const std::vector<RuleSet>& rule_sets, PagedText& document) {
  const RuleSet* rule_set = sure_rule_set(rule_sets, document);
  const Reader::LineTest is_heading = rule_set ? rule_set->compiled().reader->begins_at_last() : nullptr;
  if (!is_heading) return {};
  const int first = page_of_last(*rule_set, is_heading, document);
  const int from = std::min(first, document.page_count() - kFewestPages + 1);
  if (from <= kIntroductionPages) return {};
  const DocumentText text = with_introduction(rule_set->compiled(), document, from);
  // What was taken for the heading may turn out to be a running line or a footnote.
  const bool stands = std::ranges::any_of(
      text.lines, [&](const Line& line) { return line.page == first && is_heading(rule_set->compiled(), line); });
  if (!stands) return {};
  fetch::Result<Reading> reading = recognize(rule_sets, text);
  if (!reading || reading->rule_set != rule_set->name() || !is_certain(*reading)) return {};
  return *std::move(reading);
}

}  // namespace

fetch::Result<Reading> recognize(const std::vector<RuleSet>& rule_sets, const DocumentText& text,
                                 std::vector<Claim>* claims) {
  const CoverText cover(text);
  fetch::Result<Reading> reading =
      tl::unexpected(failure(FailureCode::kUnknownKind, "no rule set is for a document that begins \"" +
                                                            first_words(text) + "\"; see `troika rules check`"));
  for (const Choice& choice : choices_for(rule_sets, text, cover)) {
    reading = read_as(choice, text, cover, claims);
    if (reading || reading.error().code != FailureCode::kNoSection) break;
  }
  // What a rule of the cover claims stands before what the reader says of the same line.
  if (claims)
    std::stable_sort(claims->begin(), claims->end(), [](const Claim& a, const Claim& b) { return a.line < b.line; });
  return reading;
}

fetch::Result<Reading> recognize(const std::vector<RuleSet>& rule_sets, PagedText& document) {
  if (std::optional<Reading> reading = read_from_heading(rule_sets, document)) return *std::move(reading);
  const fetch::Result<DocumentText> text = document.whole();
  if (!text) return tl::unexpected(text.error());
  return recognize(rule_sets, *text);
}

}  // namespace troika::extract
