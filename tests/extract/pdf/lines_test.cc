#include "extract/pdf/lines.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/pages.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::string> texts(const std::vector<Line>& lines) {
  std::vector<std::string> texts;
  for (const Line& line : lines) texts.push_back(line.text);
  return texts;
}

std::vector<std::string> marks(const Line& line) {
  std::vector<std::string> marks;
  for (const Span& mark : line.marks) marks.push_back(line.text.substr(mark.begin, mark.end - mark.begin));
  return marks;
}

TEST(LinesTest, NoWordsNoLines) { EXPECT_THAT(lines_of(PageBuilder(1).build()), IsEmpty()); }

TEST(LinesTest, GroupsByBaselineWhateverTheContentOrder) {
  const Page page = PageBuilder(3)
                        .line("lower line", 100, 212)
                        .add(word("upper", 100, 200.9))
                        .add(word("third", 160, 200))
                        .add(word("second", 127.5, 199.1))
                        .build();
  const std::vector<Line> lines = lines_of(page);
  EXPECT_THAT(texts(lines), ElementsAre("upper second third", "lower line"));
  EXPECT_EQ(lines[0].page, 3);
  EXPECT_DOUBLE_EQ(lines[0].box.left, 100);
  EXPECT_DOUBLE_EQ(lines[0].box.right, 185);
}

TEST(LinesTest, TheTightestLeadingKeepsLinesApart) {
  EXPECT_THAT(texts(lines_of(PageBuilder(1).line("one", 100, 200).line("two", 100, 211).build())),
              ElementsAre("one", "two"));
}

// A word of another size or height behind the word "Convention" (10 points, baseline 200).
TEST(LinesTest, RaisedAndSmaller) {
  const struct {
    std::string text;
    double size, rise, gap;
    std::vector<std::string> lines, marks;
    const char* why;
  } kCases[] = {
      {"5", 6.5, 3.5, 0, {"Convention5"}, {"5"}, "a footnote's figure"},
      {"12",
       5.8,
       4,
       0.9,
       {"Convention12"},
       {"12"},
       "no space before a superscript, though the gap is wider than a squeezed one"},
      {"5", 6.5, 3.5, 1.5, {"Convention 5"}, {"5"}, "a mark printed behind a space"},
      {"*", 7.5, 2, 0, {"Convention*"}, {"*"}, "an asterisk"},
      {"\u2217\u2217", 7.5, 2, 0, {"Convention\u2217\u2217"}, {"\u2217\u2217"}, "asterisk operators"},
      {"\u2020", 6.5, 3, 0, {"Convention\u2020"}, {"\u2020"}, "a dagger"},
      {"1,2", 6.5, 3.5, 0, {"Convention1,2"}, {"1,2"}, "two marks"},
      {"th", 6.5, 3.5, 0, {"Conventionth"}, {}, "raised letters are text"},
      {"5a", 6.5, 3.5, 0, {"Convention5a"}, {}, "a figure with a letter is text"},
      {"5", 8.5, 1.5, 0, {"Convention5"}, {}, "small print is no superscript"},
      {"5", 10, 0, 2.5, {"Convention 5"}, {}, "an ordinary figure"},
      {"5", 10, 3.5, 0, {"5", "Convention"}, {}, "as large as the text, so another line"},
      {"5", 6.5, 8, 0, {"5", "Convention"}, {}, "higher than the line"},
  };
  for (const auto& c : kCases) {
    const Page page =
        PageBuilder(1).add(word("Convention", 100, 200)).add(word(c.text, 150 + c.gap, 200 - c.rise, c.size)).build();
    const std::vector<Line> lines = lines_of(page);
    EXPECT_EQ(texts(lines), c.lines) << c.why;
    ASSERT_FALSE(lines.empty());
    EXPECT_EQ(marks(lines.back()), c.marks) << c.why;
  }
}

TEST(LinesTest, OrdinalsKeepTheirLetters) {
  const Page page = PageBuilder(1)
                        .line("the", 100, 200)
                        .add(word("19", 120, 200))
                        .add(word("th", 130, 196.5, 6.5))
                        .line("session", 142, 200)
                        .build();
  const std::vector<Line> lines = lines_of(page);
  EXPECT_THAT(texts(lines), ElementsAre("the 19th session"));
  EXPECT_THAT(lines[0].marks, IsEmpty());
}

TEST(LinesTest, SuperscriptGoesToTheLineItStandsIn) {
  // 6 points below the upper baseline, 4 above the lower one.
  const Page page =
      PageBuilder(1).line("upper", 100, 200).line("lower", 100, 211).add(word("7", 125, 207.5, 6)).build();
  const std::vector<Line> lines = lines_of(page);
  EXPECT_THAT(texts(lines), ElementsAre("upper", "lower7"));
  EXPECT_THAT(marks(lines[1]), ElementsAre("7"));
}

