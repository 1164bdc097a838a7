#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extract/rules/paragraphs/shipped.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(AdvanceQuestionsTest, EveryBulletIsAQuestionOfTheStateAboveIt) {
  const Reading reading = read_by("upr-advance-questions", Document()
                                                               .block("ADVANCE QUESTIONS TO VARENIA – ADD.2")
                                                               .block("COSTAGUANA")
                                                               .block("Rights of women", 18)
                                                               .line("• Which measures have been taken against", 18)
                                                               .line("violence?", 36)
                                                               .page(2)
                                                               .block("Is there a plan?", 36)
                                                               .block("• Is the law in force?", 18)
                                                               .block("Minorities", 18)
                                                               .line("• What is done for them?", 18)
                                                               .block("REPUBLIC OF RURITANIA")
                                                               .block("Will Varenia ratify the Convention and", 0)
                                                               .page(3)
                                                               .block("the Protocol?", 0)
                                                               .block("When will it report?", 0)
                                                               .block("------"));
  EXPECT_EQ(reading.cover.state, "VARENIA");
  EXPECT_THAT(
      sketch(reading),
      ElementsAre("1.1 |  | (COSTAGUANA) | Which measures have been taken against violence? Is there a plan?",
                  "1.2 |  | (COSTAGUANA) | Is the law in force?", "1.3 |  | (COSTAGUANA) | What is done for them?",
                  "2.1 |  | (REPUBLIC OF RURITANIA) | Will Varenia ratify the Convention and the Protocol?",
                  "2.2 |  | (REPUBLIC OF RURITANIA) | When will it report?"));
  EXPECT_EQ(reading.items[0].label, "•");
  EXPECT_EQ(reading.items[0].flags[0].code, "counted-number");
}

TEST(AdvanceQuestionsTest, AQuestionUnderNoNameIsRejected) {
  const Reading reading =
      read_by("upr-advance-questions", Document().block("Advance questions to Varenia").block("• Who asks this?", 18));
  EXPECT_THAT(reading.items, IsEmpty());
  ASSERT_EQ(reading.rejects.size(), 1U);
  EXPECT_EQ(reading.rejects[0].why.code, "no-heading");
  EXPECT_EQ(reading.rejects[0].text, "• Who asks this?");
}

TEST(VoluntaryPledgesTest, ReadsWhatTheStatePledges) {
  const Reading reading = read_by("upr-voluntary-pledges",
                                  Document()
                                      .block("United Nations A/99/119")
                                      .block("General Assembly Distr.: General")
                                      .line("8 July 2031")
                                      .block("Voluntary pledges and commitments of Varenia")
                                      .block("1. Varenia has been a member of the Human Rights Council once.")
                                      .block("A. At the international level")
                                      .block("2. Varenia pledges to:")
                                      .block("(a) Cooperate with the special procedures;")
                                      .block("(b) Submit its overdue reports.")
                                      .block("3. The Government of Varenia is committed to ratifying the Convention."));
  EXPECT_EQ(reading.cover.symbol, "A/99/119");
  EXPECT_EQ(reading.cover.state, "Varenia");
  EXPECT_EQ(reading.cover.author, "Varenia");
  EXPECT_THAT(sketch(reading),
              ElementsAre("2.a | pledges | Varenia | Varenia pledges to: Cooperate with the special procedures;",
                          "2.b | pledges | Varenia | Varenia pledges to: Submit its overdue reports",
                          "3 | is committed | The Government of Varenia | The Government of Varenia is committed to "
                          "ratifying the Convention."));
}

// An addendum's title speaks of voluntary commitments too.
TEST(VoluntaryPledgesTest, AnAddendumIsNotForIt) {
  EXPECT_THAT(failure_by("upr-voluntary-pledges",
                         Document().block("Views on conclusions and/or recommendations, voluntary commitments and "
                                          "replies presented by the State under review")),
              testing::HasSubstr("no rule set"));
}

TEST(AdvanceQuestionsTest, HeadingsInBoldNeedNoSpaceAbove) {
  Document document;
  document.block("ADVANCE QUESTIONS TO VARENIA").line("COSTAGUANA").line("• Is there a plan?", 18);
  document.line("Minorities", 30)
      .line("• What is done", 18)
      .line("for them?", 30)
      .line("RURITANIA")
      .line("• When?", 18);
  DocumentText text = document.build();
  for (const std::size_t bold : {0U, 1U, 3U, 6U}) text.lines[bold].bold = true;
  EXPECT_THAT(sketch(read_by("upr-advance-questions", text)),
              ElementsAre("1.1 |  | (COSTAGUANA) | Is there a plan?", "1.2 |  | (COSTAGUANA) | What is done for them?",
                          "2.1 |  | (RURITANIA) | When?"));
}

}  // namespace
}  // namespace troika::extract
