#include "pipeline/wire.h"

#include <random>
#include <string>

#include <gtest/gtest.h>

#include "tests/pipeline/outcomes.h"

namespace troika::pipeline {
namespace {

using extract::Qualifier;
using extract::Response;

// Every member of every type differs from its default, so that one that is left out shows.
output::DocumentOutcome full_outcome() {
  const normalize::StateRef state{"TLS", "Timor-Leste", "Timor Leste", "asia-pacific"};
  const extract::Position position{Response::kNoted,
                                   {Qualifier::kInProcess, Qualifier::kReserved},
                                   "124",
                                   13,
                                   "will be examined",
                                   "examined",
                                   "to-be-examined",
                                   "as the State said",
                                   "A/HRC/27/10/Add.1"};
  const extract::Total total{extract::Total::Of::kStates, 87, "5", 2, "from 87 States", "states", true};
  const extract::Remark flag{"misprint", "121.3 for 124.3"}, doubt{"total", "12 stated, 11 read"};
  const normalize::DocumentRef document{"A/HRC/27/10", "upr/working-group-report",      "en", "Report", "2014-07-02",
                                        "5ad0",        "https://example.org/report.pdf"};
  const normalize::Review review{"PRK", 2, 19, 2014};
  const normalize::Provenance provenance{"upr/working-group-report", "77aa", {"response"}};

  normalize::Recommendation record;
  record.id = "A/HRC/27/10#124.36";
  record.mechanism = "upr";
  record.document = document;
  record.review = review;
  record.number = "124.36";
  record.label = "124. 36";
  record.paragraph = 124;
  record.item = "36";
  record.text = "Ratify";
  record.text_verbatim = std::string("124. 36\nRatif\0y", 15);
  record.recommending_states = {state, state};
  record.recommending_body = "CEDAW";
  record.addressees = {"State", "parliament"};
  record.parts = {{"Ratify", {state}}, {"Sign", {}}};
  record.notes = {{"*", "As spoken", 14}};
  record.response = Response::kPending;
  record.qualifiers = {Qualifier::kAlreadyImplemented};
  record.report = "A/HRC/27/11";
  record.verb = "Urges";
  record.positions = {{"A/HRC/27/10", position}, {}};
  record.themes = {{"A12", "Norms", "upr-2"}, {}};
  record.persons = {"women"};
  record.sdgs = {5, 16};
  record.where = {{14, {120.1, 210.4, 475, 236.2}}};
  record.flags = {flag};
  record.doubts = {doubt};
  record.provenance = provenance;

  normalize::DocumentReport report;
  report.document = document;
  report.review = review;
  report.provenance = provenance;
  report.pages = 25;
  report.items_seen = 2;
  report.recommendations = {record};
  report.statements = {{"A/HRC/27/10", "68.4", true, position, {flag}, {doubt}}};
  report.rejects = {{{"gap", "no 124.37"}, 124, 15, "raw"}};
  report.flags = {flag};
  report.doubts = {doubt};
  report.author = "Committee against Torture";
  report.text = "of a web page";
  report.totals = {total};
  report.adoptions = {{"PRK",
                       "A/HRC/27/10",
                       "A/HRC/DEC/27/105",
                       "2014-09-18",
                       {"A/HRC/27/10", "A/HRC/27/2"},
                       {total},
                       "800",
                       120,
                       "adopted"}};
  report.links = {{"cites", "A/RES/60/251"}};
  report.heard_of_reviews = {"report\tA/HRC/27/10\t\t"};
  return {"reports/a.pdf", "5ad0", report};
}

// All streams hold all that a report holds, so equal lines are equal reports; what they leave out is compared by bytes.
std::string lines_of(const output::DocumentOutcome& outcome) {
  std::string lines = outcome.input + outcome.sha256;
  output::append_recommendations(lines, outcome);
  output::append_document(lines, outcome);
  output::append_positions(lines, outcome);
  output::append_failures(lines, outcome);
  return lines;
}

void expect_round_trip(const output::DocumentOutcome& outcome) {
  const std::string bytes = encode(outcome);
  const auto decoded = decode(bytes);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(lines_of(*decoded), lines_of(outcome));
  EXPECT_EQ(encode(*decoded), bytes);
}

TEST(Wire, RoundTrip) {
  expect_round_trip(full_outcome());
  expect_round_trip(make_outcome("empty.pdf", 0));
  expect_round_trip(make_failed_outcome("bad.pdf"));
  expect_round_trip({"", "", tl::unexpected(fetch::Failure{})});
}

TEST(Wire, FailureKeepsEveryMember) {
  const fetch::Failure failure{fetch::Stage::kFetch, fetch::FailureCode::kUnreadable, true, "permission"};
  const auto decoded = decode(encode(output::DocumentOutcome{"a.pdf", "", tl::unexpected(failure)}));
  ASSERT_TRUE(decoded);
  ASSERT_FALSE(decoded->report);
  EXPECT_EQ(decoded->report.error().stage, failure.stage);
  EXPECT_EQ(decoded->report.error().code, failure.code);
  EXPECT_TRUE(decoded->report.error().retryable);
  EXPECT_EQ(decoded->report.error().detail, "permission");
}

TEST(Wire, EveryTruncationIsAFailure) {
  for (const output::DocumentOutcome& outcome : {full_outcome(), make_failed_outcome("bad.pdf")}) {
    const std::string bytes = encode(outcome);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      const auto decoded = decode(std::string_view(bytes).substr(0, length));
      ASSERT_FALSE(decoded) << length << " of " << bytes.size() << " bytes";
      EXPECT_EQ(decoded.error().code, fetch::FailureCode::kInternal);
    }
  }
}

TEST(Wire, RenderedOutcomesKeepAllButTheirLines) {
  RenderedOutcome rendered = render(full_outcome());
  rendered.troubles = {"A/HRC/27/10#124.36: outdated-correction"};
  rendered.counts.joined = 7;
  const std::string bytes = encode(rendered);
  const auto decoded = decode_rendered(bytes);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(encode(*decoded), bytes);
  EXPECT_EQ(encode(decoded->outcome), encode(rendered.outcome));
  EXPECT_EQ(decoded->reviews, (std::vector<std::string>{"A/HRC/27/10", "A/HRC/27/11"}));
  EXPECT_EQ(decoded->troubles, rendered.troubles);
  EXPECT_EQ(decoded->counts.recommendations, 1U);
  EXPECT_EQ(decoded->counts.joined, 7U);
  EXPECT_EQ(decoded->counts.rejects, 1U);
  EXPECT_EQ(decoded->counts.responses.pending, 1U);
  for (std::size_t length = 0; length < bytes.size(); ++length)
    ASSERT_FALSE(decode_rendered(std::string_view(bytes).substr(0, length))) << length;
}

TEST(Wire, RequestsKeepTheirForm) {
  for (const Form form : {Form::kReport, Form::kLines}) {
    const Request request = decode_request(encode(Request{form, "reports/a.pdf"}));
    EXPECT_EQ(request.form, form);
    EXPECT_EQ(request.path, "reports/a.pdf");
  }
}

TEST(Wire, MoreBytesThanAnOutcomeAreAFailure) { EXPECT_FALSE(decode(encode(full_outcome()) + '\0')); }

// What decodes after a change must hold together: encode() and the writers look at all of it.
TEST(Wire, ChangedBytesNeverCrash) {
  const std::string bytes = encode(full_outcome());
  for (std::size_t place = 0; place < bytes.size(); ++place) {
    for (const char value : {'\x00', '\x01', '\x7f', '\xff'}) {
      std::string changed = bytes;
      changed[place] = value;
      if (const auto decoded = decode(changed)) lines_of(*decoded);
    }
  }
}

TEST(Wire, RandomBytesAreAFailure) {
  std::mt19937 random(1);  // the same bytes in every run
  for (int i = 0; i < 1000; ++i) {
    std::string bytes(random() % 300, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    EXPECT_FALSE(decode(bytes));
  }
}

}  // namespace
}  // namespace troika::pipeline
