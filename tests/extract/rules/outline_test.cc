#include "extract/rules/outline.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/rules/item_text.h"
#include "tests/support/document.h"
#include "tests/support/rule_sets.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

// Columns of real reports, in points from the margin.
constexpr double kParagraphs = 0, kItems = 28;

// What the outline made of the section, one entry each: "P104" for a paragraph; "T0 ..." for its text, after so many
// items; "104.3 ..." for an item with its text, "[140.3]" behind the number where another is printed, "~" where it is
// repeated; "missing 4".
class Sketch {
 public:
  explicit Sketch(const Document& section) : text_(section.build()) {
    const RuleSet rules = small_rule_set();
    const auto outline = outline_of(rules.compiled(), text_);
    if (!outline) return;
    outline_ = *outline;
    for (const OutlineParagraph& paragraph : outline_.paragraphs) add(paragraph);
  }

  std::vector<std::string> lines;

  const Outline& outline() const { return outline_; }

 private:
  void add(const OutlineParagraph& paragraph) {
    const std::string number = std::to_string(paragraph.number);
    lines.push_back("P" + number + (paragraph.labelled ? "" : " unlabelled"));
    for (const OutlineText& text : paragraph.texts)
      lines.push_back("T" + std::to_string(text.after_items) + " " + text_of(text.lines, text_));
    for (const OutlineItem& item : paragraph.items) {
      std::vector<TakenMark> marks;
      const bool as_printed =
          item.printed == item.number && (item.printed_paragraph == 0 || item.printed_paragraph == paragraph.number);
      lines.push_back(number + "." + std::to_string(item.number) +
                      std::string(static_cast<std::size_t>(item.earlier), '~') +
                      (as_printed ? "" : "[" + item.label + "]") + " " + text_of(item, text_, marks));
    }
    for (int missing : paragraph.missing) lines.push_back("missing " + std::to_string(missing));
  }

  DocumentText text_;
  Outline outline_;
};

Document section() { return Document().page(2).block("II. Conclusions"); }

std::vector<std::string> sketch(const Document& document) { return Sketch(document).lines; }

TEST(OutlineTest, NoHeadingNoOutline) {
  const RuleSet rules = small_rule_set();
  EXPECT_FALSE(outline_of(rules.compiled(), Document().block("I. Summary").block("1. They met.").build()));
}

TEST(OutlineTest, TheLastHeadingCountsAndMayBearAMark) {
  const Sketch made(Document()
                        .block("II. Conclusions")
                        .block("Annex")
                        .page(2)
                        .block("1. They met (Spain).")
                        .block("II. Conclusions{**}")
                        .block("Not edited")
                        .block("104. They enjoy the support of Varenia:", kParagraphs)
                        .block("104.1 Take (Spain);", kItems)
                        .block("Annex"));
  EXPECT_EQ(made.outline().heading, 3u);
  EXPECT_THAT(made.outline().before, ElementsAre(4u));
  EXPECT_EQ(made.outline().end, 7u);
  EXPECT_THAT(made.lines, ElementsAre("P104", "T0 104. They enjoy the support of Varenia:", "104.1 Take (Spain);"));
}

TEST(OutlineTest, TheEndIsNotWithinASentence) {
  const Sketch made(section()
                        .block("104. They enjoy the support:", kParagraphs)
                        .block("104.1 Ratify the treaty and its", kItems)
                        .line("Annex")
                        .line("on trade (Spain);")
                        .block("104.2 Keep to the treaty and its", kItems)
                        .page(3)
                        .block("Annex")
                        .line("on trade (Chad).")
                        .block("Annex"));
  EXPECT_EQ(made.outline().end, 8u);
  EXPECT_THAT(made.lines, ElementsAre("P104", "T0 104. They enjoy the support:",
                                      "104.1 Ratify the treaty and its Annex on trade (Spain);",
                                      "104.2 Keep to the treaty and its Annex on trade (Chad)."));
}

TEST(OutlineTest, HeadingsOfReports) {
  const RuleSet rules = shipped_rule_set();
  const auto is_heading = [&](const char* text) {
    Line line;
    line.text = text;
    return is_section_heading(rules.compiled(), line);
  };
  for (const char* text : {"II. Conclusions and/or recommendations", "II. CONCLUSIONS AND/OR RECOMMENDATIONS**",
                           "III Conclusions and "
                           "recommendations",
                           "II. Conclusion and/or recommendations", "II. Conclusions and / or recommendations:"})
    EXPECT_TRUE(is_heading(text)) << text;
  for (const char* text :
       {"II. Conclusions and/or recommendations .............. 61-64 14", "Conclusions and/or recommendations are due.",
        "The conclusions and recommendations", "conclusions and recommendations."})
    EXPECT_FALSE(is_heading(text)) << text;
}

