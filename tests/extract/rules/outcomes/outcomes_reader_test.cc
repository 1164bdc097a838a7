// The shipped rule sets for decisions and session reports, on documents laid out like the real ones.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/rules/recognizer.h"
#include "tests/support/document.h"
#include "tests/support/shipped_rules.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Reading read(const DocumentText& text, std::vector<Claim>* claims = nullptr) {
  const std::vector<RuleSet> sets = shipped_rule_sets({"hrc-decision", "hrc-session-report"});
  auto reading = recognize(sets, text, claims);
  if (reading) return *std::move(reading);
  ADD_FAILURE() << reading.error().detail;
  return {};
}

constexpr char kOneInPart[] =
    "The President stated that, out of 27 recommendations received, 22 enjoyed the support of Varenia, one was "
    "partially supported and 4 were noted.";

Document report() {
  return Document()
      .block("United Nations A/HRC/28/2")
      .block("7 May 2019")
      .block("Twenty-eighth session")
      .block("Report of the Human Rights Council on its twenty-eighth")
      .line("session")
      .block("Vice-President and Rapporteur: Jane Doe (Varenia)");
}

// A paragraph or two of everything that chapter VI says about a State.
void add_review(Document& document, const std::string& state, int paragraph, const std::string& totals) {
  const auto number = [&] { return std::to_string(paragraph++) + ". "; };
  document.block(state)
      .block(number() + "The review of the " + state + " was held on 27 October 2014 in conformity with all the")
      .line("relevant provisions, and was based on the following documents:")
      .block("(a) The national report (A/HRC/WG.6/20/XVA/1).")
      .block(number() + "At its 37th meeting, on 18 March 2015, the Human Rights Council considered and")
      .line("adopted the outcome of the review of the " + state + " (see sect. C below).")
      .block(number() + "The outcome of the review of the " + state + " comprises the report of the Working")
      .line("Group (A/HRC/28/94), the views of the State (see also A/HRC/28/94/Add.1).")
      .block("1. Views expressed by the State under review on the recommendations and/or")
      .line("conclusions, its voluntary commitments and the outcome")
      .block(number() + "The delegation spoke. Regarding recommendations 105.59 and 105.60 on prisons, it")
      .line("clarified that the Government had noted them.")
      .block("2. Views expressed by Member and observer States of the Human Rights Council on the")
      .line("review outcome")
      .block(number() + "Exland accepted recommendations 1.1 and 1.2 in its own review.")
      .block("4. Concluding remarks of the State under review")
      .block(number() + totals);
}

void add_action(Document& document, const std::string& state, int paragraph, const std::string& decision) {
  document.block(state)
      .block(std::to_string(paragraph) +
             ". At its 37th meeting, on 18 March 2015, the Human Rights Council adopted draft")
      .line("decision " + decision + " without a vote.");
}

std::vector<std::string> sketch(const Adoption& adoption) {
  std::vector<std::string> facts = {adoption.state, adoption.decision, adoption.date};
  for (const Total& total : adoption.totals)
    facts.push_back(std::string(name_of(total.of)) + "=" + std::to_string(total.count));
  return facts;
}

std::vector<std::string> remarks(const std::vector<Remark>& list) {
  std::vector<std::string> result;
  for (const Remark& remark : list) result.push_back(remark.code + ": " + remark.detail);
  return result;
}

