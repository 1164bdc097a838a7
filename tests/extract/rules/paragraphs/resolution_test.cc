#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extract/rules/paragraphs/shipped.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Document council_cover() {
  return Document()
      .block("United Nations A/HRC/RES/99/7")
      .block("General Assembly Distr.: General")
      .line("3 April 2031")
      .block("Original: English")
      .block("Human Rights Council")
      .line("Ninety-ninth session")
      .line("24 February–28 March 2031")
      .line("Agenda item 4")
      .line("Human rights situations that require the Council’s attention")
      .block("Resolution adopted by the Human Rights Council")
      .line("on 27 March 2031")
      .block("99/7. Situation of human rights in Varenia and in")
      .line("its coastal waters")
      .block("The Human Rights Council,")
      .block("Guided by the Charter of the United Nations,")
      .block("Recalling its resolution 98/2 of")
      .line("7 October 2030,");
}

Document assembly_cover() {
  return Document()
      .block("UNITED A")
      .block("NATIONS")
      .block("General Assembly")
      .block("Distr.")
      .line("GENERAL")
      .block("A/RES/39/246")
      .line("11 May 1985")
      .block("Thirty-ninth session")
      .line("Agenda item 165")
      .block("RESOLUTION ADOPTED BY THE GENERAL ASSEMBLY")
      .block("[on the report of the Fifth Committee (A/39/826/Add.1)]")
      .block("39/246. Financing of the mission in Varenia");
}

TEST(ResolutionTest, ReadsTheCoverOfTheCouncils) {
  const Cover cover = read_by("hrc-resolution", council_cover().block("1. Decides to act.")).cover;
  EXPECT_EQ(cover.symbol, "A/HRC/RES/99/7");
  EXPECT_EQ(cover.title, "Situation of human rights in Varenia and in\nits coastal waters");
  EXPECT_EQ(cover.published, "3 April 2031");
  EXPECT_EQ(cover.council_session, "Ninety-ninth");
  EXPECT_EQ(cover.agenda_item, "4");
  EXPECT_EQ(cover.author, "Human Rights Council");
}

TEST(ResolutionTest, ReadsTheTypewrittenCoverOfTheAssemblys) {
  const Cover cover =
      read_by("ga-resolution", assembly_cover().block("The General Assembly,").block("1. Decides to act.")).cover;
  EXPECT_EQ(cover.symbol, "A/RES/39/246");
  EXPECT_EQ(cover.title, "Financing of the mission in Varenia");
  EXPECT_EQ(cover.published, "11 May 1985");
  EXPECT_EQ(cover.council_session, "Thirty-ninth");
  EXPECT_EQ(cover.agenda_item, "165");
  EXPECT_EQ(cover.author, "General Assembly");
}

// Every operative paragraph, over the page break and up to the meeting, and neither the preamble nor the vote.
TEST(ResolutionTest, EveryOperativeParagraphIsOneRecord) {
  std::vector<Claim> claims;
  const Reading reading = read_by("hrc-resolution",
                                  council_cover()
                                      .block("1. Reaffirms the sovereignty of Varenia;")
                                      .block("2. Also expresses grave concern at the reports of torture,")
                                      .line("stresses the need to act, and deplores the delay;")
                                      .block("3. Calls upon Varenia, the administering Power, to end")
                                      .page(2)
                                      .block("the state of emergency, and also calls upon it to report;")
                                      .block("4. Requests the Secretary-General:")
                                      .block("(a) To report on the matter;")
                                      .block("(b) To provide the means;")
                                      .block("5. Decides to remain seized of the matter.")
                                      .block("51st meeting", 300)
                                      .line("27 March 2031", 300)
                                      .block("[Adopted by a recorded vote of 42 to 3, with 2 abstentions.")
                                      .block("In favour:")
                                      .line("Varenia]"),
                                  &claims);
  EXPECT_THAT(sketch(reading),
              ElementsAre("1 | Reaffirms |  | Reaffirms the sovereignty of Varenia;",
                          "2 | Also expresses grave concern at |  | Also expresses grave concern at the reports of "
                          "torture, stresses the need to act, and deplores the delay;",
                          "3 | Calls upon | Varenia, the administering Power | Calls upon Varenia, the administering "
                          "Power, to end the state of emergency, and also calls upon it to report;",
                          "4 | Requests | the Secretary-General | Requests the Secretary-General: (a) To report on the "
                          "matter; (b) To provide the means;",
                          "5 | Decides |  | Decides to remain seized of the matter"));
  EXPECT_EQ(reading.items[2].where.size(), 2U);
  EXPECT_EQ(reading.items[4].verbatim, "5. Decides to remain seized of the matter.");
  EXPECT_THAT(reading.rejects, IsEmpty());
  const auto first = std::ranges::find_if(claims, [](const Claim& claim) { return claim.what != "cover"; });
  ASSERT_NE(first, claims.end());
  EXPECT_EQ(first->what, "heading");
  EXPECT_EQ(claims.back().what, "end");
}

