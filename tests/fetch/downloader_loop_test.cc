// Many tasks at a time: limits per host, a stop, a consumer without room, a caller that throws.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fetch/downloader.h"
#include "tests/fetch/answers.h"
#include "tests/fetch/fetching.h"
#include "tests/fetch/misbehaving_server.h"

namespace troika::fetch {
namespace {

using std::chrono::milliseconds;
using testing::StartsWith;

class DownloaderLoopTest : public FetchingTest {};

TEST_F(DownloaderLoopTest, HoldsTheLimitsOfAHost) {
  MisbehavingServer server(in_turn({[](Peer& peer) {
    std::this_thread::sleep_for(milliseconds(20));
    return peer.reply(200, {}, a_pdf());
  }}));
  policy.connections_per_host = 3;
  std::vector<Task> tasks;
  for (int i = 0; i < 30; ++i) tasks.push_back(task({server.url("/" + std::to_string(i))}));
  for (const Fetched& fetched : fetch_all(tasks)) EXPECT_EQ(outcome_of(fetched), "archived application/pdf");
  EXPECT_EQ(server.most_at_a_time(), 3);
  std::set<int> connections;
  for (const SeenRequest& request : server.requests()) connections.insert(request.connection);
  EXPECT_LE(connections.size(), 3u) << "they are kept and used again";

  policy.interval_per_host = milliseconds(30);
  const auto start = std::chrono::steady_clock::now();
  tasks.resize(10);
  fetch_all(tasks);
  EXPECT_GE(std::chrono::steady_clock::now() - start, milliseconds(300)) << "ten documents and robots.txt";
}

TEST_F(DownloaderLoopTest, StopsWhenAskedTo) {
  const std::string pdf = a_pdf();
  std::atomic<bool> stop{false};
  MisbehavingServer server(without_robots([&](const SeenRequest& request, Peer& peer) {
    if (request.target == "/failing") return peer.reply(503);
    stop = true;
    std::this_thread::sleep_for(milliseconds(50));
    return peer.reply(200, {}, pdf);
  }));
  policy.first_backoff = policy.longest_backoff = milliseconds(60'000);
  Downloader downloader(policy, archive);
  int given = 0;
  std::map<std::string, int> outcomes;
  downloader.run([&]() -> std::optional<Task> { return task({server.url(given++ == 0 ? "/failing" : "/1.pdf")}); },
                 [&](const Fetched& fetched) { ++outcomes[outcome_of(fetched)]; }, [&] { return stop.load(); },
                 [] { return true; });
  EXPECT_EQ(outcomes["archived application/pdf"], given - 1) << "what was taken is finished";
  EXPECT_EQ(outcomes["server_error (retryable): the server failed (HTTP 503); try again later"], 1);
  EXPECT_LT(given, 100);
}

TEST_F(DownloaderLoopTest, TakesNothingWhileThereIsNoRoom) {
  MisbehavingServer server(in_turn({[](Peer& peer) { return peer.reply(200, {}, a_pdf()); }}));
  Downloader downloader(policy, archive);
  int given = 0, open = 0, most = 0, finished = 0;
  downloader.run(
      [&]() -> std::optional<Task> {
        if (given == 20) return std::nullopt;
        ++given;
        most = std::max(most, ++open);
        return task({server.url("/1.pdf")});
      },
      [&](const Fetched&) { --open, ++finished; }, [] { return false; }, [&] { return open < 2; });
  EXPECT_EQ(finished, 20);
  EXPECT_EQ(most, 2);
}

TEST_F(DownloaderLoopTest, NoExceptionLeaves) {
  MisbehavingServer server(in_turn({[](Peer& peer) { return peer.reply(200, {}, a_pdf()); }}));
  Downloader downloader(policy, archive);
  int given = 0;
  std::vector<std::string> outcomes;
  const auto next = [&]() -> std::optional<Task> {
    if (++given == 4) throw std::runtime_error("the store has gone");
    return task({server.url("/1.pdf")});
  };
  const auto done = [&](const Fetched& fetched) { outcomes.push_back(outcome_of(fetched)); };
  downloader.run(
      next, done, [] { return false; }, [] { return true; });
  EXPECT_THAT(outcomes, testing::Each(StartsWith("internal: a defect of the downloader: the store has gone")));
  EXPECT_EQ(outcomes.size(), 3u);

  // It can be used again.
  outcomes.clear();
  downloader.run(
      [&]() -> std::optional<Task> { return given++ < 8 ? std::optional(task({server.url("/1.pdf")})) : std::nullopt; },
      done, [] { return false; }, [] { return true; });
  EXPECT_THAT(outcomes, testing::Each("archived application/pdf"));
  EXPECT_EQ(outcomes.size(), 4u);
}

}  // namespace
}  // namespace troika::fetch
