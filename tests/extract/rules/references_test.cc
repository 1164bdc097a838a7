#include "extract/rules/references.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// "8", or "77.13".
std::vector<std::string> numbers(std::string_view text) {
  std::vector<std::string> numbers;
  for (const Reference& reference : references_in(text))
    numbers.push_back((reference.paragraph > 0 ? std::to_string(reference.paragraph) + "." : "") +
                      std::to_string(reference.item));
  return numbers;
}

TEST(ReferencesTest, Forms) {
  const struct {
    const char* text;
    std::vector<std::string> numbers;
  } kCases[] = {
      {"", {}},
      {"none", {}},
      {"18", {"18"}},
      {"Rec. 18", {"18"}},
      {"Nos. 8, 9 and 14", {"8", "9", "14"}},
      {"32,33", {"32", "33"}},
      {"77.13, 77.43 and 77. 24", {"77.13", "77.43", "77.24"}},
      {"77.13; 77.43", {"77.13", "77.43"}},
      {"140.35. 140.36", {"140.35", "140.36"}},
      {"126.1., 126.2.", {"126.1", "126.2"}},
      {"1-3, 14-16", {"1", "2", "3", "14", "15", "16"}},
      {"1\u20133", {"1", "2", "3"}},
      {"1\u20143", {"1", "2", "3"}},
      {"Nos. 85 - 87", {"85", "86", "87"}},
      {"136.5-136.7", {"136.5", "136.6", "136.7"}},
      {"126.1. to 126.3.", {"126.1", "126.2", "126.3"}},
      {"126.1 through 126.3", {"126.1", "126.2", "126.3"}},
      {"Nos. 7 to No. 9", {"7", "8", "9"}},
      {"122.62-\n64", {"122.62", "122.63", "122.64"}},
      {"122.62-64, 122.70", {"122.62", "122.63", "122.64", "122.70"}},
      {"5-4", {"5", "4"}},
      {"104.9-105.2", {"104.9", "105.2"}},
      {"7-7", {"7", "7"}},
      {"paragraph 103, No. 7", {"103.7"}},
      {"paragraph 103, Nos. 7 and 9", {"103.7", "103.9"}},
      {"paragraph 103, No. 7, and paragraph 104, No. 3", {"103.7", "104.3"}},
      {"paragraphs 103, No. 7 and 104, No. 8", {"103.7", "104.8"}},
      {"103, No. 7", {"103.7"}},
      {"103, No. 7 and 104, Nos. 8 and 9", {"103.7", "104.8", "104.9"}},
      {"No. 1, No. 2", {"1", "2"}},
      {"No. 1, No. 2 and No. 3", {"1", "2", "3"}},
      {"No. 41, No. 42", {"41", "42"}},
      {"Nos. 1, 2, No. 3", {"1", "2", "3"}},
  };
  for (const auto& c : kCases) EXPECT_EQ(numbers(c.text), c.numbers) << c.text;
}

TEST(ReferencesTest, AHugeRangeGivesItsEnds) {
  EXPECT_THAT(numbers("104.1-104.500"), SizeIs(500));
  EXPECT_THAT(numbers("104.1-104.502"), ElementsAre("104.1", "104.502"));
}

TEST(ReferencesTest, Paragraphs) {
  const struct {
    const char* text;
    std::vector<std::string> paragraphs;
  } kCases[] = {
      {"", {}},
      {"45", {"45"}},
      {"45, 55 and 63", {"45", "55", "63"}},
      {"45, 55, 56, last sentence, and 63", {"45", "55", "56", "63"}},
      {"35 (b), 38 (a) and 44", {"35(b)", "38(a)", "44"}},
      {"43(a), 44 and 50 (a, b)", {"43(a)", "44", "50(a)", "50(b)"}},
      {"35 (b) and (c)", {"35(b)", "35(c)"}},
      {"22 (a and b), 26 and 27 (a, b and d)", {"22(a)", "22(b)", "26", "27(a)", "27(b)", "27(d)"}},
  };
  for (const auto& c : kCases) EXPECT_EQ(paragraphs_in(c.text), c.paragraphs) << c.text;
}

}  // namespace
}  // namespace troika::extract
