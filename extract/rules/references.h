// Numbers that a sentence names: "Nos. 8, 9 and 14", "77.13, 77. 24", "136.5-136.35", "126.1. to 126.15.",
// "paragraph 103, No. 7". Pure.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/text.h"

namespace re2 {
class RE2;
}

namespace troika::extract {

struct Reference {
  int paragraph = 0;  // 0 where only the item's number is given
  int item = 0;       // 0 for all of the paragraph

  bool operator==(const Reference&) const = default;
};

// Ranges are spelled out, first to last. A range that runs backwards, or over more than 500 numbers, gives its two
// ends.
std::vector<Reference> references_in(std::string_view text);

// Paragraphs, with their sub-paragraphs where they are named: "45, 55 (b) and (c) and 63" -> "45", "55(b)", "55(c)",
// "63".
std::vector<std::string> paragraphs_in(std::string_view text);

// Numbers that stand together: "122.14– 15", "1–5, 14–16 and 18", "5., 6., 7.", "140.35. 140.36".
struct ReferenceList {
  Span at;  // with the word before it: "recommendations 5 and 6"
  std::vector<Reference> references;
  bool has_word = false;
  bool goes_on = false;     // ends with a comma, a semicolon or a dash: the next line may continue it
  bool has_period = false;  // a full stop, bracket or the like stands behind its last number
};

// The words that lead to numbers and join them, in the language of the documents. RE2 patterns, each for text that
// begins where it is tried.
struct ReferenceWords {
  std::shared_ptr<const re2::RE2> before;  // "recommendations Nos."
  std::shared_ptr<const re2::RE2> again;   // the same within a list: "No. 3 and No. 5"
  std::shared_ptr<const re2::RE2> also;    // "and"
  std::shared_ptr<const re2::RE2> upto;    // "to"
  std::shared_ptr<const re2::RE2> other;   // what looks like numbers of recommendations and is not: "article 8.1"
  std::shared_ptr<const re2::RE2> whole;   // "the recommendations in paragraphs", which leads to all of these
  std::shared_ptr<const re2::RE2> behind;  // what makes the number before it an amount: " per cent"
  std::shared_ptr<const re2::RE2>
      of_paragraph{};                         // leads from bare numbers to their paragraph: "5 and 6 of paragraph " 81
  std::shared_ptr<const re2::RE2> bracket{};  // brackets that answer: "(supported)"; any others hold a topic
};

// The list that the text begins with. A number without a paragraph ("18") needs a word before it, or a full stop or a
// comma behind it. A number may stand before it as in the first column of a table: "7. 102.5".
std::optional<ReferenceList> leading_list(std::string_view text, const ReferenceWords& words);

// All lists of a text, in order. A number without a paragraph is one only where a word stands before it.
std::vector<ReferenceList> lists_in(std::string_view text, const ReferenceWords& words);

}  // namespace troika::extract
