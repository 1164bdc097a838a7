#include "normalize/link.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace troika::normalize {
namespace {

using extract::Qualifier;
using extract::Response;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Optional;
using testing::SizeIs;

const std::string kReport = "A/HRC/28/915";
const std::string kAddendum = "A/HRC/28/915/Add.1";
const std::string kList(64, 'c');

extract::Position position(std::optional<Response> response, std::string quote = "", std::string paragraph = "") {
  extract::Position position;
  position.response = response;
  position.quote = std::move(quote);
  position.paragraph = std::move(paragraph);
  position.page = 2;
  return position;
}

DocumentReport document(const std::string& symbol, std::string kind, std::string published) {
  DocumentReport report;
  if (!symbol.empty()) report.document.symbol = symbol;
  report.document.kind = std::move(kind);
  report.document.published = std::move(published);
  report.document.sha256 = std::string(64, 'a');
  return report;
}

// Varenia's report: each number with the response that it states itself.
DocumentReport report_with(const std::vector<std::pair<std::string, std::optional<Response>>>& items) {
  DocumentReport report = document(kReport, std::string(kWorkingGroupReport), "2014-12-10");
  report.review = {"XVA", 2, 20, 2014};
  for (const auto& [number, response] : items) {
    Recommendation record;
    record.document = report.document;
    record.review = report.review;
    record.number = number;
    record.paragraph = std::stoi(number);
    if (const std::size_t dot = number.find('.'); dot != std::string::npos)
      record.item = number.substr(dot + 1, number.find('~') - dot - 1);
    record.response = response;
    record.positions = {{kReport, position(response, "in the report")}};
    report.recommendations.push_back(record);
  }
  report.items_seen = static_cast<int>(items.size());
  return report;
}

DocumentReport addendum(std::vector<Statement> statements = {}) {
  DocumentReport report = document(kAddendum, "upr/addendum", "2015-03-04");
  report.statements = std::move(statements);
  return report;
}

Statement statement(std::string target, std::optional<Response> response, std::string quote = "in the addendum") {
  return {kReport, std::move(target), false, position(response, std::move(quote), "3"), {}, {}};
}

Statement ordinal(std::string target, Response response) {
  Statement said = statement(std::move(target), response);
  said.ordinal = true;
  return said;
}

// A thematic list without symbol and date; its rows repeat the addendum.
DocumentReport list_of(const std::vector<std::pair<std::string, Response>>& rows) {
  DocumentReport list = document("", "upr/thematic-list", "");
  list.document.published = {};
  list.document.sha256 = kList;
  for (const auto& [number, response] : rows) {
    Recommendation row;
    row.document = list.document;
    row.report = kReport;
    row.number = number;
    row.response = response;
    row.positions = {{kList, position(response, "in the list", "3")}};
    row.positions[0].position.document = kAddendum;
    row.themes = {{"A12", "Acceptance of international norms", "upr-2"}};
    row.persons = {"women"};
    row.sdgs = {5};
    list.recommendations.push_back(row);
    list.statements.push_back({kReport, number, false, row.positions[0].position, {}, {}});
  }
  list.items_seen = static_cast<int>(rows.size());
  return list;
}

class LinkTest : public testing::Test {
 protected:
  ReviewSummary link(std::vector<DocumentReport*> documents) {
    linked.clear();
    for (DocumentReport* report : documents) linked.push_back({report, count_responses(report->recommendations), 0});
    return link_review(kReport, linked,
                       ReviewTable({{1, 7, "XVA", "A/HRC/14/915", "2010-02-16", "", "", {}},
                                    {2, 20, "XVA", kReport, "2014-10-30", "", "", {}}}));
  }

