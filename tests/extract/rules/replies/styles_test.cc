// The words of one State after the other: an addendum each, of which one line per position is expected.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extract/rules/replies/addendum.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Styles, WholeParagraphsOfTheReport) {
  EXPECT_THAT(positions(R"(
1. Recommendations in paragraph 90 enjoy the support of Varenia.

2. The recommendations listed in paragraph 108 are noted.

3. Varenia accepts all recommendations in paragraph 110, except 110.4 and 110.7, which are noted.

4. Varenia does not accept the recommendations in paragraph 109 with the exception of recommendation 109.5.

5. With the exception of recommendation 113.1, Varenia accepts all the recommendations in paragraph 113.

6. The recommendations in paragraphs 115 and 116 were rejected.

7. Paragraphs 91 to 91.19: Varenia notes these recommendations.
)"),
              ElementsAre("90 supported", "108 noted", "110 supported", "110.4 noted ?by-exception",
                          "110.7 noted ?by-exception", "109 noted", "109.5 supported ?by-exception", "113 supported",
                          "113.1 noted ?by-exception", "115 noted", "116 noted", "91 noted"));
}

TEST(Styles, ASentenceOnAPartIsNoAnswerToTheSentenceBefore) {
  const Reading reading =
      read(addendum("1. With regard to recommendation 112.14, Varenia values that women take part. It cannot accept "
                    "the part on costs."));
  EXPECT_THAT(reading.statements, IsEmpty());
  EXPECT_THAT(reading.rejects, SizeIs(1));
}

TEST(Styles, FiguresAreNotHeldAgainstWholeParagraphs) {
  EXPECT_THAT(read(addendum("1. All recommendations in paragraph 106 enjoy our support. Varenia accepts 12 "
                            "recommendations."))
                  .doubts,
              IsEmpty());
}

TEST(Styles, AWholeParagraphIsNoFigure) {
  EXPECT_THAT(read(addendum("1. The recommendations in paragraph 106 enjoy our support.")).totals, IsEmpty());
}

TEST(Styles, SupportInPartAndOfAims) {
  EXPECT_THAT(
      positions(R"(
1. Recommendations 92.2 and 92.4 enjoy our support in part. We support the aim of 92.2.

2. We support recommendations 92.10, 92.11 and, in part, 92.12.

3. The following recommendations enjoy our support in part: 92.18 and 92.20.

4. Varenia accepts-in-part recommendation 86.6.

5. Varenia will not consider further: 86.10, 86.11.

6. Varenia accepts recommendations 86.12 and, having considered it again, recommendation 87.1.
)"),
      ElementsAre("92.2 partially_supported", "92.4 partially_supported", "92.10 supported", "92.11 supported",
                  "92.12 partially_supported", "92.18 partially_supported", "92.20 partially_supported",
                  "86.6 partially_supported", "86.10 noted", "86.11 noted", "86.12 supported", "87.1 supported"));
}