TEST(ResolutionTest, TellsWhoIsAskedFromWhat) {
  const struct {
    const char* printed;
    const char* verb;
    const char* addressee;
  } kCases[] = {
      {"Urges all States to act;", "Urges", "all States"},
      {"Strongly urges the parties to the conflict in Varenia to lay down arms;", "Strongly urges",
       "the parties to the conflict in Varenia"},
      {"Calls upon all States, in accordance with their obligations, to act;", "Calls upon", "all States"},
      {"Further invites the High Commissioner, within existing resources, to report to the Council;", "Further invites",
       "the High Commissioner"},
      {"Calls upon all groups in Varenia to pursue, by means of dialogue, their efforts to make peace;", "Calls upon",
       "all groups in Varenia"},
      {"Requests also the agencies, especially the Programme, to assist;", "Requests also",
       "the agencies, especially the Programme"},
      {"Invites voluntary contributions to the fund, to be administered as usual;", "Invites", ""},
      {"Encourages further efforts to find a solution;", "Encourages", ""},
      {"Demands that all parties cease fire;", "Demands that", "all parties"},
      {"Takes note with appreciation of the report;", "Takes note with appreciation of", ""},
      {"Expresses its deep appreciation to the Secretary-General;", "Expresses its deep appreciation to", ""},
      {"Decides also, as an exception, to meet again;", "Decides also", ""},
      {"Strongly condemns all acts of violence;", "Strongly condemns", ""},
  };
  for (const auto& c : kCases) {
    const Reading reading = read_by("hrc-resolution", council_cover().block(std::string("1. ") + c.printed));
    ASSERT_EQ(reading.items.size(), 1U) << c.printed;
    EXPECT_EQ(reading.items[0].verb, c.verb) << c.printed;
    const auto& addressees = reading.items[0].addressees;
    EXPECT_EQ(addressees.empty() ? "" : addressees[0], c.addressee) << c.printed;
  }
}

TEST(ResolutionTest, AParagraphOfUnknownFormIsKeptWithADoubt) {
  const Reading reading = read_by("hrc-resolution", council_cover().block("1. The Council would be glad."));
  ASSERT_EQ(reading.items.size(), 1U);
  ASSERT_EQ(reading.items[0].doubts.size(), 1U);
  EXPECT_EQ(reading.items[0].doubts[0].code, "unknown-form");
}

// Parts A and B count anew; marks are typed.
TEST(ResolutionTest, APartThatCountsAnewKeepsItsNumbersApart) {
  const Reading reading = read_by("ga-resolution", assembly_cover()
                                                       .block("A")
                                                       .block("The General Assembly,")
                                                       .block("Having considered the report,")
                                                       .block("1. Endorses the report; {2/}")
                                                       .block("2. Decides to act.")
                                                       .note("2/", "See A/C.5/39/SR.59.")
                                                       .block("92nd plenary meeting")
                                                       .line("5 April 1985")
                                                       .page(2)
                                                       .block("B")
                                                       .block("The General Assembly,")
                                                       .block("Recalling its resolution,")
                                                       .block("1. Requests the Secretary-General to report;")
                                                       .block("2. Decides to act again.")
                                                       .block("92nd plenary meeting"));
  EXPECT_THAT(sketch(reading),
              ElementsAre("1 | Endorses |  | Endorses the report;", "2 | Decides |  | Decides to act",
                          "1~2 | Requests | the Secretary-General | Requests the Secretary-General to report;",
                          "2~2 | Decides |  | Decides to act again"));
  ASSERT_EQ(reading.items[0].notes.size(), 1U);
  EXPECT_EQ(reading.items[0].notes[0].text, "See A/C.5/39/SR.59.");
  EXPECT_THAT(reading.items[1].doubts, IsEmpty());
  ASSERT_EQ(reading.items[3].doubts.size(), 1U);
  EXPECT_EQ(reading.items[3].doubts[0].code, "repeated-number");
}

TEST(ResolutionTest, AMissingParagraphIsReported) {
  const Reading reading = read_by("hrc-resolution", council_cover()
                                                        .block("1. Decides to act;")
                                                        .block("3. Requests the Office to report;")
                                                        .block("4. Decides to meet."));
  EXPECT_EQ(reading.items.size(), 3U);
  ASSERT_EQ(reading.rejects.size(), 1U);
  EXPECT_EQ(reading.rejects[0].why.code, "gap");
  EXPECT_EQ(reading.rejects[0].paragraph, 2);
}

// A single operative paragraph is not numbered.
TEST(ResolutionTest, ASingleParagraphCountsAsTheFirst) {
  const Reading reading = read_by(
      "hrc-resolution", council_cover().block("Decides to extend the mandate.").block("[Adopted without a vote.]"));
  EXPECT_THAT(sketch(reading), ElementsAre("1 | Decides |  | Decides to extend the mandate"));
  EXPECT_EQ(reading.items[0].flags[0].code, "counted-number");
}

TEST(ResolutionTest, AHeadingBetweenParagraphsBelongsToNone) {
  EXPECT_THAT(sketch(read_by("hrc-resolution", council_cover()
                                                   .block("1. Decides to act;")
                                                   .block("Implementation of the plan", 120)
                                                   .block("2. Decides to meet."))),
              ElementsAre("1 | Decides |  | Decides to act;", "2 | Decides |  | Decides to meet"));
}

TEST(ResolutionTest, ThePrintersNumberIsNoPartOfAParagraph) {
  EXPECT_THAT(sketch(read_by("hrc-resolution", council_cover()
                                                   .block("1. Decides to act on the self-")
                                                   .block("GE.31-04329(E)")
                                                   .block("*3104329*")
                                                   .page(2)
                                                   .block("determination of Varenia."))),
              ElementsAre("1 | Decides |  | Decides to act on the self-determination of Varenia"));
}

TEST(ResolutionTest, AnAnnexIsNoPartOfIt) {
  const Reading reading = read_by("hrc-resolution", council_cover()
                                                        .block("1. Adopts the statute annexed.")
                                                        .block("Annex")
                                                        .block("1. The Forum meets yearly.")
                                                        .block("2. It elects a chair."));
  EXPECT_EQ(reading.items.size(), 1U);
}

TEST(ResolutionTest, ADocumentWithoutOperativePartFails) {
  EXPECT_NE(failure_by("hrc-resolution", Document().block("Resolution adopted by the Human Rights Council")), "");
}

}  // namespace
}  // namespace troika::extract
