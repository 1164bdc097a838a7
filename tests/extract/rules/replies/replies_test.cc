#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extract/rules/replies/addendum.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Replies, RuleWithExceptionsThenRows) {
  EXPECT_THAT(positions(R"(
1. Varenia has carefully considered all the recommendations.

2. All the recommendations enjoy the support of Varenia with the exception of recommendations no. 101.42 and 101.43, while recommendations no. 101.8, 101.34 and 101.40 are accepted in part.

101.1 Accepted / implemented

The Convention was ratified in 2011.

101.8. Accepted in part / being implemented1

A law is drafted under Article 8.1(d) of the Treaty (para. 15).

106.1Accepted/in process of implementation

101.42
Not accepted. Protocol No. 12 is under study.
)"),
              ElementsAre("* supported ?all-others", "101.8 partially_supported", "101.34 partially_supported",
                          "101.40 partially_supported", "101.42 noted ?by-exception", "101.43 noted ?by-exception",
                          "101.1 supported +already_implemented", "106.1 supported +in_process"));
}

TEST(Replies, ClaimsNameTheStatementsThatTheirLinesMakeOrAddTo) {
  std::vector<Claim> claims;
  const Reading reading = read(addendum(R"(
# II. Accepted recommendations

1. Varenia accepts recommendations 101.1 and 101.2.

Rec. 101.2 The law was adopted in 2014 and
is in force.
)"),
                               &claims);
  std::vector<std::string> made;
  for (const Claim& claim : claims) {
    if (claim.what == "cover") continue;
    made.push_back(claim.what);
    for (const std::size_t index : claim.statements) made.back() += ' ' + reading.statements.at(index).target;
  }
  EXPECT_THAT(made, ElementsAre("heading", "statement 101.1 101.2", "statement 101.2", "comment 101.2"));
}

TEST(Replies, FlattenedTable) {
  EXPECT_THAT(positions(R"(
Annex

Recommendation Position Comments

118.2 Accepted According to the Law No. 40/2014, support is given.
The Ministry accepts complaints.

118.3 Noted Varenia has already accepted recommendations as regards detention.

118.4 Partially accepted See above.

1. 118.5 The Royal Government is not considering accession to the treaty.

118.6 Rejected
)"),
              ElementsAre("118.2 supported", "118.3 noted", "118.4 partially_supported", "118.5 none !no-position",
                          "118.6 noted"));
}

TEST(Replies, ColumnsInRunsOfTheirOwn) {
  EXPECT_THAT(positions(R"(
186.1

186.2

186.3

186.4

Accepted

Not accepted

Accepted. 

Accepted

Some text of preamble follows here.

186.5

186.6

186.7

Accepted

Not accepted

186.8 See 186.1.
)"),
              ElementsAre("186.1 supported ?paired-by-order", "186.2 noted ?paired-by-order",
                          "186.3 supported ?paired-by-order", "186.4 supported ?paired-by-order",
                          "186.5 none !unpaired-columns", "186.6 none !unpaired-columns",
                          "186.7 none !unpaired-columns", "186.8 supported ?by-reference"));
}

TEST(Replies, ListsByCategoryThatRepeatTheRecommendations) {
  EXPECT_THAT(
      positions(R"(
Varenia thanks all delegations. In the Working Group it rejected only 6 on the spot.

The following recommendations enjoy our support (4):

94.1 Ratify the Optional Protocol and accept its competence (Norway);

94.2 Support the Ombudsman (Bosnia and Herzegovina);

94.5, 94.6

The following recommendations do not enjoy our support (2):

94.3 Accept all individual complaints (Bolivia (Plurinational State of));

94.4 Take note of the report of the Committee (Spain).
)"),
      ElementsAre("94.1 supported", "94.2 supported", "94.5 supported", "94.6 supported", "94.3 noted", "94.4 noted"));
}

