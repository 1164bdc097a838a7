#include "fetch/verdict.h"

#include <string>

#include <gtest/gtest.h>

#include "tests/fetch/fetching.h"

namespace troika::fetch {
namespace {

HttpHead head(int status, std::vector<std::pair<std::string, std::string>> fields = {}) { return {status, fields}; }

// "document", or the failure's code with "(retryable)" where it is.
std::string verdict_of(const HttpHead& head, const std::string& body, MediaType expects = MediaType::kPdf) {
  const Verdict verdict = judge({head, body, body, body.size()}, expects);
  if (!verdict.failure) return "document";
  EXPECT_FALSE(verdict.failure->detail.empty());
  return std::string(code_name(verdict.failure->code)) + (verdict.failure->retryable ? " (retryable)" : "");
}

TEST(VerdictTest, Statuses) {
  const struct {
    int status;
    const char* verdict;
  } kTable[] = {
      {200, "document"},
      {202, "document"},
      {203, "document"},
      {300, "server_error (retryable)"},
      {304, "server_error (retryable)"},
      {400, "blocked"},
      {401, "blocked"},
      {403, "blocked"},
      {404, "not_published_yet (retryable)"},
      {406, "blocked"},
      {408, "server_error (retryable)"},
      {410, "not_published_yet (retryable)"},
      {425, "server_error (retryable)"},
      {429, "server_error (retryable)"},
      {451, "blocked"},
      {500, "server_error (retryable)"},
      {502, "server_error (retryable)"},
      {503, "server_error (retryable)"},
      {599, "server_error (retryable)"},
      {999, "server_error (retryable)"},
  };
  for (const auto& row : kTable) EXPECT_EQ(verdict_of(head(row.status), a_pdf()), row.verdict) << row.status;
}

TEST(VerdictTest, Bodies) {
  const std::string page = "<!DOCTYPE html><html><title>UN</title><p>No such document</p></html>";
  const std::string docx = "PK\x03\x04 [Content_Types].xml word/document.xml";
  constexpr auto kPdf = MediaType::kPdf, kHtml = MediaType::kHtml, kDocx = MediaType::kDocx, kAny = MediaType::kAny;
  const struct {
    std::string body;
    MediaType expects;
    const char* verdict;
  } kTable[] = {
      {a_pdf(), kPdf, "document"},
      {a_pdf(), kAny, "document"},
      {a_pdf(), kHtml, "wrong_type"},
      {"garbage before\n" + a_pdf(), kPdf, "document"},
      {std::string(2000, ' ') + a_pdf(), kPdf, "wrong_type"},
      {a_pdf() + std::string(1000, '\0'), kPdf, "document"},
      {a_pdf().substr(0, 1900), kPdf, "truncated (retryable)"},
      {page, kPdf, "not_published_yet (retryable)"},
      {page, kDocx, "not_published_yet (retryable)"},
      {page, kHtml, "document"},
      {page, kAny, "document"},
      {"", kPdf, "not_published_yet (retryable)"},
      {"", kHtml, "not_published_yet (retryable)"},
      {docx, kDocx, "document"},
      {docx, kAny, "document"},
      {docx, kPdf, "wrong_type"},
      {"{\"error\": \"none\"}", kPdf, "wrong_type"},
      {"plain words", kAny, "wrong_type"},
  };
  for (const auto& row : kTable) {
    EXPECT_EQ(verdict_of(head(200), row.body, row.expects), row.verdict) << row.body.substr(0, 40);
  }
}

TEST(VerdictTest, Challenges) {
  const auto page = [](const std::string& title, const std::string& rest = "") {
    return "<!DOCTYPE html><html><head><title>" + title + "</title></head><body>" + rest + "</body></html>";
  };
  const std::string article = page("Report", "Access denied to detainees; the site's CAPTCHA kept the blind out.");
  const std::string passed = page("UN",
                                  "<script src=\"/_Incapsula_Resource?SWJIYLWA=719\"></script>"
                                  "<script src=\"/cdn-cgi/challenge-platform/scripts/jsd/main.js\"></script>");
  const std::string incapsula =
      "<html><iframe src=\"/_Incapsula_Resource?SWUDNSAI=31\">Request unsuccessful. Incapsula incident ID: 1</iframe>";
  const struct {
    HttpHead head;
    std::string body;
    MediaType expects;
    const char* verdict;
  } kTable[] = {
      {head(200), page("Just a moment..."), MediaType::kPdf, "blocked"},
      {head(403), page("Just a moment..."), MediaType::kHtml, "blocked"},
      {head(503), page("Just a moment..."), MediaType::kPdf, "blocked"},
      {head(404), page("Access Denied"), MediaType::kPdf, "blocked"},
      {head(200), page("x", "<div id=\"cf-chl-widget\">"), MediaType::kHtml, "blocked"},
      {head(200), incapsula, MediaType::kAny, "blocked"},
      {head(200), page("x", "<form action=/captcha>"), MediaType::kPdf, "blocked"},
      {head(202, {{"x-amzn-waf-action", "challenge"}}), "", MediaType::kPdf, "blocked"},
      {head(405, {{"x-amzn-waf-action", "captcha"}}), page("Human Verification"), MediaType::kPdf, "blocked"},
      {head(403, {{"cf-mitigated", "challenge"}}), page("x"), MediaType::kPdf, "blocked"},
      // What only speaks of such things is read where a page is expected; where a PDF is, it is refused all the same.
      {head(200), article, MediaType::kHtml, "document"},
      {head(200), article, MediaType::kPdf, "blocked"},
      // Marks that are in every page behind such a service.
      {head(200), passed, MediaType::kHtml, "document"},
      {head(200), passed, MediaType::kPdf, "not_published_yet (retryable)"},
      {head(404), passed, MediaType::kPdf, "not_published_yet (retryable)"},
      // A document that says "captcha" is a document.
      {head(200), "%PDF-1.4 captcha access denied %%EOF", MediaType::kPdf, "document"},
  };
  for (const auto& row : kTable) {
    EXPECT_EQ(verdict_of(row.head, row.body, row.expects), row.verdict) << row.head.status << " " << row.body;
  }
}

TEST(VerdictTest, Sniffing) {
  const struct {
    std::string bytes;
    const char* declared;
    const char* media_type;
  } kTable[] = {
      {"%PDF-1.7", "text/html", "application/pdf"},
      {"\xEF\xBB\xBF \n<!doctype HTML>", "", "text/html"},
      {"<?xml version=\"1.0\"?>\n<!-- x -->\n<html xmlns=", "", "text/html"},
      {std::string("\xFF\xFE<\0h\0t\0m\0l\0>\0", 14), "", "text/html"},
      {"<P>One", "", "text/html"},
      {"Words first, <b>then tags</b>", "text/html; charset=utf-8", "text/html"},
      {"Words first, <b>then tags</b>", "application/pdf", "text/plain"},
      {"<?xml version=\"1.0\"?><rss>", "", "application/xml"},
      {"<?xml version=\"1.0\"", "", "text/plain"},
      {"[1, 2]", "", "application/json"},
      {"PK\x03\x04 word/document.xml", "", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
      {"PK\x03\x04 mimetype", "", "application/zip"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "application/pdf", "application/msword"},
      {"{\\rtf1", "", "application/rtf"},
      {"\x1F\x8B\x08", "", "application/gzip"},
      {std::string("\0\1\2", 3), "text/html", "application/octet-stream"},
      {"", "", "text/plain"},
  };
  for (const auto& row : kTable) EXPECT_EQ(sniff(row.bytes, row.declared).media_type, row.media_type) << row.bytes;
  EXPECT_EQ(media_type_of_suffix("/archive/ab/cd/abcd.pdf"), "application/pdf");
  EXPECT_EQ(media_type_of_suffix("/archive/ab/cd/abcd"), "application/octet-stream");
}

TEST(VerdictTest, WhatMayBeResumed) {
  const std::string noon = "Sun, 06 Nov 1994 12:00:00 GMT", second_later = "Sun, 06 Nov 1994 12:00:01 GMT";
  const struct {
    HttpHead head;
    std::string validator;
  } kTable[] = {
      {head(200, {{"etag", "\"a\""}}), "\"a\""},
      {head(200, {{"etag", "W/\"a\""}}), ""},
      {head(200, {{"etag", "\"a\""}, {"content-encoding", "gzip"}}), ""},
      {head(200, {{"etag", "\"a\""}, {"content-encoding", "identity"}}), "\"a\""},
      {head(200, {{"etag", "\"a\""}, {"accept-ranges", "none"}}), ""},
      {head(200, {{"last-modified", noon}, {"date", second_later}}), noon},
      {head(200, {{"last-modified", noon}, {"date", noon}}), ""},
      {head(200, {{"last-modified", noon}}), ""},
      {head(200, {{"etag", "W/\"a\""}, {"last-modified", noon}, {"date", second_later}}), noon},
      {head(200), ""},
  };
  for (const auto& row : kTable) EXPECT_EQ(resume_validator(row.head), row.validator);
}

TEST(VerdictTest, WhatContinues) {
  const struct {
    HttpHead head;
    bool continues;  // at 500
  } kTable[] = {
      {head(206, {{"content-range", "bytes 500-999/1000"}}), true},
      {head(206, {{"content-range", "bytes 500-999/*"}}), true},
      {head(206, {{"content-range", "bytes 0-999/1000"}}), false},
      {head(206, {{"content-range", "bytes */1000"}}), false},
      {head(206, {{"content-range", "lines 500-999/1000"}}), false},
      {head(206, {{"content-range", "bytes 500-999/1000"}, {"content-encoding", "gzip"}}), false},
      {head(206, {{"content-range", "bytes"}}), false},
      {head(206), false},
      {head(200, {{"content-range", "bytes 500-999/1000"}}), false},
  };
  for (const auto& row : kTable) EXPECT_EQ(continues_at(row.head, 500), row.continues);
}

TEST(VerdictTest, Transports) {
  const auto told = [](HttpEnd end, const std::string& detail) {
    const Failure failure = judge_transport({1, end, detail}, "docs.un.org");
    return std::string(code_name(failure.code)) + (failure.retryable ? " (retryable): " : ": ") + failure.detail;
  };
  EXPECT_EQ(told(HttpEnd::kForbiddenAddress, "10.0.0.1 (private)"),
            "forbidden_address: docs.un.org is at 10.0.0.1 (private), no public address; if it is to be fetched, set "
            "allow_private_addresses = true in the configuration");
  EXPECT_EQ(told(HttpEnd::kUnreachable, "no such name"),
            "network (retryable): cannot connect to docs.un.org: no such name");
  EXPECT_EQ(told(HttpEnd::kTimedOut, "x"), "network (retryable): the transfer took too long: x");
  EXPECT_EQ(told(HttpEnd::kCut, "x"), "truncated (retryable): the transfer broke off: x");
  EXPECT_EQ(told(HttpEnd::kEndedByReceiver, "x"), "internal: the transfer was ended: x");
}

}  // namespace
}  // namespace troika::fetch
