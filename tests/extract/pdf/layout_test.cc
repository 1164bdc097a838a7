#include "extract/pdf/layout.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/pages.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Page cover() { return PageBuilder(1).line("Cover", 60, 400, 20).build(); }

const Line& line_with(const DocumentText& text, const std::string& words) {
  auto it = std::find_if(text.lines.begin(), text.lines.end(), [&](const Line& line) { return line.text == words; });
  static const Line kNone;
  if (it != text.lines.end()) return *it;
  ADD_FAILURE() << "no line \"" << words << "\"";
  return kNone;
}

TEST(LayoutTest, NoPages) {
  const DocumentText text = lay_out({});
  EXPECT_EQ(text.pages, 0);
  EXPECT_THAT(text.lines, IsEmpty());
}

TEST(LayoutTest, BlankPagesCount) {
  const DocumentText text = lay_out({PageBuilder(1).build(), PageBuilder(2).build()});
  EXPECT_EQ(text.pages, 2);
  EXPECT_THAT(text.lines, IsEmpty());
}

// A page in steps of 12 points, with one line at this distance from the line above it.
bool opens_after(double distance) {
  PageBuilder page(2);
  double baseline = 200;
  for (const char* words : {"first", "second", "third", "fourth"}) page.line(words, 100, baseline += 12);
  page.line("probe", 100, baseline += distance);
  page.line("last", 100, baseline + 12);
  return line_with(lay_out({cover(), page.build()}), "probe").opens_block;
}

TEST(LayoutTest, SpaceOpensABlock) {
  EXPECT_FALSE(opens_after(11));
  EXPECT_FALSE(opens_after(12));
  EXPECT_FALSE(opens_after(14.5)) << "the rounding of a leading";
  EXPECT_TRUE(opens_after(16)) << "a quarter of a line";
  EXPECT_TRUE(opens_after(18));
  EXPECT_TRUE(opens_after(60));
}

TEST(LayoutTest, SpaceOpensABlockWhereMostParagraphsAreOfOneLine) {
  PageBuilder page(2);
  double baseline = 200;
  for (const char* words : {"1.1", "Accepted.", "1.2", "Not accepted."}) page.line(words, 100, baseline += 18);
  for (const char* words : {"since the law", "allows it."}) page.line(words, 100, baseline += 12);
  const DocumentText text = lay_out({cover(), page.build()});
  EXPECT_TRUE(line_with(text, "Not accepted.").opens_block);
  EXPECT_FALSE(line_with(text, "allows it.").opens_block);
}

TEST(LayoutTest, ThePagesFirstLineOpensABlockAndNoOther) {
  const DocumentText text = lay_out(
      {cover(), PageBuilder(2).line("first", 100, 200).line("second", 100, 212).line("third", 100, 224).build()});
  EXPECT_TRUE(line_with(text, "first").opens_block);
  EXPECT_FALSE(line_with(text, "second").opens_block);
  EXPECT_FALSE(line_with(text, "third").opens_block);
}

// Pages 2 to 5: a paragraph, its second line further out, and an item; `shift` moves the right pages.
DocumentText pages_with(double shift) {
  std::vector<Page> pages = {cover()};
  for (int number = 2; number <= 5; ++number) {
    const double left = number % 2 == 0 ? 72 : 72 + shift;
    const std::string n = std::to_string(number);
    pages.push_back(PageBuilder(number)
                        .line("paragraph" + n, left, 200)
                        .line("goes-on" + n, left, 212)
                        .line("item" + n, left + 28.4, 230)
                        .build());
  }
  return lay_out(pages);
}

TEST(LayoutTest, IndentsAreEqualOnBothSides) {
  for (double shift : {0.0, 57.0, 60.0, 71.0, -60.0}) {
    const DocumentText text = pages_with(shift);
    for (const char* n : {"2", "3", "4", "5"}) {
      EXPECT_NEAR(line_with(text, std::string("paragraph") + n).indent, 0, 0.51) << shift;
      EXPECT_NEAR(line_with(text, std::string("item") + n).indent, 28.4, 0.51) << shift;
    }
  }
}

TEST(LayoutTest, AShiftTooSmallForMirroredMarginsIsAnIndent) {
  const DocumentText text = pages_with(28);
  EXPECT_NEAR(line_with(text, "paragraph2").indent, 0, 0.51);
  EXPECT_NEAR(line_with(text, "paragraph3").indent, 28, 0.51);
}

TEST(LayoutTest, ASingleOutlierIsNoMargin) {
  PageBuilder page(2);
  page.line("outlier", 40, 188);
  for (int i = 0; i < 30; ++i) page.line("body" + std::to_string(i), 100, 200 + 12 * i);
  const DocumentText text = lay_out({cover(), page.build()});
  EXPECT_NEAR(line_with(text, "body7").indent, 0, 0.51);
  EXPECT_NEAR(line_with(text, "outlier").indent, -60, 0.51);
}

TEST(LayoutTest, FurnitureAndNotesLeaveTheLinesInReadingOrder) {
  std::vector<Page> pages = {cover()};
  for (int number = 2; number <= 4; ++number) {
    const std::string n = std::to_string(number);
    pages.push_back(PageBuilder(number)
                        .line(n, 500, 800)
                        .line("Body text of page number " + n, 100, 400)
                        .line("A/HRC/26/903", 100, 50)
                        .add(word(n, 100, 761, 6))
                        .line(std::string(static_cast<std::size_t>(number), 'x'), 110, 763, 9)
                        .build());
  }
  const DocumentText text = lay_out(pages);
  std::vector<std::string> lines, furniture, notes;
  for (const Line& line : text.lines) lines.push_back(line.text);
  for (const Line& line : text.furniture) furniture.push_back(line.text);
  for (const Note& note : text.notes) notes.push_back(note.mark + "|" + note.text);
  EXPECT_THAT(lines, ElementsAre("Cover", "Body text of page number 2", "Body text of page number 3",
                                 "Body text of page number 4"));
  EXPECT_THAT(furniture, ElementsAre("A/HRC/26/903", "2", "A/HRC/26/903", "3", "A/HRC/26/903", "4"));
  EXPECT_THAT(notes, ElementsAre("2|xx", "3|xxx", "4|xxxx"));
  EXPECT_EQ(text.pages, 4);
}

}  // namespace
}  // namespace troika::extract