TEST(OutlineTest, WithoutAnEndTheSectionRunsToTheLastLine) {
  const Sketch made(section().block("104. They enjoy the support of Varenia:").block("104.1 Take (Spain);", kItems));
  EXPECT_FALSE(made.outline().end);
  EXPECT_THAT(made.lines, ElementsAre("P104", "T0 104. They enjoy the support of Varenia:", "104.1 Take (Spain);"));
}

TEST(OutlineTest, TwoLevelNumbers) {
  EXPECT_THAT(
      sketch(section()
                 .block("104. They enjoy the", kParagraphs)
                 .line("support of Varenia:")
                 .block("104.1. Take steps to end", kItems)
                 .line("all of it (Spain);")
                 .block("104.2. Go on (Chad).", kItems)
                 .block("105. They will be examined:", kParagraphs)
                 .block("105.1 Stop (Mali).", kItems)
                 .block("Annex")),
      ElementsAre("P104", "T0 104. They enjoy the support of Varenia:", "104.1 Take steps to end all of it (Spain);",
                  "104.2 Go on (Chad).", "P105", "T0 105. They will be examined:", "105.1 Stop (Mali)."));
}

TEST(OutlineTest, PlainNumbersStartAgainInEveryParagraph) {
  EXPECT_THAT(sketch(section()
                         .block("67. They enjoy the support:", kParagraphs)
                         .block("1. Take (Spain);", kItems)
                         .block("2. Go on (Chad).", kItems)
                         .block("68. They will be examined:", kParagraphs)
                         .block("1. Stop (Mali).", kItems)
                         .block("69. All of it stands.", kParagraphs)
                         .block("Annex")),
              ElementsAre("P67", "T0 67. They enjoy the support:", "67.1 Take (Spain);", "67.2 Go on (Chad).", "P68",
                          "T0 68. They will be examined:", "68.1 Stop (Mali).", "P69", "T0 69. All of it stands."));
}

// A list under paragraph `paragraph` whose items run up to the number of the next paragraph.
Document collision(int paragraph, double item_column, const std::string& next_text, double next_column) {
  Document made = section().block(std::to_string(paragraph) + ". They enjoy the support:", kParagraphs);
  for (int item = 1; item <= paragraph; ++item) made.block(std::to_string(item) + ". Take (Spain);", item_column);
  return made.block(std::to_string(paragraph + 1) + ". " + next_text, next_column).block("Annex");
}

TEST(OutlineTest, Item84OrParagraph84) {
  const struct {
    double items, next;
    const char* text;
    bool paragraph;
    const char* why;
  } kCases[] = {
      {kItems, kParagraphs, "Take more (Chad);", true, "in the paragraphs' column, whatever it says"},
      {kItems, kItems, "Others will be examined:", false, "in the items' column, whatever it says"},
      {kParagraphs, kParagraphs, "Others will be examined by Varenia:", true, "flush, and a lead-in"},
      {kParagraphs, kParagraphs, "Those in paragraphs 4 and 5 did not enjoy the support.", true,
       "flush, and a statement"},
      {kParagraphs, kParagraphs, "Take more (Chad);", false, "flush, and no sentence of the State's"},
  };
  for (const auto& c : kCases) {
    const Sketch made(collision(83, c.items, c.text, c.next));
    ASSERT_FALSE(made.outline().paragraphs.empty());
    EXPECT_EQ(made.outline().paragraphs.size(), c.paragraph ? 2u : 1u) << c.why;
    EXPECT_EQ(made.outline().paragraphs[0].items.size(), c.paragraph ? 83u : 84u) << c.why;
    EXPECT_EQ(made.lines.back(), c.paragraph ? "T0 84. " + std::string(c.text) : "83.84 " + std::string(c.text))
        << c.why;
  }
}

