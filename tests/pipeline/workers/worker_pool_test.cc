#include "pipeline/workers/worker_pool.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/temporary_folder.h"
#include "tests/pipeline/outcomes.h"
#include "tests/pipeline/workers/fake_worker.h"

#ifndef TROIKA_SANITIZED  // the thread sanitizer has a thread of its own

namespace troika::pipeline {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

// The input of what was read; else what went wrong.
std::string read(WorkerPool& pool, const std::string& path) {
  const RenderedOutcome answer = pool.read_and_render(path);
  return answer.outcome.report ? answer.outcome.input : answer.outcome.report.error().detail;
}

// Workers that note who they are and what they were given; "slow.pdf" they never answer for.
class WorkerPoolTest : public testing::Test {
 protected:
  // Only a process with one thread can fork its workers, and ctest gives each test a process of its own.
  void SetUp() override { ASSERT_EQ(std::distance(std::filesystem::directory_iterator("/proc/self/task"), {}), 1); }

  std::unique_ptr<WorkerPool> start(int workers) const {
    WorkerSettings settings;
    settings.workers = workers;
    settings.greeting = kHello;
    settings.serve = [this] {
      note("workers", std::to_string(::getpid()));
      serve([this](Channel& channel, const Request& request) { answer(channel, request); });
    };
    auto pool = WorkerPool::start(settings);
    EXPECT_TRUE(pool);
    return *std::move(pool);
  }

  std::vector<std::string> lines(const std::string& name) const {
    std::ifstream file(folder_.path(name));
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
  }

  // As long as it takes: that it does not come is for ctest's time limit.
  void wait_for(const std::string& path) const {
    while (std::ranges::count(lines("given"), path) == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }

  static void wait_for_death(const std::string& pid) {
    std::string status;
    while (status.find("State:\tZ") == std::string::npos) {
      std::ifstream file("/proc/" + pid + "/status");
      status.assign(std::istreambuf_iterator<char>(file), {});
    }
  }

 private:
  void note(const std::string& name, const std::string& line) const {
    std::ofstream(folder_.path(name), std::ios::app) << line + "\n";
  }

  void answer(Channel& channel, const Request& request) const {
    note("given", request.path);
    while (request.path == "slow.pdf") ::pause();
    send_lines(channel, render(make_outcome(request.path)));
  }

  const config::TemporaryFolder folder_;
};

TEST_F(WorkerPoolTest, WhatIsExpectedIsBegunBeforeAnybodyAsks) {
  const auto pool = start(1);
  pool->expect("a.pdf");
  wait_for("a.pdf");
  EXPECT_EQ(read(*pool, "a.pdf"), "a.pdf");
  EXPECT_EQ(read(*pool, "b.pdf"), "b.pdf");
  EXPECT_THAT(lines("given"), ElementsAre("a.pdf", "b.pdf"));
}

TEST_F(WorkerPoolTest, WhatIsExpectedInVainHoldsNobodyUp) {
  const auto pool = start(2);
  pool->expect("slow.pdf");
  EXPECT_EQ(read(*pool, "b.pdf"), "b.pdf");
  wait_for("slow.pdf");
  EXPECT_THAT(lines("given"), UnorderedElementsAre("slow.pdf", "b.pdf"));
}

TEST_F(WorkerPoolTest, NobodyBeginsWhereAllHaveWork) {
  const auto pool = start(1);
  pool->expect("a.pdf");
  pool->expect("b.pdf");
  EXPECT_EQ(read(*pool, "a.pdf"), "a.pdf");
  EXPECT_THAT(lines("given"), ElementsAre("a.pdf"));
  EXPECT_EQ(read(*pool, "b.pdf"), "b.pdf");
}

TEST_F(WorkerPoolTest, RestEndsThoseThatWaitAndThoseThatHaveBegun) {
  auto pool = start(2);
  pool->expect("slow.pdf");
  pool->rest();
  const std::vector<std::string> workers = lines("workers");
  ASSERT_EQ(workers.size(), 2U);
  for (const std::string& worker : workers) wait_for_death(worker);
  pool.reset();  // nobody had waited for them
  for (const std::string& worker : workers) EXPECT_FALSE(std::filesystem::exists("/proc/" + worker));
}

TEST_F(WorkerPoolTest, BothFormsOfTheSameDocumentAreTold) {
  const auto pool = start(2);
  pool->expect("a.pdf");  // its lines
  const auto report = pool->read("a.pdf");
  EXPECT_TRUE(report.report);
  EXPECT_FALSE(pool->read_and_render("a.pdf").lines[Stream::kDocuments].empty());
  EXPECT_THAT(lines("given"), ElementsAre("a.pdf", "a.pdf"));
}

}  // namespace
}  // namespace troika::pipeline

#endif