TEST(Replies, GroupsOfNumbersWithOneAnswer) {
  EXPECT_THAT(positions(R"(
# I. Treaties

124.1–124.3, 124.12

Not accepted. The Covenant is under study.

124.5, 124.12 and 124.13

Accepted in principle. A bill is drafted.

124.12
Accepted regarding Protocol No. 12 only.

# Recommendations 141.7.; 141.8.; 141.9

Varenia takes note of these recommendations.

No.91.1.–91.4.

Varenia cannot provide a definitive answer.

140.35. 140.36
We accept both recommendations.

140.120, 121
Varenia is unable to accept this recommendation.
)"),
              ElementsAre("124.1 noted", "124.2 noted", "124.3 noted", "124.12 noted", "124.5 supported +in_principle",
                          "124.12 supported +in_principle", "124.13 supported +in_principle", "141.7 noted",
                          "141.8 noted", "141.9 noted", "91.1 pending", "91.2 pending", "91.3 pending", "91.4 pending",
                          "140.35 supported", "140.36 supported", "140.120 noted", "140.121 noted"));
}

TEST(Replies, SentencesThenEntries) {
  EXPECT_THAT(positions(R"(
1. Varenia accepts the following recommendations: No. 3, 5, 6 and 9. It accepts them considering them already implemented.

2. Varenia accepts 148.1 (treaties), 148.2 and 148.3, and takes note of recommendations 148.7 to 148.9.

3. No recommendation was rejected. Varenia takes due note of the recommendations made.

19. (a) Varenia does not accept recommendations 148.20-22.

Recommendation No. 1

Accepted. Please refer also to recommendation No. 2.

Recommendation No. 2

Not accepted.

Recommendation 63.1 is accepted. The Ombudsman has an office.

Recommendation 63.2 is partially accepted. The last part is not accepted.
)"),
              ElementsAre("3 supported +already_implemented", "5 supported +already_implemented",
                          "6 supported +already_implemented", "9 supported +already_implemented", "148.1 supported",
                          "148.2 supported", "148.3 supported", "148.7 noted", "148.8 noted", "148.9 noted",
                          "148.20 noted", "148.21 noted", "148.22 noted", "1 supported", "2 noted", "63.1 supported",
                          "63.2 partially_supported"));
}

TEST(Replies, RecommendationAndResponseInTurn) {
  EXPECT_THAT(positions(R"(
# Replies

Recommendation 77.1: Ratify the Convention against Torture and accept its article 22 (France, Togo)

Response: Supported. Varenia has ratified it.

Recommendation 77.2: Establish a national institution (Kenya)

Response: Noted. Varenia supports the aim of it.

Recommendation 77.3: Continue to support schools (Cuba)

Varenia supports this recommendation in part. It supports schools.

# Section II

Recommendations 77.4, 77.5 and 77.6: Varenia accepts these recommendations, which are being implemented.
)"),
              ElementsAre("77.1 supported", "77.2 noted", "77.3 partially_supported", "77.4 supported +in_process",
                          "77.5 supported +in_process", "77.6 supported +in_process"));
}

TEST(Replies, ListsInSubParagraphs) {
  EXPECT_THAT(
      positions(R"(
1. Out of 20 recommendations received, 12 are accepted, 5 are noted and 3 are partially accepted.

2. Recommendations which enjoy the support of Varenia

(a) Civil rights: 55.1, 55.2, 55.3-55.6;

(b) Women: 55.7, 55.8, 55.10, 55.11, 55.12, 55.13.

3. Recommendations noted by Varenia:

55.14; 55.15; 55.16;
55.17; 55.18

4. Recommendations partially supported by Varenia:

(a) 55.9

(b) 55.19 and 55.20
)"),
      ElementsAre("55.1 supported", "55.2 supported", "55.3 supported", "55.4 supported", "55.5 supported",
                  "55.6 supported", "55.7 supported", "55.8 supported", "55.10 supported", "55.11 supported",
                  "55.12 supported", "55.13 supported", "55.14 noted", "55.15 noted", "55.16 noted", "55.17 noted",
                  "55.18 noted", "55.9 partially_supported", "55.19 partially_supported", "55.20 partially_supported"));
}