TEST(OutcomesReaderTest, ADecision) {
  std::vector<Claim> claims;
  const Reading reading = read(Document()
                                   .block("United Nations A/HRC/DEC/14/199")
                                   .block("23 June 2010")
                                   .block("Fourteenth session")
                                   .block("Agenda item 6")
                                   .block("Decision adopted by the Human Rights Council*")
                                   .block("14/199")
                                   .block("Outcome of the Universal Periodic Review: Varenia")
                                   .block("The Human Rights Council,")
                                   .block("Having conducted the review of Varenia on 16 February 2010,")
                                   .block("Adopts the outcome of the universal periodic review on Varenia which is")
                                   .line("constituted of the report of the Working Group (A/HRC/14/95), together with")
                                   .line("its replies (A/HRC/14/37, chapter VI and A/HRC/14/95/Add.1).")
                                   .block("22nd meeting")
                                   .line("9 June 2010")
                                   .build(),
                               &claims);
  EXPECT_EQ(reading.kind, "human-rights-council/decision");
  EXPECT_EQ(reading.cover.symbol, "A/HRC/DEC/14/199");
  EXPECT_EQ(reading.cover.state, "Varenia");
  ASSERT_THAT(reading.adoptions, SizeIs(1));
  EXPECT_THAT(sketch(reading.adoptions[0]), ElementsAre("Varenia", "14/199", "9 June 2010"));
  EXPECT_THAT(reading.adoptions[0].documents, ElementsAre("A/HRC/14/95", "A/HRC/14/37", "A/HRC/14/95/Add.1"));
  EXPECT_EQ(reading.adoptions[0].page, 1);
  EXPECT_THAT(reading.doubts, IsEmpty());
  std::vector<std::string> relations;
  for (const Citation& citation : reading.citations) relations.push_back(citation.relation);
  EXPECT_THAT(relations, ElementsAre("report", "session-report", "addendum"));
  EXPECT_EQ(claims.front().what, "cover");
  EXPECT_EQ(claims.front().rule, "cover.symbol[0]");
}

TEST(OutcomesReaderTest, DocumentsInFootnotes) {
  const Reading reading =
      read(Document()
               .block("A/HRC/DEC/43/199")
               .block("Decision adopted by the Human Rights Council")
               .line("on 12 March 2020")
               .block("43/199. Outcome of the universal periodic review: Varenia")
               .block("Adopts the outcome of the review of Varenia, comprising the report thereon{1}")
               .line("and the views of the State.{2}")
               .block("32nd meeting")
               .line("12 March 2020")
               .block("1 A/HRC/43/95.")
               .block("2 A/HRC/43/95/Add.1; see also A/HRC/43/2, chap. VI.")
               .build());
  ASSERT_THAT(reading.adoptions, SizeIs(1));
  EXPECT_THAT(reading.adoptions[0].documents, ElementsAre("A/HRC/43/95", "A/HRC/43/95/Add.1", "A/HRC/43/2"));
}

TEST(OutcomesReaderTest, ASessionReport) {
  Document document = report();
  document.page(5)
      .block("II. Decisions")
      .block("28/198 Outcome of the universal periodic review: Varenian 18 March 2015")
      .line("Islands")
      .line("28/199 Outcome of the universal periodic review: Exland 18 March 2015")
      .line("28/200 Panel discussion on rivers 27 March 2015")
      .page(59)
      .block("VI. Universal periodic review");
  add_review(document, "Varenian Islands", 371,
             "The President stated that, based on the information provided, out of 186 recommendations received, the "
             "Varenian Islands had supported 176 and noted ten.");
  add_review(document, "Exland", 380,
             "The President stated that, based on the information received, Exland had noted all of the 40 "
             "recommendations.");
  document.page(127).block("B. General debate on agenda item 6").block("390. It held a debate, out of 3 meetings.");
  document.block("C. Consideration of and action on draft proposals");
  add_action(document, "Varenian Islands", 391, "28/198");
  add_action(document, "Exland", 392, "28/199");
  document.block("The right to rivers");
  document.block("393. On 27 March 2015, the Human Rights Council adopted draft decision 28/200 without a vote.");

  std::vector<Claim> claims;
  const Reading reading = read(document.build(), &claims);
  EXPECT_EQ(reading.kind, "human-rights-council/session-report");
  EXPECT_EQ(reading.cover.author, "Jane Doe");
  ASSERT_THAT(reading.adoptions, SizeIs(2));
  EXPECT_THAT(sketch(reading.adoptions[0]),
              ElementsAre("Varenian Islands", "28/198", "18 March 2015", "received=186", "supported=176", "noted=10"));
  EXPECT_THAT(sketch(reading.adoptions[1]),
              ElementsAre("Exland", "28/199", "18 March 2015", "received=40", "noted=40"));
  const Adoption& first = reading.adoptions[0];
  EXPECT_THAT(first.documents, ElementsAre("A/HRC/28/94", "A/HRC/28/94/Add.1"));
  EXPECT_EQ(first.paragraph, "372");
  EXPECT_EQ(first.page, 59);
  EXPECT_EQ(first.quote,
            "At its 37th meeting, on 18 March 2015, the Human Rights Council considered and adopted the outcome of the "
            "review of the Varenian Islands (see sect. C below).");
  EXPECT_EQ(first.totals[0].paragraph, "376");
  // What others say is no position of the State's.
  ASSERT_THAT(reading.statements, SizeIs(4));
  EXPECT_EQ(reading.statements[0].target, "105.59");
  EXPECT_EQ(reading.statements[0].report, "A/HRC/28/94");
  EXPECT_EQ(reading.statements[0].position.response, Response::kNoted);
  EXPECT_EQ(reading.statements[0].position.paragraph, "374");
  EXPECT_THAT(remarks(reading.doubts), IsEmpty());
  EXPECT_TRUE(std::ranges::is_sorted(claims, {}, &Claim::line));
}

