#include "extract/pdf/furniture.h"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr double kHeight = 842;
constexpr double kHeadY = 50, kBodyY = 400, kFootY = 780;

// A line at this height; `mark` bytes at its beginning are a superscript.
Line line(std::string text, double top = kBodyY, double size = 10, std::size_t mark = 0, double left = 100) {
  Line made;
  made.box = Box{left, top, left + 300, top + size};
  made.size = size;
  if (mark > 0) made.marks.push_back(Span{0, mark});
  made.text = std::move(text);
  return made;
}

PageLines page(int number, std::vector<Line> lines) {
  for (Line& each : lines) each.page = number;
  return PageLines{number, kHeight, std::move(lines), {}};
}

std::vector<std::string> texts(const std::vector<Line>& lines) {
  std::vector<std::string> texts;
  for (const Line& each : lines) texts.push_back(each.text);
  return texts;
}

// What take_running_lines leaves on pages 2 to 5 that hold one line each, after a cover.
std::vector<std::string> left_over(const std::vector<std::string>& running, double top,
                                   std::vector<double> shifts = {0, 0, 0, 0}) {
  std::vector<PageLines> pages = {page(1, {line("Cover")})};
  for (std::size_t i = 0; i < running.size(); ++i)
    pages.push_back(page(static_cast<int>(i) + 2, {line(running[i], top + shifts[i])}));
  take_running_lines(pages);
  std::vector<std::string> left;
  for (const PageLines& each : pages)
    if (each.page > 1)
      for (const Line& kept : each.lines) left.push_back(kept.text);
  return left;
}

TEST(RunningLinesTest, WhatRunsAtHeadAndFootIsTaken) {
  const struct {
    std::vector<std::string> running;
    double top;
    const char* why;
  } kCases[] = {
      {{"A/HRC/12/9", "A/HRC/12/9", "A/HRC/12/9", "A/HRC/12/9"}, kHeadY, "the symbol"},
      {{"Page 2", "Page 3", "Page 4", "Page 5"}, kHeadY, "figures that change"},
      {{"A/HRC/ 8/29 Page 9", "A/HRC/8/29 Page 10", "A/HRC/8/29 Page 11", "A/HRC/8/29 Page 12"},
       kHeadY,
       "spaces and digits count"},
      {{"2", "3", "4", "5"}, kFootY, "page numbers"},
  };
  for (const auto& c : kCases) EXPECT_THAT(left_over(c.running, c.top), IsEmpty()) << c.why;
}

TEST(RunningLinesTest, WhatOnlyLooksLikeThemStays) {
  const struct {
    std::vector<std::string> lines;
    double top;
    const char* why;
  } kCases[] = {
      {{"104.1 Ratify", "104.20 Accede to", "105. They", "Annex"}, kHeadY, "body text at the head of a page"},
      {{"All children", "All children", "of all ages", "in all towns"}, kHeadY, "said twice only"},
      {{"Page 2", "Page 3", "Page 4", "Page 5"}, kBodyY, "in the middle of the page"},
      {{"2", "3", "4", "5"}, kBodyY, "figures in the middle of the page"},
      {{"122.19", "122.152", "122.54", "122.55"}, kFootY, "labels of recommendations, each on a line of its own"},
      {{"122.4 Noted", "122.9 Noted", "122.15 Noted", "122.28 Noted"}, kHeadY, "rows of a table"},
      {{"18", "27", "41", "60"}, kFootY, "numbers of rows, which do not count pages"},
      {{"2014", "2015", "20 to 30", "(12)"}, kFootY, "figures that are no page numbers"},
  };
  for (const auto& c : kCases) EXPECT_EQ(left_over(c.lines, c.top), c.lines) << c.why;
}

TEST(RunningLinesTest, ACellThatSaysTheSameNowAndThenStays) {
  std::vector<PageLines> pages = {page(1, {line("Cover")})};
  for (int number = 2; number <= 17; ++number)
    pages.push_back(
        page(number, {line("A/HRC/26/903/Add.1", kHeadY), line(number % 5 == 0 ? "Accepted" : "Text", kFootY),
                      line(std::to_string(number), kFootY + 20)}));
  take_running_lines(pages);
  EXPECT_THAT(texts(pages[4].lines), ElementsAre("Accepted"));
}

TEST(RunningLinesTest, HeightMayShiftByAFraction) {
  EXPECT_THAT(left_over({"Page 2", "Page 3", "Page 4", "Page 5"}, 50, {0, 1.9, 2.1, 4}), IsEmpty());
}