TEST(Styles, NumbersInAParagraphAndTheAnswerBelow) {
  const Reading reading = read(addendum(R"(
1. Recommendations 128.1 and 128.2

Varenia accepts these recommendations. It thanks their authors.

2. Recommendations 128.6-128.7

Varenia does not accept these recommendations.

3. Recommendation 128.9

It rains.
)"));
  std::vector<std::string> lines;
  for (const Statement& statement : reading.statements) lines.push_back(in_short(statement));
  EXPECT_THAT(lines, ElementsAre("128.1 supported", "128.2 supported", "128.6 noted", "128.7 noted"));
  ASSERT_THAT(reading.rejects, SizeIs(1));
  EXPECT_EQ(reading.rejects[0].text, "Recommendation 128.9");
}

TEST(Styles, AgreeAndDisagree) {
  EXPECT_THAT(
      positions(R"(
Recommendation 128.1
Agree.

Recommendation 128.2
Agree in part. The Government supports some of it.

R 128.3
Disagree.

#128.4: Agree in principle.

Recommendation n° 128.5
Rejected.

128.6
Accepted-in-part The Government agrees.

128.7
Will be considered further.
)"),
      ElementsAre("128.1 supported", "128.2 partially_supported", "128.3 noted", "128.4 supported +in_principle",
                  "128.5 noted", "128.6 partially_supported", "128.7 pending"));
}

TEST(Styles, LeadInsWithAFullStopAndRangesOverTwoLines) {
  EXPECT_THAT(
      positions(R"(
The following recommendations are noted by Varenia:

122.5, 122.62-
64, 122.70

The recommendations below enjoy the support of Varenia.

122.1, 122.2

Recommendations 122.92 and 122.93 will not be implemented and are therefore not accepted.

The Kingdom of Varenia takes note of the following recommendations

122.101, 122.102
)"),
      ElementsAre("122.5 noted", "122.62 noted", "122.63 noted", "122.64 noted", "122.70 noted", "122.1 supported",
                  "122.2 supported", "122.92 noted", "122.93 noted", "122.101 noted", "122.102 noted"));
}

TEST(Styles, TheAnswerBelowOrBehindTheRecommendation) {
  EXPECT_THAT(positions(R"(
109.1 Ratify the Convention (Egypt, Sudan)

Does not enjoy the support of Varenia. The rights of migrants are protected.

109.2 Accept the individual complaints procedure (Slovakia)

Recommendation accepted.

109.3 Adopt laws (Chad)

Comment: Noted.

109.4 Adopt laws (Chad) (accepted)

109.5 Adopt laws (Chad) - Not accepted
)"),
              ElementsAre("109.1 noted", "109.2 supported", "109.3 noted", "109.4 supported", "109.5 noted"));
}

TEST(Styles, TheSentencesBehindAPositionAreItsComment) {
  const Reading reading = read(addendum(
      "1. Recommendation 92.4 does not enjoy the support of Varenia. Its Labour Code protects all.\n\n92.5\nVarenia "
      "accepts the recommendation."));
  ASSERT_THAT(reading.statements, SizeIs(2));
  EXPECT_EQ(reading.statements[0].position.comment, "Its Labour Code protects all.");
  EXPECT_FALSE(reading.statements[1].position.comment);
}

TEST(Styles, TheVerbNextToTheNumbersCounts) {
  EXPECT_THAT(positions(R"(
1. Varenia supports recommendations 81.1 and 81.2, notes recommendation 81.4 and does not support recommendation 81.6.

2. While Varenia supports the aim of recommendation 81.8, it cannot accept it.

3. Varenia, which accepts that the death penalty must end, takes note of recommendation 81.9.

4. Having accepted the Convention in 2010, Varenia does not see the need to accept recommendation 81.10.

5. Recommendations 81.11 and 81.12 are accepted while recommendation 81.13 is not.

6. Recommendations 81.15, 81.16 (supported); 81.17 (noted); 81.18 (supported in part).

7. Varenia is not able to accept or support recommendation 81.20.
)"),
              ElementsAre("81.1 supported", "81.2 supported", "81.4 noted", "81.6 noted", "81.8 noted", "81.9 noted",
                          "81.10 noted", "81.11 supported", "81.12 supported", "81.13 noted", "81.15 supported",
                          "81.16 supported", "81.17 noted", "81.18 partially_supported", "81.20 noted"));
}

TEST(Styles, WhatASentenceCountsAndTheNextOneLists) {
  EXPECT_THAT(positions(R"(
1. The Government accepts 3 out of the 5 recommendations left pending. These are: 88.1, 88.2 and 88.4.

2. It supports all the recommendations made to it in paragraph 99, with the exception of a few. These are recommendations 99.5 and 99.6.

3. Varenia accepts recommendations 97.1 to 97.4, with the exception of 97.2, which is noted, and 97.3, which is accepted in part.
)"),
              ElementsAre("88.1 supported", "88.2 supported", "88.4 supported", "99 supported", "99.5 noted",
                          "99.6 noted", "97.1 supported", "97.4 supported", "97.2 noted ?by-exception",
                          "97.3 partially_supported ?by-exception"));
}

TEST(Styles, ImplementedIsNoPosition) {
  EXPECT_THAT(positions(R"(
1. Varenia considers that recommendations 108.1 and 108.2 have already been implemented.

2. Varenia accepts recommendation 108.2.

# Recommendations already implemented

108.5
)"),
              ElementsAre("108.2 supported +already_implemented", "108.5 none +already_implemented !no-position",
                          "108.1 none +already_implemented !no-position"));
}

TEST(Styles, AnAnswerThatContradictsWhatItStandsUnderIsDoubted) {
  EXPECT_THAT(positions(R"(
# Recommendations accepted

61.1
The law was changed. A withdrawal is not envisaged.

61.2
Varenia does not accept this recommendation.
)"),
              ElementsAre("61.1 supported", "61.2 supported !contrary-answer"));
}

TEST(Styles, ContraryPositionsInTwoPlacesAreDoubted) {
  EXPECT_THAT(positions("1. Varenia accepts recommendations 61.1 and 61.2.\n\n2. It notes recommendation 61.2."),
              ElementsAre("61.1 supported", "61.2 supported !contrary-answer", "61.2 noted !contrary-answer"));
}

TEST(Styles, PlacesInTheListOfAParagraph) {
  EXPECT_THAT(positions(R"(
1. Varenia accepts recommendations 1-3 and 5 of paragraph 81.

2. It also accepts the following: No. 7, 8.

3. Section No. 4 of the Code applies.
)"),
              ElementsAre("81.1 supported", "81.2 supported", "81.3 supported", "81.5 supported", "7 supported",
                          "8 supported"));
}

TEST(Styles, ShortLabels) {
  EXPECT_THAT(positions(R"(
131.1: Accept to consider.

131.2 (Ghana): Accepted

131.3
No. The law allows it.

131.4
Government's response: Accept to follow up in part

131.5 Accepted – already reflected in existing laws or policies
)"),
              ElementsAre("131.1 supported", "131.2 supported", "131.3 noted", "131.4 partially_supported",
                          "131.5 supported +already_implemented"));
}

TEST(Styles, ParagraphsOfTheAddendumAreNoRecommendations) {
  EXPECT_THAT(positions(R"(
# International instruments: recommendations 104.11, 104.12

1. The Government accepts these recommendations. The Convention will be ratified.

# Death penalty: recommendation 104.13

2. The Government does not accept this recommendation.

# Schools: recommendation 104.14

3. Accepted. There are 40 schools.
)"),
              ElementsAre("104.11 supported", "104.12 supported", "104.13 noted", "104.14 supported"));
}

TEST(Styles, SentencesInNumberedParagraphsNeedAListToCount) {
  const std::string paragraphs = R"(
1. Varenia accepts the recommendation of Peru on torture.

2. Varenia does not accept the recommendation of Chile.

3. Varenia accepts the recommendation of Togo.
)";
  EXPECT_THAT(positions(paragraphs), IsEmpty());
  EXPECT_THAT(
      positions("The replies follow the order of the list of recommendations in paragraph 104.\n\n" + paragraphs),
      ElementsAre("104.1 supported", "104.2 noted", "104.3 supported"));
}

