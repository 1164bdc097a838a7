// Documents of one review, whichever comes first and whatever becomes of them: what the streams show of it.
#include <csignal>
#include <functional>
#include <map>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>

#include "output/json_reader.h"
#include "output/store/sqlite.h"
#include "tests/output/store/store_fixture.h"

namespace troika::output {
namespace {

using extract::Response;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const std::string kReport = "A/HRC/28/915";
const std::string kAddendum = "A/HRC/28/915/Add.1";

struct Answer {
  std::string report, target;
  Response response;
};

normalize::DocumentReport document(const fetch::Fetched& fetched, const std::string& symbol, const std::string& kind,
                                   const std::string& published) {
  normalize::DocumentReport report;
  if (!symbol.empty()) report.document.symbol = symbol;
  report.document.kind = kind;
  report.document.language = "en";
  if (!published.empty()) report.document.published = published;
  report.document.sha256 = fetched.archived->sha256;
  report.provenance = {kind, sha_of("rules"), {}};
  return report;
}

void add_record(normalize::DocumentReport& report, const std::string& number, const std::string& text) {
  normalize::Recommendation record;
  record.document = report.document;
  record.document.sha256 = sha_of("any");  // these tests follow what is said
  record.mechanism = "upr";
  record.review = report.review;
  record.number = number;
  record.id = name_of(report.document) + "#" + number;
  record.text = record.text_verbatim = text;
  record.response = Response::kPending;
  record.positions.push_back({name_of(report.document), {}});
  record.positions.back().position.response = Response::kPending;
  record.provenance = report.provenance;
  report.recommendations.push_back(record);
  ++report.items_seen;
}

normalize::DocumentReport report_on(const fetch::Fetched& fetched, const std::string& symbol,
                                    const std::string& state = "XVA", int cycle = 2) {
  normalize::DocumentReport report = document(fetched, symbol, std::string(normalize::kWorkingGroupReport),
                                              std::to_string(2008 + 4 * cycle) + "-12-10");
  report.review = {state, cycle, {}, {}};
  for (const char* number : {"115.1", "115.2", "115.3"}) add_record(report, number, std::string("Ratify ") + number);
  return report;
}

normalize::DocumentReport answers(const fetch::Fetched& fetched, const std::string& symbol, const std::string& kind,
                                  const std::vector<Answer>& given, const std::string& published = "2017-03-04") {
  normalize::DocumentReport report = document(fetched, symbol, kind, published);
  for (const auto& [about, target, response] : given) {
    normalize::Statement statement{about, target, false, {}, {}, {}};
    statement.position.response = response;
    statement.position.quote = "is answered";
    report.statements.push_back(statement);
  }
  return report;
}

class StoreLinkingTest : public StoreTest {
 protected:
  using Make = std::function<normalize::DocumentReport(const fetch::Fetched&)>;

  // A run in which these documents come, each with the bytes of its name and `version`, and the others stay away.
  CommitSummary night(const std::map<std::string, Make>& documents, const std::string& version = "1") {
    ++nights_;
    std::vector<std::string> keys;
    for (const auto& [key, make] : documents) keys.push_back(key);
    begin("run-" + std::to_string(nights_), keys);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const fetch::Task task = *value_of(store_->lease());
      if (const Make& make = documents.at(task.key)) {
        const auto fetched = arrived(task, sha_of(task.key + version));
        commit(fetched, {task.key, fetched.archived->sha256, make(fetched)});
      } else {
        const auto fetched = not_fetched(task, fetch::FailureCode::kNotPublishedYet);
        commit(fetched, {task.key, "", tl::unexpected(*fetched.failure)});
      }
    }
    const CommitSummary summary = value_of(store_->finish(RunRecord()));
    publish();
    return summary;
  }

  static Make report(const std::string& symbol = kReport, const std::string& state = "XVA", int cycle = 2) {
    return [=](const fetch::Fetched& fetched) { return report_on(fetched, symbol, state, cycle); };
  }
  static Make addendum(Response response, const std::string& target = "115.1") {
    return [=](const fetch::Fetched& fetched) {
      return answers(fetched, kAddendum, "upr/addendum", {{kReport, target, response}});
    };
  }

