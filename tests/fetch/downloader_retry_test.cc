// What may pass is tried again, and pauses that a server asks for are kept.
#include <chrono>
#include <ctime>
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

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::StartsWith;

class DownloaderRetryTest : public FetchingTest {};

std::string refused_until(std::chrono::sys_seconds time) {
  return "server_error (retryable): 127.0.0.1 asked not to be asked again before " + utc_text(time) +
         " (Retry-After); run again then, or at once after: troika retry";
}

TEST_F(DownloaderRetryTest, TriesAgainWhatMayPass) {
  const std::string pdf = a_pdf();
  const auto good = [&](Peer& peer) { return peer.reply(200, {}, pdf); };
  const std::map<std::string, std::function<bool(Peer&)>> troubles = {
      {"500", [](Peer& peer) { return peer.reply(500, {}, "oops"); }},
      {"503", [](Peer& peer) { return peer.reply(503, {}, "<html>busy</html>"); }},
      {"429", [](Peer& peer) { return peer.reply(429); }},
      {"429 with seconds", [](Peer& peer) { return peer.reply(429, "Retry-After: 0\r\n"); }},
      {"no answer", [](Peer& peer) { return peer.cut(); }},
      {"half a head", [](Peer& peer) { return peer.send("HTTP/1.1 200 OK\r\nContent-") && peer.cut(); }},
      {"a cut body",
       [&](Peer& peer) {
         return peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + pdf.substr(0, 900)) && peer.cut();
       }},
      {"a cut chunk",
       [&](Peer& peer) {
         return peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n" + pdf.substr(0, 900)) &&
                peer.cut();
       }},
      {"an end by closing too early",
       [&](Peer& peer) {
         return peer.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + pdf.substr(0, 900)) && peer.cut();
       }},
      {"no HTTP at all", [](Peer& peer) { return peer.send("SSH-2.0-OpenSSH\r\n\r\n") && peer.cut(); }},
      {"garbage for gzip", [&](Peer& peer) { return peer.reply(200, "Content-Encoding: gzip\r\n", pdf); }},
  };
  for (const auto& [name, trouble] : troubles) {
    MisbehavingServer server(in_turn({trouble, trouble, good}));
    const Fetched fetched = fetch(server.url("/1.pdf"));
    EXPECT_EQ(outcome_of(fetched), "archived application/pdf") << name;
    // libcurl itself asks again where a kept connection turns out to be closed.
    EXPECT_EQ(fetched.requests, name == "no answer" ? 2 : 3) << name;
    EXPECT_TRUE(fetched.pauses.empty()) << name;
  }
}

TEST_F(DownloaderRetryTest, GivesUpAfterItsRetries) {
  MisbehavingServer server(in_turn({[](Peer& peer) { return peer.reply(503); }}));
  const Fetched fetched = fetch(server.url("/1.pdf"));
  EXPECT_EQ(outcome_of(fetched), "server_error (retryable): the server failed (HTTP 503); try again later");
  EXPECT_EQ(fetched.requests, 1 + policy.retries);
}

TEST_F(DownloaderRetryTest, WaitsAsLongAsItIsAsked) {
  const std::string pdf = a_pdf();
  const auto in_a_second = [] {
    const std::time_t then = std::time(nullptr) + 2;
    char text[64];
    std::strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S GMT", std::gmtime(&then));
    return std::string(text);
  };
  for (const bool as_date : {false, true}) {
    MisbehavingServer server(in_turn(
        {[&](Peer& peer) { return peer.reply(503, "Retry-After: " + (as_date ? in_a_second() : "1") + "\r\n"); },
         [&](Peer& peer) { return peer.reply(200, {}, pdf); }}));
    policy.longest_backoff = milliseconds(3000);
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(outcome_of(fetch(server.url("/1.pdf"))), "archived application/pdf");
    EXPECT_GE(std::chrono::steady_clock::now() - start, milliseconds(990)) << as_date;
  }
}