TEST(OutlineTest, AnItemThatBearsTheNextParagraphsNumberTooEarly) {
  // Item 2 is awaited, so "84." cannot be item 84.
  EXPECT_THAT(sketch(section()
                         .block("83. They enjoy the support:", kParagraphs)
                         .block("1. Take (Spain);", kParagraphs)
                         .block("84. They met.", kParagraphs)
                         .block("Annex")),
              ElementsAre("P83", "T0 83. They enjoy the support:", "83.1 Take (Spain);", "P84", "T0 84. They met."));
}

// Labels of three items under paragraph 104, in the items' column with space above; the text is "Take (Spain);".
std::vector<std::string> items_of(const std::vector<std::string>& labels) {
  Document made = section().block("104. They enjoy the support:", kParagraphs);
  for (const std::string& label : labels) made.block(label + " Take (Spain);", kItems);
  std::vector<std::string> found;
  for (const std::string& line : sketch(made.block("Annex")))
    if (line[0] != 'P' && line[0] != 'T') found.push_back(line.substr(0, line.find(" Take")));
  return found;
}

TEST(OutlineTest, NumbersAgainstTheSequence) {
  const struct {
    std::vector<std::string> labels, items;
    const char* why;
  } kCases[] = {
      {{"104.1", "140.2", "104.3"}, {"104.1", "104.2[140.2]", "104.3"}, "the paragraph's number is misprinted"},
      {{"104.1", "104.22", "104.3"}, {"104.1", "104.2[104.22]", "104.3"}, "the item's number is misprinted"},
      {{"104.1", "104.02", "104.3"}, {"104.1", "104.2", "104.3"}, "a nought too many"},
      {{"104.1", "104.2", "109.3"}, {"104.1", "104.2", "104.3[109.3]"}, "the last one is misprinted"},
      {{"104.1", "104.3", "104.4"}, {"104.1", "104.3", "104.4", "missing 2"}, "a gap"},
      {{"104.2", "104.3"}, {"104.2", "104.3", "missing 1"}, "a gap at the beginning"},
      {{"104.1", "104.5", "104.6"}, {"104.1", "104.5", "104.6", "missing 2", "missing 3", "missing 4"}, "a wide gap"},
      {{"104.1", "104.2", "104.2", "104.3"}, {"104.1", "104.2", "104.2~", "104.3"}, "a number stands twice"},
      {{"104.1", "104.1", "104.3"},
       {"104.1", "104.2[104.1]", "104.3"},
       "a number stands twice, and the next shows why"},
      {{"1.", "3.", "4."}, {"104.1", "104.3", "104.4", "missing 2"}, "a gap in plain numbers"},
      {{"1.", "12.", "3."}, {"104.1", "104.2[12.]", "104.3"}, "a misprint in plain numbers"},
      {{"1.", "2", "3."}, {"104.1", "104.2", "104.3"}, "no stop behind one number"},
      {{"104-1.", "104. 2", "104.3."}, {"104.1", "104.2", "104.3"}, "other stops"},
  };
  for (const auto& c : kCases) EXPECT_EQ(items_of(c.labels), c.items) << c.why;
}

// Each of the second run is a number's second, so that no two items share one.
TEST(OutlineTest, TheNumberingStartsAgain) {
  EXPECT_THAT(items_of({"104.1", "104.2", "104.1", "104.2"}), ElementsAre("104.1", "104.2", "104.1~", "104.2~"));
  EXPECT_THAT(items_of({"104.1", "104.2", "104.1", "104.2", "104.1", "104.2"}),
              ElementsAre("104.1", "104.2", "104.1~", "104.2~", "104.1~~", "104.2~~"));
}

// As every smaller one: item 3 must not become text of item 2.
TEST(OutlineTest, AMisprintAsFarOffAsAGapCanBe) {
  EXPECT_THAT(items_of({"1.", "22.", "3."}), ElementsAre("104.1", "104.2[22.]", "104.3"));
}

// A page and a half is lost: the numbers behind go on from each other, so they are right and the jump is a gap.
TEST(OutlineTest, AJumpOfMoreThanAPageThatTheNumbersFollow) {
  const std::vector<std::string> items = items_of({"104.1", "104.2", "104.40", "104.41", "104.42"});
  ASSERT_THAT(items, SizeIs(5 + 37));
  EXPECT_THAT(std::vector<std::string>(items.begin(), items.begin() + 6),
              ElementsAre("104.1", "104.2", "104.40", "104.41", "104.42", "missing 3"));
  EXPECT_EQ(items_of({"1.", "2.", "40.", "41."}).at(2), "104.40");
}