  // "115.1 noted", ... of the published records.
  std::vector<std::string> responses() {
    std::vector<std::string> responses;
    for (const std::string& line : lines_of(published("recommendations.jsonl"))) {
      const auto record = value_of(read_recommendation(line));
      responses.push_back(record.number + ' ' + std::string(extract::name_of(*record.response)));
    }
    return responses;
  }

  std::map<std::string, std::string> streams() const {
    std::map<std::string, std::string> streams;
    for (const char* name :
         {"recommendations.jsonl", "documents.jsonl", "positions.jsonl", "failures.jsonl", "reviews.jsonl"})
      streams[name] = content_of(published(name));
    return streams;
  }

  int nights_ = 0;
};

TEST_F(StoreLinkingTest, TheOrderInWhichTheyComeMakesNoDifference) {
  night({{"r", report()}});
  const auto alone = streams();
  EXPECT_THAT(responses(), ElementsAre("115.1 pending", "115.2 pending", "115.3 pending"));
  EXPECT_THAT(lines_of(published("reviews.jsonl")), ElementsAre(HasSubstr("\"pending\":3")));
  EXPECT_EQ(night({{"a", addendum(Response::kNoted)}}).changed, 1);
  EXPECT_THAT(responses(), ElementsAre("115.1 noted", "115.2 pending", "115.3 pending"));
  EXPECT_THAT(changes(), ElementsAre("added A/HRC/28/915#115.1", "added A/HRC/28/915#115.2", "added A/HRC/28/915#115.3",
                                     "changed A/HRC/28/915#115.1"));
  EXPECT_THAT(lines_of(published("documents.jsonl"))[1], HasSubstr(R"({"relation":"addendum","symbol":")" + kAddendum));
  EXPECT_THAT(lines_of(published("reviews.jsonl")),
              ElementsAre(testing::AllOf(HasSubstr("\"noted\":1"), HasSubstr("\"pending\":2"), HasSubstr(kAddendum))));
  const auto linked = streams();

  store_ = value_of(Store::open(folder_ / "addendum first.sqlite"));
  night({{"a", addendum(Response::kNoted)}});
  EXPECT_THAT(lines_of(published("reviews.jsonl")), ElementsAre(HasSubstr("\"responses\":null")));
  EXPECT_EQ(night({{"r", report()}}).added, 3);
  EXPECT_EQ(streams(), linked);
  EXPECT_THAT(changes(), SizeIs(3));

  store_ = value_of(Store::open(folder_ / "both at once.sqlite"));
  const CommitSummary both = night({{"a", addendum(Response::kNoted)}, {"r", report()}});
  EXPECT_EQ(both.added, 3);
  EXPECT_EQ(both.changed, 0);
  EXPECT_EQ(streams(), linked);
  EXPECT_NE(alone, linked);
}

TEST_F(StoreLinkingTest, AnAddendumThatChangesOrGoesTakesItsAnswersWithIt) {
  night({{"r", report()}});
  const auto alone = streams();
  night({{"a", addendum(Response::kNoted)}});
  EXPECT_EQ(night({{"a", addendum(Response::kSupported)}}, "2").changed, 1);
  EXPECT_THAT(responses(), ElementsAre("115.1 supported", "115.2 pending", "115.3 pending"));
  EXPECT_EQ(night({{"a", addendum(Response::kSupported, "115.3")}}, "3").changed, 2);
  EXPECT_THAT(responses(), ElementsAre("115.1 pending", "115.2 pending", "115.3 supported"));
  EXPECT_EQ(night({{"a", addendum(Response::kSupported, "115.9")}}, "4").changed, 1);
  EXPECT_THAT(lines_of(published("failures.jsonl")), ElementsAre(HasSubstr("has no recommendation 115.9")));
  EXPECT_THAT(lines_of(published("positions.jsonl")), ElementsAre(HasSubstr("unknown-number")));
  night({{"a", addendum(Response::kNoted)}}, "5");
  EXPECT_THAT(lines_of(published("failures.jsonl")), IsEmpty());

  for (int gone = 1; gone < 3; ++gone) EXPECT_EQ(night({{"a", nullptr}}).changed, 0);
  EXPECT_EQ(night({{"a", nullptr}}).changed, 1);
  auto after = streams();
  std::erase_if(after, [](const auto& stream) { return stream.first == "documents.jsonl"; });
  for (const auto& [name, content] : after) EXPECT_EQ(content, alone.at(name)) << name;
  EXPECT_THAT(lines_of(published("documents.jsonl")),
              testing::Contains(alone.at("documents.jsonl").substr(0, alone.at("documents.jsonl").size() - 1)));
}

TEST_F(StoreLinkingTest, AVersionThatIsSupersededSaysNothing) {
  const Make older = [](const fetch::Fetched& fetched) {
    return answers(fetched, kAddendum, "upr/addendum", {{kReport, "115.2", Response::kNoted}}, "2017-03-01");
  };
  night({{"r", report()}, {"old", older}});
  EXPECT_THAT(responses(), ElementsAre("115.1 pending", "115.2 noted", "115.3 pending"));
  EXPECT_EQ(night({{"a", addendum(Response::kNoted)}}).changed, 2);
  EXPECT_THAT(responses(), ElementsAre("115.1 noted", "115.2 pending", "115.3 pending"));
  EXPECT_THAT(lines_of(published("documents.jsonl"))[1],
              testing::AllOf(Not(HasSubstr("\"relation\"")), HasSubstr("\"superseded_by\":\"")));
  for (int gone = 1; gone <= 3; ++gone) night({{"a", nullptr}});
  EXPECT_THAT(responses(), ElementsAre("115.1 pending", "115.2 noted", "115.3 pending"));
}

TEST_F(StoreLinkingTest, AReportThatIsExtractedAgainIsLinkedAgain) {
  night({{"a", addendum(Response::kNoted)}, {"r", report()}});
  const auto linked = streams();
  const Make moved = [](const fetch::Fetched& fetched) {
    auto again = report_on(fetched, kReport);
    again.recommendations[1].where = {{3, {}}};
    return again;
  };
  const CommitSummary summary = night({{"r", moved}});
  EXPECT_EQ(summary.added + summary.changed + summary.withdrawn, 0);
  EXPECT_THAT(responses(), ElementsAre("115.1 noted", "115.2 pending", "115.3 pending"));
  EXPECT_THAT(changes(), SizeIs(3));
  EXPECT_EQ(streams().at("reviews.jsonl"), linked.at("reviews.jsonl"));
}

TEST_F(StoreLinkingTest, ASessionsReportSpeaksOfTwoStates) {
  const Make session = [](const fetch::Fetched& fetched) {
    auto report = answers(fetched, "A/HRC/28/2", "hrc/session-report",
                          {{kReport, "115.1", Response::kNoted}, {"A/HRC/28/916", "115.2", Response::kSupported}});
    for (const std::string symbol : {"A/HRC/28/915", "A/HRC/28/916"}) {
      normalize::Adoption adoption;
      adoption.report = symbol;
      adoption.decision = "A/HRC/DEC/28/1" + symbol.substr(10);
      adoption.documents = {symbol};
      adoption.totals = {{extract::Total::Of::kReceived, 7, "9", 3, "seven", "rule", false}};
      report.adoptions.push_back(adoption);
    }
    return report;
  };
  night({{"r", report()}, {"s", session}});
  EXPECT_THAT(lines_of(published("reviews.jsonl")), SizeIs(2));
  EXPECT_EQ(night({{"t", report("A/HRC/28/916", "XWE")}}).added, 3);
  EXPECT_THAT(responses(), ElementsAre("115.1 noted", "115.2 pending", "115.3 pending", "115.1 pending",
                                       "115.2 supported", "115.3 pending"));
  const auto reviews = lines_of(published("reviews.jsonl"));
  ASSERT_THAT(reviews, SizeIs(2));
  for (const std::string& review : reviews) {
    EXPECT_THAT(review, HasSubstr("\"decision\":\"A/HRC/DEC/28/11"));
    EXPECT_THAT(review, HasSubstr("states 7 received, read were 3"));
  }
  const std::string line = lines_of(published("documents.jsonl"))[1];
  EXPECT_THAT(line, HasSubstr(R"({"relation":"report","symbol":"A/HRC/28/915"})"));
  EXPECT_THAT(line, HasSubstr(R"({"relation":"report","symbol":"A/HRC/28/916"})"));

  const auto both = streams();  // that only one of them is linked anew makes no difference
  night({{"t", report("A/HRC/28/916", "XWE")}}, "2");
  EXPECT_EQ(streams().at("positions.jsonl"), both.at("positions.jsonl"));
  EXPECT_EQ(lines_of(published("documents.jsonl"))[1], line);
}

TEST_F(StoreLinkingTest, TheRowsOfAListAreJoined) {
  const Make list = [](const fetch::Fetched& fetched) {
    auto report = document(fetched, "", "upr/thematic-list", "");
    for (const char* number : {"115.1", "115.8"}) {
      add_record(report, number, "Ratify");
      report.recommendations.back().report = kReport;
      report.recommendations.back().themes = {{"A12", "Norms", "upr-2"}};
    }
    return report;
  };
  EXPECT_EQ(night({{"l", list}}).added, 2);
  EXPECT_EQ(night({{"r", report()}}).withdrawn, 1);  // the row is no record of its own any more
  EXPECT_THAT(responses(), ElementsAre("115.8 pending", "115.1 pending", "115.2 pending", "115.3 pending"));
  EXPECT_THAT(lines_of(published("recommendations.jsonl"))[1], HasSubstr("\"name\":\"Norms\""));
  EXPECT_THAT(lines_of(published("documents.jsonl"))[0],
              HasSubstr(R"("items_seen":2,"recommendations":1,"joined":1,"rejects":0)"));
  EXPECT_EQ(state_of("l").records, 1);
  for (int gone = 1; gone <= 3; ++gone) night({{"r", nullptr}});
  EXPECT_THAT(responses(), ElementsAre("115.1 pending", "115.8 pending"));
}

TEST_F(StoreLinkingTest, AReviewFollowsTheOneOfTheCycleBefore) {
  night({{"r", report()}});
  EXPECT_THAT(content_of(published("reviews.jsonl")), HasSubstr("\"previous_report\":null"));
  night({{"p", report("A/HRC/14/915", "XVA", 1)}});
  EXPECT_THAT(content_of(published("reviews.jsonl")), HasSubstr("\"previous_report\":\"A/HRC/14/915\""));
  EXPECT_THAT(lines_of(published("documents.jsonl"))[1],
              HasSubstr(R"({"relation":"previous-report","symbol":"A/HRC/14/915"})"));
  EXPECT_THAT(content_of(published("recommendations.jsonl")),  // to follow another takes no record away
              testing::AllOf(HasSubstr("\"id\":\"A/HRC/14/915#"), HasSubstr("\"id\":\"" + std::string(kReport) + '#')));
  for (int gone = 1; gone <= 3; ++gone) night({{"p", nullptr}});
  EXPECT_THAT(lines_of(published("reviews.jsonl")), ElementsAre(HasSubstr("\"previous_report\":null")));
}

TEST_F(StoreLinkingTest, ACatalogueThatLearnsMoreIsAskedAgain) {
  night({{"a", addendum(Response::kNoted)}});
  config::ReviewEntry entry;
  entry.state = "XVA";
  entry.cycle = 2;
  entry.report_symbol = kReport;
  const normalize::ReviewTable catalogue({entry});
  RunOptions options = run_options("run-2");
  options.catalogue = &catalogue;
  options.linked_with = "another catalogue";
  begin(options, {wanted("a")});
  recheck("a");
  value_of(store_->finish(RunRecord()));
  publish();
  EXPECT_THAT(content_of(published("reviews.jsonl")), HasSubstr(R"("state_under_review":"XVA","cycle":2)"));
}

TEST_F(StoreLinkingTest, LinesOfAnotherVersionAreExtractedAgain) {
  night({{"a", addendum(Response::kNoted)}, {"r", report()}});
  Database::open(path()).execute("UPDATE records SET line = replace(line, '\"mechanism\"', '\"mechanismus\"')");
  night({{"a", addendum(Response::kSupported)}}, "2");
  EXPECT_THAT(lines_of(published("recommendations.jsonl"))[0], HasSubstr("\"response\":\"noted\""));  // as it was

  begin("run-3", {"r"});
  const auto same = unchanged(lease("r"));
  ASSERT_TRUE(store_->needs_extraction(same));
  commit(same, {"r", same.archived->sha256, report_on(same, kReport)});
  publish();
  EXPECT_THAT(responses(), ElementsAre("115.1 supported", "115.2 pending", "115.3 pending"));
}

// Killed again and again while it links: the reviews that are linked stay so, and the others follow.
TEST_F(StoreLinkingTest, KillsInTheLinkStepLeaveNoTrace) {
  constexpr int kReviews = 40;
  std::vector<std::string> keys;
  for (int i = 100; i < 100 + kReviews; ++i)
    for (const char* part : {"r", "a"}) keys.push_back(std::to_string(i) + part);
  RunOptions options = run_options("run-1");
  options.deaths_allowed = 1000;
  std::vector<Wanted> documents;
  for (const std::string& key : keys) documents.push_back(wanted(key));
  begin(options, documents);
  while (const auto task = value_of(store_->lease())) {
    const auto fetched = arrived(*task, sha_of(task->key));
    const std::string symbol = "A/HRC/30/" + task->key.substr(0, 3);
    commit(fetched, {task->key, fetched.archived->sha256,
                     task->key.ends_with('r')
                         ? report_on(fetched, symbol, "X" + task->key.substr(1, 2))
                         : answers(fetched, symbol + "/Add.1", "upr/addendum", {{symbol, "115.2", Response::kNoted}})});
  }
  store_.reset();
  const auto touched = [&] { return Database::open(path()).number("SELECT count(*) FROM touched_reviews"); };
  ASSERT_EQ(touched(), kReviews);
  std::filesystem::copy_file(path(), folder_ / "undisturbed.sqlite");

  std::mt19937 random(7);
  int killed_between = 0;
  for (int i = 0; i < 400 && touched() > 0; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      const auto store = Store::open(path());
      if (store && (*store)->begin(options)) (void)(*store)->finish(RunRecord());
      ::_exit(0);
    }
    // Every other time at a moment after its first review, since on a busy machine it may be long in coming there.
    const auto before = touched();
    pid_t ended = 0;
    while (i % 2 == 0 && ended == 0 && touched() == before) ended = ::waitpid(child, nullptr, WNOHANG);
    if (ended == 0) {
      ::usleep(static_cast<useconds_t>(random() % (i % 2 == 0 ? 1'000 : 12'000)));
      ::kill(child, SIGKILL);
      ::waitpid(child, nullptr, 0);
    }
    const auto left = touched();
    killed_between += left > 0 && left < kReviews ? 1 : 0;
  }
  EXPECT_GT(killed_between, 0);
  const auto go_on = [&](const std::string& file) {
    store_ = value_of(Store::open(file));
    begin(options, documents);
    EXPECT_EQ(value_of(store_->finish(RunRecord())).added, 3 * kReviews);
    publish();
    auto all = streams();
    all["changes.jsonl"] = content_of(published("changes.jsonl"));
    return all;
  };
  const auto killed = go_on(path());
  EXPECT_EQ(killed, go_on(folder_ / "undisturbed.sqlite"));
  EXPECT_THAT(killed.at("reviews.jsonl"), HasSubstr("\"noted\":1"));
}

}  // namespace
}  // namespace troika::output