TEST_F(DownloaderRetryTest, GivesBackWhatItWouldWaitTooLongFor) {
  MisbehavingServer server(in_turn({[](Peer& peer) { return peer.reply(429, "Retry-After: 3600\r\n"); }}));
  policy.connections_per_host = 1;
  std::vector<Task> tasks;
  for (int i = 0; i < 40; ++i) tasks.push_back(task({server.url("/" + std::to_string(i))}));
  const auto begun = std::chrono::system_clock::now();
  int asked = 0;
  for (const Fetched& fetched : fetch_all(tasks)) {
    asked += fetched.requests;
    ASSERT_EQ(fetched.pauses.size(), 1U);
    EXPECT_EQ(fetched.pauses[0].host, "127.0.0.1");
    EXPECT_GE(fetched.pauses[0].until, begun + seconds(3599));
    EXPECT_LE(fetched.pauses[0].until, std::chrono::system_clock::now() + seconds(3601));
    EXPECT_EQ(outcome_of(fetched), fetched.requests == 1
                                       ? "server_error (retryable): the server asks for fewer requests (HTTP 429); try "
                                         "again later, with a longer interval_per_host_ms"
                                       : refused_until(fetched.pauses[0].until));
  }
  EXPECT_EQ(asked, 1) << "the host asked for a pause";
}

TEST_F(DownloaderRetryTest, KeepsThePausesOfEarlierRuns) {
  MisbehavingServer server([](const SeenRequest& request, Peer& peer) {
    return request.target == "/elsewhere" ? peer.reply(302, "Location: http://paused.example/1.pdf\r\n")
                                          : peer.reply(404);
  });
  const auto now = std::chrono::round<seconds>(std::chrono::system_clock::now());
  policy.pauses = {{"127.0.0.1", now + std::chrono::hours(3)}};
  for (int run = 0; run < 3; ++run) {
    const Fetched fetched = fetch(server.url("/1.pdf"));
    EXPECT_EQ(outcome_of(fetched), refused_until(now + std::chrono::hours(3)));
    ASSERT_EQ(fetched.pauses.size(), 1U);
    EXPECT_EQ(fetched.pauses[0].until, now + std::chrono::hours(3)) << "it does not grow from run to run";
    policy.pauses = fetched.pauses;
  }
  EXPECT_TRUE(server.requests().empty());
  EXPECT_EQ(server.count("/robots.txt"), 0U);

  // Of another host, to which a redirect leads.
  policy.pauses = {{"paused.example", now + std::chrono::hours(3)}, {"127.0.0.1", now - std::chrono::hours(3)}};
  const Fetched redirected = fetch(server.url("/elsewhere"));
  EXPECT_THAT(outcome_of(redirected), StartsWith("server_error (retryable): paused.example asked not to be asked"));
  EXPECT_EQ(redirected.url, "http://paused.example/1.pdf");
  EXPECT_EQ(redirected.requests, 1);

  // What is left of one that a run may take is waited for.
  policy.pauses = {{"127.0.0.1", now + seconds(1)}};
  policy.longest_backoff = milliseconds(3000);
  EXPECT_THAT(outcome_of(fetch(server.url("/1.pdf"))), StartsWith("not_published_yet"));
  EXPECT_GE(std::chrono::system_clock::now(), now + seconds(1));
}

// The document is there, and the host that would not give it is to be left alone all the same.
TEST_F(DownloaderRetryTest, APauseIsToldOfADocumentThatAnotherHostGave) {
  const std::string pdf = a_pdf();
  MisbehavingServer busy(in_turn({[](Peer& peer) { return peer.reply(503, "Retry-After: 7200\r\n"); }}));
  MisbehavingServer mirror(in_turn({[&](Peer& peer) { return peer.reply(200, {}, pdf); }}));
  const std::string other_name = "http://localhost:" + std::to_string(mirror.port()) + "/1.pdf";
  const Fetched fetched = fetch(task({busy.url("/1.pdf"), other_name}));
  EXPECT_EQ(outcome_of(fetched), "archived application/pdf");
  ASSERT_EQ(fetched.pauses.size(), 1U);
  EXPECT_EQ(fetched.pauses[0].host, "127.0.0.1");
}

}  // namespace
}  // namespace troika::fetch
