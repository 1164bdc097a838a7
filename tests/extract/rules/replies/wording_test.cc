// What refuses, hesitates or accepts in part, in which words, and what only sounds like it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extract/rules/replies/addendum.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Wording, ShortenedNegationsAndConditions) {
  EXPECT_THAT(positions(R"(
1. Regarding the recommendation 104.6, it doesn’t enjoy support of Varenia. Varenia can't accept recommendation 104.7.

2. Varenia supports recommendation 104.8 as far as it concerns women, but not as far as it concerns costs.

3. Recommendation 104.9: Support.

4. Varenia does not support: 104.10 (death penalty) and 104.11 (complaints).

5. During the review, Varenia did not accept recommendation 104.12. It now accepts recommendation 104.12.
)"),
              ElementsAre("104.6 noted", "104.7 noted", "104.8 partially_supported", "104.9 supported", "104.10 noted",
                          "104.11 noted", "104.12 noted ?recalled", "104.12 supported"));
}

TEST(Wording, NegationsInOtherWords) {
  for (const char* sentence :
       {"Nor does Varenia accept recommendation 104.1.", "Varenia sees no reason to accept recommendation 104.1.",
        "Varenia can neither accept nor support recommendation 104.1.",
        "Varenia refuses to accept recommendation 104.1.",
        "Varenia finds itself unable to endorse recommendation 104.1.",
        "Varenia is far from being able to accept recommendation 104.1."})
    EXPECT_THAT(positions(std::string("1. ") + sentence), ElementsAre("104.1 noted")) << sentence;
  for (const char* heading :
       {"Recommendations that do not have the support of Varenia", "Non-accepted recommendations",
        "Recommendations that Varenia has decided not to support", "Recommendations without support",
        "Unsupported recommendations", "Recommendations with which Varenia does not agree"})
    EXPECT_THAT(positions(std::string("# ") + heading + "\n\n104.1, 104.2"), ElementsAre("104.1 noted", "104.2 noted"))
        << heading;
}

TEST(Wording, WhatAStateMayAcceptItHasNotAccepted) {
  for (const char* sentence : {"Varenia hopes to be able to accept recommendation 104.1 in future.",
                               "Whether recommendation 104.1 is accepted depends on Parliament.",
                               "If Parliament agrees, recommendation 104.1 will be accepted."})
    EXPECT_THAT(positions(std::string("1. ") + sentence), IsEmpty()) << sentence;
}

TEST(Wording, LabelsWithAReservation) {
  EXPECT_THAT(
      positions(R"(
104.7 Accepted with the exception of the last part.

104.8 Accepted/Not accepted

104.9 Accepted as already implemented.
)"),
      ElementsAre("104.7 partially_supported", "104.8 partially_supported", "104.9 supported +already_implemented"));
}

TEST(Wording, AnswersThatRefuseOrHesitate) {
  for (const char* answer : {"Varenia sees no reason to accept this recommendation.",
                             "Varenia finds itself unable to support this recommendation.",
                             "Varenia can neither accept nor implement this recommendation.",
                             "The Government refuses to accept the recommendation."})
    EXPECT_THAT(positions(std::string("Recommendation 104.1\n\n") + answer), ElementsAre("104.1 noted")) << answer;
  for (const char* answer : {"Varenia will consider whether it can accept this recommendation.",
                             "Varenia hopes to be able to support this recommendation in the future.",
                             "If Parliament agrees, Varenia will accept this recommendation.",
                             "Varenia accepted similar recommendations in 2010."})
    EXPECT_THAT(positions(std::string("Recommendation 104.1\n\n") + answer), ElementsAre("104.1 none !no-position"))
        << answer;
}

TEST(Wording, WhatASentenceDeniesNeedNotBeItsAnswer) {
  for (const char* sentence : {"Without prejudice to its Constitution, Varenia accepts recommendation 112.1.",
                               "Varenia can without reservation support recommendation 112.1.",
                               "Without any reservation, Varenia supports recommendation 112.1.",
                               "Varenia has no need for a new law, but accepts recommendation 112.1.",
                               "Varenia has no need for a new law but can accept recommendation 112.1.",
                               "Varenia does not need a new law, but accepts recommendation 112.1."})
    EXPECT_THAT(positions(std::string("1. ") + sentence), ElementsAre("112.1 supported")) << sentence;
  EXPECT_THAT(positions("1. Without any reservation, Varenia supports recommendations 112.1 and 112.2."),
              ElementsAre("112.1 supported", "112.2 supported"));
  for (const char* answer : {"Varenia sees no need for new legislation, but supports this recommendation.",
                             "Varenia does not need a new law, but can accept this recommendation.",
                             "Without prejudice to its Constitution, Varenia accepts this recommendation."})
    EXPECT_THAT(positions(std::string("Recommendation 112.1\n\n") + answer), ElementsAre("112.1 supported")) << answer;
  for (const char* sentence : {"Varenia shares the aim without being able to accept it.",
                               "Varenia takes note, without fully supporting recommendation 112.1.",
                               "Varenia can neither, at present, accept nor support recommendation 112.1.",
                               "Varenia cannot, for the time being, accept recommendation 112.1.",
                               "Varenia does not, but will in future, accept recommendation 112.1.",
                               "Varenia is unable to but would wish to accept recommendation 112.1.",
                               "Varenia has never accepted recommendation 112.1."})
    EXPECT_THAT(positions(std::string("1. ") + sentence), testing::Each("112.1 noted")) << sentence;
}

