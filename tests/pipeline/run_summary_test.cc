#include "pipeline/run_summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/pipeline/outcomes.h"

namespace troika::pipeline {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

TEST(WithCommas, GroupsThousands) {
  EXPECT_EQ(with_commas(0), "0");
  EXPECT_EQ(with_commas(999), "999");
  EXPECT_EQ(with_commas(4321), "4,321");
  EXPECT_EQ(with_commas(1234567), "1,234,567");
}

TEST(RunSummary, BalancedRun) {
  RunSummary summary;
  summary.inputs = summary.taken = 2;
  summary.count(render(make_outcome("a.pdf", 3)));
  summary.count(render(make_failed_outcome("b.pdf")));
  summary.check_balance();
  EXPECT_THAT(summary.troubles, IsEmpty());
  EXPECT_EQ(summary.exit_status(), kDocumentsFailed);
  EXPECT_EQ(sentence(summary), "2 documents: 3 recommendations, 1 failed");
}

TEST(RunSummary, AllWell) {
  RunSummary summary;
  summary.inputs = summary.taken = 1;
  summary.count(render(make_outcome("a.pdf", 1)));
  summary.check_balance();
  EXPECT_EQ(summary.exit_status(), kAllWell);
  EXPECT_EQ(sentence(summary), "1 document: 1 recommendation, 0 failed");
}

TEST(RunSummary, LostItemAborts) {
  RunSummary summary;
  summary.inputs = summary.taken = 1;
  output::DocumentOutcome outcome = make_outcome("a.pdf", 3);
  outcome.report->items_seen = 4;
  summary.count(render(outcome));
  EXPECT_THAT(summary.troubles, ElementsAre(HasSubstr("a.pdf: 4 items seen, but 3 accounted for")));
  EXPECT_EQ(summary.exit_status(), kAborted);
}

TEST(RunSummary, LostDocumentAborts) {
  RunSummary summary;
  summary.inputs = summary.taken = 2;
  summary.count(render(make_outcome("a.pdf")));
  summary.check_balance();
  EXPECT_THAT(summary.troubles, ElementsAre(HasSubstr("2 documents, 1 written, 0 failed")));
  EXPECT_EQ(summary.exit_status(), kAborted);
}

TEST(RunRecord, SaysWhatWasDoneWithWhat) {
  RunSummary summary;
  summary.inputs = summary.taken = 2;
  summary.count(render(make_outcome("a.pdf", 3)));
  summary.count(render(make_failed_outcome("b.pdf")));
  const output::RunRecord record = run_record(summary, "2026-01-01T00:00:00Z");
  EXPECT_EQ(record.started, "2026-01-01T00:00:00Z");
  EXPECT_GT(record.finished, record.started);
  EXPECT_EQ(record.inputs, record.extracted + record.failed);
  EXPECT_EQ(record.recommendations, 3U);
  EXPECT_EQ(record.exit_status, 1);
  EXPECT_THAT(record.engine_versions, Contains(Pair("tbb", HasSubstr("libtbb.so."))));
}

}  // namespace
}  // namespace troika::pipeline