TEST(Styles, ANumberedParagraphBelowTheNumbersThatItAnswers) {
  EXPECT_THAT(positions(R"(
Recommendations 104.1, 104.5 and 104.7

1. Varenia accepts these recommendations. The law of 2020 is in force.

Recommendation 104.2

2. Varenia takes note of this recommendation.

Recommendation 104.3

3. All other recommendations are noted.
)"),
              ElementsAre("104.1 supported", "104.5 supported", "104.7 supported", "104.2 noted",
                          "104.3 none !no-position", "* noted ?all-others"));
}

TEST(Styles, TheRecommendationRepeatedInANumberedParagraph) {
  EXPECT_THAT(positions(R"(
1. Recommendation 104.1 – Ratify the Convention and support schools (Peru). Varenia accepts this recommendation.

2. Recommendation 104.2 – Support the Ombudsman (Chile). Varenia takes note of this recommendation.
)"),
              ElementsAre("104.1 supported", "104.2 noted"));
}

TEST(Styles, SeveralAnswersInOneSentenceOrParagraph) {
  EXPECT_THAT(positions(R"(
1. 104.4 is accepted, while 104.5 is noted. 104.6 is accepted in part.

2. Recommendation 104.7: the Government accepts this recommendation, which is being implemented.

3. As to recommendations 104.8 and 104.9: accepted. As to recommendation 104.10: not accepted.
)"),
              ElementsAre("104.4 supported", "104.5 noted", "104.6 partially_supported", "104.7 supported +in_process",
                          "104.8 supported", "104.9 supported", "104.10 noted"));
}

TEST(Styles, HeadingsOnSupport) {
  EXPECT_THAT(positions(R"(
# I. Recommendations that cannot be supported

104.7, 104.8

# II. Recommendations that enjoy the partial support of Varenia

104.9

# III. Recommendations that enjoy Varenia’s full support

104.10
)"),
              ElementsAre("104.7 noted", "104.8 noted", "104.9 partially_supported", "104.10 supported"));
}

TEST(Styles, AllOthers) {
  for (const char* noted :
       {"Varenia takes note of all other recommendations.", "Varenia notes the remaining 20 recommendations.",
        "The remaining recommendations could not be accepted.", "Varenia cannot accept the other recommendations.",
        "Varenia is not ready to accept all other recommendations.",
        "Recommendations other than those listed above are noted.", "Varenia supports 104.1 and notes the others."})
    EXPECT_THAT(positions(std::string("1. ") + noted), testing::Contains("* noted ?all-others")) << noted;
  for (const char* nothing :
       {"Varenia cannot accept all recommendations.", "Not all recommendations are accepted.",
        "The other recommendations in this cluster are noted.", "Varenia accepts the other recommendations on women."})
    EXPECT_THAT(positions(std::string("1. ") + nothing), IsEmpty()) << nothing;
}

TEST(Styles, ARecommendationIsNoAmountOfThem) {
  EXPECT_THAT(positions("104.9 Recommendation accepted.\n\n104.10 Varenia takes note."),
              ElementsAre("104.9 supported", "104.10 noted"));
}

TEST(Styles, TheNextSentenceAnswersTheRecommendation) {
  EXPECT_THAT(positions(R"(
1. As for recommendation 104.2, the Government considers that the judges are independent. It therefore takes note of
the recommendation.

2. As for recommendation 104.3, there is a law. Varenia accepted the recommendations of the Committee in 2010.

3. As for recommendation 104.4, there is a law.

4. Varenia accepts the recommendation.
)"),
              ElementsAre("104.2 noted"));
}

TEST(Styles, ANumberedParagraphBelowTheRecommendationThatItAnswers) {
  EXPECT_THAT(positions(R"(
Recommendation 104.1: Ratify the Convention and support schools (Peru)

1. Varenia will ratify the Convention. The recommendation is accepted.

Recommendation 104.2: Support the Ombudsman (Chile)

2. Varenia takes note of this recommendation.
)"),
              ElementsAre("104.1 supported", "104.2 noted"));
}

}  // namespace
}  // namespace troika::extract