TEST(OutcomesReaderTest, TotalsInOtherWords) {
  const struct {
    const char* totals;
    std::vector<std::string> read;
    std::vector<std::string> flags, doubts;
  } kCases[] = {
      {"The Vice-President stated that, based on the information provided, out of 185 recommendations received, 144 "
       "enjoyed the support of Varenia, additional clarification was provided on another 10 recommendations, and 31 "
       "were noted.",
       {"received=185", "supported=144", "noted=31"},
       {"answered-otherwise: Varenia: additional clarification was provided on another 10 recommendations"},
       {}},
      {"The President stated that, based on the information provided, out of 300 recommendations received, Varenia had "
       "supported 224 recommendations and noted 53. It had provided additional information on the remaining 23 "
       "recommendations, indicating which part of each had been supported and which part had been noted.",
       {"received=300", "supported=224", "noted=53", "partially_supported=23"},
       {},
       {}},
      {"The President stated that, based on the information provided, all 45 recommendations received had been "
       "supported by Varenia.",
       {"received=45", "supported=45"},
       {},
       {}},
      {"Based on the information provided, of the 101 recommendations received, Varenia had accepted 75, partially "
       "supported 6 and taken note of 20.",
       {"received=101", "supported=75", "partially_supported=6", "noted=20"},
       {},
       {}},
      {"The President stated that, based on the information provided, out of 90 recommendations received, 80 were "
       "supported and 5 were noted.",
       {"received=90", "supported=80", "noted=5"},
       {},
       {"totals-do-not-add-up: Varenia: The President stated that, based on the information provided, out of 90 "
        "recommendations received, 80 were supported and 5 were noted."}},
      {"The delegation thanked all.", {}, {}, {"totals-not-stated: Varenia"}},
      // No President sums up; the State does, and its figures agree with one another.
      {"Varenia had received 89 recommendations. Out of 89 recommendations, Varenia accepted 80 and noted 9.",
       {"received=89", "supported=80", "noted=9"},
       {"totals-by-the-state: Varenia: paragraph 376"},
       {}},
      {"Out of 90 recommendations, Varenia accepted 80 and noted 9.", {}, {}, {"totals-not-stated: Varenia"}},
  };
  for (const auto& c : kCases) {
    Document document = report();
    document.page(5).block("28/198 Outcome of the universal periodic review: Varenia 18 March 2015");
    add_review(document.page(59), "Varenia", 371, c.totals);
    const Reading reading = read(document.build());
    ASSERT_THAT(reading.adoptions, SizeIs(1)) << c.totals;
    std::vector<std::string> facts = sketch(reading.adoptions[0]);
    facts.erase(facts.begin(), facts.begin() + 3);
    EXPECT_EQ(facts, c.read) << c.totals;
    EXPECT_EQ(remarks(reading.flags), c.flags) << c.totals;
    EXPECT_EQ(remarks(reading.doubts), c.doubts) << c.totals;
  }
}

TEST(OutcomesReaderTest, AParagraphGoesOnOverThePage) {
  Document document = report();
  document.page(5).block("28/198 Outcome of the universal periodic review: Varenia 18 March 2015");
  add_review(document.page(59), "Varenia", 371,
             "The President stated that, based on the information provided, out of 9");
  document.page(60).block("recommendations received, Varenia had supported 9.");
  const Reading reading = read(document.build());
  ASSERT_THAT(reading.adoptions, SizeIs(1));
  EXPECT_EQ(reading.adoptions[0].totals.size(), 2u);
}