TEST(LinesTest, MarksAreInOrderOfTheLine) {
  const Page page = PageBuilder(1)
                        .line("one", 100, 200)
                        .line("two", 130, 200)
                        .add(word("2", 145, 196, 6))
                        .add(word("1", 115, 196, 6))
                        .build();
  const std::vector<Line> lines = lines_of(page);
  ASSERT_THAT(lines, SizeIs(1));
  EXPECT_EQ(lines[0].text, "one1 two2");
  EXPECT_THAT(marks(lines[0]), ElementsAre("1", "2"));
}

TEST(LinesTest, BoldPrintedTwiceIsReadOnce) {
  const Page twice = PageBuilder(1)
                         .add(word("Heading", 100, 200, 12))
                         .add(word("Heading", 100.4, 200, 12))
                         .add(word("goes", 145, 200, 12))
                         .add(word("goes", 145.4, 200.3, 12))
                         .build();
  EXPECT_THAT(texts(lines_of(twice)), ElementsAre("Heading goes"));
  const Page repeated = PageBuilder(1).line("that that holds", 100, 200).build();
  EXPECT_THAT(texts(lines_of(repeated)), ElementsAre("that that holds"));
}

TEST(LinesTest, SpaceBetweenWords) {
  const struct {
    double gap, size;
    bool bold;
    std::string text;
    const char* why;
  } kCases[] = {
      {2.5, 10, false, "left right", "an ordinary space"},
      {0.5, 10, false, "left right", "a space that justification has squeezed"},
      {0.2, 10, false, "leftright", "a word that the reader split"},
      {40, 10, false, "left right", "a tab"},
      {-0.5, 10, false, "leftright", "boxes that overlap"},
      {0.5, 12, false, "leftright", "another size needs a wider gap"},
      {1.5, 12, false, "left right", "another size, a wide gap"},
  };
  for (const auto& c : kCases) {
    const Page page =
        PageBuilder(1).add(word("left", 100, 200)).add(word("right", 120 + c.gap, 200, c.size, c.bold)).build();
    EXPECT_THAT(texts(lines_of(page)), ElementsAre(c.text)) << c.why;
  }
}

TEST(LinesTest, SizeAndWeightAreThoseOfMostLetters) {
  const struct {
    Word first, second;
    double size;
    bool bold;
    const char* why;
  } kCases[] = {
      {word("104.1", 100, 200, 10, false), word("Ratify-the-Convention", 150, 200, 12, true), 12, true,
       "label plain, text bold"},
      {word("A-very-long-sentence", 100, 200, 10, false), word("Bold", 220, 200, 12, true), 10, false, "one bold word"},
      {word("half", 100, 200, 10, false), word("half", 130, 200, 10, true), 10, false, "half is not most"},
  };
  for (const auto& c : kCases) {
    const std::vector<Line> lines = lines_of(PageBuilder(1).add(c.first).add(c.second).build());
    ASSERT_THAT(lines, SizeIs(1)) << c.why;
    EXPECT_DOUBLE_EQ(lines[0].size, c.size) << c.why;
    EXPECT_EQ(lines[0].bold, c.bold) << c.why;
  }
}

// Eight words of 20 points each; `wide` stands behind the first, `space` between the others.
Line line_with_spaces(double wide, double space) {
  PageBuilder page(1);
  double left = 100;
  for (int i = 0; i < 8; ++i) {
    page.add(word("word", left, 200));
    left += 20 + (i == 0 ? wide : space);
  }
  return lines_of(page.build()).front();
}

TEST(LinesTest, AGapBetweenCellsIsAStop) {
  const Line line = line_with_spaces(30, 2.5);
  ASSERT_THAT(line.stops, SizeIs(1));
  EXPECT_EQ(line.stops.front().at, 5U);
  EXPECT_DOUBLE_EQ(line.stops.front().until, 150);
}

TEST(LinesTest, SpacesOfAStretchedLineAreNoStops) { EXPECT_THAT(line_with_spaces(9, 8).stops, IsEmpty()); }

TEST(LinesTest, AStretchedLineKeepsTheGapBetweenItsCells) { EXPECT_THAT(line_with_spaces(30, 8).stops, SizeIs(1)); }

TEST(LinesTest, AFewWordsInManyCellsKeepTheGapsBetweenThese) {
  PageBuilder page(1);
  double left = 100;
  for (double gap : {25.0, 27.0, 2.5, 2.5, 36.0, 40.0, 0.0}) {  // "4 | 104.4 | Close all prisons | Ghana | Accepted"
    page.add(word("word", left, 200));
    left += 20 + gap;
  }
  EXPECT_THAT(lines_of(page.build()).front().stops, SizeIs(4));
}

}  // namespace
}  // namespace troika::extract
