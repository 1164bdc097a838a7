#include "extract/rules/labels.h"

#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/document.h"
#include "tests/support/rule_sets.h"

namespace troika::extract {
namespace {

// "104.36|Take" of a label and the text behind it, "104.36|...take" where that goes on with a sentence; "none" for
// none.
std::string sketch(const std::optional<Label>& label, const Line& line) {
  if (!label) return "none";
  const std::string paragraph = label->paragraph > 0 ? std::to_string(label->paragraph) + "." : "";
  return paragraph + std::to_string(label->number) + "|" + (label->opens_sentence ? "" : "...") +
         line.text.substr(label->end);
}

TEST(LabelsTest, OfItems) {
  const struct {
    const char *line, *label;
  } kCases[] = {
      {"104.36. Take", "104.36|Take"},
      {"104.36 Take", "104.36|Take"},
      {"104. 36 Take", "104.36|Take"},
      {"104 .36. Take", "104.36|Take"},
      {"125-15. Take", "125.15|Take"},
      {"104.36.Take", "104.36|Take"},
      {"104.36Take", "104.36|Take"},
      {"104.36.\u201cTake\u201d", "104.36|\u201cTake\u201d"},
      {"104.36. \u201cTake\u201d", "104.36|\u201cTake\u201d"},
      {"104.36. [Take]", "104.36|[Take]"},
      {"36. Take", "36|Take"},
      {"36 . Take", "36|Take"},
      {"36 Take", "36|Take"},
      {"36.Take", "36|Take"},
      {"36.", "36|"},
      {"104.36", "104.36|"},
      {"77.57, 77.60 and 77.61 above", "none"},
      {"93.31 and 93.32 above", "93.31|...and 93.32 above"},
      {"36 months from now", "36|...months from now"},
      {"104.36. (a) take", "104.36|(a) take"},
      {"1993 Take", "none"},
      {"Take 36 months", "none"},
      {"36th session", "none"},
      {"", "none"},
  };
  const RuleSet rules = shipped_rule_set();
  for (const auto& c : kCases) {
    const Line line = line_of(c.line);
    EXPECT_EQ(sketch(item_label(rules.compiled(), line), line), c.label) << c.line;
  }
}

TEST(LabelsTest, OfParagraphs) {
  const struct {
    const char *line, *label;
  } kCases[] = {
      {"104. The recommendations", "104|The recommendations"},
      {"104 . The recommendations", "104|The recommendations"},
      {"104.", "104|"},
      {"104. and 105", "104|...and 105"},
      {"104.36. Take", "none"},
      {"104 The", "none"},
      {"2014. The", "none"},
  };
  const RuleSet rules = shipped_rule_set();
  for (const auto& c : kCases) {
    const Line line = line_of(c.line);
    EXPECT_EQ(sketch(paragraph_label(rules.compiled(), line), line), c.label) << c.line;
  }
}

TEST(LabelsTest, AFootnotesMarkIsNoLabel) {
  const RuleSet rules = shipped_rule_set();
  EXPECT_FALSE(item_label(rules.compiled(), line_of("{36} Take")));
  EXPECT_TRUE(item_label(rules.compiled(), line_of("36 Take{36}")));
}

TEST(LabelsTest, InMidLine) {
  const struct {
    const char* line;
    int begin;  // -1: none
  } kCases[] = {
      {"children (Spain);110.44. Take", 17},
      {"children (Spain); 110.44 Take", 18},
      {"children (Spain). 110.44. Take", 18},
      {"as in 110.44. Take", -1},           // a reference in running text
      {"children; 110.44 and 110.45", -1},  // ... in a list
      {"children; 110.445 Take", -1},       // another number
      {"children; 110.4 Take", -1},
      {"110.44. Take", -1},  // at the beginning of the line, where item_label looks
      {"children; 110.44.", -1},
  };
  for (const auto& c : kCases) {
    const auto at = label_in_mid_line(line_of(c.line), 0, 110, 44);
    EXPECT_EQ(at ? static_cast<int>(*at) : -1, c.begin) << c.line;
  }
}

TEST(LabelsTest, WhereASentenceEnds) {
  for (const char* line : {"children (Spain);", "children.", "children (Spain)", "as follows:", "children (Spain);{5}",
                           "children (Spain); *", "children.  "}) {
    EXPECT_TRUE(ends_sentence(line_of(line))) << line;
  }
  for (const char* line : {"children", "children,", "children{5}", "the follow-", "No. 12", "", "*"}) {
    EXPECT_FALSE(ends_sentence(line_of(line))) << line;
  }
}

}  // namespace
}  // namespace troika::extract
