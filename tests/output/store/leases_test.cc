// What a run gets to do, and what becomes of it when the process dies.
#include <set>

#include <gmock/gmock.h>

#include "normalize/review_inquiry.h"
#include "tests/output/store/store_fixture.h"

namespace troika::output {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Texts kOne = {{"1.1", "Ratify"}};

class LeasesTest : public StoreTest {};

TEST_F(LeasesTest, EveryWantedDocumentOncePerRunInTheOrderOfKeys) {
  begin("run-1", {"b", "c", "a"});
  EXPECT_EQ(value_of(store_->due()), 3);
  extract("a", "1", "A/1", kOne);
  fail("b", fetch::FailureCode::kNetwork);
  EXPECT_EQ(value_of(store_->due()), 1);
  EXPECT_THAT(lease_all(), ElementsAre("c"));
  EXPECT_EQ(value_of(store_->due()), 0);
}

TEST_F(LeasesTest, ATaskCarriesWhatIsKnown) {
  RunOptions options = run_options("run-1");
  Wanted document = wanted("a");
  document.urls = {"https://example.org/1", "https://example.org/2"};
  document.expects = fetch::MediaType::kHtml;
  begin(options, {document});
  fetch::Fetched fetched = arrived(lease("a"), sha_of("1"));
  fetched.url = "https://example.org/2";
  fetched.validators = {"W/\"x\"", "Sat, 31 Jan 2026 02:00:00 GMT"};
  commit(fetched, report_of(fetched, "A/1", kOne));

  options.run_id = "run-2";
  begin(options, {document});
  const fetch::Task task = lease("a");
  EXPECT_EQ(task.source, "symbols");
  EXPECT_EQ(task.urls, document.urls);
  EXPECT_EQ(task.expects, fetch::MediaType::kHtml);
  EXPECT_EQ(task.validated_url, "https://example.org/2");
  EXPECT_EQ(task.validators.etag, "W/\"x\"");
  EXPECT_EQ(task.validators.last_modified, "Sat, 31 Jan 2026 02:00:00 GMT");
  EXPECT_EQ(task.sha256, sha_of("1"));
}

TEST_F(LeasesTest, MaxDocumentsKeysAndShards) {
  std::vector<Wanted> documents;
  for (int i = 100; i < 700; ++i) documents.push_back(wanted(std::to_string(i)));  // more than are looked up at a time

  RunOptions options = run_options("run-1");
  options.max_documents = 2;
  begin(options, documents);
  EXPECT_EQ(value_of(store_->due()), 2);
  EXPECT_THAT(lease_all(), ElementsAre("100", "101"));

  options = run_options("run-2");
  options.keys = {"650", "120", "none"};
  begin(options, documents);
  EXPECT_THAT(lease_all(), ElementsAre("120", "650"));

  std::multiset<std::string> seen;
  for (int shard = 1; shard <= 3; ++shard) {
    open();  // a run that ends in order gives back its leases
    options = run_options("shard-" + std::to_string(shard));
    options.shard = {shard, 3};
    begin(options, documents);
    const int due = value_of(store_->due());
    const auto keys = lease_all();
    EXPECT_THAT(keys, SizeIs(due));
    EXPECT_GT(due, 150);
    seen.insert(keys.begin(), keys.end());
  }
  EXPECT_EQ(seen.size(), documents.size());
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), documents.size());
}

