#include "extract/html/links.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace troika::extract {
namespace {

using testing::ElementsAre;

// RFC 3986, section 5.4, with an http base; fragments are dropped.
TEST(LinksTest, ReferencesOfTheStandard) {
  struct Case {
    const char* reference;
    const char* url;
  };
  const Case cases[] = {
      {"g:h", ""},
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g/"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q"},
      {"g#s", "http://a/b/c/g"},
      {";x", "http://a/b/c/;x"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {"..g", "http://a/b/c/..g"},
      {"./g/.", "http://a/b/c/g/"},
      {"g/./h", "http://a/b/c/g/h"},
      {"g/../h", "http://a/b/c/h"},
      {"g?y/../x", "http://a/b/c/g?y/../x"},
  };
  for (const Case& c : cases) EXPECT_EQ(resolved("http://a/b/c/d;p?q", c.reference), c.url) << c.reference;
}

TEST(LinksTest, WhatPagesHave) {
  const std::string base = "https://Example.org/docs/index.html";
  EXPECT_EQ(resolved(base, "  report 1.pdf\n"), "https://example.org/docs/report%201.pdf");
  EXPECT_EQ(resolved(base, "rap\nport.pdf"), "https://example.org/docs/rapport.pdf");
  EXPECT_EQ(resolved(base, "é.pdf"), "https://example.org/docs/%C3%A9.pdf");
  EXPECT_EQ(resolved(base, "HTTP://Other.org"), "http://other.org/");
  EXPECT_EQ(resolved("https://example.org", "a.pdf"), "https://example.org/a.pdf");
  for (const char* other :
       {"mailto:a@b.org", "javascript:void(0)", "data:text/html,x", "file:///etc/passwd", "http:///x"}) {
    EXPECT_EQ(resolved(base, other), "") << other;
  }
  EXPECT_EQ(resolved(base, std::string(9000, 'x')), "");
  EXPECT_EQ(resolved("", "a/b.pdf#page=2"), "a/b.pdf");
  EXPECT_EQ(resolved("file:///srv/a.html", "b.html"), "");
}

TEST(LinksTest, EachOnceAndAgainstTheFirstBase) {
  LinkCollector links("https://example.org/a/");
  links.set_base("../b/");
  links.set_base("https://other.org/");
  for (const char* href : {"2.pdf", "1.pdf", "2.pdf#page=3", "mailto:x"}) links.add(href);
  EXPECT_THAT(links.take(), ElementsAre("https://example.org/b/2.pdf", "https://example.org/b/1.pdf"));
}

}  // namespace
}  // namespace troika::extract
