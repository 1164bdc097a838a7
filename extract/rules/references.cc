#include "extract/rules/references.h"

#include <optional>
#include <string>

#include <re2/re2.h>

namespace troika::extract {
namespace {

constexpr int kLongestRange = 500;

// "77.13", "77. 24", "126.1.", "14", then what stands between it and the next number.
const RE2& token() {
  static const RE2 re(R"((\d{1,3})(?:\s?\.\s?(\d{1,3}))?\.?([^\d]*))");
  return re;
}

bool joins_a_range(re2::StringPiece between) {
  static const RE2 re(R"(\s*(?:-|–|—|to|through)\s*(?:Nos?\.\s*)?)");
  return RE2::FullMatch(between, re);
}

// "paragraph 103, No. 7": the number before "No." is the paragraph's.
bool leads_to_item(re2::StringPiece between) {
  static const RE2 re(R"(,?\s*Nos?\.?\s*)");
  return RE2::FullMatch(between, re);
}

void add_range(std::vector<Reference>& references, Reference to) {
  Reference from = references.back();
  if (to.paragraph == 0) to.paragraph = from.paragraph;
  int length = to.item - from.item;
  if (from.paragraph != to.paragraph || length < 1 || length > kLongestRange) {
    references.push_back(to);
    return;
  }
  for (int item = from.item + 1; item <= to.item; ++item) references.push_back(Reference{to.paragraph, item});
}

}  // namespace

std::vector<Reference> references_in(std::string_view text) {
  std::vector<Reference> references;
  re2::StringPiece rest(text.data(), text.size());
  re2::StringPiece first, second, between;
  bool in_range = false;
  int paragraph = 0;
  while (RE2::FindAndConsume(&rest, token(), &first, &second, &between)) {
    Reference reference;
    int leading = std::stoi(std::string(first));
    if (second.empty()) {
      if (leads_to_item(between)) {
        paragraph = leading;
        continue;
      }
      reference = Reference{paragraph, leading};
    } else {
      reference = Reference{leading, std::stoi(std::string(second))};
    }
    if (in_range && !references.empty()) {
      add_range(references, reference);
    } else {
      references.push_back(reference);
    }
    in_range = joins_a_range(between);
  }
  return references;
}

std::vector<std::string> paragraphs_in(std::string_view text) {
  // A number, then what stands before the next one; in that, letters in brackets: "(b)", "(a, d)".
  static const RE2 number(R"((\d{1,3})([^\d]*))");
  static const RE2 letters(R"(\(([a-z](?:,\s?[a-z])*)\))");
  static const RE2 letter("([a-z])");
  std::vector<std::string> paragraphs;
  re2::StringPiece rest(text.data(), text.size());
  re2::StringPiece digits, between, group, one;
  while (RE2::FindAndConsume(&rest, number, &digits, &between)) {
    const std::string paragraph(digits);
    bool has_letters = false;
    while (RE2::FindAndConsume(&between, letters, &group)) {
      while (RE2::FindAndConsume(&group, letter, &one)) paragraphs.push_back(paragraph + "(" + std::string(one) + ")");
      has_letters = true;
    }
    if (!has_letters) paragraphs.push_back(paragraph);
  }
  return paragraphs;
}

}  // namespace troika::extract
