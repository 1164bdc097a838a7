#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extract/rules/paragraphs/shipped.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Document cover() {
  return Document()
      .block("United Nations A/HRC/99/42/Add.1")
      .block("General Assembly Distr.: General")
      .line("20 May 2031")
      .block("Original: English")
      .block("Human Rights Council")
      .line("Ninety-ninth session")
      .line("16 June–4 July 2031")
      .line("Agenda item 3")
      .block("Visit to Varenia")
      .block("Report of the Special Rapporteur on violence against women, its")
      .line("causes and consequences, Jane Doe* **")
      .block("Summary")
      .line("The Special Rapporteur recommends many things.")
      .page(2)
      .block("Contents")
      .block("I. Introduction 3")
      .block("V. Conclusions and recommendations 17")
      .page(3)
      .block("I. Introduction")
      .block("1. The Special Rapporteur on violence against women visited Varenia.")
      .block("2. The Government should be thanked.");
}

Document whole() {
  return cover()
      .page(4)
      .block("V. Conclusions and recommendations")
      .block("A. Conclusions")
      .block("3. Much remains to be done. States should do more everywhere.")
      .block("B. Recommendations")
      .block("4. In the light of the above, the Special Rapporteur recommends that the Government of Varenia:")
      .block("(a) Ratify the Convention;")
      .block("(b) Adopt a law that:")
      .block("(i) Defines violence; and")
      .block("(ii) Protects victims;")
      .page(5)
      .block("(c) Train the police.")
      .block("5. The Special Rapporteur calls upon the international community to support these efforts.")
      .bold("Recommendations to civil society")
      .block("6. Continue to monitor shelters.")
      .block("7. Report to the authorities. The Special Rapporteur stands ready to assist.")
      .block("8. The Special Rapporteur thanks the Government of Varenia for its cooperation.")
      .block("Annex")
      .block("9. Meetings should be listed here.");
}

TEST(SpecialProceduresTest, ReadsTheCover) {
  const Cover cover = read_by("special-procedures-report", whole()).cover;
  EXPECT_EQ(cover.symbol, "A/HRC/99/42/Add.1");
  EXPECT_EQ(cover.state, "Varenia");
  EXPECT_EQ(cover.published, "20 May 2031");
  EXPECT_EQ(cover.council_session, "Ninety-ninth");
  EXPECT_EQ(cover.agenda_item, "3");
  EXPECT_EQ(cover.author, "Special Rapporteur on violence against women, its\ncauses and consequences");
}

TEST(SpecialProceduresTest, ReadsTheRecommendationsAndNotTheConclusions) {
  std::vector<Claim> claims;
  const Reading reading = read_by("special-procedures-report", whole(), &claims);
  const std::string lead_in =
      "In the light of the above, the Special Rapporteur recommends that the Government of Varenia: ";
  EXPECT_THAT(sketch(reading),
              ElementsAre("4.a | recommends | the Government of Varenia | " + lead_in + "Ratify the Convention;",
                          "4.b | recommends | the Government of Varenia | " + lead_in +
                              "Adopt a law that: (i) Defines violence; and (ii) Protects victims;",
                          "4.c | recommends | the Government of Varenia | " + lead_in + "Train the police",
                          "5 | calls upon | the international community | The Special Rapporteur calls upon the "
                          "international community to support these efforts.",
                          "6 | Continue | civil society | Continue to monitor shelters.",
                          "7 | Report | civil society | Report to the authorities. The Special Rapporteur stands ready "
                          "to assist."));
  EXPECT_THAT(reading.rejects, IsEmpty());
  const auto first = std::ranges::find_if(claims, [](const Claim& claim) { return claim.what != "cover"; });
  ASSERT_NE(first, claims.end());
  EXPECT_EQ(first->rule, "section.begin[0]");
}

