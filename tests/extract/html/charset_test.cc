#include "extract/html/charset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/html/html_parser.h"
#include "extract/html/html_text.h"

namespace troika::extract {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;

TEST(CharsetTest, ByteOrderMarkThenHeaderThenPage) {
  struct Case {
    std::string bytes;
    const char* content_type;
    std::vector<std::string> charsets;
  };
  const Case cases[] = {
      {"<p>", "", {"windows-1252"}},
      {"\xEF\xBB\xBF<meta charset=latin1>", "text/html; charset=koi8-r", {"utf-8", "koi8-r", "windows-1252"}},
      {"\xFF\xFE", "", {"utf-16le", "windows-1252"}},
      {"\xFE\xFF", "", {"utf-16be", "windows-1252"}},
      {"<p>", "text/html; Charset=\"UTF8\"; x=1", {"utf-8", "windows-1252"}},
      {"<META CHARSET='Windows-1251'>", "text/html", {"windows-1251", "windows-1252"}},
      {"<meta http-equiv=Content-Type content=\"text/html; charset=iso-8859-2\">", "", {"iso-8859-2", "windows-1252"}},
      {"<!-- <meta charset=utf-8> --><meta name=x><meta charset = big5>", "", {"big5", "windows-1252"}},
      {"<meta charset=ISO-8859-1>", "", {"windows-1252"}},
      {"<meta charset=utf-16>", "", {"utf-8", "windows-1252"}},
      {"<?xml version='1.0' encoding='utf-8'?><html>", "", {"utf-8", "windows-1252"}},
      {"<!-- <meta charset=utf-8>", "", {"windows-1252"}},
      {std::string(5000, ' ') + "<meta charset=utf-8>", "", {"windows-1252"}},
      {"<p>C\xC3\xB4te", "", {"utf-8", "windows-1252"}},
      {"<p>C\xF4te \xC3\xB4", "", {"windows-1252"}},
  };
  for (const Case& c : cases) EXPECT_EQ(charsets_of(c.bytes, c.content_type), c.charsets) << c.bytes;
}

TEST(CharsetTest, WhatIsNoUtf8BecomesAReplacement) {
  EXPECT_EQ(valid_utf8("\xEF\xBB\xBFT\xC3\xBCrkiye \xF0\x9F\x98\x80"), "Türkiye 😀");
  for (const char* bad : {"\xFF", "\x80", "\xC3", "\xC0", "\xF5"}) EXPECT_EQ(valid_utf8(bad), "\uFFFD");
  EXPECT_EQ(valid_utf8("\xC0\x80"), "\uFFFD\uFFFD");
  EXPECT_EQ(valid_utf8("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");  // a surrogate
  EXPECT_EQ(valid_utf8("\xE2\x82x"), "\uFFFD\uFFFDx");
  EXPECT_EQ(valid_utf8("a\0b"s), "a\uFFFDb");
}

TEST(CharsetTest, Decodes) {
  EXPECT_EQ(decoded("C\xF4te d\x92Ivoire \x80 \x81", "windows-1252"), "Côte d’Ivoire € \uFFFD");
  EXPECT_EQ(decoded("\xF0\xCF", "koi8-r"), "По");
  EXPECT_EQ(decoded("\xFF\xFE<\0\xFC\0"s, "utf-16le"), "<ü");
  EXPECT_EQ(decoded("<\0\x3D\xD8"s, "utf-16le"), "<\uFFFD");  // cut in a character
  EXPECT_EQ(decoded("a\xFF\xFF b\x81", "shift_jis"), "a\uFFFD\uFFFD b\uFFFD");
  EXPECT_EQ(decoded("a", "x-no-such"), std::nullopt);
  const std::string letters(100'001, '\xC1');
  EXPECT_EQ(decoded(letters, "windows-1251")->size(), 200'002u);
}

TEST(CharsetTest, AWrongCharsetIsTold) {
  struct Case {
    const char* html;
    const char* text;
    const char* damage;
  };
  const Case cases[] = {
      {"<meta charset=utf-8><p>In C\xF4te d\x92Ivoire", "In C\uFFFDte d\uFFFDIvoire",
       "2 character(s) are not in utf-8, its charset; the first behind \"In C\""},
      {"<meta charset=latin1><p>C\xC3\xB4te", "Côte", "it says that it is in windows-1252, and is in utf-8; read so"},
      {"<meta charset=utf-8><p>C\xC3\xB4te \xEF\xBF\xBD", "Côte \uFFFD", ""},
      {"<meta charset=latin1><p>C\xF4te", "Côte", ""},
      {"<p>C\xC3\xB4te", "Côte", ""},
  };
  for (const Case& c : cases) {
    const auto text = read_html_text(c.html, "");
    ASSERT_TRUE(text.has_value()) << c.html;
    EXPECT_EQ(text->lines[0].text, c.text) << c.html;
    EXPECT_EQ(text->damages.empty() ? "" : text->damages[0].what, c.damage) << c.html;
  }
}

TEST(CharsetTest, AnUnknownCharsetIsPassedOver) {
  const auto text = read_html_text("<meta charset=windows-1251><p>\xCC\xE8\xF0", "text/html; charset=x-no-such");
  ASSERT_TRUE(text.has_value());
  EXPECT_EQ(text->lines[0].text, "Мир");
}

}  // namespace
}  // namespace troika::extract
