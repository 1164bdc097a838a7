#include "config/forms.h"

#include <gtest/gtest.h>

namespace troika::config {
namespace {

TEST(FormsTest, DocumentSymbols) {
  for (const char* symbol :
       {"A/HRC/27/10", "A/HRC/27/10/Add.1", "A/HRC/WG.6/19/PRK/1", "A/HRC/DEC/14/105", "CCPR/C/SVN/CO/3",
        "A/HRC/RES/S-15/1", "A/RES/60/251", "S/2014/276", "A/HRC/43/12/Rev.1"}) {
    EXPECT_TRUE(is_document_symbol(symbol)) << symbol;
  }
  for (const char* text : {"", "A", "A/", "/A/HRC/27", "A/HRC", "a/hrc/27/10", "A/HRC/27/10/", "A//27", "A/HRC/27/10*",
                           "A/HRC/27/ 10", "A/HRC/27/.5", "report.pdf", "https://docs.un.org/en/A/HRC/27/10"}) {
    EXPECT_FALSE(is_document_symbol(text)) << text;
  }
  EXPECT_FALSE(is_document_symbol("A/" + std::string(100, '1')));
}

TEST(FormsTest, Urls) {
  struct Case {
    const char* url;
    bool allow_file_urls;
    const char* problem;
  };
  const Case cases[] = {
      {"https://docs.un.org/en/A/HRC/27/10", false, ""},
      {"HTTP://example.org", false, ""},
      {"https://[::1]:8443/a", false, ""},
      {"file:///srv/a.pdf", true, ""},
      {"file:///srv/a.pdf", false, "is a file URL; set allow_file_urls = true under [fetch] to allow it"},
      {"file://host/a.pdf", true, "must be file:/// and an absolute path"},
      {"ftp://example.org/a", true, "must begin with https:// or http://"},
      {"example.org/a", true, "must begin with https:// or http://"},
      {"https:/example.org", true, "must begin with https:// or http://"},
      {"https:///a", true, "has no host"},
      {"https://user@:80/a", true, "has no host"},
      {"https://?q", true, "has no host"},
      {"https://example.org/a b", true, "holds a space or a control character; write %20"},
      {"", true, "must begin with https:// or http://"},
  };
  for (const Case& c : cases) EXPECT_EQ(problem_with_url(c.url, c.allow_file_urls), c.problem) << c.url;
}

TEST(FormsTest, Dates) {
  EXPECT_TRUE(is_iso_date("2016-02-29"));
  for (const char* text : {"2014-02-29", "2014-7-02", "2014-13-01", "02.07.2014", ""}) EXPECT_FALSE(is_iso_date(text));
}

}  // namespace
}  // namespace troika::config
