// What the downloader makes of a task: the document, or why there is none. The other downloader_..._test.cc are about
// what may happen on the way.
#include "fetch/downloader.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fetch/sha256.h"
#include "tests/fetch/answers.h"
#include "tests/fetch/fetching.h"
#include "tests/fetch/misbehaving_server.h"

namespace troika::fetch {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class DownloaderTest : public FetchingTest {};

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
       "not_published_yet (retryable): the server has no such document (HTTP 404); it is not published yet, or its "
       "symbol or URL is wrong"},
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

TEST_F(DownloaderTest, UnpacksGzip) {
  const std::string pdf = a_pdf(100'000);
  MisbehavingServer server(
      in_turn({[&](Peer& peer) { return peer.reply(200, "Content-Encoding: gzip\r\n", gzip(pdf)); }}));
  const Fetched fetched = fetch(server.url("/1.pdf"));
  ASSERT_EQ(outcome_of(fetched), "archived application/pdf");
  EXPECT_EQ(content_of(fetched.archived->path), pdf);
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

TEST_F(DownloaderTest, TellsThatTheDiskRefuses) {
  MisbehavingServer server(in_turn({[](Peer& peer) { return peer.reply(200, {}, a_pdf()); }}));
  std::filesystem::remove_all(folder / "archive/tmp");
  const Fetched fetched = fetch(server.url("/1.pdf"));
  EXPECT_THAT(outcome_of(fetched), StartsWith("store (retryable): cannot write to " + (folder / "archive/tmp") + ": "));
  EXPECT_EQ(fetched.requests, 1);
}

}  // namespace
}  // namespace troika::fetch
