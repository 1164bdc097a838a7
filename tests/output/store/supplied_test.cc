// A document that cannot be had at its own place, and another that was added by hand and has its symbol.
#include <gmock/gmock.h>

#include "tests/output/store/store_fixture.h"

namespace troika::output {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string kKey = "A/HRC/27/10@en";
const std::string kFile = "file:///home/saved.pdf";
const Texts kOne = {{"1.1", "Ratify"}};

class SuppliedTest : public StoreTest {
 protected:
  void add_by_hand() {
    begin("backfill-1", {kFile});
    extract(kFile, "1", "A/HRC/27/10", kOne);
  }
};

TEST_F(SuppliedTest, ABlockedDocumentThatIsAddedByHandIsDone) {
  begin("run-1", {kKey});
  EXPECT_TRUE(fail(kKey, fetch::FailureCode::kBlocked).first_failure);
  EXPECT_EQ(state_of(kKey).state, "failed");
  publish();
  EXPECT_THAT(lines_of(published("documents.jsonl")), ElementsAre(HasSubstr(R"("verdict":"blocked")")));

  add_by_hand();
  EXPECT_EQ(state_of(kKey).state, "extracted");
  publish();
  EXPECT_THAT(lines_of(published("documents.jsonl")), ElementsAre(HasSubstr(R"("verdict":"extracted")")));
  EXPECT_THAT(lines_of(published("failures.jsonl")), ElementsAre(HasSubstr("number 99")));  // of the file's items

  for (const auto code : {fetch::FailureCode::kBlocked, fetch::FailureCode::kNotPublishedYet}) {
    SCOPED_TRACE(fetch::code_name(code));
    begin("run-" + std::string(fetch::code_name(code)), {kKey});
    const CommitSummary night = fail(kKey, code);
    EXPECT_FALSE(night.first_failure);
    EXPECT_EQ(night.is_supplied, code == fetch::FailureCode::kBlocked);
    EXPECT_EQ(state_of(kKey).state, "extracted");
    publish();
    EXPECT_THAT(lines_of(published("documents.jsonl")), SizeIs(1));
    EXPECT_THAT(lines_of(published("failures.jsonl")), SizeIs(1));
  }
}

TEST_F(SuppliedTest, SoIsOneWhoseBytesCannotBeRead) {
  begin("run-1", {kKey});
  unreadable(kKey, "damaged", fetch::FailureCode::kDamaged);
  add_by_hand();
  EXPECT_EQ(state_of(kKey).state, "extracted");
  begin("run-2", {kKey});
  recheck(kKey);
  EXPECT_EQ(state_of(kKey).state, "extracted");
  begin("run-3", {kKey});
  EXPECT_TRUE(unreadable(kKey, "damaged otherwise", fetch::FailureCode::kDamaged).is_supplied);
  publish();
  EXPECT_THAT(lines_of(published("failures.jsonl")), SizeIs(1));
  EXPECT_THAT(lines_of(published("recommendations.jsonl")), SizeIs(1));
}

TEST_F(SuppliedTest, ADocumentOfAnotherSymbolOrThatWasSetAsideStaysAsItIs) {
  begin("run-1", {"A/HRC/27/11@en"});
  fail("A/HRC/27/11@en", fetch::FailureCode::kBlocked);
  for (const char* run : {"run-2", "run-3"}) {
    begin(run, {kKey});
    lease(kKey);
    die();
  }
  begin("run-4", {kKey});
  EXPECT_EQ(state_of(kKey).state, "dead");
  add_by_hand();
  EXPECT_EQ(state_of(kKey).state, "dead");
  EXPECT_EQ(state_of("A/HRC/27/11@en").state, "failed");
}

TEST_F(SuppliedTest, WhatTheServerGivesLaterIsReadAsEver) {
  begin("run-1", {kKey});
  fail(kKey, fetch::FailureCode::kBlocked);
  add_by_hand();
  RunOptions options = run_options("run-2");
  options.now = "2026-01-02T02:00:00Z";
  begin(options, {wanted(kKey)});
  extract(kKey, "2", "A/HRC/27/10", {{"1.1", "Ratify soon"}});
  publish();
  EXPECT_THAT(lines_of(published("recommendations.jsonl")), ElementsAre(HasSubstr("Ratify soon")));
  EXPECT_THAT(lines_of(published("documents.jsonl")), SizeIs(2));
}

// Pages are read for their links: they hold no records, and are no documents of documents.jsonl.
TEST_F(SuppliedTest, APageIsDoneWhenItIsFetched) {
  Wanted page = wanted("https://example.org/list");
  page.expects = fetch::MediaType::kHtml;
  RunOptions options = run_options("run-1");
  begin(options, {page});
  const auto fetched = arrived(lease(page.key), sha_of("1"));
  value_of(store_->commit_unchanged(fetched));
  EXPECT_EQ(state_of(page.key).state, "extracted");
  EXPECT_EQ(state_of(page.key).validators.etag, fetched.validators.etag);
  publish();
  EXPECT_THAT(lines_of(published("documents.jsonl")), IsEmpty());
  options.run_id = "run-2";
  begin(options, {page});
  fail(page.key, fetch::FailureCode::kServerError);
  EXPECT_EQ(state_of(page.key).state, "failed");
}

}  // namespace
}  // namespace troika::output