// The line of paragraph 105 is lost: three numbers that go on from each other are no misprints.
TEST(OutlineTest, ItemsOfAParagraphWhoseOwnLineIsLost) {
  EXPECT_THAT(sketch(section()
                         .block("104. They enjoy the support:", kParagraphs)
                         .block("104.1 Take (Spain);", kItems)
                         .block("105.7 Go (Chad);", kItems)
                         .block("105.8 Stop (Mali);", kItems)
                         .block("105.9 End (Peru).", kItems)
                         .block("Annex")),
              ElementsAre("P104", "T0 104. They enjoy the support:", "104.1 Take (Spain);", "P105 unlabelled", "T0 ",
                          "105.7 Go (Chad);", "105.8 Stop (Mali);", "105.9 End (Peru).", "missing 1", "missing 2",
                          "missing 3", "missing 4", "missing 5", "missing 6"));
}

TEST(OutlineTest, LabelInMidLine) {
  EXPECT_THAT(sketch(section()
                         .block("110. They enjoy the support:", kParagraphs)
                         .block("110.1. Take (Spain);110.2. Go", kItems)
                         .line("on (Chad); 110.3 Stop (Mali);")
                         .block("110.4 End as in 110.5 above (Peru).", kItems)
                         .block("Annex")),
              ElementsAre("P110", "T0 110. They enjoy the support:", "110.1 Take (Spain);", "110.2 Go on (Chad);",
                          "110.3 Stop (Mali);", "110.4 End as in 110.5 above (Peru)."));
}

TEST(OutlineTest, AWrappedListOfReferencesIsNoItem) {
  EXPECT_THAT(sketch(section()
                         .block("77. They enjoy the support:", kParagraphs)
                         .block("77.1 Take (Spain);", kItems)
                         .block("77.2 Go on (Chad).", kItems)
                         .block("78. Varenia considers that 77.1,", kParagraphs)
                         .line("77.2, 77.3 and 77.4 are")
                         .line("77.1 and done, and so are the others under")
                         .line("79. This is all.")
                         .block("Annex")),
              ElementsAre("P77", "T0 77. They enjoy the support:", "77.1 Take (Spain);", "77.2 Go on (Chad).", "P78",
                          "T0 78. Varenia considers that 77.1, 77.2, 77.3 and 77.4 are 77.1 and done, and so are the "
                          "others under 79. This is all."));
}

TEST(OutlineTest, AReferenceToTheNextItemIsNoItem) {
  EXPECT_THAT(sketch(section()
                         .block("77. They enjoy the support:", kParagraphs)
                         .block("77.1 Take steps as under", kItems)
                         .line("77.2 and the like (Spain);", kItems)
                         .block("77.2 Go on (Chad).", kItems)
                         .block("Annex")),
              ElementsAre("P77", "T0 77. They enjoy the support:",
                          "77.1 Take steps as under 77.2 and the like (Spain);", "77.2 Go on (Chad)."));
}

TEST(OutlineTest, FiguresAtTheStartOfALineAreNoItems) {
  EXPECT_THAT(
      sketch(section()
                 .block("67. They enjoy the support:", kParagraphs)
                 .block("1. Ratify Convention No.", kItems)
                 .line("169 and Protocol", kItems + 20)
                 .line("2. of that year, and raise the age to", kItems + 20)
                 .line("18. Take (Spain);", kItems + 20)
                 .block("2. Go on (Chad).", kItems)
                 .block("Annex")),
      ElementsAre("P67", "T0 67. They enjoy the support:",
                  "67.1 Ratify Convention No. 169 and Protocol 2. of that year, and raise the age to 18. Take (Spain);",
                  "67.2 Go on (Chad)."));
}

TEST(OutlineTest, AFigureAtTheTopOfAPageIsNoItem) {
  EXPECT_THAT(sketch(section()
                         .block("67. They enjoy the support:", kParagraphs)
                         .block("1. Repeal section", kItems)
                         .page(3)
                         .block("3. Moreover, go on (Spain);", kItems)
                         .block("2. Go on (Chad).", kItems)
                         .block("Annex")),
              ElementsAre("P67", "T0 67. They enjoy the support:", "67.1 Repeal section 3. Moreover, go on (Spain);",
                          "67.2 Go on (Chad)."));
}

