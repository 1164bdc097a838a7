#include "pipeline/runner.h"

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/pipeline/outcomes.h"

namespace troika::pipeline {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Early documents take longest, so that the order of reading is not the order of the input.
class FakeReader : public DocumentReader {
 public:
  output::DocumentOutcome read(const std::string& path) noexcept override {
    const int position = reads_++;
    std::this_thread::sleep_for(std::chrono::milliseconds(position % 4 == 0 ? 5 : 1));
    return path.starts_with("bad") ? make_failed_outcome(path) : make_outcome(path);
  }
  void expect(const std::string& path) override { expected_.push_back(path); }
  void rest() noexcept override { reads_before_rest_ = reads_; }

  int reads() const { return reads_; }
  const std::vector<std::string>& expected() const { return expected_; }
  int reads_before_rest() const { return reads_before_rest_; }  // -1: it was never told to rest

 private:
  std::atomic<int> reads_{0};
  int reads_before_rest_ = -1;
  std::vector<std::string> expected_;
};

class RecordingSink : public Sink {
 public:
  Written write(const Rendered& document) override {
    if (documents == fails_at) return tl::unexpected(WriteError{reader_gone, "disk full"});
    ++documents;
    text += document[Stream::kDocuments];
    return {};
  }
  bool is_all_or_nothing() const override { return all_or_nothing; }
  Written finish(const RunSummary&) override {
    finished = true;
    return {};
  }

  int fails_at = -1;
  bool reader_gone = false;
  bool all_or_nothing = false;
  int documents = 0;
  bool finished = false;
  std::string text;
};

std::vector<std::string> make_inputs(int count) {
  std::vector<std::string> inputs;
  inputs.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) inputs.push_back((i % 10 == 3 ? "bad" : "good") + std::to_string(1000 + i) + ".pdf");
  return inputs;
}

class Runner : public testing::Test {
 protected:
  RunSummary run_all(
      const std::vector<std::string>& inputs, int jobs, std::function<bool()> stop = [] { return false; }) {
    testing::internal::CaptureStderr();
    Console console({});
    const RunSummary summary = run({inputs, reader, sink, console, jobs, std::move(stop)});
    errors = testing::internal::GetCapturedStderr();
    return summary;
  }

  FakeReader reader;
  RecordingSink sink;
  std::string errors;
};

// One number of jobs a test: threads that oneTBB keeps from run to run are more than the thread sanitizer understands.
class RunnerJobs : public Runner, public testing::WithParamInterface<int> {};

TEST_P(RunnerJobs, WritesInInputOrder) {
  const auto inputs = make_inputs(100);
  run_all(inputs, 1);
  const std::string expected = sink.text;
  sink = RecordingSink();
  const RunSummary summary = run_all(inputs, GetParam());
  EXPECT_EQ(sink.text, expected);
  EXPECT_TRUE(sink.finished);
  EXPECT_EQ(summary.written, 90U);
  EXPECT_EQ(summary.failed, 10U);
  EXPECT_EQ(summary.exit_status(), kDocumentsFailed);
}

INSTANTIATE_TEST_SUITE_P(Several, RunnerJobs, testing::Values(2, 4));

TEST_F(Runner, TheReaderRestsWhenAllIsRead) {
  run_all(make_inputs(20), 2);
  EXPECT_EQ(reader.reads_before_rest(), 20);
}

TEST_F(Runner, TheReaderMayBeginWithTheFirstOfEachJob) {
  run_all({"a.pdf", "b.pdf", "c.pdf"}, 2);
  EXPECT_THAT(reader.expected(), ElementsAre("a.pdf", "b.pdf"));
}

TEST_F(Runner, NoInputsAreAllWell) {
  EXPECT_EQ(run_all({}, 2).exit_status(), kAllWell);
  EXPECT_TRUE(sink.finished);
}

TEST_F(Runner, FailedDocumentsAreNamedInOrder) {
  run_all({"bad1.pdf", "good.pdf", "bad2.pdf"}, 2);
  EXPECT_THAT(errors,
              HasSubstr("troika: bad1.pdf: no_text: no page has text\ntroika: bad2.pdf: no_text: no page has text\n"));
}

TEST_F(Runner, StopRequestFinishesWhatIsInFlight) {
  const auto inputs = make_inputs(100);
  const RunSummary summary = run_all(inputs, 2, [this] { return reader.reads() >= 10; });
  EXPECT_GE(summary.taken, 10U);
  EXPECT_LT(summary.taken, 100U);
  EXPECT_EQ(static_cast<std::size_t>(sink.documents), summary.taken);
  EXPECT_FALSE(sink.finished);
  EXPECT_EQ(summary.exit_status(), kAborted);
  const std::size_t left = 100 - summary.taken;
  EXPECT_THAT(errors, HasSubstr("stopped by a signal; " + std::to_string(left) +
                                " of 100 documents were not read, from " + inputs[summary.taken] + " on"));
}

TEST_F(Runner, AStoppedRunWhoseOutputIsNotKeptSaysToStartAgain) {
  sink.all_or_nothing = true;
  const RunSummary summary = run_all(make_inputs(100), 2, [this] { return reader.reads() >= 10; });
  EXPECT_THAT(errors, HasSubstr("stopped by a signal after " + std::to_string(summary.taken) +
                                " of 100 documents; the output folder is left as it was: start again, with all of"));
  EXPECT_EQ(summary.exit_status(), kAborted);
}

TEST_F(Runner, FullDiskAborts) {
  sink.fails_at = 5;
  const RunSummary summary = run_all(make_inputs(100), 2);
  EXPECT_THAT(summary.troubles, ElementsAre("disk full"));
  EXPECT_EQ(summary.exit_status(), kAborted);
  EXPECT_EQ(sink.documents, 5);
  EXPECT_FALSE(sink.finished);
  EXPECT_LT(reader.reads(), 100);
}

TEST_F(Runner, ClosedPipeAbortsQuietly) {
  sink.fails_at = 0;
  sink.reader_gone = true;
  EXPECT_EQ(run_all({"good.pdf"}, 1).exit_status(), kAborted);
  EXPECT_EQ(errors, "");
}

}  // namespace
}  // namespace troika::pipeline
