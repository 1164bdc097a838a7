#include "pipeline/commands/explanation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/pipeline/outcomes.h"

namespace troika::pipeline {
namespace {

std::vector<ExplainedLine> sample() {
  extract::DocumentText text;
  for (const char* line :
       {"Introduction", "124. The following will be examined:", "124.1 Ratify (Chile);", "124.2 Sign"}) {
    extract::Line& added = text.lines.emplace_back();
    added.page = 13;
    added.text = line;
  }
  return explained_lines(text,
                         {{1, "lead-in", "to-be-examined", "124"}, {2, "item", "", "124.1"}, {3, "item", "", "124.2"}});
}

TEST(Explanation, EveryLineIsShown) {
  EXPECT_EQ(claim_table(sample()),
            "page  what     number  rule            text\n"
            "  13                                   Introduction\n"
            "  13  lead-in  124     to-be-examined  124. The following will be examined:\n"
            "  13  item     124.1                   124.1 Ratify (Chile);\n"
            "  13  item     124.2                   124.2 Sign\n");
}

TEST(Explanation, LinesOfOneRecommendationComeWithTheLeadIn) {
  EXPECT_EQ(claim_table(lines_of(sample(), "124.2")),
            "page  what     number  rule            text\n"
            "  13  lead-in  124     to-be-examined  124. The following will be examined:\n"
            "  13  item     124.2                   124.2 Sign\n");
}

normalize::Statement statement_on(const char* target, bool ordinal = false) {
  normalize::Statement statement{"A/HRC/28/915", target, ordinal, {}};
  statement.position.rule = "category";
  return statement;
}

TEST(Explanation, StatementsOnANumberGoBeforeThoseOnMore) {
  const std::vector<normalize::Statement> statements = {statement_on("*"), statement_on("124"), statement_on("124.2"),
                                                        statement_on("7", true), statement_on("124.2")};
  const std::pair<const char*, std::vector<std::size_t>> cases[] = {{"124.2", {2, 4}}, {"124.7", {3}}, {"7", {3}},
                                                                    {"124.9", {1}},    {"124", {1}},   {"9", {0}}};
  for (const auto& [number, expected] : cases) EXPECT_EQ(statements_on(statements, number), expected) << number;
  EXPECT_TRUE(statements_on({}, "124.2").empty());
}

TEST(Explanation, LinesOfAStatementComeWithTheHeadingThatHoldsForThem) {
  extract::DocumentText text;
  for (const char* line : {"I. Refused", "II. Accepted", "recommendations", "18. Yes.", "and now.", "19. No."})
    text.lines.emplace_back().text = line;
  const auto lines = explained_lines(text, {{0, "heading", "refused", "", {}},
                                            {1, "heading", "category", "", {}},
                                            {2, "heading", "category", "", {}},
                                            {3, "statement", "category", "18", {0}},
                                            {4, "other", "", "", {}},
                                            {4, "comment", "category", "18", {0}},
                                            {5, "statement", "category", "19", {1}}});
  std::vector<std::string> shown;
  for (const ExplainedLine& line : lines_of(lines, {statement_on("18"), statement_on("19")}, {0}))
    shown.push_back(line.text);
  EXPECT_THAT(shown, testing::ElementsAre("II. Accepted", "recommendations", "18. Yes.", "and now."));
  EXPECT_TRUE(lines_of(lines, {statement_on("18")}, {}).empty());
}

TEST(Explanation, LongTextIsBrokenUnderItsColumn) {
  ExplainedLine line{7, {0, "item", "", "1.1"}, ""};
  for (int i = 0; i < 20; ++i) line.text += (i == 0 ? "" : " ") + std::string("réforme");
  std::string row;
  for (int i = 0; i < 9; ++i) row += (i == 0 ? "" : " ") + std::string("réforme");
  EXPECT_EQ(claim_table({line}),
            "page  what  number  rule  text\n"
            "   7  item  1.1           " +
                row + "\n" + "                          " + row + "\n" + "                          réforme réforme\n");
}

TEST(Explanation, RecordNamesStatesAndTheResponsesQuote) {
  normalize::Recommendation record = make_recommendation("124.1");
  record.document.symbol = "A/HRC/27/10";
  record.recommending_states = {{"TLS", "Timor-Leste", "Timor Leste", "asia-pacific"}};
  record.response = extract::Response::kNoted;
  record.positions.push_back(
      {"A/HRC/27/10",
       {extract::Response::kNoted, {}, "124", 13, "The following are noted", "noted", "noted", std::nullopt}});
  record.positions.push_back({"A/HRC/27/10/Add.1", {{}, {}, "3", 2, "We will see", "", "open", std::nullopt}});
  record.doubts.push_back({"total", "12 stated, 11 read"});
  EXPECT_EQ(record_table(record),
            "id            A/HRC/27/10#124.1\n"
            "number        124.1 (printed \"124.1\")\n"
            "text          Ratify the Convention\n"
            "State         TLS Timor-Leste (printed \"Timor Leste\")\n"
            "response      noted\n"
            "position      noted, by rule noted, paragraph 124 on page 13: \"The following are noted\"\n"
            "position      none stated, by rule open, paragraph 3 of A/HRC/27/10/Add.1 on page 2: \"We will see\"\n"
            "doubt         total: 12 stated, 11 read\n");
}

TEST(Explanation, StatementTable) {
  normalize::Statement statement{"A/HRC/28/915", "18", true, {}, {{"by-exception", "all others"}}, {{"unsure", "why"}}};
  statement.position = {extract::Response::kNoted, {}, "3", 2, "is noted", "noted", "noted", "The law stays."};
  EXPECT_EQ(statement_table(statement),
            "number        18, a place in the list\n"
            "of            A/HRC/28/915\n"
            "position      noted, by rule noted, paragraph 3 on page 2: \"is noted\"\n"
            "  comment     The law stays.\n"
            "flag          by-exception: all others\n"
            "doubt         unsure: why\n");
}

}  // namespace
}  // namespace troika::pipeline