TEST(Replies, RowsWithoutPunctuation) {
  EXPECT_THAT(
      positions(R"(
# A. Recommendations accepted

1 Accepted
2 Accepted
3 Accepted, the bill is pending

# B. Position on other recommendations

Number 4 Noted
Rec. 5 Not supported
Rec. 6 – Supported, already implemented
Rec. 7 Supported in principle: a study is under way

As regards recommendations 8, 9 and 10, the Government is not in a position to accept them at this stage.
)"),
      ElementsAre("1 supported", "2 supported", "3 supported", "4 noted", "5 noted", "6 supported +already_implemented",
                  "7 supported +in_principle", "8 noted", "9 noted", "10 noted"));
}

TEST(Replies, ParagraphsThatNameNumbersAreNoEntries) {
  EXPECT_THAT(positions(R"(
# Response of Varenia to the recommendations

1. The Government of Varenia is pleased to inform the Council that, of the 120 recommendations received, it supports 90 and notes 30.

2. The following recommendations enjoy the support of Varenia: 110.1, 110.2, 110.5 to 110.8, 110.10 and 110.12.

3. Recommendations 110.3 and 110.4 are supported in principle. Varenia will ratify the Protocol by 2020.

4. Varenia notes the following recommendations:

110.20: The death penalty is not applied. Varenia supports dialogue.

110.21–110.23: The Constitution protects all.

5. With regard to recommendation 110.30, Varenia wishes to state that it cannot support it.

6. Varenia does not support recommendations 110.31, 110.32 since they are not in line with the law; it also rejects recommendation 110.33.
)"),
              ElementsAre("110.1 supported", "110.2 supported", "110.5 supported", "110.6 supported", "110.7 supported",
                          "110.8 supported", "110.10 supported", "110.12 supported", "110.3 supported +in_principle",
                          "110.4 supported +in_principle", "110.20 noted", "110.21 noted", "110.22 noted",
                          "110.23 noted", "110.30 noted", "110.31 noted", "110.32 noted", "110.33 noted"));
}

TEST(Replies, ListsBelowLetteredHeadings) {
  EXPECT_THAT(positions(R"(
A. Recommendations that enjoy the support of the State

Paragraph 98: 98.1; 98.2; 98.3; 98.4
98.7; 98.9.

B. Recommendations that do not enjoy the support of the State

98.5 This recommendation is not in line with the Constitution.

98.6 Varenia is party to the Convention. The Government has accepted visits.

C. Voluntary commitments

98.11 Supported. See paragraph 4.
)"),
              ElementsAre("98.1 supported", "98.2 supported", "98.3 supported", "98.4 supported", "98.7 supported",
                          "98.9 supported", "98.5 noted", "98.6 noted", "98.11 supported"));
}

TEST(Replies, RowsWithTheRecommendationItsStatesAndTheAnswer) {
  EXPECT_THAT(positions(R"(
RECOMMENDATION RESPONSE OF VARENIA

66.1. Accede to OP-CAT (Denmark, Chile). Accepted. The instrument was deposited.

66.2. Abolish corporal punishment (Uruguay); Does not enjoy the support of Varenia. The law allows it.

66.3. Take further steps on education (Cuba) Varenia accepts this recommendation and considers it implemented.

66.4. Support civil society (Norway) This recommendation is under consideration.

66.5. Adopt a law (Mali)
Accepts.

66.6 and 66.7 Prevent trafficking (Peru, Spain): The State agrees with these recommendations.
)"),
              ElementsAre("66.1 supported", "66.2 noted", "66.3 supported", "66.4 pending", "66.5 supported",
                          "66.6 supported", "66.7 supported"));
}

