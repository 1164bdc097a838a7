#include "extract/rules/cover.h"

#include <string>

#include <gtest/gtest.h>

#include "tests/support/document.h"
#include "tests/support/rule_sets.h"

namespace troika::extract {
namespace {

struct Expected {
  std::string symbol, title, state, published, council_session, working_group_session, review_date;
};

void expect_cover(const Document& document, const Expected& expected) {
  const RuleSet rules = shipped_rule_set();
  const DocumentText text = document.build();
  EXPECT_TRUE(claims_cover(rules.compiled(), text));
  const Cover cover = read_cover(rules.compiled(), text);
  EXPECT_EQ(cover.symbol, expected.symbol);
  EXPECT_EQ(cover.title, expected.title);
  EXPECT_EQ(cover.state, expected.state);
  EXPECT_EQ(cover.published, expected.published);
  EXPECT_EQ(cover.council_session, expected.council_session);
  EXPECT_EQ(cover.working_group_session, expected.working_group_session);
  EXPECT_EQ(cover.review_date, expected.review_date);
}

constexpr const char* kTitle = "Report of the Working Group on the Universal Periodic Review";

Document cover_of_2008() {
  return Document()
      .block("UNITED NATIONS")
      .line("A")
      .block("General Assembly")
      .block("Distr.")
      .line("GENERAL")
      .block("A/HRC/8/999")
      .line("23 May 2008")
      .block("Original: ENGLISH")
      .block("HUMAN RIGHTS COUNCIL")
      .line("Eighth session")
      .line("Agenda item 6");
}

Document& introduction_of_2008(Document& cover) {
  return cover.page(3)
      .block("1. The Working Group on the Universal Periodic Review held its first session from 7 to")
      .line("18 April 2008. The review of Varenia was held at the 4th meeting, on 8 April 2008. The delegation");
}

TEST(CoverTest, Of2008) {
  Document cover = cover_of_2008();
  cover.block("UNIVERSAL PERIODIC REVIEW")
      .block(kTitle)
      .block("Varenia*")
      .block("_________")
      .line("* Previously issued as A/HRC/WG.6/1/XVA/4.");
  expect_cover(introduction_of_2008(cover),
               {"A/HRC/8/999", kTitle, "Varenia", "23 May 2008", "Eighth", "first", "8 April 2008"});
}

TEST(CoverTest, Of2008WithoutATitle) {
  Document cover = cover_of_2008();
  cover.block("UNIVERSAL PERIODIC REVIEW").block("Varenia");
  expect_cover(introduction_of_2008(cover), {"A/HRC/8/999", "UNIVERSAL PERIODIC REVIEW", "Varenia", "23 May 2008",
                                             "Eighth", "first", "8 April 2008"});
}

TEST(CoverTest, Of2010) {
  expect_cover(Document()
                   .block("United Nations A/HRC/14/999")
                   .block("General Assembly Distr.: General")
                   .line("15 March 2010")
                   .line("Original: English")
                   .block("Human Rights Council")
                   .line("Fourteenth session")
                   .line("Agenda item 6")
                   .line("Universal periodic review")
                   .block("Report of the Working Group on the Universal")
                   .line("Periodic Review{*}")
                   .block("Varenia")
                   .line("* Previously issued under another symbol")
                   .page(3)
                   .block("1. The Working Group held its seventh session from 8 to 19 February 2010. The review of the")
                   .line("Republic of Varenia was held at the 3rd meeting on 9 February 2010."),
               {"A/HRC/14/999", "Report of the Working Group on the Universal\nPeriodic Review", "Varenia",
                "15 March 2010", "Fourteenth", "seventh", "9 February 2010"});
}

TEST(CoverTest, Of2014) {
  expect_cover(Document()
                   .block("United Nations A/HRC/27/999")
                   .block("General Assembly Distr.: General")
                   .line("2 July 2014")
                   .block("Human Rights Council")
                   .line("Twenty-seventh session")
                   .line("Agenda item 6")
                   .block(kTitle)
                   .block("Varenia")
                   .page(3)
                   .block("1. The Working Group held its nineteenth session from 28 April to 9 May 2014. The")
                   .line("review of Varenia was held at the 8th meeting, on 1 May 2014."),
               {"A/HRC/27/999", kTitle, "Varenia", "2 July 2014", "Twenty-seventh", "nineteenth", "1 May 2014"});
}

TEST(CoverTest, WhatTheCoverLacksIsReadInTheIntroduction) {
  const RuleSet rules = shipped_rule_set();
  const Cover cover =
      read_cover(rules.compiled(), Document()
                                       .block(kTitle)
                                       .page(4)
                                       .block("The review of the Republic of Varenia was held at the 3rd meeting,")
                                       .line("on 9 February 2010.")
                                       .build());
  EXPECT_EQ(cover.state, "Republic of Varenia");
  EXPECT_EQ(cover.review_date, "9 February 2010");
  EXPECT_EQ(cover.symbol, "");
  EXPECT_EQ(cover.published, "");
}

TEST(CoverTest, TheIntroductionStandsWithinTheFirstPages) {
  const RuleSet rules = shipped_rule_set();
  const auto session = [&](int page) {
    const DocumentText text =
        Document().block(kTitle).page(page).block("The Group held its seventh session in Geneva").build();
    return read_cover(rules.compiled(), text).working_group_session;
  };
  EXPECT_EQ(session(5), "seventh");
  EXPECT_EQ(session(6), "");
}

TEST(CoverTest, IsSettledWhereLaterPagesCannotChangeIt) {
  config::RuleFile file = small_rule_file();
  file.cover.state.push_back({"about (\\w+)", {}});  // where the first pattern is not found
  const RuleSet rules = compiled(file);
  const auto settled = [&](const char* cover, const char* introduction) {
    Document document = Document().block("Report of the Working Group").line("A/HRC/27/999").line(cover);
    return is_settled(rules.compiled(), CoverText(document.page(2).block(introduction).build()));
  };
  EXPECT_TRUE(settled("The review of Varenia was held", "in Geneva"));
  EXPECT_TRUE(settled("about Varenia", "in Geneva"));  // what stands on the cover comes first
  EXPECT_TRUE(settled("", "The review of Varenia was held in Geneva"));
  EXPECT_FALSE(settled("", "about Varenia it says"));  // the first pattern may be found later
  EXPECT_FALSE(settled("", "in Geneva"));
}

TEST(CoverTest, NotOfThisKind) {
  const struct {
    Document document;
    const char* why;
  } cases[] = {
      {Document()
           .block("A/HRC/27/999/Add.1")
           .block(kTitle)
           .block("Varenia")
           .block("Addendum")
           .block("Views on conclusions"),
       "an addendum"},
      {Document().block("A/HRC/WG.6/19/XVA/1").block("National report"), "a national report"},
      {Document().block("Advance questions").page(2).block(kTitle), "the title stands on the second page only"},
      {Document(), "an empty document"},
  };
  const RuleSet rules = shipped_rule_set();
  for (const auto& c : cases) EXPECT_FALSE(claims_cover(rules.compiled(), c.document.build())) << c.why;
}

}  // namespace
}  // namespace troika::extract
