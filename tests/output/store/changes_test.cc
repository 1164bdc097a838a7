// What the records of a document do to those published, and what the change feed says of it.
#include <gmock/gmock.h>

#include "tests/output/store/store_fixture.h"

namespace troika::output {
namespace {

using fetch::FailureCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class ChangesTest : public StoreTest {
 protected:
  // The changes published after those seen before.
  std::vector<std::string> news() {
    publish();
    std::vector<std::string> all = changes();
    std::vector<std::string> news(all.begin() + static_cast<std::ptrdiff_t>(seen_), all.end());
    seen_ = all.size();
    return news;
  }
  void night(const std::vector<std::string>& keys) { begin("run-" + std::to_string(++nights_), keys); }

  // Of recommendations.jsonl.
  std::vector<std::string> texts() {
    std::vector<std::string> texts;
    for (const std::string& line : lines_of(published("recommendations.jsonl"))) {
      const auto at = line.find("\"text\":\"") + 8;
      texts.push_back(line.substr(at, line.find('"', at) - at));
    }
    return texts;
  }

  std::size_t seen_ = 0;
  int nights_ = 0;
};

TEST_F(ChangesTest, AreExact) {
  night({"K"});
  CommitSummary summary = extract("K", "1", "A/1", {{"1", "one"}, {"2", "two"}, {"3", "three"}});
  EXPECT_EQ(summary.added, 3);
  EXPECT_THAT(news(), ElementsAre("added A/1#1", "added A/1#2", "added A/1#3"));

  night({"K"});
  summary = extract("K", "2", "A/1", {{"1", "one"}, {"2", "TWO"}, {"4", "four"}});
  EXPECT_EQ(summary.added, 1);
  EXPECT_EQ(summary.changed, 1);
  EXPECT_EQ(summary.withdrawn, 1);
  EXPECT_EQ(summary.unchanged, 1);
  EXPECT_THAT(news(), ElementsAre("changed A/1#2", "withdrawn A/1#3", "added A/1#4"));
  EXPECT_THAT(texts(), ElementsAre("one", "TWO", "four"));
}

TEST_F(ChangesTest, IgnoreWhereAndProvenance) {
  night({"K"});
  extract("K", "1", "A/1", {{"1", "one"}});
  news();
  night({"K"});
  const auto fetched = arrived(lease("K"), sha_of("2"));
  DocumentOutcome outcome = report_of(fetched, "A/1", {{"1", "one"}});
  outcome.report->recommendations[0].where = {{7, {1, 2, 3, 4}}};
  outcome.report->recommendations[0].provenance.rules_sha256 = sha_of("other rules");
  EXPECT_EQ(commit(fetched, outcome).unchanged, 1);
  EXPECT_THAT(news(), IsEmpty());
  EXPECT_THAT(content_of(published("recommendations.jsonl")), HasSubstr(R"("page":7)"));
}

TEST_F(ChangesTest, OfARunThatFinishedStandThoughItsFilesWereNeverWritten) {
  night({"K"});
  extract("K", "1", "A/1", {{"1", "one"}});
  value_of(store_->finish(RunRecord()));
  night({"K"});
  extract("K", "2", "A/1", {{"1", "ONE"}});
  value_of(store_->finish(RunRecord()));
  EXPECT_THAT(news(), ElementsAre("added A/1#1", "changed A/1#1"));
}

TEST_F(ChangesTest, OfRunsThatDidNotFinishAreTheirSum) {
  night({"K"});
  extract("K", "1", "A/1", {{"1", "one"}, {"2", "two"}});
  news();
  night({"K"});
  extract("K", "2", "A/1", {{"1", "ONE"}, {"3", "three"}});
  night({"K"});
  extract("K", "1", "A/1", {{"1", "one"}, {"2", "two!"}});
  EXPECT_THAT(news(), ElementsAre("changed A/1#2"));
}

TEST_F(ChangesTest, AFailureWithdrawsNothing) {
  night({"K"});
  extract("K", "1", "A/1", {{"1", "one"}});
  news();
  for (int i = 0; i < 5; ++i) {
    night({"K"});
    i % 2 == 0 ? fail("K", FailureCode::kServerError) : unreadable("K", "2", FailureCode::kDamaged);
  }
  EXPECT_THAT(news(), IsEmpty());
  EXPECT_THAT(texts(), ElementsAre("one"));
  EXPECT_THAT(content_of(published("documents.jsonl")), HasSubstr(R"("verdict":"extracted")"));
  EXPECT_THAT(lines_of(published("failures.jsonl")), SizeIs(3));  // no bytes, other bytes damaged, and an item
}

TEST_F(ChangesTest, ATombstoneWithdrawsAfterThreeRunsInARow) {
  night({"K"});
  extract("K", "1", "A/1", {{"1", "one"}, {"2", "two"}});
  news();
  for (const char* what : {"none", "none", "=", "none", "network", "none"}) {
    night({"K"});
    if (what == std::string("=")) recheck("K");
    if (what == std::string("none")) fail("K", FailureCode::kNotPublishedYet);
    if (what == std::string("network")) fail("K", FailureCode::kNetwork);
    EXPECT_THAT(news(), IsEmpty());
  }
  night({"K"});
  EXPECT_EQ(fail("K", FailureCode::kNotPublishedYet).withdrawn, 2);
  EXPECT_THAT(news(), ElementsAre("withdrawn A/1#1", "withdrawn A/1#2"));
  EXPECT_THAT(texts(), IsEmpty());
  EXPECT_THAT(content_of(published("positions.jsonl")), "");
  EXPECT_THAT(content_of(published("failures.jsonl")), "");
  EXPECT_THAT(content_of(published("documents.jsonl")), HasSubstr(R"({"input":"K","verdict":"not_published_yet")"));

  night({"K"});
  const auto back = unchanged(lease("K"));
  EXPECT_TRUE(store_->needs_extraction(back));  // though these bytes were seen before
  commit(back, report_of(back, "A/1", {{"1", "one"}}));
  EXPECT_THAT(news(), ElementsAre("added A/1#1"));
}

TEST_F(ChangesTest, WhatWasNeverThereHasALineOnlyWhereItIsMissed) {
  begin(run_options("run-1"), {wanted("asked"), wanted("derived", true)});
  fail("asked", FailureCode::kNotPublishedYet);
  fail("derived", FailureCode::kNotPublishedYet);
  publish();
  EXPECT_THAT(lines_of(published("documents.jsonl")),
              ElementsAre(HasSubstr(R"({"input":"asked","verdict":"not_published_yet")")));
  EXPECT_EQ(content_of(published("failures.jsonl")), "");
  EXPECT_THAT(value_of(store_->counts()), ElementsAre(testing::Pair("not_published", 2)));
}

TEST_F(ChangesTest, OfTwoDocumentsWithOneSymbolTheNewerSuppliesTheRecords) {
  night({"one", "two"});
  extract("one", "1", "A/1", {{"1", "old"}, {"2", "two"}});
  extract("two", "2", "A/1", {{"1", "new"}});
  EXPECT_THAT(news(), ElementsAre("added A/1#1"));
  EXPECT_THAT(texts(), ElementsAre("new"));
  const auto documents = lines_of(published("documents.jsonl"));
  ASSERT_THAT(documents, SizeIs(2));
  EXPECT_THAT(documents[0], HasSubstr(R"("superseded_by":")" + sha_of("2") + '"'));
  EXPECT_THAT(documents[1], HasSubstr(R"("superseded_by":null)"));
  EXPECT_THAT(lines_of(published("positions.jsonl")), SizeIs(1));
  EXPECT_THAT(lines_of(published("failures.jsonl")), SizeIs(1));

  RunOptions later = run_options("later");
  later.now = "2026-02-01T02:00:00Z";
  begin(later, {wanted("one"), wanted("two")});
  extract("one", "1b", "A/1", {{"1", "newest"}, {"2", "two"}});  // its bytes came last now
  recheck("two");
  EXPECT_THAT(news(), ElementsAre("changed A/1#1", "added A/1#2"));
  EXPECT_THAT(texts(), ElementsAre("newest", "two"));

  for (int i = 0; i < 3; ++i) {
    night({"one", "two"});
    fail("one", FailureCode::kNotPublishedYet);
    recheck("two");
  }
  EXPECT_THAT(news(), ElementsAre("changed A/1#1", "withdrawn A/1#2"));
  EXPECT_THAT(texts(), ElementsAre("new"));
}

TEST_F(ChangesTest, ADocumentThatTakesAnotherSymbolTakesItsRecordsAlong) {
  night({"K"});
  extract("K", "1", "", {{"1", "one"}});
  EXPECT_THAT(news(), ElementsAre("added " + sha_of("1") + "#1"));
  night({"K"});
  extract("K", "2", "A/1", {{"1", "one"}});
  EXPECT_THAT(news(), testing::UnorderedElementsAre("withdrawn " + sha_of("1") + "#1", "added A/1#1"));
}

}  // namespace
}  // namespace troika::output
