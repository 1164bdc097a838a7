#include "pipeline/linking.h"

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/runner.h"

namespace troika::pipeline {
namespace {

namespace fs = std::filesystem;
using extract::Response;
using testing::HasSubstr;
using testing::Not;

normalize::DocumentReport document(const std::string& symbol, const std::string& kind, const std::string& published) {
  normalize::DocumentReport report;
  if (!symbol.empty()) report.document.symbol = symbol;
  report.document.kind = kind;
  report.document.language = "en";
  if (!published.empty()) report.document.published = published;
  report.document.sha256 = std::string(64, 'a');
  report.provenance = {kind, std::string(64, 'b'), {}};
  return report;
}

extract::Position position(Response response, const std::string& quote) {
  extract::Position position;
  position.response = response;
  position.quote = quote;
  position.paragraph = "3";
  return position;
}

void add_record(normalize::DocumentReport& report, int item, Response response) {
  normalize::Recommendation record;
  record.document = report.document;
  record.mechanism = "upr";
  record.review = report.review;
  record.paragraph = 115;
  record.item = std::to_string(item);
  record.number = "115." + *record.item;
  record.id = name_of(report.document) + "#" + record.number;
  record.text = record.text_verbatim = "Ratify";
  record.response = response;
  record.positions = {{name_of(report.document), position(response, "as listed")}};
  record.provenance = report.provenance;
  report.recommendations.push_back(record);
  ++report.items_seen;
}

normalize::DocumentReport report_of(const std::string& symbol, int cycle) {
  normalize::DocumentReport report =
      document(symbol, std::string(normalize::kWorkingGroupReport), std::to_string(2008 + 4 * cycle) + "-12-10");
  report.review = {"XVA", cycle, {}, {}};
  for (int item = 1; item <= 3; ++item) add_record(report, item, Response::kPending);
  report.statements = {{symbol, "115.1", false, position(Response::kPending, "as listed"), {}, {}}};
  report.rejects = {{{"gap", "115.4"}, 115, 3, ""}};
  ++report.items_seen;
  return report;
}

normalize::DocumentReport addendum() {
  normalize::DocumentReport report = document("A/HRC/28/915/Add.1", "upr/addendum", "2017-03-04");
  const auto say = [&](const std::string& target, Response response, bool ordinal) {
    report.statements.push_back({"A/HRC/28/915", target, ordinal, position(response, "is answered"), {}, {}});
  };
  say("115.1", Response::kSupported, false);
  say("2", Response::kNoted, true);
  say("115.9", Response::kNoted, false);
  report.rejects = {{{"unclaimed", ""}, 4, 2, "Annex"}};
  report.items_seen = 1;
  return report;
}

normalize::DocumentReport list() {
  normalize::DocumentReport report = document("", "upr/thematic-list", "");
  report.document.sha256 = std::string(64, 'c');
  add_record(report, 1, Response::kSupported);
  report.recommendations[0].report = "A/HRC/28/915";
  report.recommendations[0].themes = {{"A12", "Norms", "upr-2"}};
  report.statements = {{"A/HRC/28/915", "115.1", false, position(Response::kSupported, "as listed"), {}, {}}};
  return report;
}

class FakeReader : public DocumentReader {
 public:
  output::DocumentOutcome read(const std::string& path) noexcept override {
    if (path == "report") return {path, std::string(64, 'a'), report_of("A/HRC/28/915", 2)};
    if (path == "previous") return {path, std::string(64, 'a'), report_of("A/HRC/14/915", 1)};
    if (path == "addendum") return {path, std::string(64, 'a'), addendum()};
    if (path == "list") return {path, std::string(64, 'c'), list()};
    return {path, "", tl::unexpected(fetch::Failure{fetch::Stage::kFetch, fetch::FailureCode::kNotFound, true, ""})};
  }
};

std::string content_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

class LinkingTest : public testing::Test {
 protected:
  ~LinkingTest() override { fs::remove_all(folder); }