TEST(SpecialProceduresTest, TellsWhoIsAsked) {
  const struct {
    const char* printed;
    const char* verb;
    const char* addressee;
  } kCases[] = {
      {"The Independent Expert urges Varenia to act.", "urges", "Varenia"},
      {"The Working Group recommends that the Ministry of Justice adopt a plan.", "recommends",
       "the Ministry of Justice"},
      {"The Special Rapporteur recommends that Varenia adopt a plan.", "recommends", "Varenia"},
      {"She recommends that States parties act.", "recommends", "States parties"},
      {"The Government of Varenia should act.", "should", "The Government of Varenia"},
      {"States must refrain from such acts.", "must", "States"},
      {"Business enterprises should act.", "should", "Business enterprises"},
      {"The law on assemblies should be amended.", "should", ""},
      {"In this regard, the police should act.", "should", "the police"},
      {"The Office of the Prosecutor (OP) should act.", "should", "The Office of the Prosecutor (OP)"},
      {"Shelters should be opened.", "should", ""},
      {"They should be opened.", "should", ""},
      {"It is recommended that home States act.", "is recommended", "home States"},
      {"In this connection, the Special Rapporteur calls upon all parties to the conflict in Varenia to lay down arms.",
       "calls upon", "all parties to the conflict in Varenia"},
  };
  for (const auto& c : kCases) {
    const Reading reading = read_by("special-procedures-report",
                                    cover().block("VI. Recommendations").block(std::string("3. ") + c.printed));
    ASSERT_EQ(reading.items.size(), 1U) << c.printed;
    EXPECT_EQ(reading.items[0].verb, c.verb) << c.printed;
    const auto& addressees = reading.items[0].addressees;
    EXPECT_EQ(addressees.empty() ? "" : addressees[0], c.addressee) << c.printed;
  }
}

TEST(SpecialProceduresTest, TellsOfAllWhoAreAsked) {
  const struct {
    const char* printed;
    std::vector<std::string> addressees;
  } kCases[] = {
      {"The Government of Varenia should act. The Government should also report. Donors should help.",
       {"The Government of Varenia", "Donors"}},
      {"The Special Rapporteur urges Varenia to act, and calls upon the international community to help.",
       {"Varenia", "the international community"}},
      {"The commission recommends that the Council extend the mandate, and that the High Commissioner support it.",
       {"the Council", "the High Commissioner"}},
      {"The Assembly and the Council should act.", {"The Assembly", "the Council"}},
  };
  for (const auto& c : kCases) {
    const Reading reading = read_by("special-procedures-report",
                                    cover().block("VI. Recommendations").block(std::string("3. ") + c.printed));
    ASSERT_EQ(reading.items.size(), 1U) << c.printed;
    EXPECT_EQ(reading.items[0].addressees, c.addressees) << c.printed;
  }
}

// Each point of a list may name its own.
TEST(SpecialProceduresTest, APointTellsWhoIsAskedWhereItsLeadInDoesNot) {
  const Reading reading = read_by("special-procedures-report", cover()
                                                                   .block("VI. Recommendations")
                                                                   .block("3. She makes these recommendations:")
                                                                   .block("(a) The Council should act;")
                                                                   .block("(b) States should help.")
                                                                   .block("4. To the Government of Varenia:")
                                                                   .block("(a) Report on what was done."));
  ASSERT_EQ(reading.items.size(), 3U);
  EXPECT_THAT(reading.items[0].addressees, ElementsAre("The Council"));
  EXPECT_THAT(reading.items[1].addressees, ElementsAre("States"));
  EXPECT_THAT(reading.items[2].addressees, ElementsAre("the Government of Varenia"));
}

TEST(SpecialProceduresTest, TheHeadingOfThePartMayTellWhoIsAsked) {
  const Reading reading =
      read_by("special-procedures-report", cover()
                                               .bold("VI. Recommendations to the Government of Varenia")
                                               .block("3. Report on what was done.")
                                               .bold("VII. Recommendations to donors")
                                               .block("4. Provide ferries."));
  ASSERT_EQ(reading.items.size(), 2U);
  EXPECT_THAT(reading.items[0].addressees, ElementsAre("the Government of Varenia"));
  EXPECT_THAT(reading.items[1].addressees, ElementsAre("donors"));
}

// One paragraph can ask by itself and then lead in a list.
TEST(SpecialProceduresTest, ASentenceBeforeTheLeadInIsARecordOfItsOwn) {
  EXPECT_THAT(sketch(read_by("special-procedures-report",
                             cover()
                                 .block("VI. Recommendations")
                                 .block("3. Varenia should ratify the Protocol. The Government should also:")
                                 .block("(a) Report;")
                                 .block("(b) Act. "))),
              ElementsAre("3 | should | Varenia | Varenia should ratify the Protocol.",
                          "3.a | should | The Government | The Government should also: Report;",
                          "3.b | should | The Government | The Government should also: Act."));
}

TEST(SpecialProceduresTest, AskingWithoutANumberIsRejectedAloud) {
  const Reading reading = read_by("special-procedures-report",
                                  cover().block("VI. Recommendations").block("Varenia should ratify the Protocol."));
  ASSERT_EQ(reading.rejects.size(), 1U);
  EXPECT_EQ(reading.rejects[0].why.code, "no-number");
  EXPECT_EQ(reading.rejects[0].page, 3);
}

}  // namespace
}  // namespace troika::extract
