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
using testing::StartsWith;

class DownloaderRetryTest : public FetchingTest {};

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
    EXPECT_FALSE(fetched.retry_after) << name;
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
  int asked = 0;
  for (const Fetched& fetched : fetch_all(tasks)) {
    asked += fetched.requests;
    EXPECT_THAT(outcome_of(fetched), StartsWith("server_error (retryable): "));
    ASSERT_TRUE(fetched.retry_after);
    EXPECT_GT(*fetched.retry_after, 3590);
    EXPECT_LE(*fetched.retry_after, 3600);
  }
  EXPECT_EQ(asked, 1) << "the host asked for a pause";
}

}  // namespace
}  // namespace troika::fetch
