#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extract/rules/paragraphs/shipped.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Document cover() {
  return Document()
      .block("United Nations CAT/C/VRN/CO/4-5")
      .block("Convention against Torture")
      .line("and Other Cruel, Inhuman")
      .line("or Degrading Treatment")
      .line("or Punishment")
      .block("Distr.: General")
      .line("12 June 2031")
      .block("Original: English")
      .block("Committee against Torture")
      .bold("Concluding observations on the combined fourth and fifth")
      .line("periodic reports of Varenia*")
      .block("1. The Committee against Torture considered the combined reports of Varenia at its meetings.");
}

// All that a modern document has: concerns and recommendations in turn, lists, headings of subjects, and what is asked
// at the end.
Document whole() {
  return cover()
      .bold("A. Introduction")
      .block("2. The Committee welcomes the dialogue with the delegation.")
      .bold("B. Positive aspects")
      .block("3. The Committee welcomes that the State party should have ratified the Convention.")
      .page(2)
      .bold("C. Principal subjects of concern and recommendations")
      .bold("Pending follow-up issues from the previous reporting cycle")
      .block("4. The Committee notes the replies of the State party.")
      .bold("Definition of torture")
      .block("5. The Committee is concerned that the definition does not cover all acts (art. 1). It")
      .line("regrets that its previous recommendation was not implemented.")
      .block("6. The State party should bring its legislation into line with article 1 of the Convention. It should")
      .line("also see to training.")
      .bold("Fundamental legal safeguards")
      .block("7. While noting the new Code, the Committee is concerned at reports that (art. 2):")
      .block("(a) Detainees do not see a lawyer;")
      .block("(b) Registers are not kept.")
      .block("8. Recalling its previous recommendations (para. 9), the Committee urges the State party to:")
      .block("(a) Ensure that detainees are afforded all safeguards, including:")
      .block("(i) Access to a lawyer;")
      .page(3)
      .block("(ii) Access to a doctor; and")
      .block("(b) Keep registers.")
      .block("Violence against women")
      .block("9. The Committee is concerned at reports of violence. The Committee recommends that the State party")
      .line("adopt a plan. It also recommends that shelters be opened.")
      .bold("Follow-up procedure")
      .block("10. The Committee requests the State party to provide, by 12 June 2032, information on follow-up.")
      .bold("Other issues")
      .block("11. The State party is requested to disseminate widely the report and these observations.")
      .block("12. The Committee invites the State party to submit its next periodic report by 12 June 2035.");
}

TEST(ConcludingObservationsTest, ReadsTheCover) {
  const Cover cover = read_by("treaty-body-concluding-observations", whole()).cover;
  EXPECT_EQ(cover.symbol, "CAT/C/VRN/CO/4-5");
  EXPECT_EQ(cover.title, "Concluding observations on the combined fourth and fifth\nperiodic reports of Varenia");
  EXPECT_EQ(cover.state, "Varenia");
  EXPECT_EQ(cover.published, "12 June 2031");
  EXPECT_EQ(cover.author, "Committee against Torture");
}

TEST(ConcludingObservationsTest, ReadsWhatIsAskedOfTheState) {
  const Reading reading = read_by("treaty-body-concluding-observations", whole());
  EXPECT_THAT(
      sketch(reading),
      ElementsAre(
          "6 | should | The State party | The State party should bring its legislation into line with article 1 of the "
          "Convention. It should also see to training.",
          "8.a | urges | the State party | Recalling its previous recommendations (para. 9), the Committee urges the "
          "State party to: Ensure that detainees are afforded all safeguards, including: (i) Access to a lawyer; (ii) "
          "Access to a doctor;",
          "8.b | urges | the State party | Recalling its previous recommendations (para. 9), the Committee urges the "
          "State party to: Keep registers",
          "9 | recommends | the State party | The Committee recommends that the State party adopt a plan. It also "
          "recommends that shelters be opened.",
          "10 | requests | the State party | The Committee requests the State party to provide, by 12 June 2032, "
          "information on follow-up.",
          "11 | is requested | The State party | The State party is requested to disseminate widely the report and "
          "these observations.",
          "12 | invites | the State party | The Committee invites the State party to submit its next periodic report "
          "by 12 June 2035."));
  EXPECT_EQ(reading.items[1].label, "(a)");
  EXPECT_EQ(reading.items[1].where.size(), 2U);
  EXPECT_THAT(reading.items[1].verbatim, testing::StartsWith("8. Recalling its previous"));
  ASSERT_EQ(reading.items[3].flags.size(), 1U);
  EXPECT_EQ(reading.items[3].flags[0].code, "sentences-before");
  EXPECT_THAT(reading.rejects, IsEmpty());
  EXPECT_THAT(reading.flags, IsEmpty());
}