TEST(Replies, EntriesCommentOnWhatTheirListStates) {
  const Reading reading = read(addendum(R"(
1. Varenia received 6 recommendations, of which 1 was immediately supported. It accepts 3 recommendations and notes 2.

# II. Accepted recommendations that Varenia considers already implemented or in process of implementation

2. The Government accepts recommendations 18, 24-25. The serial numbers of recommendations follow the list in paragraph 115 of the report (A/HRC/30/9).

Rec. 18 We consider that this recommendation is implemented. A withdrawal is not envisaged.

Rec. 24 See recommendation 18.

# III. Noted recommendations

3. The Government notes recommendation 26 and recommendation 27.

Rec. 26 Varenia is not planning to ratify the Convention.
)"));
  std::vector<std::string> lines;
  for (const Statement& statement : reading.statements) lines.push_back(in_short(statement));
  EXPECT_THAT(lines, ElementsAre("115.18 supported +already_implemented +in_process",
                                 "115.24 supported +already_implemented +in_process",
                                 "115.25 supported +already_implemented +in_process", "115.26 noted", "115.27 noted"));
  const Statement& first = reading.statements.front();
  EXPECT_EQ(first.report, "A/HRC/30/9");
  EXPECT_FALSE(first.ordinal);
  EXPECT_EQ(first.position.paragraph, "2");
  EXPECT_EQ(first.position.as_printed, "accepts");
  EXPECT_EQ(first.position.comment,
            "We consider that this recommendation is implemented. A withdrawal is not envisaged.");
  EXPECT_EQ(reading.statements[2].position.comment, std::nullopt);
  EXPECT_THAT(reading.totals, SizeIs(4));
  EXPECT_THAT(reading.doubts, IsEmpty());
}

TEST(Replies, NumberedEntriesMayStateSeveralPositions) {
  const Reading reading = read(addendum(R"(
1. Varenia accepts the recommendation on prisons. It cannot accept the recommendation on courts.

2., 3., Varenia accepts these recommendations and acts
4. accordingly.

5. Varenia agrees that schools matter.

6. Varenia cannot, at this time, make a definitive statement.
)"));
  std::vector<std::string> lines;
  for (const Statement& statement : reading.statements) lines.push_back(in_short(statement));
  EXPECT_THAT(lines, ElementsAre("1 supported", "1 noted", "2 supported +already_implemented",
                                 "3 supported +already_implemented", "4 supported +already_implemented",
                                 "5 none !no-position", "6 pending"));
  EXPECT_TRUE(reading.statements.front().ordinal);
  EXPECT_EQ(reading.statements[1].position.quote, "It cannot accept the recommendation on courts.");
}

TEST(Replies, FiguresAreCompared) {
  const Reading reading =
      read(addendum("1. Varenia accepts 4 recommendations.\n\n2. It accepts recommendations 5 and 6."));
  ASSERT_THAT(reading.doubts, SizeIs(1));
  EXPECT_EQ(reading.doubts.front().code, "totals-differ");
  EXPECT_EQ(reading.doubts.front().detail, "the document states 4 supported, and 2 were read");
}

TEST(Replies, GeneralWordsArePositionsOnNothing) {
  const Reading reading = read(addendum(
      "1. Varenia takes due note of the recommendations made, and expresses its full support for the mechanism.\n\n"
      "2. Under Article 8.1(d), Act No. 40/2014 and Protocol No. 12, 14 laws were adopted (para. 15)."));
  EXPECT_THAT(reading.statements, IsEmpty());
  ASSERT_THAT(reading.doubts, SizeIs(1));
  EXPECT_EQ(reading.doubts.front().code, "no-position");
}

TEST(Replies, NationalReportAnswersOnlyByNumber) {
  Document document;
  document.block("A/HRC/WG.6/19/VAR/1").block("National report submitted in accordance with paragraph 5 (a) of the");
  document.line("annex to Human Rights Council resolution 16/21").block("Varenia*").page(2);
  document.block("1. In the first cycle Varenia received 9 recommendations (A/HRC/13/13).");
  document.block(
      "2. It accepts recommendations 90.1-90.2, partially accepts recommendation 90.6 and takes note of 90.8.");
  document.block("90.9 Implementation: Varenia built schools and accepts visits.");
  const Reading reading = read(document.build());
  std::vector<std::string> lines;
  for (const Statement& statement : reading.statements) lines.push_back(in_short(statement) + " " + statement.report);
  EXPECT_EQ(reading.kind, "upr/national-report");
  EXPECT_THAT(lines, ElementsAre("90.1 supported A/HRC/13/13", "90.2 supported A/HRC/13/13",
                                 "90.6 partially_supported A/HRC/13/13", "90.8 noted A/HRC/13/13"));
}

}  // namespace
}  // namespace troika::extract
