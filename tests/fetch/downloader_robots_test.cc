// The downloader asks each host for its robots.txt, and obeys it.
#include <atomic>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fetch/downloader.h"
#include "tests/fetch/answers.h"
#include "tests/fetch/fetching.h"
#include "tests/fetch/misbehaving_server.h"

namespace troika::fetch {
namespace {

using testing::StartsWith;

class DownloaderRobotsTest : public FetchingTest {};

TEST_F(DownloaderRobotsTest, ObeysRobots) {
  const std::string pdf = a_pdf();
  MisbehavingServer server([&](const SeenRequest& request, Peer& peer) {
    if (request.target == "/robots.txt") {
      return peer.reply(200, {}, "User-agent: *\nDisallow: /private*.pdf$\nAllow: /private/open/\n");
    }
    if (request.target == "/redirect") return peer.reply(302, "Location: /private/2.pdf\r\n");
    return peer.reply(200, {}, pdf);
  });
  const std::string by_hand = "; ask the site, or save it with a browser and add it with: troika backfill FILE";
  const std::string rule =
      "disallowed: 127.0.0.1 asks crawlers in its robots.txt not to fetch this (Disallow: "
      "/private*.pdf$)" +
      by_hand;
  std::map<std::string, std::string> outcomes;
  std::vector<Task> tasks;
  for (const std::string target :
       {"/1.pdf", "/private/1.pdf", "/private/open/1.pdf", "/private/1.pdf?x", "/redirect"}) {
    tasks.push_back(task({server.url(target)}));
  }
  for (const Fetched& fetched : fetch_all(tasks)) outcomes[fetched.task.key] = outcome_of(fetched);
  EXPECT_EQ(outcomes[server.url("/1.pdf")], "archived application/pdf");
  EXPECT_EQ(outcomes[server.url("/private/open/1.pdf")], "archived application/pdf") << "as long a rule allows it";
  EXPECT_EQ(outcomes[server.url("/private/1.pdf?x")], "archived application/pdf");
  EXPECT_EQ(outcomes[server.url("/private/1.pdf")], rule);
  EXPECT_EQ(outcomes[server.url("/redirect")], rule);
  EXPECT_EQ(server.count("/robots.txt"), 1u) << "once for all";
  EXPECT_EQ(server.count("/private/2.pdf"), 0u);

  policy.respect_robots = false;
  EXPECT_EQ(outcome_of(fetch(server.url("/private/1.pdf"))), "archived application/pdf");
}

TEST_F(DownloaderRobotsTest, ReadsRobotsAsTheStandardSays) {
  const std::string pdf = a_pdf();
  const std::string rules = "User-agent: *\nDisallow: /\n";
  std::string huge = "User-agent: *\nDisallow: /1.pdf\n";
  while (huge.size() < 10'000'000) huge += "Disallow: /something/else/" + std::to_string(huge.size()) + "\n";
  const std::string bomb = gzip(rules + std::string(100'000'000, '\n'));
  const std::string allowed = "archived application/pdf", closed = "disallowed: ";
  const struct {
    const char* name;
    std::function<bool(Peer&)> answer;
    std::string outcome;
  } kTable[] = {
      {"404", [](Peer& peer) { return peer.reply(404); }, allowed},
      {"403", [&](Peer& peer) { return peer.reply(403, {}, rules); }, allowed},
      {"a page", [](Peer& peer) { return peer.reply(200, {}, "<html><body>Disallow: /</body></html>"); }, allowed},
      {"empty", [](Peer& peer) { return peer.reply(200); }, allowed},
      {"all closed", [&](Peer& peer) { return peer.reply(200, {}, rules); }, closed},
      {"500", [](Peer& peer) { return peer.reply(500); },
       "disallowed (retryable): ORIGIN/robots.txt cannot be read (HTTP 500), so nothing is fetched from there in this "
       "run; try again later"},
      {"no answer", [](Peer& peer) { return peer.cut(); }, "network (retryable): "},
      {"redirect loop", [](Peer& peer) { return peer.reply(301, "Location: /robots.txt\r\n"); }, allowed},
      {"10 MB", [&](Peer& peer) { return peer.reply(200, {}, huge); }, closed},
      {"gzip", [&](Peer& peer) { return peer.reply(200, "Content-Encoding: gzip\r\n", gzip(rules)); }, closed},
      {"gzip bomb", [&](Peer& peer) { return peer.reply(200, "Content-Encoding: gzip\r\n", bomb); }, closed},
  };
  for (const auto& row : kTable) {
    MisbehavingServer server([&](const SeenRequest& request, Peer& peer) {
      return request.target == "/robots.txt" ? row.answer(peer) : peer.reply(200, {}, pdf);
    });
    std::string expected = row.outcome;
    if (const std::size_t at = expected.find("ORIGIN"); at != std::string::npos)
      expected.replace(at, 6, server.url(""));
    EXPECT_THAT(outcome_of(fetch(server.url("/1.pdf"))), StartsWith(expected)) << row.name;
  }
}

TEST_F(DownloaderRobotsTest, OvercomesARobotsFileThatFailsOnce) {
  std::atomic<int> asked{0};
  MisbehavingServer server([&](const SeenRequest& request, Peer& peer) {
    if (request.target != "/robots.txt") return peer.reply(200, {}, a_pdf());
    return asked++ == 0 ? peer.reply(503) : peer.reply(404);
  });
  EXPECT_EQ(outcome_of(fetch(server.url("/1.pdf"))), "archived application/pdf");
}

}  // namespace
}  // namespace troika::fetch