// So --max-documents gets further from night to night, whatever became of those before.
TEST_F(LeasesTest, WhatWasTriedLongestAgoComesFirst) {
  std::vector<Wanted> documents;
  for (int i = 100; i < 700; ++i) documents.push_back(wanted(std::to_string(i)));  // more than are looked up at a time
  const auto night = [&](int number, int most) {
    RunOptions options = run_options("run-" + std::to_string(number));
    options.now = "2026-01-0" + std::to_string(number) + "T02:00:00Z";
    options.max_documents = most;
    begin(options, documents);
    std::vector<std::string> keys;
    while (const auto task = value_of(store_->lease())) {
      keys.push_back(task->key);
      const auto fetched = not_fetched(*task, fetch::FailureCode::kNetwork);
      commit(fetched, {task->key, "", tl::unexpected(*fetched.failure)});
    }
    return keys;
  };
  EXPECT_THAT(night(1, 2), ElementsAre("100", "101"));
  EXPECT_THAT(night(2, 3), ElementsAre("102", "103", "104"));
  EXPECT_THAT(night(3, 595), SizeIs(595));
  EXPECT_THAT(night(4, 5), ElementsAre("100", "101", "102", "103", "104"));  // round once, and on
  const auto all = night(5, 1000);
  EXPECT_THAT(all, SizeIs(600));
  EXPECT_EQ(all.front(), "105");
  EXPECT_EQ(all.back(), "104");
}

TEST_F(LeasesTest, PlansAddUpInARun) {
  value_of(store_->begin(run_options("run-1")));
  PlanSummary plan = value_of(store_->plan({wanted("m"), wanted("n")}));
  EXPECT_EQ(plan.wanted, 2);
  EXPECT_EQ(plan.added, 2);
  lease("m");
  Wanted again = wanted("n");
  again.source = "another";
  again.urls = {"https://example.org/n", "https://mirror.example.org/n"};
  plan = value_of(store_->plan({wanted("a"), again}));  // found while the run is on, before what was given
  EXPECT_EQ(plan.wanted, 3);
  EXPECT_EQ(plan.added, 1);
  lease("a");
  const fetch::Task n = lease("n");
  EXPECT_EQ(n.source, "symbols");
  EXPECT_THAT(n.urls, ElementsAre("https://example.org/n", "https://mirror.example.org/n"));
}

TEST_F(LeasesTest, WhatNoSourceWantsIsKeptAndNotFetched) {
  begin("run-1", {"a", "b"});
  extract("a", "1", "A/1", kOne);
  extract("b", "2", "A/2", kOne);
  value_of(store_->begin(run_options("run-2")));
  EXPECT_EQ(value_of(store_->plan({wanted("a")})).gone, 1);
  EXPECT_THAT(lease_all(), ElementsAre("a"));
  EXPECT_EQ(state_of("b").state, "extracted");
  publish();
  EXPECT_THAT(lines_of(published("recommendations.jsonl")), SizeIs(2));
}

TEST_F(LeasesTest, ARunThatEndsInOrderCountsNoDeath) {
  begin("run-1", {"a"});
  lease("a");
  EXPECT_EQ(state_of("a").state, "leased");
  store_.reset();
  open();
  EXPECT_EQ(begin("run-2", {"a"}).returned, 0);
  EXPECT_EQ(state_of("a").deaths, 0);
}

TEST_F(LeasesTest, AKilledRunGoesOnWhereItStopped) {
  begin("run-1", {"a", "b", "c"});
  extract("a", "1", "A/1", kOne);
  lease("b");
  die();
  const auto unfinished = value_of(store_->unfinished_run());
  ASSERT_TRUE(unfinished);
  EXPECT_EQ(unfinished->run_id, "run-1");
  EXPECT_EQ(unfinished->begun, "2026-01-01T02:00:00Z");
  RunOptions options = run_options("run-1");
  options.now = "2026-01-01T03:00:00Z";
  EXPECT_EQ(begin(options, {wanted("a"), wanted("b"), wanted("c")}).returned, 1);
  EXPECT_THAT(lease_all(), ElementsAre("c", "b"));
  value_of(store_->finish(RunRecord()));
  EXPECT_FALSE(value_of(store_->unfinished_run()));
}