TEST(OutcomesReaderTest, TheSameStateInTwoForms) {
  Document document = report();
  document.page(5)
      .block("28/197 Outcome of the universal periodic review: Varenia 18 March 2015")
      .line("(Islamic Republic of)")
      .line("28/198 Outcome of the universal periodic review: Exland of the North 18 March 2015");
  add_review(document.page(59), "Islamic Republic of Varenia", 371, "The delegation thanked all.");
  add_review(document, "Exland", 380, "The delegation thanked all.");
  const Reading reading = read(document.build());
  ASSERT_THAT(reading.adoptions, SizeIs(2));
  EXPECT_THAT(sketch(reading.adoptions[0]), ElementsAre("Varenia (Islamic Republic of)", "28/197", "18 March 2015"));
  EXPECT_THAT(sketch(reading.adoptions[1]), ElementsAre("Exland of the North", "28/198", "18 March 2015"));
  EXPECT_THAT(remarks(reading.doubts), ElementsAre("totals-not-stated: Varenia (Islamic Republic of)",
                                                   "totals-not-stated: Exland of the North"));
}

TEST(OutcomesReaderTest, WhatFollowsTheListIsNotAboutItsLastReview) {
  Document document = report();
  document.page(5)
      .block("28/197 Outcome of the universal periodic review: Exland 18 March 2015")
      .line("28/198 Outcome of the universal periodic review: Republic of 18 March 2015")
      .line("Varenia")
      .page(58)
      .block("370. The Council considered the outcome of the reviews conducted in 2014.");
  add_review(document.page(59), "Exland", 371, "The delegation thanked all.");
  add_review(document, "Varenia", 377, kOneInPart);
  const Reading reading = read(document.build());
  ASSERT_THAT(reading.adoptions, SizeIs(2));
  EXPECT_THAT(sketch(reading.adoptions[1]), testing::IsSupersetOf({"Republic of Varenia", "28/198", "18 March 2015"}));
  EXPECT_THAT(remarks(reading.doubts), ElementsAre("totals-not-stated: Exland"));
}

TEST(OutcomesReaderTest, WhatIsMissingIsADoubt) {
  Document document = report();
  document.page(5).block("28/198 Outcome of the universal periodic review: Exland 18 March 2015");
  add_review(document.page(59), "Varenia", 371,
             "Based on the information provided, all 3 recommendations were accepted.");
  document.block("380. At its 37th meeting, on 19 March 2015, the Human Rights Council adopted draft decision 28/198.");
  EXPECT_THAT(remarks(read(document.build()).doubts),
              ElementsAre("dates-differ: Exland: 18 March 2015 and 19 March 2015",
                          "review-not-found: Exland: no paragraph is about its review", "decision-not-found: Varenia"));
}

TEST(OutcomesReaderTest, ASpecialSessionTellsOfNoReview) {
  const Reading reading = read(Document()
                                   .block("A/HRC/S-19/2")
                                   .block("Report of the Human Rights Council on its nineteenth special session")
                                   .page(2)
                                   .block("1. The Council met.")
                                   .block("2. It adopted resolution S-19/1.")
                                   .build());
  EXPECT_THAT(reading.adoptions, IsEmpty());
  EXPECT_THAT(remarks(reading.flags),
              ElementsAre("no-outcomes: the document tells of no review whose outcome was adopted"));
}

// One pass over the lines: a report of 10,000 pages takes ten times as long as one of 1,000, not a hundred times.
TEST(OutcomesReaderTest, AReportOfTenThousandPages) {
  Document document = report();
  document.page(5).block("28/198 Outcome of the universal periodic review: Varenia 18 March 2015");
  add_review(document.page(59), "Varenia", 371,
             "Based on the information provided, all 3 recommendations were accepted.");
  DocumentText text = document.build();
  for (int page = 60; page < 10'000; ++page)
    for (int i = 0; i < 40; ++i) {
      Line line = line_of(i % 8 == 0 ? std::to_string(page + i) + ". The delegation of Exland spoke of rivers"
                                     : "and thanked all for what they had said about the lakes and the sea,");
      line.page = page;
      line.opens_block = i % 8 == 0;
      text.lines.push_back(std::move(line));
    }
  EXPECT_THAT(read(text).adoptions, SizeIs(1));
}

}  // namespace
}  // namespace troika::extract