  std::vector<Linked> linked;
};

std::vector<std::optional<Response>> responses(const DocumentReport& report) {
  std::vector<std::optional<Response>> responses;
  for (const Recommendation& record : report.recommendations) responses.push_back(record.response);
  return responses;
}

std::vector<std::string> codes(const std::vector<extract::Remark>& remarks) {
  std::vector<std::string> codes;
  for (const extract::Remark& remark : remarks) codes.push_back(remark.code);
  return codes;
}

TEST_F(LinkTest, TheLatestDocumentAnswers) {
  DocumentReport report = report_with({{"115.1", Response::kPending}, {"115.2", Response::kPending}});
  DocumentReport added = addendum({statement("115.1", Response::kSupported)});
  added.statements[0].position.qualifiers = {Qualifier::kInProcess};
  const ReviewSummary review = link({&added, &report});
  EXPECT_THAT(responses(report), ElementsAre(Response::kSupported, Response::kPending));
  const Recommendation& record = report.recommendations[0];
  ASSERT_THAT(record.positions, SizeIs(2));
  EXPECT_EQ(record.positions[0].document, kReport);
  EXPECT_EQ(record.positions[1].document, kAddendum);
  EXPECT_EQ(record.positions[1].position.quote, "in the addendum");
  EXPECT_THAT(record.qualifiers, ElementsAre(Qualifier::kInProcess));
  EXPECT_THAT(record.flags, IsEmpty());  // a pending answer that is given is no conflict
  EXPECT_THAT(review.responses, Optional(ResponseCounts{1, 0, 0, 1, 0}));
  EXPECT_EQ(linked[1].responses, (ResponseCounts{1, 0, 0, 1, 0}));
}

TEST_F(LinkTest, AnswersGoInTheOrderOfTheirDatesNotOfTheInput) {
  DocumentReport report = report_with({{"115.1", Response::kPending}});
  DocumentReport added = addendum({statement("115.1", Response::kNoted)});
  DocumentReport session = document("A/HRC/28/2", "human-rights-council/session-report", "2015-09-01");
  session.statements = {statement("115.1", Response::kSupported, "in the session report")};
  link({&session, &added, &report});
  EXPECT_THAT(responses(report), ElementsAre(Response::kSupported));
  const Recommendation& record = report.recommendations[0];
  ASSERT_THAT(record.positions, SizeIs(3));
  EXPECT_EQ(record.positions[2].document, "A/HRC/28/2");
  ASSERT_THAT(codes(record.flags), ElementsAre("sources-differ"));
  EXPECT_THAT(record.flags[0].detail,
              testing::AllOf(HasSubstr("A/HRC/28/915/Add.1, paragraph 3: \"in the addendum\" (noted)"),
                             HasSubstr("A/HRC/28/2, paragraph 3: \"in the session report\"")));
}

TEST_F(LinkTest, SeveralAnswersOfOneDocumentAreForParts) {
  DocumentReport report = report_with({{"124.12", Response::kPending}, {"124.13", Response::kPending}});
  DocumentReport added = addendum({statement("124.12", Response::kNoted), statement("124.12", Response::kSupported),
                                   statement("124.13", Response::kPending), statement("124.13", Response::kNoted)});
  link({&report, &added});
  EXPECT_THAT(responses(report), ElementsAre(Response::kPartiallySupported, Response::kNoted));
  EXPECT_THAT(report.recommendations[0].positions, SizeIs(3));
  EXPECT_THAT(report.recommendations[0].flags, IsEmpty());
}

TEST_F(LinkTest, WhatIsSaidOfANumberGoesBeforeItsParagraphAndAll) {
  DocumentReport report =
      report_with({{"115.1", {}}, {"115.2", {}}, {"116.1", {}}, {"116.2", {}}, {"117", {}}, {"118.b", {}}});
  DocumentReport added = addendum({statement("*", Response::kSupported), statement("116", Response::kPending),
                                   statement("116.2", Response::kNoted), statement("117", Response::kNoted),
                                   statement("118(b)", Response::kNoted)});
  link({&report, &added});
  EXPECT_THAT(responses(report), ElementsAre(Response::kSupported, Response::kSupported, Response::kPending,
                                             Response::kNoted, Response::kNoted, Response::kNoted));
  EXPECT_THAT(report.recommendations[3].positions, SizeIs(2));
}

TEST_F(LinkTest, AnEarlierStageCountsWhereNothingNewerIsSaid) {
  DocumentReport report = report_with({{"115.1", {}}, {"115.2", {}}});
  DocumentReport added = addendum({statement("115.1", Response::kSupported), statement("115.2", Response::kSupported),
                                   statement("115.2", Response::kNoted)});
  for (Statement& said : added.statements)
    if (said.position.response == Response::kSupported) said.flags = {{"recalled", ""}};
  link({&report, &added});
  EXPECT_THAT(responses(report), ElementsAre(Response::kSupported, Response::kNoted));
  EXPECT_THAT(report.recommendations[1].positions, SizeIs(2));
}

TEST_F(LinkTest, APlaceInTheListIsANumberWhereOneListHasIt) {
  DocumentReport report = report_with({{"98.1", Response::kSupported},
                                       {"98.2", Response::kSupported},
                                       {"99.1", Response::kPending},
                                       {"100.1", Response::kNoted},
                                       {"100.2", Response::kNoted},
                                       {"100.3", Response::kNoted}});
  DocumentReport added = addendum({ordinal("1", Response::kSupported), ordinal("2", Response::kNoted),
                                   ordinal("3", Response::kSupported), ordinal("4", Response::kNoted)});
  link({&report, &added});
  const auto& said = added.statements;
  EXPECT_EQ(said[0].target, "99.1");  // the only one that was left open
  EXPECT_FALSE(said[0].ordinal);
  EXPECT_THAT(codes(said[0].flags), ElementsAre("ambiguous-number"));
  EXPECT_EQ(said[1].target, "2");  // 98.2 or 100.2, both answered in the report
  EXPECT_TRUE(said[1].ordinal);
  EXPECT_THAT(codes(said[1].doubts), ElementsAre("ambiguous-number"));
  EXPECT_EQ(said[2].target, "100.3");
  EXPECT_THAT(said[2].doubts, IsEmpty());
  EXPECT_THAT(codes(said[3].doubts), ElementsAre("unknown-number"));
  EXPECT_THAT(responses(report), ElementsAre(Response::kSupported, Response::kSupported, Response::kSupported,
                                             Response::kNoted, Response::kNoted, Response::kSupported));
}

TEST_F(LinkTest, ANumberThatDoesNotExistIsRejectedWithItsPlace) {
  DocumentReport report = report_with({{"115.1", Response::kPending}});
  DocumentReport added = addendum({statement("115.9", Response::kNoted), statement("45", Response::kNoted)});
  link({&report, &added});
  ASSERT_THAT(added.rejects, SizeIs(2));
  EXPECT_EQ(added.rejects[0].why.code, "unknown-number");
  EXPECT_EQ(added.rejects[0].why.detail, "A/HRC/28/915 has no recommendation 115.9");
  EXPECT_EQ(added.rejects[0].paragraph, 3);
  EXPECT_EQ(added.rejects[0].page, 2);
  EXPECT_EQ(added.rejects[0].text, "in the addendum");
  EXPECT_EQ(added.items_seen, 2);
  EXPECT_THAT(codes(added.statements[0].doubts), ElementsAre("unknown-number"));
  ASSERT_THAT(codes(added.doubts), ElementsAre("unknown-number"));
  EXPECT_THAT(added.doubts[0].detail, HasSubstr("115.9, 45"));
  EXPECT_THAT(responses(report), ElementsAre(Response::kPending));
}

TEST_F(LinkTest, ANumberPrintedTwiceIsAnsweredTwice) {
  DocumentReport report = report_with({{"115.1", Response::kPending}, {"115.1~2", Response::kPending}});
  DocumentReport added = addendum({statement("115.1", Response::kNoted)});
  link({&report, &added});
  EXPECT_THAT(responses(report), ElementsAre(Response::kNoted, Response::kNoted));
  EXPECT_THAT(codes(added.statements[0].flags), ElementsAre("repeated-number"));
}

TEST_F(LinkTest, RowsOfAListGiveTheirThemesAndAreCompared) {
  DocumentReport report = report_with({{"115.1", Response::kPending}, {"115.2", Response::kPending}});
  DocumentReport added = addendum({statement("115.1", Response::kSupported), statement("115.2", Response::kNoted)});
  DocumentReport list =
      list_of({{"115.1", Response::kSupported}, {"115.2", Response::kSupported}, {"115.3", Response::kNoted}});
  link({&list, &report, &added});
  EXPECT_THAT(responses(report), ElementsAre(Response::kSupported, Response::kNoted));
  const Recommendation& agreed = report.recommendations[0];
  EXPECT_THAT(agreed.flags, IsEmpty());
  ASSERT_THAT(agreed.themes, SizeIs(1));
  EXPECT_EQ(agreed.themes[0].code, "A12");
  EXPECT_THAT(agreed.persons, ElementsAre("women"));
  EXPECT_THAT(agreed.sdgs, ElementsAre(5));
  ASSERT_THAT(agreed.positions, SizeIs(3));
  EXPECT_EQ(agreed.positions[2].document, kList);
  ASSERT_THAT(codes(report.recommendations[1].flags), ElementsAre("sources-differ"));
  EXPECT_THAT(report.recommendations[1].flags[0].detail,
              HasSubstr("(from A/HRC/28/915/Add.1), paragraph 3: \"in the list\""));
  // A row that the report does not have stays.
  EXPECT_EQ(linked[0].joined, 2U);
  ASSERT_THAT(list.recommendations, SizeIs(1));
  EXPECT_EQ(list.recommendations[0].number, "115.3");
  EXPECT_THAT(codes(list.recommendations[0].doubts), ElementsAre("unknown-number"));
}

TEST_F(LinkTest, AListAnswersWhatTheStatesOwnDocumentsLeaveOpen) {
  DocumentReport report = report_with({{"115.1", Response::kPending}, {"115.2", Response::kNoted}});
  DocumentReport list = list_of({{"115.1", Response::kSupported}, {"115.2", Response::kSupported}});
  link({&report, &list});
  EXPECT_THAT(responses(report), ElementsAre(Response::kSupported, Response::kNoted));
  EXPECT_THAT(codes(report.recommendations[0].flags), ElementsAre("response-from-list"));
  EXPECT_THAT(codes(report.recommendations[1].flags), ElementsAre("sources-differ"));
}

TEST_F(LinkTest, StatedTotalsAreHeldAgainstWhatWasRead) {
  using Of = extract::Total::Of;
  DocumentReport report =
      report_with({{"115.1", Response::kSupported}, {"115.2", Response::kPending}, {"115.3", Response::kPending}});
  DocumentReport added = addendum({statement("115.2", Response::kSupported), statement("115.3", Response::kNoted)});
  added.totals = {{Of::kReceived, 3, "1", 1, "received three", ""},
                  {Of::kNoted, 9, "1", 1, "had noted", "", true},
                  {Of::kSupported, 2, "1", 1, "two", ""},
                  {Of::kSupported, 1, "2", 1, "of those left", ""},
                  {Of::kNoted, 7, "2", 1, "notes seven", ""}};
  const ReviewSummary review = link({&report, &added});
  ASSERT_THAT(codes(review.doubts), ElementsAre("totals-differ"));
  EXPECT_EQ(review.doubts[0].detail, "A/HRC/28/915/Add.1 states 7 noted, read were 1: \"notes seven\"");
  EXPECT_THAT(codes(added.doubts), ElementsAre("totals-differ"));
  EXPECT_THAT(report.doubts, IsEmpty());
  EXPECT_THAT(review.totals, SizeIs(5));
}

TEST_F(LinkTest, ADecisionAndASessionReportTellOfTheAdoption) {
  DocumentReport report = report_with({{"115.1", Response::kSupported}});
  DocumentReport session = document("A/HRC/28/2", "human-rights-council/session-report", "2015-09-01");
  session.adoptions = {{"XVA", kReport, {}, "2015-03-19", {kReport, kAddendum}, {}, "700", 120, "adopted"},
                       {"XRU", "A/HRC/28/916", {}, {}, {}, {}, "720", 122, "another"}};
  session.adoptions[0].totals = {{extract::Total::Of::kReceived, 2, "701", 121, "two", ""}};
  DocumentReport decision = document("A/HRC/DEC/28/911", "human-rights-council/decision", "2015-04-01");
  decision.adoptions = {
      {"XVA", kReport, "A/HRC/DEC/28/911", "2015-03-19", {kReport, kAddendum, "A/HRC/28/2"}, {}, "", 1, "adopts"}};
  EXPECT_THAT(reviews_of(session), ElementsAre(kReport, "A/HRC/28/916"));
  const ReviewSummary review = link({&session, &decision, &report});
  ASSERT_TRUE(review.adoption);
  EXPECT_EQ(review.adoption->document, "A/HRC/DEC/28/911");
  EXPECT_THAT(review.adoption->adoption.date, Optional(std::string("2015-03-19")));
  std::vector<std::string> relations;
  for (const auto& [relation, symbol, kind, sha256] : review.documents)
    relations.push_back(relation + " " + symbol.value_or("") + (sha256 ? " read" : ""));
  EXPECT_THAT(relations, ElementsAre("report A/HRC/28/915 read", "decision A/HRC/DEC/28/911 read",
                                     "session-report A/HRC/28/2 read", "addendum A/HRC/28/915/Add.1"));
  EXPECT_THAT(review.previous_report, Optional(std::string("A/HRC/14/915")));
  EXPECT_THAT(codes(review.doubts), ElementsAre("totals-differ"));  // two received, one read
  std::vector<std::string> links;
  for (const Link& link : report.links) links.push_back(link.relation + " " + link.symbol);
  EXPECT_THAT(links, ElementsAre("decision A/HRC/DEC/28/911", "session-report A/HRC/28/2",
                                 "addendum A/HRC/28/915/Add.1", "previous-report A/HRC/14/915"));
  ASSERT_THAT(session.links, SizeIs(1));
  EXPECT_EQ(session.links[0].relation, "report");
}

TEST_F(LinkTest, AnAddendumWithoutItsReportStays) {
  DocumentReport added = addendum({statement("115.1", Response::kSupported), ordinal("3", Response::kNoted)});
  EXPECT_THAT(reviews_of(added), ElementsAre(kReport));
  const ReviewSummary review = link({&added});
  EXPECT_THAT(review.review.state_under_review, Optional(std::string("XVA")));  // of the catalogue
  EXPECT_THAT(review.review.year, Optional(2014));
  EXPECT_EQ(review.responses, std::nullopt);
  EXPECT_THAT(added.rejects, IsEmpty());
  EXPECT_THAT(added.doubts, IsEmpty());
  EXPECT_TRUE(added.statements[1].ordinal);
}

TEST_F(LinkTest, AReportAloneIsNotChanged) {
  DocumentReport report = report_with({{"115.1", Response::kPending}});
  const ReviewSummary review = link({&report});
  EXPECT_THAT(report.recommendations[0].positions, SizeIs(1));
  EXPECT_THAT(review.responses, Optional(ResponseCounts{0, 0, 0, 1, 0}));
}

TEST(ReviewsOfTest, APageOrAResolutionBelongsToNone) {
  DocumentReport page = document("", "web/page", "");
  page.links = {{"cites", kReport}};
  EXPECT_THAT(reviews_of(page), IsEmpty());
  EXPECT_THAT(reviews_of(document("A/HRC/28/963/Add.1", "special-procedures/report", "")), IsEmpty());
  EXPECT_THAT(reviews_of(document("A/RES/69/901", "general-assembly/resolution", "")), IsEmpty());
}

}  // namespace
}  // namespace troika::normalize
