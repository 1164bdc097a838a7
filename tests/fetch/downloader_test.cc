#include "fetch/downloader.h"

#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>
#include <zlib.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fetch/sha256.h"
#include "tests/fetch/fetching.h"
#include "tests/fetch/misbehaving_server.h"

namespace troika::fetch {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::StartsWith;

class DownloaderTest : public FetchingTest {};

// robots.txt is not there, as on most hosts.
MisbehavingServer::Handler without_robots(MisbehavingServer::Handler handler) {
  return [handler = std::move(handler)](const SeenRequest& request, Peer& peer) {
    return request.target == "/robots.txt" ? peer.reply(404) : handler(request, peer);
  };
}

// Answers the first requests from a list, and the rest by its last.
MisbehavingServer::Handler in_turn(std::vector<std::function<bool(Peer&)>> answers) {
  return without_robots(
      [answers = std::move(answers), next = std::make_shared<std::atomic<std::size_t>>(0)](
          const SeenRequest&, Peer& peer) { return answers[std::min(next->fetch_add(1), answers.size() - 1)](peer); });
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

TEST_F(DownloaderTest, ArchivesADocument) {
  const std::string pdf = a_pdf();
  MisbehavingServer server(without_robots([&](const SeenRequest&, Peer& peer) {
    return peer.reply(
        200, "Content-Type: application/pdf\r\nETag: \"v1\"\r\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n", pdf);
  }));
  const Fetched fetched = fetch(server.url("/A/HRC/27/10"));
  ASSERT_EQ(outcome_of(fetched), "archived application/pdf");
  EXPECT_EQ(fetched.archived->sha256, sha256_hex(pdf));
  EXPECT_EQ(content_of(fetched.archived->path), pdf);
  EXPECT_EQ(fetched.archived->size, pdf.size());
  EXPECT_EQ(fetched.url, server.url("/A/HRC/27/10"));
  EXPECT_EQ(fetched.validators.etag, "\"v1\"");
  EXPECT_EQ(fetched.validators.last_modified, "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(fetched.requests, 1);
  EXPECT_EQ(fetched.conditional_requests, 0);
  EXPECT_EQ(server.requests().at(0).field("user-agent"), policy.user_agent);
  EXPECT_THAT(server.requests().at(0).field("accept-encoding"), HasSubstr("gzip"));
}

TEST_F(DownloaderTest, AsksConditionallyForWhatItHas) {
  const std::string pdf = a_pdf();
  MisbehavingServer server(without_robots([&](const SeenRequest& request, Peer& peer) {
    return request.field("if-none-match") == "\"v1\"" ? peer.reply(304) : peer.reply(200, "ETag: \"v1\"\r\n", pdf);
  }));
  const Fetched first = fetch(server.url("/1.pdf"));
  Task again = task({server.url("/1.pdf")});
  again.validated_url = again.urls[0];
  again.validators = first.validators;
  again.sha256 = first.archived->sha256;
  const Fetched second = fetch(again);
  EXPECT_EQ(outcome_of(second), "archived application/pdf, unchanged");
  EXPECT_EQ(second.archived->path, first.archived->path);
  EXPECT_EQ(second.validators.etag, "\"v1\"");
  EXPECT_EQ(second.requests, 1);
  EXPECT_EQ(second.conditional_requests, 1);

  // Validators of another URL say nothing; the same bytes are unchanged all the same.
  again.validated_url = server.url("/2.pdf");
  const Fetched third = fetch(again);
  EXPECT_EQ(outcome_of(third), "archived application/pdf, unchanged");
  EXPECT_EQ(third.conditional_requests, 0);

  // Without the bytes, a 304 would be worth nothing.
  again.validated_url = again.urls[0];
  std::filesystem::remove(first.archived->path);
  const Fetched fourth = fetch(again);
  EXPECT_EQ(outcome_of(fourth), "archived application/pdf, unchanged");
  EXPECT_EQ(fourth.conditional_requests, 0);
  EXPECT_EQ(content_of(fourth.archived->path), pdf);
}

TEST_F(DownloaderTest, TriesAgainWhatMayPass) {
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

TEST_F(DownloaderTest, GivesUpAfterItsRetries) {
  MisbehavingServer server(in_turn({[](Peer& peer) { return peer.reply(503); }}));
  const Fetched fetched = fetch(server.url("/1.pdf"));
  EXPECT_EQ(outcome_of(fetched), "server_error (retryable): the server failed (HTTP 503); try again later");
  EXPECT_EQ(fetched.requests, 1 + policy.retries);
}

TEST_F(DownloaderTest, WaitsAsLongAsItIsAsked) {
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

TEST_F(DownloaderTest, GivesBackWhatItWouldWaitTooLongFor) {
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

TEST_F(DownloaderTest, JudgesByBytes) {
  const std::string page = "<!DOCTYPE html><html><body>There is no document matching your request.</body></html>";
  const std::string challenge = "<html><head><title>Just a moment...</title></head><body></body></html>";
  const struct {
    const char* name;
    int status;
    std::string fields, body;
    MediaType expects;
    std::string outcome;
  } kTable[] = {
      {"PDF as HTML", 200, "Content-Type: text/html\r\n", a_pdf(), MediaType::kPdf, "archived application/pdf"},
      {"PDF as anything", 200, "", a_pdf(), MediaType::kAny, "archived application/pdf"},
      {"HTML", 200, "Content-Type: application/pdf\r\n", page, MediaType::kHtml, "archived text/html"},
      {"HTML as PDF", 200, "Content-Type: application/pdf\r\n", page, MediaType::kPdf,
       "not_published_yet (retryable): a web page came in place of a PDF; not published yet"},
      {"empty", 200, "Content-Type: application/pdf\r\n", "", MediaType::kPdf,
       "not_published_yet (retryable): the answer is empty (HTTP 200); not published yet"},
      {"202", 202, "", "", MediaType::kPdf,
       "not_published_yet (retryable): the answer is empty (HTTP 202); not published yet"},
      {"204", 204, "", "", MediaType::kPdf,
       "not_published_yet (retryable): the answer is empty (HTTP 204); not published yet"},
      {"404", 404, "", page, MediaType::kPdf,
       "not_published_yet (retryable): the server has no such document (HTTP 404)"},
      {"challenge", 200, "", challenge, MediaType::kPdf,
       "blocked: the server answers with a challenge for people (HTTP 200); it is not worked around; save it with a "
       "browser and add it with: troika backfill FILE"},
      {"403", 403, "", "", MediaType::kPdf,
       "blocked: the server refuses it (HTTP 403); save it with a browser and add it with: troika backfill FILE"},
      {"image", 200, "Content-Type: application/pdf\r\n", "\x89PNG\r\n\x1a\n", MediaType::kPdf,
       "wrong_type: is image/png, where a PDF was expected; check the URL"},
  };
  for (const auto& row : kTable) {
    MisbehavingServer server(in_turn({[&](Peer& peer) { return peer.reply(row.status, row.fields, row.body); }}));
    const Fetched fetched = fetch(server.url("/1.pdf"), row.expects);
    EXPECT_EQ(outcome_of(fetched), row.outcome) << row.name;
    EXPECT_EQ(fetched.requests, 1) << row.name;
  }
}

TEST_F(DownloaderTest, ResumesACutTransfer) {
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

TEST_F(DownloaderTest, DoesNotMixTwoVersions) {
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

TEST_F(DownloaderTest, ResumesOnlyWhatCanBeTold) {
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

TEST_F(DownloaderTest, WrongLengthsDoNotGetThrough) {
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

TEST_F(DownloaderTest, UnpacksGzip) {
  const std::string pdf = a_pdf(100'000);
  MisbehavingServer server(
      in_turn({[&](Peer& peer) { return peer.reply(200, "Content-Encoding: gzip\r\n", gzip(pdf)); }}));
  const Fetched fetched = fetch(server.url("/1.pdf"));
  ASSERT_EQ(outcome_of(fetched), "archived application/pdf");
  EXPECT_EQ(content_of(fetched.archived->path), pdf);
}

TEST_F(DownloaderTest, HoldsTheSizeLimit) {
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

TEST_F(DownloaderTest, DoesNotReadPagesToTheirEnd) {
  for (const std::string head : {"HTTP/1.1 200 OK\r\n\r\n<html>", "HTTP/1.1 404 Not Found\r\n\r\n<html>"}) {
    MisbehavingServer endless(in_turn({[&](Peer& peer) {
      bool sent = peer.send(head);
      while (sent) sent = peer.send(std::string(100'000, 'x'));
      return false;
    }}));
    EXPECT_THAT(outcome_of(fetch(endless.url("/1.pdf"))), StartsWith("not_published_yet (retryable)"));
  }
}

TEST_F(DownloaderTest, DoesNotWaitForEver) {
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

TEST_F(DownloaderTest, TellsThatNobodyListens) {
  int port = 0;
  {
    port = MisbehavingServer([](const SeenRequest&, Peer&) { return false; }).port();
  }
  const Fetched fetched = fetch("http://127.0.0.1:" + std::to_string(port) + "/1.pdf");
  EXPECT_THAT(outcome_of(fetched), StartsWith("network (retryable): cannot connect to 127.0.0.1: "));
  EXPECT_EQ(fetched.requests, 0) << "not even robots.txt could be asked for";
}

TEST_F(DownloaderTest, FollowsRedirects) {
  const std::string pdf = a_pdf();
  MisbehavingServer server(without_robots([&](const SeenRequest& request, Peer& peer) {
    if (request.target == "/api") return peer.reply(302, "Location: /hop?x=1\r\n", "moved");
    if (request.target == "/hop?x=1") return peer.reply(308, "Location: documents/1.pdf#page=2\r\n");
    return peer.reply(200, {}, pdf);
  }));
  const Fetched fetched = fetch(server.url("/api"));
  EXPECT_EQ(outcome_of(fetched), "archived application/pdf");
  EXPECT_EQ(fetched.url, server.url("/documents/1.pdf"));
  EXPECT_EQ(fetched.requests, 3);
}

TEST_F(DownloaderTest, RefusesRedirectsThatLeadAstray) {
  const struct {
    std::string location, outcome;
  } kTable[] = {
      {"/1.pdf", "refused_redirect: more than 5 redirects, the last to /1.pdf; check the URL with a browser"},
      {"file:///etc/passwd", "refused_redirect: URL redirects to file:///etc/passwd, which is not http(s)"},
      {"ftp://127.0.0.1/x", "refused_redirect: URL redirects to ftp://127.0.0.1/x, which is not http(s)"},
      {"gopher://127.0.0.1:6379/_FLUSHALL",
       "refused_redirect: URL redirects to gopher://127.0.0.1:6379/_FLUSHALL, which is not http(s)"},
      {"http://user:secret@127.0.0.1/",
       "refused_redirect: URL redirects to what is no URL: http://user:secret@127.0.0.1/"},
      {"http://", "refused_redirect: URL redirects to what is no URL: http://"},
      {"", "refused_redirect: URL redirects to nowhere: it gives no Location"},
  };
  policy.allow_file_urls = true;
  for (const auto& row : kTable) {
    MisbehavingServer server(in_turn({[&](Peer& peer) {
      return peer.reply(302, row.location.empty() ? "" : "Location: " + row.location + "\r\n");
    }}));
    std::string expected = row.outcome;
    if (const std::size_t at = expected.find("URL redirects"); at != std::string::npos) {
      expected.replace(at, 3, server.url("/1.pdf"));
    }
    EXPECT_EQ(outcome_of(fetch(server.url("/1.pdf"))), expected);
  }
}

TEST_F(DownloaderTest, RefusesPrivateAddresses) {
  MisbehavingServer server(in_turn({[](Peer& peer) { return peer.reply(200, {}, a_pdf()); }}));
  policy.allow_private_addresses = false;
  const std::string port = std::to_string(server.port());
  for (const std::string host : {"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.1"}) {
    const std::string outcome = outcome_of(fetch("http://" + host + ":" + port + "/1.pdf"));
    EXPECT_THAT(outcome, StartsWith("forbidden_address: ")) << host;
    EXPECT_THAT(outcome, HasSubstr("(loopback), no public address; if it is to be fetched, set "
                                   "allow_private_addresses = true in the configuration"))
        << host;
  }
  EXPECT_TRUE(server.requests().empty());
  EXPECT_EQ(server.count("/robots.txt"), 0u);
}

TEST_F(DownloaderTest, RefusesFilesAndWhatIsNoUrl) {
  EXPECT_EQ(outcome_of(fetch("file:///etc/hostname")),
            "forbidden_address: file URLs are not read; set allow_file_urls = true in the configuration, or use: "
            "troika backfill FILE");
  EXPECT_EQ(outcome_of(fetch("ftp://example.org/1.pdf")),
            "not_found: 'ftp://example.org/1.pdf' is no URL that can be fetched; write it as https://HOST/PATH");
  EXPECT_EQ(outcome_of(fetch("")), "not_found: '' is no URL that can be fetched; write it as https://HOST/PATH");
  EXPECT_EQ(outcome_of(fetch(task({}))), "not_found: the task names no URL");
}

TEST_F(DownloaderTest, ReadsFilesWhereItMay) {
  policy.allow_file_urls = true;
  const std::string pdf = a_pdf().substr(0, 1500);  // its end is not looked for: a person gave it
  std::ofstream(folder / "a report.pdf", std::ios::binary) << pdf;
  const std::string url = "file://" + (folder / "a%20report.pdf");
  const Fetched fetched = fetch(url);
  ASSERT_EQ(outcome_of(fetched), "archived application/pdf");
  EXPECT_EQ(content_of(fetched.archived->path), pdf);
  EXPECT_EQ(fetched.requests, 0);
  Task again = task({url});
  again.sha256 = fetched.archived->sha256;
  EXPECT_EQ(outcome_of(fetch(again)), "archived application/pdf, unchanged");
  EXPECT_EQ(outcome_of(fetch("file:///nowhere.pdf")), "not_found: no such file; check the path");
}

TEST_F(DownloaderTest, TriesTheAlternativesInOrder) {
  const std::string pdf = a_pdf();
  MisbehavingServer server(without_robots([&](const SeenRequest& request, Peer& peer) {
    if (request.target == "/missing") return peer.reply(404);
    if (request.target == "/broken") return peer.reply(500);
    if (request.target == "/forbidden") return peer.reply(403);
    return peer.reply(200, {}, pdf);
  }));
  const Fetched fetched = fetch(task({server.url("/missing"), server.url("/forbidden"), server.url("/1.pdf")}));
  EXPECT_EQ(outcome_of(fetched), "archived application/pdf");
  EXPECT_EQ(fetched.url, server.url("/1.pdf"));
  EXPECT_EQ(fetched.requests, 3);

  // A failure that may pass is no word about the document, whatever the others say.
  EXPECT_THAT(outcome_of(fetch(task({server.url("/missing"), server.url("/broken"), server.url("/forbidden")}))),
              StartsWith("server_error (retryable): " + server.url("/missing") + ": the server has no such document"));
  EXPECT_THAT(outcome_of(fetch(task({server.url("/missing"), server.url("/forbidden")}))), StartsWith("blocked: "));
  EXPECT_THAT(outcome_of(fetch(task({server.url("/missing"), server.url("/missing")}))),
              StartsWith("not_published_yet (retryable): "));
}

// Of several alternatives, the one that led to the document is asked conditionally the next time.
TEST_F(DownloaderTest, TellsWhichAlternativeAnswered) {
  const std::string pdf = a_pdf();
  MisbehavingServer server(without_robots([&](const SeenRequest& request, Peer& peer) {
    if (request.target == "/missing") return peer.reply(404);
    if (request.target == "/api") return peer.reply(302, "Location: /last\r\n");
    return request.field("if-none-match") == "\"v1\"" ? peer.reply(304) : peer.reply(200, "ETag: \"v1\"\r\n", pdf);
  }));
  Task again = task({server.url("/missing"), server.url("/api"), server.url("/last")});
  const Fetched fetched = fetch(again);
  ASSERT_EQ(outcome_of(fetched), "archived application/pdf");
  EXPECT_EQ(fetched.url, server.url("/last"));
  EXPECT_EQ(fetched.asked, server.url("/api")) << "though another alternative is where it led";
  again.validated_url = fetched.asked;
  again.validators = fetched.validators;
  again.sha256 = fetched.archived->sha256;
  const Fetched second = fetch(again);
  EXPECT_EQ(outcome_of(second), "archived application/pdf, unchanged");
  EXPECT_EQ(second.asked, server.url("/api"));
  EXPECT_GT(second.conditional_requests, 0);
  EXPECT_EQ(fetch(server.url("/missing")).asked, "") << "nothing was given";
}

TEST_F(DownloaderTest, ObeysRobots) {
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

TEST_F(DownloaderTest, ReadsRobotsAsTheStandardSays) {
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

TEST_F(DownloaderTest, OvercomesARobotsFileThatFailsOnce) {
  std::atomic<int> asked{0};
  MisbehavingServer server([&](const SeenRequest& request, Peer& peer) {
    if (request.target != "/robots.txt") return peer.reply(200, {}, a_pdf());
    return asked++ == 0 ? peer.reply(503) : peer.reply(404);
  });
  EXPECT_EQ(outcome_of(fetch(server.url("/1.pdf"))), "archived application/pdf");
}

TEST_F(DownloaderTest, HoldsTheLimitsOfAHost) {
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

TEST_F(DownloaderTest, StopsWhenAskedTo) {
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

TEST_F(DownloaderTest, TakesNothingWhileThereIsNoRoom) {
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

TEST_F(DownloaderTest, NoExceptionLeaves) {
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

TEST_F(DownloaderTest, TellsThatTheDiskRefuses) {
  MisbehavingServer server(in_turn({[](Peer& peer) { return peer.reply(200, {}, a_pdf()); }}));
  std::filesystem::remove_all(folder / "archive/tmp");
  const Fetched fetched = fetch(server.url("/1.pdf"));
  EXPECT_THAT(outcome_of(fetched), StartsWith("store (retryable): cannot write to " + (folder / "archive/tmp") + ": "));
  EXPECT_EQ(fetched.requests, 1);
}

}  // namespace
}  // namespace troika::fetch