TEST(OutlineTest, ItemsThatBeginWithASmallLetter) {
  EXPECT_THAT(sketch(section()
                         .block("67. They enjoy the support:", kParagraphs)
                         .block("1. ratify the Convention as it stood in the year", kItems)
                         .line("2. of that calendar (Spain);", kItems + 20)
                         .block("2. ensure that all can go on (Chad),", kItems)
                         .block("3. go on under section", kItems)
                         .page(3)
                         .block("4. of the Act (Chad).", kItems)
                         .block("68. They do not:", kParagraphs)
                         .block("68.1 ratify the Convention (Peru).", kItems)
                         .block("Annex")),
              ElementsAre("P67", "T0 67. They enjoy the support:",
                          "67.1 ratify the Convention as it stood in the year 2. of that calendar (Spain);",
                          "67.2 ensure that all can go on (Chad),", "67.3 go on under section 4. of the Act (Chad).",
                          "P68", "T0 68. They do not:", "68.1 ratify the Convention (Peru)."));
}

TEST(OutlineTest, ASingleRecommendationWithoutANumber) {
  EXPECT_THAT(sketch(section()
                         .block("80. The following recommendation will be examined:", kParagraphs)
                         .block("Ratify the Convention (Spain).", kItems)
                         .block("81. They met.", kParagraphs)
                         .block("Annex")),
              ElementsAre("P80", "T0 80. The following recommendation will be examined:",
                          "T0 Ratify the Convention (Spain).", "P81", "T0 81. They met."));
}

TEST(OutlineTest, AListWhoseParagraphBearsNoNumber) {
  EXPECT_THAT(
      sketch(
          section().block("They enjoy the support:", kParagraphs).block("104.1 Take (Spain).", kItems).block("Annex")),
      ElementsAre("P104 unlabelled", "T0 They enjoy the support:", "104.1 Take (Spain)."));
  EXPECT_THAT(sketch(section()
                         .block("104. They enjoy the support:", kParagraphs)
                         .block("104.1 Take (Spain).", kItems)
                         .block("Others will be examined:", kParagraphs)
                         .block("105.1 Stop (Chad).", kItems)
                         .block("Annex")),
              ElementsAre("P104", "T0 104. They enjoy the support:", "104.1 Take (Spain).", "P105 unlabelled",
                          "T0 Others will be examined:", "105.1 Stop (Chad)."));
}

TEST(OutlineTest, BlocksBehindAnItem) {
  const struct {
    const char* block;
    bool leaves;
    const char* why;
  } kCases[] = {
      {"Varenia accepts this.", true, "a comment"},
      {"Follow-up to the review", true, "a sub-heading"},
      {"(b) go on (Chad);", false, "a clause of the item"},
      {"and go on (Chad);", false, "the rest of a sentence"},
      {"Go on (Chad);", false, "it ends as items do"},
      {"\u2022 Go on;", false, "a point"},
      {"\u2013 Go on;", false, "a point"},
      {"Varenia accepts this (see above).", true, "brackets, but no item's end"},
      {"104,2 Go on (Chad);", true, "it has a label of its own, if a strange one"},
  };
  for (const auto& c : kCases) {
    const std::vector<std::string> lines = sketch(section()
                                                      .block("104. They enjoy the support:", kParagraphs)
                                                      .block("104.1 Take (Spain);", kItems)
                                                      .block(c.block, kItems)
                                                      .block("104.2 Stop (Chad).", kItems)
                                                      .block("Annex"));
    const std::string block = c.block;
    if (c.leaves) {
      EXPECT_THAT(lines, ElementsAre("P104", "T0 104. They enjoy the support:", "T1 " + block, "104.1 Take (Spain);",
                                     "104.2 Stop (Chad)."))
          << c.why;
    } else {
      EXPECT_THAT(lines, ElementsAre("P104", "T0 104. They enjoy the support:", "104.1 Take (Spain); " + block,
                                     "104.2 Stop (Chad)."))
          << c.why;
    }
  }
}

TEST(OutlineTest, ItemsThatAreNotFinished) {
  EXPECT_THAT(
      sketch(section()
                 .block("104.", kParagraphs)
                 .block("They enjoy the support:", kItems)
                 .block("104.1.", kItems)
                 .block("Take (Spain);", kItems + 20)
                 .block("104.2 Ratify:", kItems)
                 .block("The Convention;", kItems + 20)
                 .block("The Protocol (Chad);", kItems + 20)
                 .block("104.3 Stop. It is time.", kItems)
                 .block("Go on (Peru).", kItems)
                 .block("Varenia thanks Peru.", kItems)
                 .block("Annex")),
      ElementsAre("P104", "T0 104. They enjoy the support:", "T3 Varenia thanks Peru.", "104.1 Take (Spain);",
                  "104.2 Ratify: The Convention; The Protocol (Chad);", "104.3 Stop. It is time. Go on (Peru)."));
}