  // The streams of a run, by name.
  std::map<std::string, std::string> run_to_folder(const std::vector<std::string>& inputs, bool link = true,
                                                   int jobs = 1) {
    fs::remove_all(folder);
    auto sink = make_folder_sink(folder);
    EXPECT_TRUE(sink);
    summary = run({inputs, reader, **sink, console, jobs, [] { return false; }, link ? &reviews : nullptr});
    std::map<std::string, std::string> streams;
    for (const std::string_view name : kStreamNames) streams[std::string(name)] = content_of(folder / name);
    return streams;
  }

  std::string run_to_output(const std::vector<std::string>& inputs) {
    const FileDescriptor file(::open((folder.string() + ".out").c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    auto sink = make_spooled_sink(file.get());
    EXPECT_TRUE(sink);
    run({inputs, reader, **sink, console, 1, [] { return false; }, &reviews});
    fs::path path = folder.string() + ".out";
    std::string content = content_of(path);
    fs::remove(path);
    return content;
  }

  const fs::path folder = fs::path(testing::TempDir()) / ("linking_test_" + std::to_string(::getpid()));
  const normalize::ReviewTable reviews{{}};
  FakeReader reader;
  Console console{ConsoleSettings{false, true, false}};
  RunSummary summary;
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0, end = 0; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1)
    lines.push_back(text.substr(begin, end - begin));
  return lines;
}

TEST_F(LinkingTest, RevisesOnlyTheLinesOfReviewsWithSeveralDocuments) {
  const std::vector<std::string> inputs = {"missing", "addendum", "previous", "report", "missing"};
  auto unlinked = run_to_folder(inputs, false);
  auto linked = run_to_folder(inputs);
  const auto before = lines_of(unlinked["recommendations.jsonl"]), after = lines_of(linked["recommendations.jsonl"]);
  ASSERT_EQ(before.size(), 6U);
  ASSERT_EQ(after.size(), 6U);
  for (std::size_t i : {0U, 1U, 2U, 5U}) EXPECT_EQ(after[i], before[i]);  // nothing was said of them
  EXPECT_THAT(after[3], HasSubstr(R"("response":"supported","qualifiers":[],"positions":[{"response":"pending")"));
  EXPECT_THAT(after[3], HasSubstr(R"("document":"A/HRC/28/915/Add.1")"));
  EXPECT_THAT(after[4], HasSubstr(R"("response":"noted")"));

  const auto documents = lines_of(linked["documents.jsonl"]);
  ASSERT_EQ(documents.size(), 5U);
  EXPECT_EQ(documents[2], lines_of(unlinked["documents.jsonl"])[2]);
  EXPECT_THAT(documents[3], HasSubstr(R"("responses":{"supported":1,"noted":1,"partially_supported":0,"pending":1,)"));
  EXPECT_THAT(documents[3], HasSubstr(R"("links":[{"relation":"addendum","symbol":"A/HRC/28/915/Add.1"},)"
                                      R"({"relation":"previous-report","symbol":"A/HRC/14/915"}])"));
  EXPECT_THAT(documents[1], HasSubstr(R"("items_seen":2,"recommendations":0,"joined":0,"rejects":2)"));

  const auto positions = lines_of(linked["positions.jsonl"]);
  ASSERT_EQ(positions.size(), 5U);
  EXPECT_THAT(positions[1], HasSubstr(R"("target":{"symbol":"A/HRC/28/915","number":"115.2","ordinal":false})"));
  EXPECT_THAT(positions[2], HasSubstr("unknown-number"));

  const auto failures = lines_of(linked["failures.jsonl"]);
  ASSERT_EQ(failures.size(), 6U);
  EXPECT_THAT(failures[1], HasSubstr("unclaimed"));
  EXPECT_THAT(failures[2], HasSubstr(R"("code":"unknown-number")"));
  EXPECT_EQ(summary.rejects, 4U);

  const auto summaries = lines_of(linked["reviews.jsonl"]);
  ASSERT_EQ(summaries.size(), 2U);
  EXPECT_THAT(summaries[0], HasSubstr(R"("report":"A/HRC/28/915","documents":[{"relation":"report")"));
  EXPECT_THAT(summaries[0], HasSubstr(R"("previous_report":"A/HRC/14/915")"));
  EXPECT_THAT(summaries[1], HasSubstr(R"("previous_report":null)"));
}

TEST_F(LinkingTest, GivesTheSameWhateverTheJobs) {
  const std::vector<std::string> inputs = {"list", "addendum", "previous", "report"};
  const auto once = run_to_folder(inputs, true, 1);
  EXPECT_EQ(lines_of(once.at("recommendations.jsonl")).size(), 6U);
  EXPECT_EQ(once, run_to_folder(inputs, true, 4));
}

TEST_F(LinkingTest, JoinsTheRowsOfAList) {
  auto linked = run_to_folder({"list", "report"});
  const auto records = lines_of(linked["recommendations.jsonl"]);
  ASSERT_EQ(records.size(), 3U);
  EXPECT_THAT(records[0], HasSubstr(R"("themes":[{"code":"A12")"));
  EXPECT_THAT(lines_of(linked["documents.jsonl"])[0],
              HasSubstr(R"("items_seen":1,"recommendations":0,"joined":1,"rejects":0)"));
  EXPECT_EQ(lines_of(linked["positions.jsonl"]).size(), 2U);
  EXPECT_EQ(summary.recommendations, 3U);
  // Without the report they are records.
  linked = run_to_folder({"list", "addendum"});
  EXPECT_THAT(linked["recommendations.jsonl"], HasSubstr(R"("id":")" + std::string(64, 'c') + "#115.1\""));
}

TEST_F(LinkingTest, StandardOutputHasTheSameRecords) {
  for (const std::vector<std::string>& inputs : std::vector<std::vector<std::string>>{
           {"addendum", "report", "previous"}, {"report", "previous"}, {"list", "report"}, {"list"}}) {
    const std::string output = run_to_output(inputs);
    EXPECT_NE(output, "");
    EXPECT_EQ(output, run_to_folder(inputs)["recommendations.jsonl"]);
  }
}

TEST_F(LinkingTest, AReportGivenTwiceKeepsItsRecords) {
  const std::vector<std::string> inputs = {"report", "previous", "report", "list"};
  const std::vector<std::string> reports(inputs.begin(), inputs.end() - 1);
  auto unlinked = run_to_folder(reports, false), linked = run_to_folder(reports);
  EXPECT_EQ(linked["recommendations.jsonl"], unlinked["recommendations.jsonl"]);
  EXPECT_THAT(lines_of(linked["documents.jsonl"])[2],
              HasSubstr(R"("recommendations":3,"joined":0,"rejects":1,"responses":{"supported":0,"noted":0,)"
                        R"("partially_supported":0,"pending":3,)"));
  linked = run_to_folder(inputs);
  const auto records = lines_of(linked["recommendations.jsonl"]);
  ASSERT_EQ(records.size(), 9U);
  for (std::size_t i : {0U, 6U}) EXPECT_THAT(records[i], HasSubstr(R"("themes":[{"code":"A12")"));
}

TEST_F(LinkingTest, AReportAloneIsWrittenAsItIs) {
  auto unlinked = run_to_folder({"report"}, false), linked = run_to_folder({"report"});
  EXPECT_THAT(linked["reviews.jsonl"],
              HasSubstr(R"("responses":{"supported":0,"noted":0,"partially_supported":0,"pending":3)"));
  linked["reviews.jsonl"].clear();
  EXPECT_EQ(linked, unlinked);
}

}  // namespace
}  // namespace troika::pipeline