TEST(ConcludingObservationsTest, EveryLineOfThePartIsClaimed) {
  std::vector<Claim> claims;
  read_by("treaty-body-concluding-observations", whole(), &claims);
  std::vector<std::string> what;
  for (const Claim& claim : claims)
    if (claim.number.starts_with("8") || claim.number.starts_with("7")) what.push_back(claim.what + " " + claim.number);
  EXPECT_THAT(
      what, ElementsAre("other 7", "other 7", "other 7", "lead-in 8", "item 8.a", "item 8.a", "item 8.a", "item 8.b"));
}

// Until about 2012 the recommendation stood in bold below the concern, under the same number.
TEST(ConcludingObservationsTest, ReadsTheBoldRecommendationBelowAConcern) {
  const Reading reading = read_by("treaty-body-concluding-observations",
                                  cover()
                                      .block("C. Principal subjects of concern and recommendations")
                                      .block("2. The Committee is concerned at reports of torture.")
                                      .bold("The State party should investigate all reports.")
                                      .block("3. The Committee is concerned at the state of prisons.")
                                      .bold("The State party should:")
                                      .block("(a) Build new ones;")
                                      .block("(b) Close old ones."));
  EXPECT_THAT(sketch(reading),
              ElementsAre("2 | should | The State party | The State party should investigate all reports.",
                          "3.a | should | The State party | The State party should: Build new ones;",
                          "3.b | should | The State party | The State party should: Close old ones"));
}

TEST(ConcludingObservationsTest, TellsAskingFromConcern) {
  const struct {
    const char* printed;
    const char* verb;  // empty: no recommendation
  } kCases[] = {
      {"The Committee recommends that the State party ratify the Convention.", "recommends"},
      {"The Committee therefore strongly recommends that the Government of Varenia act.", "recommends"},
      {"In the light of article 2, the Committee calls upon the State party to act.", "calls upon"},
      {"The State party is also encouraged to act.", "is also encouraged"},
      {"The Committee reiterates its previous recommendation that the law be amended.", "reiterates"},
      {"The Committee requests that these observations be translated.", "requests"},
      {"The Committee is concerned that courts require that the State party should consent.", ""},
      {"The Committee regrets that the Ombudsman had recommended it in vain.", ""},
      {"The Committee notes with appreciation the adoption of the law.", ""},
      {"The Committee recalls that the Convention binds the State party.", ""},
  };
  for (const auto& c : kCases) {
    const Reading reading = read_by(
        "treaty-body-concluding-observations",
        cover().block("C. Principal subjects of concern and recommendations").block(std::string("2. ") + c.printed));
    EXPECT_EQ(reading.items.size(), *c.verb ? 1U : 0U) << c.printed;
    if (!reading.items.empty()) {
      EXPECT_EQ(reading.items[0].verb, c.verb) << c.printed;
    }
  }
}

TEST(ConcludingObservationsTest, WhatLooksLikeARecommendationIsReported) {
  const Reading reading =
      read_by("treaty-body-concluding-observations", cover()
                                                         .block("C. Principal subjects of concern and recommendations")
                                                         .block("2. Whatever parliament recommends, nobody does."));
  EXPECT_THAT(reading.items, IsEmpty());
  ASSERT_EQ(reading.flags.size(), 1U);
  EXPECT_EQ(reading.flags[0].code, "unclaimed-text");
}

TEST(ConcludingObservationsTest, ALetterThatIsMissingIsReported) {
  const Reading reading =
      read_by("treaty-body-concluding-observations", cover()
                                                         .block("C. Principal subjects of concern and recommendations")
                                                         .block("2. The State party should:")
                                                         .block("(a) Act;")
                                                         .block("(c) Report."));
  ASSERT_EQ(reading.rejects.size(), 1U);
  EXPECT_EQ(reading.rejects[0].why.detail, "no item 2.b was found");
}

TEST(ConcludingObservationsTest, OthersAreNotForIt) {
  for (const char* title : {"List of issues concerning the report of Varenia",
                            "Information received from Varenia on follow-up to the concluding observations",
                            "Comments by the Government of Varenia on the concluding observations"})
    EXPECT_THAT(failure_by("treaty-body-concluding-observations", Document().block(title)),
                testing::HasSubstr("no rule set"));
}

TEST(ConcludingObservationsTest, PointsInBoldAreNoHeadings) {
  const Reading reading =
      read_by("treaty-body-concluding-observations", cover()
                                                         .block("C. Principal subjects of concern and recommendations")
                                                         .bold("Prisons")
                                                         .bold("2. The State party should:")
                                                         .bold("(a) Visit all prisons, and tell the public what was")
                                                         .page(2)
                                                         .bold("seen there;")
                                                         .bold("(b) Close the oldest.")
                                                         .bold("(a) Right to life")
                                                         .block("3. The Committee is concerned at killings."));
  EXPECT_THAT(sketch(reading),
              testing::ElementsAre("2.a | should | The State party | The State party should: Visit all prisons, and "
                                   "tell the public what was seen there;",
                                   "2.b | should | The State party | The State party should: Close the oldest"));
}