// One document kills the process; three are in work at a time.
TEST_F(LeasesTest, OnlyTheDocumentThatKillsIsSetAside) {
  const std::vector<std::string> keys = {"a", "b", "c", "d", "e"};
  begin("run-1", keys);
  lease("a");
  lease("b");  // the killer
  lease("c");
  die();

  EXPECT_THAT(begin("run-2", keys).set_aside, IsEmpty());
  extract("d", "4", "A/4", kOne);
  const auto last = arrived(lease("e"), sha_of("5"));
  EXPECT_FALSE(store_->may_lease());  // "a" must be alone
  commit(last, report_of(last, "A/5", kOne));
  EXPECT_TRUE(store_->may_lease());
  const auto alone = arrived(lease("a"), sha_of("1"));
  EXPECT_FALSE(store_->may_lease());
  commit(alone, report_of(alone, "A/1", kOne));
  EXPECT_EQ(state_of("a").deaths, 0);
  lease("b");
  die();

  EXPECT_THAT(begin("run-3", keys).set_aside, ElementsAre("b"));
  EXPECT_EQ(state_of("b").state, "dead");
  EXPECT_EQ(state_of("b").verdict, "died_twice");
  EXPECT_THAT(state_of("b").detail, HasSubstr("troika retry b"));
  EXPECT_THAT(lease_all(), ElementsAre("a", "d", "e", "c"));
  EXPECT_TRUE(publish());
  EXPECT_THAT(content_of(published("failures.jsonl")), HasSubstr(R"("code":"died_twice")"));
  EXPECT_THAT(content_of(published("documents.jsonl")), HasSubstr(R"({"input":"b","verdict":"died_twice")"));

  open();
  EXPECT_THAT(begin("run-4", {"b"}).set_aside, IsEmpty());  // no news
  EXPECT_THAT(lease_all(), IsEmpty());
  EXPECT_EQ(value_of(store_->retry({})), 1);
  EXPECT_EQ(state_of("b").state, "due");
  extract("b", "2", "A/2", kOne);
  EXPECT_EQ(state_of("b").state, "extracted");
  EXPECT_EQ(state_of("b").deaths, 0);
}

TEST_F(LeasesTest, RetryTakesDeadLettersByKeyAndExtractsThemAgain) {
  begin("run-1", {"a", "b", "c"});
  extract("a", "1", "A/1", kOne);
  unreadable("b", "2", fetch::FailureCode::kDamaged);
  fail("c", fetch::FailureCode::kBlocked);
  EXPECT_EQ(value_of(store_->retry({"a", "b", "none"})), 1);
  const auto fetched = unchanged(lease("b"));
  EXPECT_TRUE(store_->needs_extraction(fetched));
  EXPECT_FALSE(commit(fetched, failure_of(fetched, fetch::FailureCode::kDamaged)).first_failure);  // no news
  EXPECT_EQ(value_of(store_->retry({})), 2);
  EXPECT_THAT(lease_all(), ElementsAre("b", "c"));
}

TEST_F(LeasesTest, WhatMustBeExtracted) {
  RunOptions options = run_options("run-1");
  options.rule_set_fingerprints = {{"upr/working-group-report", "wg-1"}};
  begin(options, {wanted("a"), wanted("b"), wanted("c")});
  extract("a", "1", "A/1", kOne);
  unreadable("b", "2", fetch::FailureCode::kUnknownKind);
  unreadable("c", "3", fetch::FailureCode::kTimedOut, true);

  const struct {
    const char *run, *all_rules, *report_rules;
    bool a, b;
  } nights[] = {{"run-2", "rules-1", "wg-1", false, false},
                {"run-3", "rules-2", "wg-1", false, true},  // another rule set changed: "b" may be for it
                {"run-4", "rules-2", "wg-2", true, true},
                {"run-5", "rules-1", "wg-1", false, false}};
  for (const auto& night : nights) {
    SCOPED_TRACE(night.run);
    options = run_options(night.run);
    options.rules_fingerprint = night.all_rules;
    options.rule_set_fingerprints = {{"upr/working-group-report", night.report_rules}};
    value_of(store_->begin(options));
    const auto needs = [&](const std::string& key, const std::string& bytes) {
      fetch::Task task;
      task.key = key;
      task.urls = {"https://example.org/" + key};
      return store_->needs_extraction(arrived(task, sha_of(bytes)));
    };
    EXPECT_EQ(needs("a", "1"), night.a);
    EXPECT_TRUE(needs("a", "other bytes"));
    EXPECT_EQ(needs("b", "2"), night.b);
    EXPECT_TRUE(needs("c", "3"));
  }
}

