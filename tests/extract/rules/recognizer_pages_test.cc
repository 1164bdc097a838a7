// Which pages of a document are read, and that those are enough.
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/rules/reader.h"
#include "extract/rules/recognizer.h"
#include "tests/support/document.h"
#include "tests/support/rule_sets.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;

std::vector<std::string> texts(const Reading& reading) {
  std::vector<std::string> texts;
  for (const Item& item : reading.items) texts.push_back(item.text);
  return texts;
}

// A document whose section stands from `heading` on, to its last page but for an annex.
class FakePages : public PagedText {
 public:
  explicit FakePages(int heading, const std::string& item = "1. Go (Chad).", int introduction = 0, int pages = 10)
      : pages_(pages) {
    Document document = report_cover();
    for (int page = 2; page <= pages; ++page) {
      document.page(page);
      if (page == introduction) document.block("1. The review of Varenia was held in Geneva.");
      if (page == heading) document.block("II. Conclusions").block("80. They enjoy the support:").block(item);
      if (page == pages) document.block("Annex");
    }
    text_ = document.build();
    for (const Line& line : text_.lines) lines_[line.page].push_back(line);
  }

  int page_count() const override { return pages_; }
  const std::vector<Line>& printed(int page) override {
    read.insert(page);
    return lines_[page];
  }
  DocumentText part(int front, int from) override {
    DocumentText text = text_;
    std::erase_if(text.lines, [&](const Line& line) { return line.page > front && line.page < from; });
    for (int page = 1; page <= pages_; ++page)
      if (page <= front || page >= from) read.insert(page);
    return text;
  }
  fetch::Result<DocumentText> whole() override { return part(pages_, pages_ + 1); }

  std::set<int> read;

 private:
  static Document report_cover() { return Document().block("A/HRC/27/999").block("Report of the Working Group"); }

  int pages_;
  DocumentText text_;
  std::map<int, std::vector<Line>> lines_;
};

TEST(RecognizerPagesTest, PagesBetweenIntroductionAndSectionAreNotRead) {
  FakePages document(7);
  const auto reading = recognize(rule_sets(small_rule_set()), document);
  ASSERT_TRUE(reading.has_value());
  EXPECT_THAT(texts(*reading), ElementsAre("Go (Chad)."));
  EXPECT_EQ(reading->pages, 10);
  EXPECT_THAT(document.read, ElementsAre(1, 2, 3, 4, 5, 7, 8, 9, 10));
}

TEST(RecognizerPagesTest, IntroductionIsReadUntilItHasSaidAll) {
  FakePages document(7, "1. Go (Chad).", 3);
  const auto reading = recognize(rule_sets(small_rule_set()), document);
  ASSERT_TRUE(reading.has_value());
  EXPECT_EQ(reading->cover.state, "Varenia");
  EXPECT_THAT(document.read, ElementsAre(1, 2, 3, 7, 8, 9, 10));
}

TEST(RecognizerPagesTest, NoFewerThanFourPagesAreReadAtTheEnd) {
  FakePages document(9);
  const auto reading = recognize(rule_sets(small_rule_set()), document);
  ASSERT_TRUE(reading.has_value());
  EXPECT_THAT(texts(*reading), ElementsAre("Go (Chad)."));
  EXPECT_THAT(document.read, ElementsAre(1, 2, 3, 4, 5, 7, 8, 9, 10));
}

// Whether another item follows the last one is not told by pages before the list.
TEST(RecognizerPagesTest, DoubtOfTheEndOfAListAsksForNoOtherPages) {
  FakePages document(7, "1. Go (Chad);");
  const auto reading = recognize(rule_sets(small_rule_set()), document);
  ASSERT_TRUE(reading.has_value());
  ASSERT_EQ(reading->items.size(), 1U);
  ASSERT_EQ(reading->items[0].doubts.size(), 1U);
  EXPECT_EQ(reading->items[0].doubts[0].code, kListEnd);
  EXPECT_THAT(document.read, ElementsAre(1, 2, 3, 4, 5, 7, 8, 9, 10));
}

TEST(RecognizerPagesTest, AllPagesAreReadWhereTheSectionIsInTheIntroductionOrInDoubt) {
  for (FakePages document : {FakePages(3), FakePages(7, "2. Go (Chad).")}) {
    EXPECT_TRUE(recognize(rule_sets(small_rule_set()), document).has_value());
    EXPECT_EQ(document.read.size(), 10u);
  }
}

// The last four would begin within the introduction.
TEST(RecognizerPagesTest, AllPagesAreReadOfAShortDocument) {
  FakePages eight(8, "1. Go (Chad).", 3, 8), nine(9, "1. Go (Chad).", 3, 9);
  for (FakePages* document : {&eight, &nine}) {
    const auto reading = recognize(rule_sets(small_rule_set()), *document);
    ASSERT_TRUE(reading.has_value());
    EXPECT_THAT(texts(*reading), ElementsAre("Go (Chad)."));
  }
  EXPECT_EQ(eight.read.size(), 8u);
  EXPECT_THAT(nine.read, ElementsAre(1, 2, 3, 6, 7, 8, 9));
}

TEST(RecognizerPagesTest, AllPagesAreReadForAReaderThatDoesNotBeginAtAHeading) {
  FakePages document(7);
  EXPECT_FALSE(recognize({}, document).has_value());
  EXPECT_EQ(document.read.size(), 10u);
}

}  // namespace
}  // namespace troika::extract
