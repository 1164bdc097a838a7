// Bodies that are cut, too long, endless or slow: resumed, cut off, given up.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fetch/downloader.h"
#include "fetch/sha256.h"
#include "tests/fetch/answers.h"
#include "tests/fetch/fetching.h"
#include "tests/fetch/misbehaving_server.h"

namespace troika::fetch {
namespace {

using std::chrono::milliseconds;
using testing::StartsWith;

class DownloaderTransferTest : public FetchingTest {};

TEST_F(DownloaderTransferTest, ResumesACutTransfer) {
  const std::string pdf = a_pdf(300'000);
  MisbehavingServer server(without_robots([&](const SeenRequest& request, Peer& peer) {
    const std::string range = request.field("range");
    if (range.empty()) {
      return peer.send("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: 300000\r\n\r\n" + pdf.substr(0, 200'000)) &&
             peer.cut();
    }
    EXPECT_EQ(request.field("if-range"), "\"v1\"");
    EXPECT_EQ(request.field("accept-encoding"), "identity");
    const std::size_t at = std::stoul(range.substr(6));
    return peer.reply(206, "ETag: \"v1\"\r\nContent-Range: bytes " + std::to_string(at) + "-299999/300000\r\n",
                      pdf.substr(at));
  }));
  const Fetched fetched = fetch(server.url("/1.pdf"));
  ASSERT_EQ(outcome_of(fetched), "archived application/pdf");
  EXPECT_EQ(content_of(fetched.archived->path), pdf);
  ASSERT_EQ(server.requests().size(), 2u);
  EXPECT_EQ(server.requests()[1].field("range"), "bytes=200000-");
}

TEST_F(DownloaderTransferTest, DoesNotMixTwoVersions) {
  const std::string old = a_pdf(300'000);
  std::string fresh = a_pdf(300'000);
  std::replace(fresh.begin() + 100, fresh.end() - 100, '!', '#');
  const std::string cut = "HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: 300000\r\n\r\n" + old.substr(0, 200'000);
  const std::map<std::string, std::function<bool(Peer&)>> answers = {
      {"the whole of another version", [&](Peer& peer) { return peer.reply(200, "ETag: \"v2\"\r\n", fresh); }},
      {"a part of another version",
       [&](Peer& peer) {
         return peer.reply(206, "ETag: \"v2\"\r\nContent-Range: bytes 200000-299999/300000\r\n", fresh.substr(200'000));
       }},
      {"another part",
       [&](Peer& peer) { return peer.reply(206, "ETag: \"v1\"\r\nContent-Range: bytes 0-299999/300000\r\n", fresh); }},
      {"416", [&](Peer& peer) { return peer.reply(416, "Content-Range: bytes */300000\r\n"); }},
  };
  for (const auto& [name, answer] : answers) {
    MisbehavingServer server(in_turn({[&](Peer& peer) { return peer.send(cut) && peer.cut(); }, answer,
                                      [&](Peer& peer) { return peer.reply(200, "ETag: \"v2\"\r\n", fresh); }}));
    const Fetched fetched = fetch(server.url("/1.pdf"));
    ASSERT_EQ(outcome_of(fetched), "archived application/pdf") << name;
    EXPECT_EQ(fetched.archived->sha256, sha256_hex(fresh)) << name;
    EXPECT_EQ(server.requests().at(1).field("if-range"), "\"v1\"") << name;
  }
}

TEST_F(DownloaderTransferTest, ResumesOnlyWhatCanBeTold) {
  const std::string pdf = a_pdf(300'000);
  for (const std::string fields : {"ETag: W/\"v1\"\r\n", "", "ETag: \"v1\"\r\nAccept-Ranges: none\r\n"}) {
    MisbehavingServer server(in_turn({[&](Peer& peer) {
                                        return peer.send("HTTP/1.1 200 OK\r\n" + fields +
                                                         "Content-Length: 300000\r\n\r\n" + pdf.substr(0, 200'000)) &&
                                               peer.cut();
                                      },
                                      [&](Peer& peer) { return peer.reply(200, fields, pdf); }}));
    EXPECT_EQ(outcome_of(fetch(server.url("/1.pdf"))), "archived application/pdf");
    EXPECT_EQ(server.requests().at(1).field("range"), "") << fields;
  }
}

TEST_F(DownloaderTransferTest, WrongLengthsDoNotGetThrough) {
  const std::string pdf = a_pdf();
  // Shorter than the body: what comes in has no end.
  MisbehavingServer shorter(in_turn(
      {[&](Peer& peer) { return peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + pdf) && peer.cut(); }}));
  EXPECT_EQ(
      outcome_of(fetch(shorter.url("/1.pdf"))),
      "truncated (retryable): the PDF has no end (%%EOF): cut on its way; if the server's copy is like this, save "
      "it with a browser and add it with: troika backfill FILE");
  // Longer: the rest never comes.
  policy.stall_timeout = milliseconds(200);
  policy.retries = 1;
  MisbehavingServer longer(
      in_turn({[&](Peer& peer) { return peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + pdf); }}));
  EXPECT_EQ(outcome_of(fetch(longer.url("/1.pdf"))),
            "network (retryable): the transfer took too long: no byte for 200 ms");
}

TEST_F(DownloaderTransferTest, HoldsTheSizeLimit) {
  policy.max_bytes = 1'000'000;
  const std::string too_large = "too_large: is larger than the limit of 1000000 bytes; check that it is a document";
  const std::string bomb = gzip("%PDF-1.7\n" + std::string(200'000'000, ' '));
  MisbehavingServer packed(in_turn({[&](Peer& peer) { return peer.reply(200, "Content-Encoding: gzip\r\n", bomb); }}));
  EXPECT_EQ(outcome_of(fetch(packed.url("/1.pdf"))), too_large);

  MisbehavingServer announced(in_turn(
      {[](Peer& peer) { return peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000001\r\n\r\n") && peer.cut(); }}));
  EXPECT_EQ(outcome_of(fetch(announced.url("/1.pdf"))), too_large);

  MisbehavingServer endless(in_turn({[](Peer& peer) {
    bool sent = peer.send("HTTP/1.1 200 OK\r\n\r\n%PDF-1.7\n");
    while (sent) sent = peer.send(std::string(100'000, 'x'));
    return false;
  }}));
  EXPECT_EQ(outcome_of(fetch(endless.url("/1.pdf"))), too_large);
  EXPECT_TRUE(std::filesystem::is_empty(folder / "archive/tmp"));
}

TEST_F(DownloaderTransferTest, DoesNotReadPagesToTheirEnd) {
  for (const std::string head : {"HTTP/1.1 200 OK\r\n\r\n<html>", "HTTP/1.1 404 Not Found\r\n\r\n<html>"}) {
    MisbehavingServer endless(in_turn({[&](Peer& peer) {
      bool sent = peer.send(head);
      while (sent) sent = peer.send(std::string(100'000, 'x'));
      return false;
    }}));
    EXPECT_THAT(outcome_of(fetch(endless.url("/1.pdf"))), StartsWith("not_published_yet (retryable)"));
  }
}

TEST_F(DownloaderTransferTest, DoesNotWaitForEver) {
  policy.retries = 0;
  policy.stall_timeout = milliseconds(200);
  MisbehavingServer silent(in_turn({[](Peer&) { return true; }}));
  EXPECT_EQ(outcome_of(fetch(silent.url("/1.pdf"))),
            "network (retryable): the transfer took too long: no byte for 200 ms");

  policy.total_timeout = milliseconds(500);
  MisbehavingServer slow(in_turn({[](Peer& peer) {
    bool sent = peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
    for (int i = 0; sent && i < 100; ++i) {
      sent = peer.send("x");
      std::this_thread::sleep_for(milliseconds(20));
    }
    return false;
  }}));
  EXPECT_THAT(outcome_of(fetch(slow.url("/1.pdf"))), StartsWith("network (retryable): the transfer took too long: "));
}

TEST_F(DownloaderTransferTest, TellsThatNobodyListens) {
  int port = 0;
  {
    port = MisbehavingServer([](const SeenRequest&, Peer&) { return false; }).port();
  }
  const Fetched fetched = fetch("http://127.0.0.1:" + std::to_string(port) + "/1.pdf");
  EXPECT_THAT(outcome_of(fetched), StartsWith("network (retryable): cannot connect to 127.0.0.1: "));
  EXPECT_EQ(fetched.requests, 0) << "not even robots.txt could be asked for";
}

}  // namespace
}  // namespace troika::fetch