TEST_F(LeasesTest, WhatTheCatalogueSaysOtherwiseOfMustBeExtracted) {
  config::ReviewEntry review;
  review.report_symbol = "A/1";
  review.state = "XVA";
  const normalize::ReviewTable before({review});
  RunOptions options = run_options("run-1");
  options.catalogue = &before;
  begin(options, {wanted("a"), wanted("b")});
  for (const std::string key : {"a", "b"}) {
    const auto fetched = arrived(lease(key), sha_of(key));
    auto outcome = report_of(fetched, key == "a" ? "A/1" : "A/2", kOne);
    normalize::ReviewInquiry inquiry(before);
    inquiry.of_report(*outcome.report->document.symbol);
    inquiry.in_cycle("XVA", 2);
    outcome.report->heard_of_reviews = inquiry.heard();
    commit(fetched, outcome);
  }
  std::vector<config::ReviewEntry> reviews = {review};
  const auto needed = [&](const char* run) {
    const normalize::ReviewTable catalogue(reviews);
    options.run_id = run;
    options.catalogue = &catalogue;
    value_of(store_->begin(options));
    std::vector<std::string> keys;
    for (const std::string key : {"a", "b"}) {
      fetch::Task task;
      task.key = key;
      task.urls = {"https://example.org/" + key};
      if (store_->needs_extraction(arrived(task, sha_of(key)))) keys.push_back(key);
    }
    return keys;
  };
  EXPECT_THAT(needed("run-2"), IsEmpty());
  reviews.push_back({});
  reviews.back().report_symbol = "A/3";
  EXPECT_THAT(needed("run-3"), IsEmpty());
  reviews[0].session = 19;
  EXPECT_THAT(needed("run-4"), ElementsAre("a"));
  reviews[1].report_symbol = "A/2";
  EXPECT_THAT(needed("run-5"), ElementsAre("a", "b"));
}

TEST_F(LeasesTest, AFailureThatMayPassIsTriedThreeTimes) {
  for (const char* run : {"run-1", "run-2", "run-3"}) {
    begin(run, {"a"});
    const auto fetched = arrived(lease("a"), sha_of("1"));
    EXPECT_TRUE(store_->needs_extraction(fetched)) << run;
    commit(fetched, failure_of(fetched, fetch::FailureCode::kTimedOut, true));
  }
  begin("run-4", {"a"});
  recheck("a");
  begin("run-5", {"a"});
  EXPECT_TRUE(store_->needs_extraction(arrived(lease("a"), sha_of("other bytes"))));
}

TEST_F(LeasesTest, StepsOutOfOrderAreRefused) {
  begin("run-1", {"a"});
  const fetch::Fetched fetched = arrived(lease("a"), sha_of("1"));
  const auto refused = [](const auto& result) { return result ? "" : result.error().detail; };
  EXPECT_THAT(refused(store_->settle(fetched)), HasSubstr("a: settled before it was committed"));
  EXPECT_THAT(refused(store_->commit_unchanged(fetched)), HasSubstr("a: committed as unchanged, though"));
  commit(fetched, report_of(fetched, "A/1", kOne));
  EXPECT_THAT(refused(store_->commit(fetched, report_of(fetched, "A/1", kOne))), HasSubstr("has not leased it"));
}

}  // namespace
}  // namespace troika::output
