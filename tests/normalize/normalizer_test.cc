#include "normalize/normalizer.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/reading.h"
#include "tests/normalize/sample_states.h"

namespace troika::normalize {
namespace {

using extract::Position;
using extract::Qualifier;
using extract::Response;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;
using testing::SizeIs;

const Source kSource = {"5ba4", "https://example.org/report.pdf"};

extract::Reading reading() {
  extract::Reading reading;
  reading.kind = "upr/working-group-report";
  reading.language = "en";
  reading.rule_set = "test-rules";
  reading.rules_sha256 = "9f86";
  reading.pages = 3;
  reading.cover = {"A/HRC/27/10",
                   "Report of the\nWorking Group",
                   "Peru",
                   "7 July 2014",
                   "Twenty-seventh",
                   "nineteenth",
                   "28 April 2014",
                   "",
                   ""};
  return reading;
}

extract::Item item(std::string text, int paragraph = 124, std::optional<std::string> number = "36") {
  extract::Item item;
  item.label = "124.36.";
  item.paragraph = paragraph;
  item.item = std::move(number);
  item.verbatim = "124.36. " + text;
  item.text = std::move(text);
  return item;
}

Position position(std::optional<Response> response, std::vector<Qualifier> qualifiers, std::string quote = "") {
  Position position;
  position.response = response;
  position.qualifiers = std::move(qualifiers);
  position.quote = std::move(quote);
  return position;
}

DocumentReport normalized(const extract::Reading& reading) {
  const std::vector<config::SessionEntry> sessions = {{2, 1, "2008-05-05", "2008-05-19"},
                                                      {3, 1, "2008-12-01", "2008-12-15"},
                                                      {19, 2, "2014-04-28", "2014-05-09"},
                                                      {20, 2, "2014-10-27", "2014-11-07"},
                                                      {51, 4, "", ""}};
  const std::vector<config::ReviewEntry> reviews = {
      {1, 2, "PER", "A/HRC/8/37", "2008-05-06", "2008-05-28", "A/HRC/DEC/8/117", {}},
      {2, 20, "ESP", "A/HRC/28/906", "2014-10-30", "", "", {}}};
  return Normalizer(sample_states(), sessions, reviews).normalize(reading, kSource);
}

Recommendation normalized(const extract::Item& only) {
  extract::Reading document = reading();
  document.items = {only};
  std::vector<Recommendation> records = normalized(document).recommendations;
  EXPECT_THAT(records, SizeIs(1));
  return records.empty() ? Recommendation() : std::move(records.front());
}

std::vector<std::string> codes(const std::vector<extract::Remark>& remarks) {
  std::vector<std::string> codes;
  for (const extract::Remark& remark : remarks) codes.push_back(remark.code);
  return codes;
}

TEST(NormalizerTest, ReadsTheDocument) {
  const DocumentReport report = normalized(reading());
  EXPECT_THAT(report.document.symbol, Optional(std::string("A/HRC/27/10")));
  EXPECT_EQ(report.document.kind, "upr/working-group-report");
  EXPECT_EQ(report.document.language, "en");
  EXPECT_THAT(report.document.title, Optional(std::string("Report of the Working Group")));
  EXPECT_THAT(report.document.published, Optional(std::string("2014-07-07")));
  EXPECT_EQ(report.document.sha256, "5ba4");
  EXPECT_THAT(report.document.url, Optional(std::string("https://example.org/report.pdf")));
  EXPECT_THAT(report.review.state_under_review, Optional(std::string("PER")));
  EXPECT_EQ(report.provenance.rule_set, "test-rules");
  EXPECT_EQ(report.provenance.rules_sha256, "9f86");
  EXPECT_EQ(report.pages, 3);
  EXPECT_THAT(report.flags, IsEmpty());
  EXPECT_THAT(report.doubts, IsEmpty());
}

TEST(NormalizerTest, ASymbolHasNoSpaces) {
  extract::Reading document = reading();
  document.cover.symbol = "A/HRC/ 27 /10";
  EXPECT_THAT(normalized(document).document.symbol, Optional(std::string("A/HRC/27/10")));
}

TEST(NormalizerTest, TheIdIsTheSymbolOrTheShaAndTheNumber) {
  const struct {
    std::string_view symbol, language;
    int paragraph;
    std::optional<std::string> item;
    std::string_view number, id;
  } kCases[] = {
      {"A/HRC/27/10", "en", 124, "36", "124.36", "A/HRC/27/10#124.36"},
      {"A/HRC/27/10", "en", 36, std::nullopt, "36", "A/HRC/27/10#36"},
      {"", "en", 124, "36", "124.36", "5ba4#124.36"},
      {"", "en", 36, std::nullopt, "36", "5ba4#36"},
      {"A/HRC/27/10", "fr", 124, "36", "124.36", "A/HRC/27/10#124.36@fr"},
  };
  for (const auto& c : kCases) {
    extract::Reading document = reading();
    document.cover.symbol = c.symbol;
    document.language = c.language;
    document.items = {item("Abolish the fee (Spain);", c.paragraph, c.item)};
    const DocumentReport report = normalized(document);
    ASSERT_THAT(report.recommendations, SizeIs(1));
    EXPECT_EQ(report.recommendations[0].number, c.number);
    EXPECT_EQ(report.recommendations[0].id, c.id);
    EXPECT_EQ(report.recommendations[0].paragraph, c.paragraph);
    EXPECT_EQ(report.recommendations[0].item, c.item);
  }
}

TEST(NormalizerTest, FindsTheSession) {
  using Number = std::optional<int>;
  const struct {
    std::string_view session, date;
    Number number, cycle, year;
    bool doubt;
  } kCases[] = {
      {"nineteenth", "28 April 2014", 19, 2, 2014, false},
      {"second", "", 2, 1, 2008, false},
      {"3rd", "", 3, 1, 2008, false},
      // By its date, the first and the last day among them.
      {"", "30 October 2014", 20, 2, 2014, false},
      {"", "5 May 2008", 2, 1, 2008, false},
      {"", "19 May 2008", 2, 1, 2008, false},
      {"", "20 May 2008", {}, {}, 2008, true},
      {"", "4 May 2008", {}, {}, 2008, true},
      // Its dates are not known.
      {"fifty-first", "", 51, 4, {}, false},
      {"fifty-first", "26 January 2026", 51, 4, 2026, false},
      {"last", "", {}, {}, {}, true},
      {"last", "some day", {}, {}, {}, true},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(std::string(c.session) + ", " + std::string(c.date));
    extract::Reading document = reading();
    document.cover.working_group_session = c.session;
    document.cover.review_date = c.date;
    const DocumentReport report = normalized(document);
    EXPECT_EQ(report.review.session, c.number);
    EXPECT_EQ(report.review.cycle, c.cycle);
    EXPECT_EQ(report.review.year, c.year);
    EXPECT_EQ(codes(report.doubts), c.doubt ? std::vector<std::string>{"unknown-session"} : std::vector<std::string>());
  }
}

TEST(NormalizerTest, DoubtsWhatTheCoverLacks) {
  const struct {
    std::string extract::Cover::*field;
    std::string_view value, code;
  } kCases[] = {
      {&extract::Cover::symbol, "", "no-symbol"},
      {&extract::Cover::published, "", "no-date"},
      {&extract::Cover::published, "31 June 2014", "no-date"},
      {&extract::Cover::state, "", "unknown-state-under-review"},
      {&extract::Cover::state, "Ruritania", "unknown-state-under-review"},
  };
  for (const auto& c : kCases) {
    extract::Reading document = reading();
    document.cover.*c.field = c.value;
    EXPECT_THAT(codes(normalized(document).doubts), ElementsAre(c.code)) << c.value;
  }
  extract::Reading document = reading();
  document.cover = {};
  document.doubts = {{"earlier", "found before"}};
  document.flags = {{"noticed", "found before"}};
  const DocumentReport report = normalized(document);
  EXPECT_THAT(codes(report.doubts),
              ElementsAre("earlier", "no-symbol", "no-date", "unknown-state-under-review", "unknown-session"));
  EXPECT_THAT(codes(report.flags), ElementsAre("noticed"));
  EXPECT_EQ(report.document.symbol, std::nullopt);
  EXPECT_EQ(report.document.title, std::nullopt);
  EXPECT_EQ(report.document.published, std::nullopt);
  EXPECT_EQ(report.review.state_under_review, std::nullopt);
}

TEST(NormalizerTest, TheStateUnderReviewMayBePrintedOverTwoLines) {
  extract::Reading document = reading();
  document.cover.state = "Iran (Islamic\nRepublic of)*";
  EXPECT_THAT(normalized(document).review.state_under_review, Optional(std::string("IRN")));
}

TEST(NormalizerTest, MakesARecord) {
  extract::Item source = item("Con\uFB01rm the fee\u00A0(Turkey);");
  source.notes = {{"5", "A note.", 2}};
  source.where = {{2, {}}};
  source.flags = {{"noticed", "found before"}};
  source.doubts = {{"earlier", "found before"}};
  const Recommendation record = normalized(source);
  EXPECT_EQ(record.mechanism, "upr");
  EXPECT_EQ(record.label, "124.36.");
  EXPECT_EQ(record.text, "Confirm the fee");
  EXPECT_EQ(record.text_verbatim, "124.36. Con\uFB01rm the fee\u00A0(Turkey);");
  ASSERT_THAT(record.recommending_states, SizeIs(1));
  EXPECT_EQ(record.recommending_states[0].iso3, "TUR");
  EXPECT_EQ(record.recommending_states[0].name, "Turkey");  // in 2014
  EXPECT_THAT(record.notes, SizeIs(1));
  EXPECT_THAT(record.where, SizeIs(1));
  EXPECT_THAT(codes(record.flags), ElementsAre("noticed"));
  EXPECT_THAT(codes(record.doubts), ElementsAre("earlier"));
  EXPECT_THAT(record.document.symbol, Optional(std::string("A/HRC/27/10")));
  EXPECT_THAT(record.review.session, Optional(19));
  EXPECT_EQ(record.provenance.rule_set, "test-rules");
  EXPECT_EQ(record.response, std::nullopt);
}

TEST(NormalizerTest, KeepsTheRemarksOfTheAttribution) {
  extract::Item source = item("Abolish the fee (Canada 4, Ruritania); lower the tax (Peru);");
  source.flags = {{"noticed", "found before"}};
  source.doubts = {{"earlier", "found before"}};
  const Recommendation record = normalized(source);
  EXPECT_THAT(codes(record.flags), ElementsAre("noticed", "figure-in-state"));
  EXPECT_THAT(codes(record.doubts), ElementsAre("earlier", "unknown-state"));
  EXPECT_THAT(record.parts, SizeIs(2));
}

TEST(NormalizerTest, TheLatestResponseWins) {
  extract::Item source = item("Abolish the fee (Spain);");
  source.positions = {position(Response::kPending, {}), position(Response::kNoted, {}), position(std::nullopt, {})};
  EXPECT_THAT(normalized(source).response, Optional(Response::kNoted));
  source.positions.push_back(position(Response::kSupported, {}));
  EXPECT_THAT(normalized(source).response, Optional(Response::kSupported));
  EXPECT_THAT(normalized(source).positions, SizeIs(4));
}

TEST(NormalizerTest, UnitesQualifiers) {
  extract::Item source = item("Abolish the fee (Spain);");
  source.positions = {position(Response::kSupported, {Qualifier::kInProcess}),
                      position(std::nullopt, {Qualifier::kReserved, Qualifier::kInProcess}),
                      position(Response::kNoted, {Qualifier::kInPrinciple})};
  EXPECT_THAT(normalized(source).qualifiers,
              ElementsAre(Qualifier::kInProcess, Qualifier::kReserved, Qualifier::kInPrinciple));
}

TEST(NormalizerTest, ACommentBelongsToTheLatestPosition) {
  extract::Item source = item("Abolish the fee (Spain). The fee is needed.");
  source.positions = {position(Response::kPending, {}, "will be examined"),
                      position(Response::kNoted, {}, "are noted, with the comments below")};
  const Recommendation record = normalized(source);
  EXPECT_EQ(record.text, "Abolish the fee");
  ASSERT_THAT(record.positions, SizeIs(2));
  EXPECT_EQ(record.positions[0].position.comment, std::nullopt);
  EXPECT_THAT(record.positions[1].position.comment, Optional(std::string("The fee is needed.")));
  // Not announced.
  source.positions.pop_back();
  EXPECT_EQ(normalized(source).text, "Abolish the fee (Spain). The fee is needed.");
}

TEST(NormalizerTest, CountsItemsAndRejects) {
  extract::Reading document = reading();
  document.items = {item("Abolish the fee (Spain);"), item("Lower the tax (Chile);", 124, "37")};
  document.rejects = {
      {{"gap", "124.38"}, 124, 2, ""}, {{"no-rule", "a line"}, 124, 2, "a line"}, {{"gap", "124.40"}, 124, 2, ""}};
  document.statements = {{"45", position(Response::kNoted, {}, "The e\uFB00ort")}};
  const DocumentReport report = normalized(document);
  EXPECT_EQ(report.items_seen, 5);
  EXPECT_THAT(report.recommendations, SizeIs(2));
  EXPECT_EQ(report.recommendations.back().id, "A/HRC/27/10#124.37");
  EXPECT_THAT(report.rejects, SizeIs(3));
  ASSERT_THAT(report.statements, SizeIs(1));
  EXPECT_EQ(report.statements[0].target, "45");
  EXPECT_EQ(report.statements[0].position.quote, "The effort");
}

extract::Reading reading_of(std::string kind, std::string symbol) {
  extract::Reading document = reading();
  document.kind = std::move(kind);
  document.cover = {};
  document.cover.symbol = std::move(symbol);
  document.cover.published = "7 July 2014";
  return document;
}

TEST(NormalizerTest, ABodyRecommendsToItsAddressees) {
  extract::Reading document = reading_of("treaty-body/concluding-observations", "CAT/C/PER/CO/9");
  document.cover.author = "Committee against Torture";
  extract::Item asked = item("Abolish the fee (Spain);", 12, std::nullopt);
  asked.verb = "recommends";
  asked.addressees = {"the State party", "Turkey", "UK"};
  document.items = {asked, asked};
  document.items[1].earlier = 1;
  const DocumentReport report = normalized(document);
  EXPECT_THAT(report.doubts, IsEmpty());
  EXPECT_THAT(report.author, Optional(std::string("Committee against Torture")));
  ASSERT_THAT(report.recommendations, SizeIs(2));
  const Recommendation& record = report.recommendations[0];
  EXPECT_EQ(record.mechanism, "treaty-body");
  EXPECT_EQ(record.text, "Abolish the fee (Spain)");  // States do not recommend here
  EXPECT_THAT(record.recommending_states, IsEmpty());
  EXPECT_THAT(record.recommending_body, Optional(std::string("Committee against Torture")));
  EXPECT_THAT(record.verb, Optional(std::string("recommends")));
  EXPECT_THAT(record.addressees, ElementsAre("the State party", "Turkey",  // in 2014
                                             "United Kingdom of Great Britain and Northern Ireland"));
  EXPECT_EQ(report.recommendations[1].id, "CAT/C/PER/CO/9#12~2");
}

TEST(NormalizerTest, RecommendersThatTheItemNamesAreNotLookedForInItsText) {
  extract::Reading document = reading_of("upr/advance-questions", "");
  document.cover.state = "Peru";
  extract::Item question = item("What of the fee (Spain)?", 1, "1");
  question.recommenders = {"UK", "Ruritania"};
  document.items = {question};
  const DocumentReport report = normalized(document);
  ASSERT_THAT(report.recommendations, SizeIs(1));
  const Recommendation& record = report.recommendations[0];
  EXPECT_EQ(record.text, "What of the fee (Spain)?");
  ASSERT_THAT(record.recommending_states, SizeIs(1));
  EXPECT_EQ(record.recommending_states[0].iso3, "GBR");
  EXPECT_THAT(codes(record.doubts), ElementsAre("unknown-state"));
}

TEST(NormalizerTest, AnAddendumBelongsToTheReviewOfItsReport) {
  extract::Reading document = reading_of("upr/addendum", "A/HRC/8/37/Add.1");
  document.statements = {{"12", position(Response::kNoted, {}), "", true, {{"recalled", ""}}, {{"unsure", ""}}},
                         {"68.4", position(Response::kNoted, {}), "A/HRC/ 8/38", false}};
  const DocumentReport report = normalized(document);
  EXPECT_THAT(report.doubts, IsEmpty());
  EXPECT_THAT(report.review.state_under_review, Optional(std::string("PER")));
  EXPECT_THAT(report.review.session, Optional(2));
  EXPECT_THAT(report.review.cycle, Optional(1));
  EXPECT_THAT(report.review.year, Optional(2008));
  ASSERT_THAT(report.statements, SizeIs(2));
  EXPECT_THAT(report.statements[0].report, Optional(std::string("A/HRC/8/37")));
  EXPECT_TRUE(report.statements[0].ordinal);
  EXPECT_THAT(codes(report.statements[0].flags), ElementsAre("recalled"));
  EXPECT_THAT(codes(report.statements[0].doubts), ElementsAre("unsure"));
  EXPECT_THAT(report.statements[1].report, Optional(std::string("A/HRC/8/38")));
  ASSERT_THAT(report.links, SizeIs(1));
  EXPECT_EQ(report.links[0].relation, "report");
  EXPECT_EQ(report.links[0].symbol, "A/HRC/8/37");
  // A review that the catalogue does not have.
  document.cover.symbol = "A/HRC/99/1/Add.1";
  document.cover.state = "Peru";
  const DocumentReport other = normalized(document);
  EXPECT_THAT(other.doubts, IsEmpty());
  EXPECT_EQ(other.review.session, std::nullopt);
}

TEST(NormalizerTest, ANationalReportTellsItsSessionInItsSymbol) {
  const DocumentReport report = normalized(reading_of("upr/national-report", "A/HRC/WG.6/20/ESP/1"));
  EXPECT_THAT(report.doubts, IsEmpty());
  EXPECT_THAT(report.review.state_under_review, Optional(std::string("ESP")));
  EXPECT_THAT(report.review.session, Optional(20));
  EXPECT_THAT(report.review.cycle, Optional(2));
}

TEST(NormalizerTest, ARowOfAListKnowsItsReport) {
  extract::Reading document = reading_of("upr/thematic-list", "");
  document.cover = {};
  document.cover.state = "Spain";
  document.cover.working_group_session = "20th";
  extract::Item row = item("Abolish the fee (Chile)", 115, "1");
  row.report = "A/HRC/28/906";
  row.themes = {{"A12", "Norms", "upr-2"}};
  row.persons = {"women"};
  row.sdgs = {5};
  row.positions = {position(Response::kSupported, {})};
  row.positions[0].document = "A/HRC/28/906/Add.1";
  document.items = {row};
  const DocumentReport report = normalized(document);
  EXPECT_THAT(report.doubts, IsEmpty());  // it has no symbol and no date
  EXPECT_THAT(report.review.session, Optional(20));
  ASSERT_THAT(report.recommendations, SizeIs(1));
  const Recommendation& record = report.recommendations[0];
  EXPECT_EQ(record.id, "5ba4#115.1");
  EXPECT_THAT(record.report, Optional(std::string("A/HRC/28/906")));
  EXPECT_EQ(record.positions[0].document, "5ba4");
  EXPECT_EQ(record.positions[0].position.document, "A/HRC/28/906/Add.1");
  EXPECT_THAT(record.themes, SizeIs(1));
  EXPECT_THAT(record.persons, ElementsAre("women"));
  EXPECT_THAT(record.sdgs, ElementsAre(5));
  ASSERT_THAT(report.statements, SizeIs(1));
  EXPECT_THAT(report.statements[0].report, Optional(std::string("A/HRC/28/906")));
  EXPECT_EQ(report.statements[0].target, "115.1");
}

TEST(NormalizerTest, ADecisionAdoptsAReport) {
  extract::Reading document = reading_of("human-rights-council/decision", "A/HRC/DEC/8/117");
  extract::Adoption adoption;
  adoption.state = "Peru";
  adoption.decision = "8/117";
  adoption.date = "10 June 2008";
  adoption.documents = {"A/HRC/8/52", "A/HRC/8/37*", "A/HRC/8/37/Add.1"};
  document.adoptions = {adoption};
  const DocumentReport report = normalized(document);
  EXPECT_THAT(report.doubts, IsEmpty());
  ASSERT_THAT(report.adoptions, SizeIs(1));
  EXPECT_THAT(report.adoptions[0].state, Optional(std::string("PER")));
  EXPECT_THAT(report.adoptions[0].decision, Optional(std::string("A/HRC/DEC/8/117")));
  EXPECT_THAT(report.adoptions[0].date, Optional(std::string("2008-06-10")));
  EXPECT_THAT(report.adoptions[0].report, Optional(std::string("A/HRC/8/37")));  // the catalogue knows which
  EXPECT_THAT(report.review.state_under_review, Optional(std::string("PER")));
}

TEST(NormalizerTest, AWebPageHasNoCover) {
  extract::Reading document = reading_of("web/page", "");
  document.cover = {};
  document.cover.published = "2014-09-18";
  document.text = "A page.";
  document.citations = {{"cites", "A/HRC/27/ 10"}, {"cites", "A/HRC/27/10"}};
  const DocumentReport report = normalized(document);
  EXPECT_THAT(report.doubts, IsEmpty());
  EXPECT_EQ(report.text, "A page.");
  EXPECT_THAT(report.document.published, Optional(std::string("2014-09-18")));
  ASSERT_THAT(report.links, SizeIs(1));
  EXPECT_EQ(report.links[0].symbol, "A/HRC/27/10");
}

TEST(NormalizerTest, ItsOwnTotalsAreHeldAgainstItsRecommendations) {
  extract::Reading document = reading();
  document.items = {item("Abolish the fee (Spain);"), item("Lower the tax (Chile);", 124, "37")};
  document.totals = {{extract::Total::Of::kReceived, 2, "5", 1, "", ""},
                     {extract::Total::Of::kStates, 3, "5", 1, "", ""}};
  EXPECT_THAT(codes(normalized(document).doubts), ElementsAre("totals-differ"));
}

TEST(NormalizerTest, AReportFollowsThatOfTheCycleBefore) {
  extract::Reading document = reading();
  const DocumentReport report = normalized(document);
  ASSERT_THAT(report.links, SizeIs(1));
  EXPECT_EQ(report.links[0].relation, "previous-report");
  EXPECT_EQ(report.links[0].symbol, "A/HRC/8/37");
}

TEST(NormalizerTest, AnEmptyDocumentHasNoRecords) {
  const DocumentReport report = normalized(reading());
  EXPECT_EQ(report.items_seen, 0);
  EXPECT_THAT(report.recommendations, IsEmpty());
  EXPECT_THAT(report.rejects, IsEmpty());
}

}  // namespace
}  // namespace troika::normalize
