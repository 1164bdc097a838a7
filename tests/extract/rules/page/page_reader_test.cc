// The shipped rule set for web pages.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/html/html_text.h"
#include "extract/rules/recognizer.h"
#include "tests/support/shipped_rules.h"

namespace troika::extract {
namespace {

using fetch::FailureCode;
using testing::ElementsAre;
using testing::IsEmpty;

fetch::Result<Reading> recognized(const std::string& html, std::vector<Claim>* claims = nullptr) {
  const auto text = read_html_text("<meta charset=utf-8>" + html);
  if (!text) return tl::unexpected(text.error());
  return recognize(shipped_rule_sets({"upr-working-group-report", "web-page"}), *text, claims);
}

Reading read(const std::string& html, std::vector<Claim>* claims = nullptr) {
  auto reading = recognized(html, claims);
  if (reading) return *std::move(reading);
  ADD_FAILURE() << reading.error().detail;
  return {};
}

std::vector<std::string> totals(const Reading& reading) {
  std::vector<std::string> result;
  for (const Total& total : reading.totals)
    result.push_back(std::string(name_of(total.of)) + "=" + std::to_string(total.count));
  return result;
}

std::vector<std::string> codes(const std::vector<Remark>& list) {
  std::vector<std::string> result;
  for (const Remark& remark : list) result.push_back(remark.code);
  return result;
}

TEST(PageReaderTest, ANewsItem) {
  std::vector<Claim> claims;
  const Reading reading = read(R"(<head><title>Varenia answers | Observer</title>
    <meta property="og:title" content="Varenia answers its review"><meta name="author" content="Jana Doe">
    <meta property="article:published_time" content="2019-09-19T08:00:00+00:00"></head>
    <body><nav><a href="/">Home</a></nav><main><h1>Varenia answers</h1>
    <p>Varenia was given 262 recommendations from 87 countries (A/HRC/42/99). It accepted 132 and noted 63.</p>
    <p>In all, 40 people came.</p></main><footer>Imprint A/HRC/1/1</footer>)",
                               &claims);
  EXPECT_EQ(reading.kind, "web/page");
  EXPECT_EQ(reading.cover.title, "Varenia answers its review");
  EXPECT_EQ(reading.cover.author, "Jana Doe");
  EXPECT_EQ(reading.cover.published, "2019-09-19");
  EXPECT_EQ(reading.text,
            "Varenia answers\nVarenia was given 262 recommendations from 87 countries (A/HRC/42/99). It accepted 132 "
            "and noted 63.\nIn all, 40 people came.");
  EXPECT_THAT(totals(reading), ElementsAre("received=262", "states=87", "supported=132", "noted=63"));
  EXPECT_EQ(reading.totals.at(2).quote, "It accepted 132 and noted 63.");
  ASSERT_EQ(reading.citations.size(), 1u);
  EXPECT_EQ(reading.citations[0].relation, "cites");
  EXPECT_EQ(reading.citations[0].symbol, "A/HRC/42/99");
  EXPECT_THAT(reading.doubts, IsEmpty());
  ASSERT_EQ(claims.size(), 1u);
  EXPECT_EQ(claims[0].what, "total");
}

TEST(PageReaderTest, CitedSymbols) {
  const Reading reading = read(
      "<h1>Links</h1><p>See A/HRC/27/10, A/HRC/27/10/Add.1, A/RES/48/161; CCPR/C/VAR/CO/2, E/CN.4/2005/34 and "
      "S/2014/276.</p><p>CEDAW/C/VAR/CO/2-4, ST/SGB/2003/13, INT/CCPR/NGO/12 and A/HRC/27/10 again; and/or, A/C, "
      "TV/radio/2014.</p>");
  std::vector<std::string> symbols;
  for (const Citation& citation : reading.citations) symbols.push_back(citation.symbol);
  EXPECT_THAT(symbols,
              ElementsAre("A/HRC/27/10", "A/HRC/27/10/Add.1", "A/RES/48/161", "CCPR/C/VAR/CO/2", "E/CN.4/2005/34",
                          "S/2014/276", "CEDAW/C/VAR/CO/2-4", "ST/SGB/2003/13", "INT/CCPR/NGO/12"));
}

TEST(PageReaderTest, FiguresAreOfSentencesAboutRecommendations) {
  EXPECT_THAT(totals(read("<h1>x</h1><p>It supported 12 schools and accepted 30 pupils.</p>")), IsEmpty());
  EXPECT_THAT(totals(read("<h1>x</h1><p>Of 268 recommendations, 113 were accepted; 83 recommendations were "
                          "rejected.</p>")),
              ElementsAre("supported=113", "noted=83"));
}

TEST(PageReaderTest, WhatThePageShowsWhereItStatesNothing) {
  const Reading reading = read("<h1>Varenia answers</h1><p>By Jana Doe</p><p>19 September 2019</p><p>Text.</p>");
  EXPECT_EQ(reading.cover.title, "Varenia answers");
  EXPECT_EQ(reading.cover.author, "Jana Doe");
  EXPECT_EQ(reading.cover.published, "19 September 2019");
}

TEST(PageReaderTest, FiguresGoOnInTheNextParagraph) {
  const Reading reading =
      read("<p>Varenia received 27 recommendations.</p><p>It accepted 22 and noted 5.</p><p>The union rejected 3.</p>");
  ASSERT_EQ(reading.totals.size(), 3U);
  EXPECT_EQ(reading.totals[1].count, 22);
  EXPECT_EQ(reading.totals[2].count, 5);
}

TEST(PageReaderTest, WhatIsNotStatedIsSaid) {
  const Reading reading = read("<p>Some text.</p>");
  EXPECT_THAT(codes(reading.doubts), ElementsAre("no-title"));
  EXPECT_THAT(codes(reading.flags), ElementsAre("no-date"));
}

// A news item that speaks of a report is none.
TEST(PageReaderTest, APageThatNamesAReportIsStillAPage) {
  const Reading reading = read(
      "<h1>News</h1><p>The Report of the Working Group on the Universal Periodic Review (A/HRC/42/99) is out.</p>");
  EXPECT_EQ(reading.kind, "web/page");
  EXPECT_THAT(codes(reading.doubts), ElementsAre("kind-ambiguous"));
}

TEST(PageReaderTest, OtherDocumentsAreNoWebPages) {
  DocumentText text;
  text.pages = 1;
  text.lines.push_back({});
  text.lines.back().page = 1;
  text.lines.back().text = "A letter";
  const auto reading = recognize(shipped_rule_sets({"upr-working-group-report", "web-page"}), text);
  ASSERT_FALSE(reading.has_value());
  EXPECT_EQ(reading.error().code, FailureCode::kUnknownKind);
}

}  // namespace
}  // namespace troika::extract
