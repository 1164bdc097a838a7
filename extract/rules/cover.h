// The cover page and the introduction: which document this is. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "extract/reading.h"
#include "extract/rules/compiled_rules.h"
#include "extract/rules/reader.h"
#include "extract/text.h"

namespace troika::extract {

// The introduction's first paragraphs give the session and the day of the review; a contents page may stand before it.
inline constexpr int kIntroductionPages = 5;

// What patterns of a cover are looked for in. Made once per document, for all rule sets.
class CoverText {
 public:
  explicit CoverText(const DocumentText& text);

  // The first page's lines, a line feed behind each, so that a pattern can tell where a line begins and ends; of a web
  // page, which has no pages, the first lines.
  const std::string& page() const { return page_.text; }
  // What follows, as one line.
  const std::string& introduction() const { return introduction_.text; }

  // Lines (indices into DocumentText::lines) that a part of either is printed on.
  std::vector<std::size_t> lines_of_page(Span bytes) const { return page_.lines(bytes); }
  std::vector<std::size_t> lines_of_introduction(Span bytes) const { return introduction_.lines(bytes); }

 private:
  struct Part {
    std::string text;
    std::size_t first = 0;          // line
    std::vector<std::size_t> ends;  // of each line in `text`
    std::vector<std::size_t> lines(Span bytes) const;
  };
  Part page_, introduction_;
};

// Whether the document's cover says that it is of the rule set's kind.
bool claims_cover(const RuleSet::Compiled& rules, const CoverText& cover);
bool claims_cover(const RuleSet::Compiled& rules, const DocumentText& text);

// Fields not found stay empty. `claims`, if given, receives one entry, "cover", per line that gave one or more of them.
Cover read_cover(const RuleSet::Compiled& rules, const CoverText& text, std::vector<Claim>* claims = nullptr);
Cover read_cover(const RuleSet::Compiled& rules, const DocumentText& text);

// Whether read_cover() would give the same, whatever the pages behind `text` say.
bool is_settled(const RuleSet::Compiled& rules, const CoverText& text);

// The symbol that stands in the headers of the pages, for a document whose cover is lost. Empty where there is none.
std::string symbol_in_headers(const RuleSet::Compiled& rules, const DocumentText& text);

}  // namespace troika::extract
