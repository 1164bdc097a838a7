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
  while (RE2::FindAndConsume(&rest, token(), &first, &second, &between)) {
    Reference reference;
    int leading = std::stoi(std::string(first));
    if (second.empty()) {
      reference.item = leading;
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

std::vector<int> paragraphs_in(std::string_view text) {
  std::vector<int> paragraphs;
  re2::StringPiece rest(text.data(), text.size());
  int number = 0;
  static const RE2 re(R"((\d{1,3}))");
  while (RE2::FindAndConsume(&rest, re, &number))
    if (paragraphs.empty() || paragraphs.back() != number) paragraphs.push_back(number);
  return paragraphs;
}

}  // namespace troika::extract
