// Tables as a PDF gives them: lines that run through all columns.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extract/rules/replies/addendum.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::IsSupersetOf;

TEST(Columns, APositionOverTwoLinesBesideItsComment) {
  const Reading reading = read(addendum(R"(
Recommendation  Position      Comment

112.1           Partially     The first part is in force. The
                supported     second one is not.

112.2           Not           Varenia supports the aim of
                accepted      112.30 and of its paragraph 4.

112.3           Supported
)"));
  std::vector<std::string> lines;
  for (const Statement& statement : reading.statements)
    lines.push_back(in_short(statement) + " | " + statement.position.comment.value_or("-"));
  EXPECT_THAT(lines, ElementsAre("112.1 partially_supported | The first part is in force. The second one is not.",
                                 "112.2 noted | Varenia supports the aim of 112.30 and of its paragraph 4.",
                                 "112.3 supported | -"));
}

TEST(Columns, TheRecommendationRepeatedBesideItsPosition) {
  EXPECT_THAT(positions(R"(
RECOMMENDATION                                  DECISION ADOPTED

92.1 Ratify the Optional Protocol and accept    Accepted
the competence of its Committee (Norway)

92.2 Support the Ombudsman and take             Spain takes note of this
note of its reports (Kenya)                     recommendation.

92.3 Accept individual complaints, and support  Partially accepted
those who make them (Chad)

92.4 Continue its work (Peru)                   Not accepted
)"),
              ElementsAre("92.1 supported", "92.2 noted", "92.3 partially_supported", "92.4 noted"));
}

TEST(Columns, ANumberBesideTheMiddleOfItsRow) {
  EXPECT_THAT(positions(R"(
Number   Recommendation                 Response

         Ratify the Convention against  The Government accepts this
105.1    Torture as soon as possible    recommendation, and will send
         (Togo)                         it to Parliament.

         Accept the inquiry procedure   The Government cannot accept
105.2    (Mali)                         this recommendation.

         Support schools that support   The Government takes note of
105.3    all children (Cuba)            this recommendation.
)"),
              ElementsAre("105.1 supported", "105.2 noted", "105.3 noted"));
}

TEST(Columns, RowsWithoutSpaceBetweenThem) {
  EXPECT_THAT(positions(R"(
S/N  Recommendation  Response
1.   118.5           Accepted
2.   118.9           Does not enjoy
                     the support of Varenia
3.   118.12          Noted
4.   118.30          Accepted
)"),
              ElementsAre("118.5 supported", "118.9 noted", "118.12 noted", "118.30 supported"));
}

TEST(Columns, NumberedParagraphsAreNoTable) {
  EXPECT_THAT(positions(R"(
1.   Varenia accepts recommendations 77.1 and 77.2,
which it considers to be of weight.

2.   Varenia does not accept recommendation 77.3,
since the matter is before a court.

3.   Varenia takes note of recommendation 77.4.
)"),
              ElementsAre("77.1 supported", "77.2 supported", "77.3 noted", "77.4 noted"));
}

TEST(Columns, TheCommentBeforeThePosition) {
  const Reading reading = read(addendum(R"(
Number  Comment                         Position
63.1    The law accepts complaints.     Supported
63.2    A study is under way.           Partially supported
63.3    The law does not allow it, and  Noted
        no change is planned.
)"));
  std::vector<std::string> lines;
  for (const Statement& statement : reading.statements)
    lines.push_back(in_short(statement) + " | " + statement.position.comment.value_or("-"));
  EXPECT_THAT(lines, ElementsAre("63.1 supported | The law accepts complaints.",
                                 "63.2 partially_supported | A study is under way.",
                                 "63.3 noted | The law does not allow it, and no change is planned."));
}

TEST(Columns, AMarkInTheColumnOfAPosition) {
  EXPECT_THAT(positions(R"(
No.    Recommendation                    Supported  Noted
120.1  Ratify the Convention (Chile)     X
120.2  Accede to the Protocol (Togo)                X
120.3  Support its institutions, and     X
       continue to do so (Peru)
)"),
              ElementsAre("120.1 supported", "120.2 noted", "120.3 supported"));
}

TEST(Columns, NumbersBelowPositions) {
  EXPECT_THAT(positions(R"(
Supported            Noted
120.1, 120.2, 120.5  120.3, 120.4,
120.8–120.9          120.6
)"),
              ElementsAre("120.1 supported", "120.2 supported", "120.5 supported", "120.8 supported", "120.9 supported",
                          "120.3 noted", "120.4 noted", "120.6 noted"));
}

// The second table has its numbers where the first has its themes.
TEST(Columns, ASecondTableWithItsNumbersInAnotherColumn) {
  EXPECT_THAT(positions(R"(
Theme       Recommendation  Position
Law         112.1           Accepted
Law         112.2           Accepted
Health      112.3           Accepted
Health      112.4           Noted
Schools     112.5           Accepted

The following two recommendations were made in the second part of the dialogue and are answered here.

112.6       Done            Accepted
112.7                       Accepted
)"),
              IsSupersetOf({"112.1 supported", "112.4 noted", "112.6 supported", "112.7 supported"}));
}

TEST(Columns, ThePositionBeforeTheNumber) {
  EXPECT_THAT(positions(R"(
Position    No.     Recommendation

Supported   104.1   Ratify the Convention (Peru)

Noted       104.2   Support schools (Chile)

Supported   104.3   Accept complaints (Togo)
)"),
              ElementsAre("104.1 supported", "104.2 noted", "104.3 supported"));
}

TEST(Columns, NumbersBelowPositionsBesideThemes) {
  EXPECT_THAT(positions(R"(
Theme       Supported       Partially supported   Noted
Women       104.1, 104.2    104.6                 104.3
Children    104.5                                 104.4
)"),
              ElementsAre("104.1 supported", "104.2 supported", "104.5 supported", "104.6 partially_supported",
                          "104.3 noted", "104.4 noted"));
}

TEST(Columns, ARowWithABlankPositionDoesNotShareThatOfTheNextOne) {
  EXPECT_THAT(positions(R"(
No.     Recommendation                 Response

104.1   Ratify the Convention (Peru)   Yes

104.2   Support schools (Chile)

104.3   Accept complaints (Togo)       No

104.4   Train judges (Mali)            Yes
)"),
              ElementsAre("104.1 supported", "104.2 none !no-position", "104.3 noted", "104.4 supported"));
}

TEST(Columns, SeveralNumbersInOneCell) {
  EXPECT_THAT(positions(R"(
No.     Recommendation                 Response

104.1   Ratify the three Conventions   Accepted
104.2   (Peru); (Chile); (Norway)
104.3

104.4   Abolish the death penalty      Noted
104.5   (Ghana); (Togo)
)"),
              ElementsAre("104.1 supported", "104.2 supported", "104.3 supported", "104.4 noted", "104.5 noted"));
}

// A gap below the headings, or below the third row, is none between rows that share their cells.
TEST(Columns, SentencesInRowsThatTheirHeadingsStandApartFrom) {
  const std::string headings = "Number  Recommendation                Reply\n";
  const std::string first = R"(106.1   Ratify the Convention (Peru)  Varenia accepts this recommendation.
106.2   Train judges (Chile)          Varenia cannot accept this recommendation.
106.3   Support schools (Togo)        Varenia accepts this recommendation.
)";
  const std::string last = R"(106.4   Abolish it (Mali)             Varenia cannot accept this recommendation.
106.5   Adopt a law (Cuba)            Varenia accepts this recommendation.
106.6   Accept complaints (Norway)    Varenia cannot accept this recommendation.
)";
  for (const std::string& table : {headings + first + last, headings + "\n" + first + last,
                                   headings + "\n" + first + "\n" + last, headings + first + "\n" + last})
    EXPECT_THAT(positions(table), ElementsAre("106.1 supported", "106.2 noted", "106.3 supported", "106.4 noted",
                                              "106.5 supported", "106.6 noted"))
        << table;
}

TEST(Columns, ACategoryInARowOfItsOwn) {
  for (const char* indent : {"", "        "})
    EXPECT_THAT(positions(std::string(R"(
No.     Recommendation                 Comment

)") + indent + R"(Recommendations that enjoy the support of Varenia

104.1   Ratify the Convention (Peru)   It will be ratified.

104.2   Train judges (Chile)           This is being done.

)" + indent + R"(Recommendations that are noted by Varenia

104.3   Support schools (Togo)         Schools exist.

104.4   Abolish it (Mali)              There is none.
)"),
                ElementsAre("104.1 supported", "104.2 supported", "104.3 noted", "104.4 noted"))
        << "indent '" << indent << "'";
}

}  // namespace
}  // namespace troika::extract