TEST(RunningLinesTest, TheSameWordsAtOtherHeightsStay) {
  const std::vector<std::string> lines = {"Recommends", "Recommends", "Recommends", "Recommends"};
  EXPECT_EQ(left_over(lines, 20, {0, 20, 40, 60}), lines);
}

TEST(RunningLinesTest, AlternatingSides) {
  std::vector<PageLines> pages = {page(1, {line("Cover")})};
  for (int number = 2; number <= 7; ++number) {
    double left = number % 2 == 0 ? 57 : 520;
    pages.push_back(page(number, {line("A/HRC/26/903", kHeadY, 9, 0, left), line("Text " + std::to_string(number)),
                                  line(std::to_string(number), kFootY, 9, 0, left)}));
  }
  const std::vector<Line> taken = take_running_lines(pages);
  EXPECT_EQ(taken.size(), 12u);
  EXPECT_THAT(texts(pages[1].lines), ElementsAre("Text 2"));
  EXPECT_THAT(texts(pages[6].lines), ElementsAre("Text 7"));
}

TEST(RunningLinesTest, TheFirstPageIsLeftAlone) {
  std::vector<PageLines> pages;
  for (int number = 1; number <= 5; ++number)
    pages.push_back(page(number, {line("A/HRC/26/903", kHeadY), line("1", kFootY)}));
  const std::vector<Line> taken = take_running_lines(pages);
  EXPECT_THAT(texts(pages[0].lines), ElementsAre("A/HRC/26/903", "1"));
  EXPECT_EQ(taken.size(), 8u);
}

TEST(RunningLinesTest, NoPages) {
  std::vector<PageLines> pages;
  EXPECT_THAT(take_running_lines(pages), IsEmpty());
}

// "mark|text|page" of each note.
std::vector<std::string> sketch(const std::vector<Note>& notes) {
  std::vector<std::string> sketches;
  for (const Note& note : notes) sketches.push_back(note.mark + "|" + note.text + "|" + std::to_string(note.page));
  return sketches;
}

TEST(FootnotesTest, ByWhatTheyBeginWith) {
  const struct {
    std::vector<Line> small;
    std::vector<std::string> notes;
    const char* why;
  } kCases[] = {
      {{line("5 As read during the dialogue.", 760, 9, 1)},
       {"5|As read during the dialogue.|2"},
       "a superscript figure"},
      {{line("12As read.", 760, 9, 2)}, {"12|As read.|2"}, "no space behind the mark"},
      {{line("** Not edited.", 760, 9)}, {"**|Not edited.|2"}, "asterisks that are not raised"},
      {{line("\u2217 Not edited.", 760, 9)}, {"\u2217|Not edited.|2"}, "an asterisk operator"},
      {{line("_______", 750, 10), line("* Not edited.", 760, 9)},
       {"*|Not edited.|2"},
       "a typed rule, as large as the text"},
      {{line("1 One,", 740, 9, 1), line("continued.", 750, 9), line("2 Two.", 760, 9, 1)},
       {"1|One, continued.|2", "2|Two.|2"},
       "several lines, several notes"},
      {{line("1", 740, 10, 1), line("One.", 750, 9)}, {"1|One.|2"}, "a mark on a line of its own"},
  };
  for (const auto& c : kCases) {
    std::vector<Line> lines = {
        line("Body text of the page, longer than its notes are, by far, so that it sets the size")};
    lines.insert(lines.end(), c.small.begin(), c.small.end());
    std::vector<PageLines> pages = {page(2, lines)};
    EXPECT_EQ(sketch(take_footnotes(pages)), c.notes) << c.why;
    EXPECT_THAT(pages[0].lines, testing::SizeIs(1)) << c.why;
  }
}

// A mark ends at a character's boundary, whatever follows it.
TEST(FootnotesTest, AQuotationMarkRightBehindTheAsterisk) {
  std::vector<PageLines> pages = {
      page(2, {line("Body text of the page, longer than its notes are"), line("*\u201cAs read\u201d.", 760, 9)})};
  EXPECT_THAT(sketch(take_footnotes(pages)), ElementsAre("*|\u201cAs read\u201d.|2"));
}

TEST(FootnotesTest, RunsOverToTheNextPage) {
  const std::string body = "Body text of the page, longer than its notes are";
  std::vector<PageLines> pages = {page(2, {line(body), line("1 One begins", 760, 9, 1)}),
                                  page(3, {line(body), line("and ends here.", 750, 9), line("2 Two.", 760, 9, 1)})};
  EXPECT_THAT(sketch(take_footnotes(pages)), ElementsAre("1|One begins and ends here.|2", "2|Two.|3"));
}

