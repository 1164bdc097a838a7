#include "fetch/url.h"

#include <string>

#include <gtest/gtest.h>

#include "fetch/redirect.h"

namespace troika::fetch {
namespace {

TEST(UrlTest, Parts) {
  const struct {
    const char *text, *normalized, *origin, *path;
  } kTable[] = {
      {"https://docs.un.org/en/A/HRC/27/10", "https://docs.un.org/en/A/HRC/27/10", "https://docs.un.org:443",
       "/en/A/HRC/27/10"},
      {"HTTPS://Docs.UN.org", "https://Docs.UN.org/", "https://docs.un.org:443", "/"},
      {"http://x.org:8080/a?b=c#d", "http://x.org:8080/a?b=c", "http://x.org:8080", "/a?b=c"},
      {"http://x.org/a b/\xC3\xA9", "http://x.org/a%20b/%c3%a9", "http://x.org:80", "/a%20b/%c3%a9"},
      {"http://x.org/a/../b/./c%20d", "http://x.org/b/c%20d", "http://x.org:80", "/b/c%20d"},
      {"http://x.org?q", "http://x.org/?q", "http://x.org:80", "/?q"},
      {"http://[::1]:81/", "http://[::1]:81/", "http://[::1]:81", "/"},
      {"http://0x7f.1/", "http://127.0.0.1/", "http://127.0.0.1:80", "/"},
  };
  for (const auto& row : kTable) {
    const auto url = parse_url(row.text);
    ASSERT_TRUE(url) << row.text;
    EXPECT_EQ(url->text, row.normalized);
    EXPECT_EQ(url->origin(), row.origin) << row.text;
    EXPECT_EQ(url->path, row.path) << row.text;
    EXPECT_TRUE(url->is_http());
  }
}

TEST(UrlTest, Files) {
  const auto url = parse_url("file:///data/a%20report.pdf");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->scheme, "file");
  EXPECT_EQ(url->file, "/data/a report.pdf");
  EXPECT_FALSE(url->is_http());
}

TEST(UrlTest, WhatIsNone) {
  for (const std::string text :
       {"", "x", "docs.un.org/en", "/a/b", "http://", "http://a b/", "http://x.org:99999/", "http://user@x.org/",
        "http://user:secret@x.org/", "http://x.org/\r\nHost: y", "://", "http://[::1/", "file://elsewhere/x"}) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
  EXPECT_FALSE(parse_url(std::string("http://x.org/\0y", 15)));
}

TEST(UrlTest, References) {
  const auto base = parse_url("https://docs.un.org/en/A/HRC/27/10?x=1");
  const struct {
    const char *reference, *result;
  } kTable[] = {
      {"11", "https://docs.un.org/en/A/HRC/27/11"},
      {"../28/1", "https://docs.un.org/en/A/HRC/28/1"},
      {"/fr", "https://docs.un.org/fr"},
      {"?y=2", "https://docs.un.org/en/A/HRC/27/10?y=2"},
      {"//un.org/x", "https://un.org/x"},
      {"http://un.org", "http://un.org/"},
      {"a b.pdf", "https://docs.un.org/en/A/HRC/27/a%20b.pdf"},
      {"../../../../../../x", "https://docs.un.org/x"},
  };
  for (const auto& row : kTable) {
    const auto url = resolve_url(*base, row.reference);
    ASSERT_TRUE(url) << row.reference;
    EXPECT_EQ(url->text, row.result) << row.reference;
  }
}

TEST(RedirectTest, Rules) {
  const struct {
    const char *from, *location;
    int followed;
    std::string outcome;
  } kTable[] = {
      {"https://a.org/x", "/y", 0, "https://a.org/y"},
      {"https://a.org/x", "https://b.org/", 4, "https://b.org/"},
      {"http://a.org/x", "https://a.org/x", 0, "https://a.org/x"},
      {"http://a.org/x", "http://b.org/x", 0, "http://b.org/x"},
      {"https://a.org/x", "http://a.org/x", 0,
       "https://a.org/x redirects from https to http://a.org/x; if that is the right place, give its URL in the "
       "configuration"},
      {"http://a.org/x", "/y", 5, "more than 5 redirects, the last to /y; check the URL with a browser"},
      {"http://a.org/x", "", 0, "http://a.org/x redirects to nowhere: it gives no Location"},
      {"http://a.org/x", "FILE:///etc/passwd", 0,
       "http://a.org/x redirects to file:///etc/passwd, which is not http(s)"},
      {"http://a.org/x", "javascript://%0aalert(1)", 0, "refused"},
      {"http://a.org/x", "data:text/html,x", 0, "http://a.org/x redirects to what is no URL: data:text/html,x"},
      {"http://a.org/x", "http://b\x01/", 0, "http://a.org/x redirects to what is no URL: http://b?/"},
  };
  for (const auto& row : kTable) {
    const auto to = follow(*parse_url(row.from), row.location, row.followed, 5);
    EXPECT_TRUE(to || to.error().code == FailureCode::kRefusedRedirect);
    if (row.outcome == "refused") {
      EXPECT_FALSE(to) << row.location;
    } else {
      EXPECT_EQ(to ? to->text : to.error().detail, row.outcome) << row.location;
    }
  }
  for (const int status : {301, 302, 303, 307, 308}) EXPECT_TRUE(is_redirect(status));
  for (const int status : {200, 300, 304, 305, 306, 400}) EXPECT_FALSE(is_redirect(status));
}

}  // namespace
}  // namespace troika::fetch