TEST(ConcludingObservationsTest, FootnotesOfTheFirstPageAreNotRead) {
  Document document = cover()
                          .block("C. Principal subjects of concern and recommendations")
                          .block("2. The State party should ratify the Convention and")
                          .block("* Adopted by the Committee; the State party should know it.")
                          .block("1 Paragraph 9.")
                          .block("GE.16-91011 (E)")
                          .page(2)
                          .block("publish it.");
  DocumentText text = document.build();
  for (Line& line : text.lines)
    if (line.text.starts_with('*') || line.text.starts_with("1 P")) line.size = 8;
  const Reading reading = read_by("treaty-body-concluding-observations", text);
  EXPECT_THAT(sketch(reading), testing::ElementsAre("2 | should | The State party | The State party should ratify the "
                                                    "Convention and publish it."));
}

// Until about 2009 paragraphs were numbered "(12)", and what is recommended stood below its concern without a number.
TEST(ConcludingObservationsTest, NumbersMayStandInBrackets) {
  const Reading reading =
      read_by("treaty-body-concluding-observations",
              Document()
                  .block("CAT/C/VRN/CO/2")
                  .bold("Concluding observations of the Committee against Torture")
                  .bold("VARENIA")
                  .block("(1) The Committee considered the second periodic report of Varenia.")
                  .page(2)
                  .bold("B. Subjects of concern and recommendations")
                  .block("(2) The Committee is concerned at the length of detention (arts. 2 and 11).")
                  .block("The State party should shorten it.")
                  .block("(3) The Committee regrets that there are 12 complaints. The State party should:")
                  .block("(a) Look into them;")
                  .block("(b) Answer them.")
                  .block("(4) The State party is invited to submit its next report."));
  EXPECT_EQ(reading.cover.state, "VARENIA");
  EXPECT_THAT(sketch(reading),
              ElementsAre("2 | should | The State party | The State party should shorten it.",
                          "3.a | should | The State party | The State party should: Look into them;",
                          "3.b | should | The State party | The State party should: Answer them",
                          "4 | is invited | The State party | The State party is invited to submit its next report."));
}

// The first paragraph stands on the first page, and names documents of other kinds.
TEST(ConcludingObservationsTest, TheListOfIssuesMayBeSpokenOf) {
  const Document document =
      cover()
          .block("2. The Committee's list of issues and questions is contained in another document.")
          .page(2)
          .bold("D. Concerns and recommendations")
          .block("3. The Committee invites the Parliament to take steps.");
  EXPECT_THAT(sketch(read_by("treaty-body-concluding-observations", document)),
              ElementsAre("3 | invites | the Parliament | The Committee invites the Parliament to take steps."));
}

TEST(ConcludingObservationsTest, TellsWhatIsAskedFromWhatIsRegretted) {
  const struct {
    const char* printed;
    const char* verb;  // empty: nothing is asked
    const char* addressee;
  } kCases[] = {
      {"The Committee recommends that, taking into account its general comment No. 6 (2018), and in line with target "
       "10.2, the State party adopt a law.",
       "recommends", "the State party"},
      {"It is recommended that the State party close them.", "is recommended", "the State party"},
      {"The Committee draws attention to its general comment and urges it to close them.", "urges", ""},
      {"The Committee hopes that the State party will act.", "hopes", "the State party"},
      {"The Committee would like to draw the attention of the State party to paragraph 5.", "", ""},
      {"The Committee is concerned that the State party has not acted.", "", ""},
  };
  for (const auto& c : kCases) {
    const Reading reading = read_by("treaty-body-concluding-observations",
                                    cover().page(2).bold("C. Recommendations").block(std::string("2. ") + c.printed));
    ASSERT_EQ(reading.items.size(), *c.verb ? 1U : 0U) << c.printed;
    if (reading.items.empty()) continue;
    EXPECT_EQ(reading.items[0].verb, c.verb) << c.printed;
    const auto& addressees = reading.items[0].addressees;
    EXPECT_EQ(addressees.empty() ? "" : addressees[0], c.addressee) << c.printed;
  }
}

// Points of a concern name the State party, too.
TEST(ConcludingObservationsTest, APointAsksOrRegrets) {
  const Reading reading =
      read_by("treaty-body-concluding-observations", cover()
                                                         .page(2)
                                                         .bold("C. Recommendations")
                                                         .block("2. The Committee notes with concern:")
                                                         .block("(a) That the State party has not acted;")
                                                         .block("(b) That the State party lacks means.")
                                                         .block("3. The Committee recommends:")
                                                         .block("(a) That the State party act without delay."));
  EXPECT_THAT(sketch(reading), ElementsAre("3.a | recommends | the State party | The Committee recommends: That the "
                                           "State party act without delay"));
}

}  // namespace
}  // namespace troika::extract
