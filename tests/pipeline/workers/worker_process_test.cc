#include "pipeline/workers/worker_process.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/pipeline/outcomes.h"
#include "tests/pipeline/workers/fake_worker.h"

namespace troika::pipeline {
namespace {

using testing::HasSubstr;

// A worker that greets, and gives each request to `answer`.
WorkerProcess fork_worker(void (*answer)(Channel&, const Request&)) {
  WorkerSettings settings;
  settings.serve = [answer] { serve(answer); };
  settings.time_limit = std::chrono::seconds(30);
  auto worker = WorkerProcess::fork(settings);
  EXPECT_TRUE(worker);
  EXPECT_TRUE(worker->greet(kHello));
  return *std::move(worker);
}

void give_lines(Channel& channel, const Request& request) {
  send_lines(channel, render(make_outcome(request.path, 2)));
}

void expect_not_understood(RenderedOutcome answer, const WorkerProcess& worker) {
  ASSERT_FALSE(answer.outcome.report);
  EXPECT_EQ(answer.outcome.input, "a.pdf");
  EXPECT_THAT(answer.outcome.report.error().detail, HasSubstr("an answer that cannot be read"));
  EXPECT_FALSE(worker.alive());
}

TEST(WorkerProcessTest, LinesComeAsTheyWereMade) {
  WorkerProcess worker = fork_worker(give_lines);
  const RenderedOutcome answer = worker.ask({Form::kLines, "a.pdf"});
  EXPECT_EQ(answer.lines.lines, render(make_outcome("a.pdf", 2)).lines.lines);
  EXPECT_EQ(answer.counts.recommendations, 2U);
}

TEST(WorkerProcessTest, WhatWasBegunIsNotAskedForTwice) {
  WorkerProcess worker = fork_worker(give_lines);
  worker.begin({Form::kLines, "a.pdf"});
  EXPECT_TRUE(worker.ask({Form::kLines, "a.pdf"}).outcome.report);
  EXPECT_TRUE(worker.ask({Form::kLines, "b.pdf"}).outcome.report);
}

TEST(WorkerProcessTest, AnswerOfAnotherDocumentIsNotUnderstood) {
  WorkerProcess worker = fork_worker(give_lines);
  worker.begin({Form::kLines, "b.pdf"});
  expect_not_understood(worker.ask({Form::kLines, "a.pdf"}), worker);
}

// The lines of the next document would continue them.
TEST(WorkerProcessTest, LinesWithoutAnEndAreNotUnderstood) {
  WorkerProcess worker = fork_worker([](Channel& channel, const Request& request) {
    RenderedOutcome rendered = render(make_outcome(request.path));
    rendered.lines[Stream::kRecommendations].pop_back();
    send_lines(channel, rendered);
  });
  expect_not_understood(worker.ask({Form::kLines, "a.pdf"}), worker);
}

// The run would count, and number, what is not there.
TEST(WorkerProcessTest, OtherNumbersThanOfTheLinesAreNotUnderstood) {
  static void (*change)(RenderedOutcome&);
  for (const auto wrong : {+[](RenderedOutcome& answer) { ++answer.counts.recommendations; },
                           +[](RenderedOutcome& answer) { answer.lines[Stream::kDocuments] += "{}\n"; }}) {
    change = wrong;
    WorkerProcess worker = fork_worker([](Channel& channel, const Request& request) {
      RenderedOutcome rendered = render(make_outcome(request.path));
      change(rendered);
      send_lines(channel, rendered);
    });
    expect_not_understood(worker.ask({Form::kLines, "a.pdf"}), worker);
  }
}

TEST(WorkerProcessTest, WorkerThatLeavesBetweenLinesHasCrashed) {
  WorkerProcess worker = fork_worker([](Channel& channel, const Request& request) {
    channel.send(encode(render(make_outcome(request.path))));
    ::_exit(5);
  });
  const RenderedOutcome answer = worker.ask({Form::kLines, "a.pdf"});
  ASSERT_FALSE(answer.outcome.report);
  EXPECT_EQ(answer.outcome.report.error().code, fetch::FailureCode::kCrashed);
  EXPECT_THAT(answer.outcome.report.error().detail, HasSubstr("left with status 5"));
}

}  // namespace
}  // namespace troika::pipeline