TEST(Wording, ARefusalMayHaveAWishInItsMidst) {
  EXPECT_THAT(positions("Recommendation 112.1\n\nVarenia cannot, but wishes to, accept this recommendation."),
              ElementsAre("112.1 noted"));
}

TEST(Wording, WhatAHeadingDeniesNeedNotBeItsCategory) {
  for (const char* heading : {"A. Recommendations that are not yet implemented but enjoy the support of Varenia",
                              "B. Recommendations not requiring legislation, which are accepted",
                              "C. Recommendations not requiring legislation that are accepted",
                              "D. Recommendations accepted without prejudice to the Constitution"})
    EXPECT_THAT(positions(std::string("# ") + heading + "\n\n112.1"), ElementsAre("112.1 supported")) << heading;
  for (const char* heading :
       {"Recommendations that have not yet been accepted", "Recommendations that Varenia is not able to support",
        "Recommendations that do not currently enjoy the support of Varenia",
        "Recommendations not considered to be acceptable", "Recommendations that Varenia can’t accept"})
    EXPECT_THAT(positions(std::string("# ") + heading + "\n\n112.1"), ElementsAre("112.1 noted")) << heading;
  EXPECT_THAT(positions("# Recommendations that Varenia will not, even at a later date, accept\n\n112.1"),
              ElementsAre("112.1 none !no-position"));
}

TEST(Wording, AReservationAboutSomethingElse) {
  for (const char* label : {"Accepted, but not yet implemented.", "Supported but not in the current budget year."})
    EXPECT_THAT(positions(std::string("112.1 ") + label), ElementsAre("112.1 supported")) << label;
  for (const char* label : {"Accepted, but not the last part.", "Accepted but not as regards costs.",
                            "Accepted, but not in full.", "Accepted, but only in part."})
    EXPECT_THAT(positions(std::string("112.1 ") + label), ElementsAre("112.1 partially_supported")) << label;
  for (const char* sentence : {"Varenia supports recommendation 112.1 on migrants, but does not have the resources to "
                               "implement it at once.",
                               "Varenia supports recommendation 112.1, which is not only just but cannot wait."})
    EXPECT_THAT(positions(std::string("1. ") + sentence), ElementsAre("112.1 supported")) << sentence;
  for (const char* sentence : {"Varenia supports recommendation 112.1 as to women, but cannot accept its last part.",
                               "Varenia accepts recommendation 112.1, but does not support the part on costs.",
                               "Varenia accepts recommendation 112.1, but not its last part."})
    EXPECT_THAT(positions(std::string("1. ") + sentence), ElementsAre("112.1 partially_supported")) << sentence;
}

TEST(Wording, AConditionOfSomethingElse) {
  EXPECT_THAT(positions("1. Whether or not the law is changed, Varenia accepts recommendation 112.1."),
              ElementsAre("112.1 supported"));
  const Reading reading =
      read(addendum("1. If the reform is adopted, Varenia will implement recommendation 112.1, which it accepts."));
  EXPECT_THAT(reading.statements, IsEmpty());
  EXPECT_THAT(reading.rejects, SizeIs(1));
}

TEST(Wording, MostAreNotAll) {
  for (const char* sentence :
       {"Almost all recommendations are supported.", "Varenia is unable to accept all the recommendations made.",
        "Varenia accepts nearly all recommendations.", "All recommendations that are supported will be followed up."})
    EXPECT_THAT(positions(std::string("1. ") + sentence), IsEmpty()) << sentence;
}

TEST(Wording, AThemeIsNoCategory) {
  EXPECT_THAT(positions(R"(
# II. Recommendations noted

# Support for families

104.1, 104.2

# III. Recommendations that Varenia can support

104.3
)"),
              ElementsAre("104.1 noted", "104.2 noted", "104.3 supported"));
}

}  // namespace
}  // namespace troika::extract
