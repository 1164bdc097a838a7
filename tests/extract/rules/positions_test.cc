#include "extract/rules/positions.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/rule_sets.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Item item(int paragraph, const std::string& number) {
  Item made;
  made.paragraph = paragraph;
  if (!number.empty()) made.item = number;
  return made;
}

// Items 67.1, 67.2, 67.3 (answered), 68.1, 68.2 and 69 (unnumbered), and what one sentence of paragraph 70 does to
// them.
class PositionsTest : public testing::Test {
 protected:
  PositionsTest() {
    items_ = {item(67, "1"), item(67, "2"), item(67, "3"), item(68, "1"), item(68, "2"), item(69, "")};
    Position supported;
    supported.response = Response::kSupported;
    supported.rule = "supported";
    items_[2].positions.push_back(supported);
  }

  // The rule's name; "none" for none.
  std::string apply(const std::string& sentence) {
    const SentenceRule* rule = apply_after(rules_.compiled(), SectionText{70, 12, sentence}, items_, statements_);
    return rule ? rule->name : "none";
  }

  // "68.2 noted-numbers" for each statement, in order.
  std::vector<std::string> stated() const {
    std::vector<std::string> stated;
    for (const Statement& statement : statements_) stated.push_back(statement.target + " " + statement.position.rule);
    return stated;
  }

  // The numbers of the items whose last position this rule gave.
  std::vector<std::string> answered_by(const std::string& rule) const {
    std::vector<std::string> numbers;
    for (const Item& each : items_)
      if (!each.positions.empty() && each.positions.back().rule == rule) numbers.push_back(number_of(each));
    return numbers;
  }

  RuleSet rules_ = small_rule_set();
  std::vector<Item> items_;
  std::vector<Statement> statements_;
};

TEST_F(PositionsTest, Numbers) {
  EXPECT_EQ(number_of(item(67, "2")), "67.2");
  EXPECT_EQ(number_of(item(67, "2~2")), "67.2~2");
  EXPECT_EQ(number_of(item(69, "")), "69");
}

TEST_F(PositionsTest, APositionKnowsItsSentence) {
  const SectionText sentence{70, 12, "They will be examined by Varenia:"};
  const Position position = position_of(first_match(rules_.compiled().lead_in, sentence.text), sentence);
  EXPECT_EQ(position.response, Response::kPending);
  EXPECT_EQ(position.paragraph, "70");
  EXPECT_EQ(position.page, 12);
  EXPECT_EQ(position.quote, sentence.text);
  EXPECT_EQ(position.as_printed, "will be examined");
  EXPECT_EQ(position.rule, "pending");
  EXPECT_FALSE(position.comment);

  const Position unknown = position_of({}, sentence);
  EXPECT_FALSE(unknown.response);
  EXPECT_EQ(unknown.rule, "");
  EXPECT_EQ(unknown.quote, sentence.text);
}

TEST_F(PositionsTest, WhatNoRuleClaims) {
  EXPECT_EQ(apply("Varenia thanks all delegations."), "none");
  EXPECT_THAT(statements_, IsEmpty());
}

TEST_F(PositionsTest, ByNumber) {
  EXPECT_EQ(apply("Recommendations 67.1 and 68.2 did not enjoy the support."), "noted-numbers");
  EXPECT_THAT(stated(), ElementsAre("67.1 noted-numbers", "68.2 noted-numbers"));
  EXPECT_THAT(answered_by("noted-numbers"), ElementsAre("67.1", "68.2"));
  EXPECT_EQ(items_[0].positions[0].response, Response::kNoted);
  EXPECT_EQ(items_[0].positions[0].as_printed, "did not enjoy");
}

TEST_F(PositionsTest, ABareNumberMeansTheNearestListAbove) {
  apply("Recommendations 2 and 3 did not enjoy the support.");
  EXPECT_THAT(stated(), ElementsAre("68.2 noted-numbers", "67.3 noted-numbers"));
  EXPECT_EQ(items_[2].positions.size(), 2u) << "an item keeps the answer it had";
}

TEST_F(PositionsTest, ByRange) {
  EXPECT_EQ(apply("Recommendations 67.1 to 67.3 are in process."), "in-process");
  EXPECT_THAT(answered_by("in-process"), ElementsAre("67.1", "67.2", "67.3"));
  EXPECT_FALSE(items_[0].positions[0].response);
  EXPECT_THAT(items_[0].positions[0].qualifiers, ElementsAre(Qualifier::kInProcess));
}

TEST_F(PositionsTest, NumbersThatAreNotInThisDocumentAreStatedAllTheSame) {
  apply("Recommendations 67.9 and 9 did not enjoy the support.");
  EXPECT_THAT(stated(), ElementsAre("67.9 noted-numbers", "9 noted-numbers"));
  EXPECT_THAT(answered_by("noted-numbers"), IsEmpty());
}

TEST_F(PositionsTest, ByParagraph) {
  EXPECT_EQ(apply("Others in paragraphs 45, 55 (b), last sentence, and 68 above did not enjoy the support."),
            "noted-paragraphs");
  EXPECT_THAT(stated(), ElementsAre("45 noted-paragraphs", "55(b) noted-paragraphs", "68.1 noted-paragraphs",
                                    "68.2 noted-paragraphs"))
      << "a list of this section is answered item by item, paragraphs of the dialogue as such";
  EXPECT_THAT(answered_by("noted-paragraphs"), ElementsAre("68.1", "68.2"));
}

TEST_F(PositionsTest, ItemsThatAreCalledParagraphs) {
  apply("Those in paragraphs 67.1 to 67.2 did not enjoy the support.");
  EXPECT_THAT(stated(), ElementsAre("67.1 noted-paragraphs", "67.2 noted-paragraphs"));
  EXPECT_THAT(answered_by("noted-paragraphs"), ElementsAre("67.1", "67.2"));
}

TEST_F(PositionsTest, AnUnnumberedItemBearsItsParagraphsNumber) {
  apply("Others in paragraphs 69 did not enjoy the support.");
  EXPECT_THAT(answered_by("noted-paragraphs"), ElementsAre("69"));
}

TEST_F(PositionsTest, TheListAboveMeansItemsWithoutAnAnswer) {
  EXPECT_EQ(apply("The answer to these recommendations will be examined."), "answers-list");
  EXPECT_THAT(answered_by("answers-list"), ElementsAre("67.1", "67.2", "68.1", "68.2", "69"));
  EXPECT_THAT(answered_by("supported"), ElementsAre("67.3"));
}

TEST_F(PositionsTest, AQualifierAloneIsNoAnswer) {
  apply("Recommendations 67.1 to 67.2 are in process.");
  apply("The answer to these recommendations will be examined.");
  EXPECT_THAT(answered_by("answers-list"), ElementsAre("67.1", "67.2", "68.1", "68.2", "69"));
  EXPECT_EQ(items_[0].positions.size(), 2u);
}

TEST_F(PositionsTest, SeveralStatementsInOneParagraph) {
  const std::string sentence =
      "Recommendations 67.1 and 67.2 did not enjoy the support, whereas recommendations 68.1 to 68.2 are in process, "
      "and "
      "recommendations 67.3 did not enjoy it.";
  EXPECT_EQ(apply(sentence), "noted-numbers");
  EXPECT_THAT(stated(), ElementsAre("67.1 noted-numbers", "67.2 noted-numbers", "68.1 in-process", "68.2 in-process",
                                    "67.3 noted-numbers"));
  for (const Statement& statement : statements_) EXPECT_EQ(statement.position.quote, sentence);
}

}  // namespace
}  // namespace troika::extract