// At the top of a page no space shows whether a paragraph begins.
TEST(OutlineTest, PageTops) {
  const auto lines = [](const char* lead_in, const char* end_of_page, const char* top_of_page, double column) {
    return sketch(section()
                      .block(std::string("104. ") + lead_in, kParagraphs)
                      .block("104.1 Take the", kItems)
                      .line(end_of_page, kParagraphs)
                      .page(3)
                      .block(top_of_page, column)
                      .block("104.2 Stop (Chad).", kItems)
                      .block("Annex"));
  };
  EXPECT_THAT(lines("They enjoy the support:", "first steps", "Towards it (Spain);", kParagraphs),
              ElementsAre("P104", "T0 104. They enjoy the support:", "104.1 Take the first steps Towards it (Spain);",
                          "104.2 Stop (Chad)."))
      << "the item goes on";
  EXPECT_THAT(lines("They enjoy the support:", "steps. As", "Bosnia asked. Now (Spain);", kParagraphs),
              ElementsAre("P104", "T0 104. They enjoy the support:",
                          "104.1 Take the steps. As Bosnia asked. Now (Spain);", "104.2 Stop (Chad)."))
      << "the item goes on behind a line that does not end";
  EXPECT_THAT(lines("They enjoy the support:", "first steps.", "Varenia (Spain);", kParagraphs),
              ElementsAre("P104", "T0 104. They enjoy the support:", "104.1 Take the first steps. Varenia (Spain);",
                          "104.2 Stop (Chad)."))
      << "a page's first line in the column of the item's further lines goes on, even behind a stop";
  EXPECT_THAT(lines("They enjoy the support:", "first steps (Spain);", "Varenia goes on.", 60),
              ElementsAre("P104", "T0 104. They enjoy the support:", "T1 Varenia goes on.",
                          "104.1 Take the first steps (Spain);", "104.2 Stop (Chad)."))
      << "in a column of its own it does not";
  EXPECT_THAT(lines("They enjoy the support, with comments:", "first steps (Spain);", "Varenia goes on.", kParagraphs),
              ElementsAre("P104", "T0 104. They enjoy the support, with comments:", "T1 Varenia goes on.",
                          "104.1 Take the first steps (Spain);", "104.2 Stop (Chad)."))
      << "nor where comments are announced";
  EXPECT_THAT(lines("They enjoy the support, with comments:", "steps of Act No.", "XII on trade (Spain);", kParagraphs),
              ElementsAre("P104", "T0 104. They enjoy the support, with comments:",
                          "104.1 Take the steps of Act No. XII on trade (Spain);", "104.2 Stop (Chad)."))
      << "but a comment does not follow on words that name no State";
}

TEST(OutlineTest, AParagraphThatIsSkipped) {
  EXPECT_THAT(
      sketch(section()
                 .block("104. They enjoy the support:", kParagraphs)
                 .block("104.1 Take (Spain).", kItems)
                 .block("106. They met.", kParagraphs)
                 .block("Annex")),
      ElementsAre("P104", "T0 104. They enjoy the support:", "104.1 Take (Spain).", "P106", "T0 106. They met."));
}

TEST(OutlineTest, EveryLineOfTheSectionStandsInOnePlace) {
  const Sketch made(collision(20, kItems, "Others will be examined:", kParagraphs));
  std::vector<std::size_t> lines = {made.outline().heading, *made.outline().end};
  lines.insert(lines.end(), made.outline().before.begin(), made.outline().before.end());
  for (const OutlineParagraph& paragraph : made.outline().paragraphs) {
    for (const OutlineText& text : paragraph.texts) lines.insert(lines.end(), text.lines.begin(), text.lines.end());
    for (const OutlineItem& item : paragraph.items)
      for (const Piece& piece : item.pieces) lines.push_back(piece.line);
  }
  std::sort(lines.begin(), lines.end());
  std::vector<std::size_t> all(*made.outline().end + 1);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  EXPECT_EQ(lines, all);
}

}  // namespace
}  // namespace troika::extract