TEST(FootnotesTest, WhatIsNoFootnoteStays) {
  const struct {
    std::vector<Line> lines;
    const char* why;
  } kCases[] = {
      {{line("A sub-heading in small print", 100, 8), line("Body text of the page, all of it in ten points")},
       "small print above the text"},
      {{line("Body text of the page, all of it in ten points"), line("nearly as large", 760, 9.5)}, "hardly smaller"},
      {{line("Body text of the page, all of it in ten points"), line("* as large as the text", 760, 10)},
       "an item with an asterisk"},
  };
  for (const auto& c : kCases) {
    std::vector<PageLines> pages = {page(2, c.lines)};
    EXPECT_THAT(take_footnotes(pages), IsEmpty()) << c.why;
    EXPECT_EQ(texts(pages[0].lines), texts(c.lines)) << c.why;
  }
}

TEST(FootnotesTest, APageAllInSmallPrintIsBodyText) {
  const std::string body = "Body text of most pages, which sets the document's size";
  std::vector<PageLines> pages = {page(2, {line(body), line(body)}),
                                  page(3, {line("Small print", 100, 8), line("through the page", 760, 8)}),
                                  page(4, {line(body), line("1 A note", 760, 8, 1)})};
  EXPECT_THAT(sketch(take_footnotes(pages)), ElementsAre("1|A note|4"));
  EXPECT_THAT(texts(pages[1].lines), ElementsAre("Small print", "through the page"));
}

// Nothing stands on three pages.
TEST(RunningLinesTest, AShortDocumentsSymbolAndPageNumberAreTaken) {
  std::vector<PageLines> pages = {
      page(1, {line("UNITED NATIONS A/RES/99/1"), line("The General Assembly,"), line("/...", kFootY)}),
      page(2, {line("A/RES/99/1", kHeadY), line("Page 2", kHeadY + 12), line("1. Urges all States", kHeadY + 40),
               line("Convention 2", kHeadY + 52), line("to act;"), line("and to report;"), line("/...", kFootY)}),
      page(3, {line("A/RES/99/1", kHeadY), line("Page 3", kHeadY + 12), line("2. Decides so."),
               line("A/RES/98/1", kFootY)})};
  EXPECT_THAT(texts(take_running_lines(pages)),
              ElementsAre("/...", "A/RES/99/1", "Page 2", "/...", "A/RES/99/1", "Page 3"));
  EXPECT_THAT(texts(pages[1].lines), ElementsAre("1. Urges all States", "Convention 2", "to act;", "and to report;"));
  EXPECT_THAT(texts(pages[2].lines), ElementsAre("2. Decides so.", "A/RES/98/1"));
}

// A 1990s layout: notes of the text's own size, marks "1/" in text and note.
TEST(FootnotesTest, TypedNotesAreTakenAndTheirMarksFound) {
  std::vector<PageLines> pages = {
      page(1, {line("Recalling its resolution, 1/ and its decision 48/472,"), line("____________"),
               line("1/ A/42/521, annex."), line("2/ The group of three is composed"), line("of Varenia and others.")}),
      page(2, {line("the oral report; 2/"), line("in the years 1992/ 1993, of 3/ 4")})};
  const std::vector<Note> notes = take_footnotes(pages);
  ASSERT_EQ(notes.size(), 2U);
  EXPECT_EQ(notes[0].mark, "1/");
  EXPECT_EQ(notes[0].text, "A/42/521, annex.");
  EXPECT_EQ(notes[1].text, "The group of three is composed of Varenia and others.");
  ASSERT_EQ(pages[0].lines.size(), 1U);
  ASSERT_EQ(pages[0].lines[0].marks.size(), 1U);
  EXPECT_EQ(pages[0].lines[0].marks[0].begin, 26U);
  EXPECT_EQ(pages[0].lines[0].marks[0].end, 28U);
  EXPECT_EQ(pages[1].lines[0].marks.size(), 1U);
  EXPECT_THAT(pages[1].lines[1].marks, IsEmpty());
}

TEST(FootnotesTest, ARuleWithoutATypedMarkBelowItIsNoNotesRule) {
  std::vector<PageLines> pages = {
      page(1, {line("One"), line("____________"), line("12 States took part."), line("Two")})};
  EXPECT_THAT(take_footnotes(pages), IsEmpty());
  EXPECT_EQ(pages[0].lines.size(), 4U);
}

}  // namespace
}  // namespace troika::extract
