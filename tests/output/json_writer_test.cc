#include "output/json_writer.h"

#include <cstdio>
#include <limits>
#include <locale>

#include <gtest/gtest.h>

namespace troika::output {
namespace {

std::string line_of(std::string_view text) {
  std::string out;
  JsonWriter json(out);
  json.line([&] { json.field("s", text); });
  return out;
}

TEST(JsonWriter, EscapesWhatJsonCannotHoldAndNothingElse) {
  struct {
    std::string_view text, expected;
  } const cases[] = {
      {"", R"("")"},
      {"\"quoted\" \\ /", R"("\"quoted\" \\ /")"},
      {"a\nb\tc\r\f\b", R"("a\nb\tc\r\f\b")"},
      {std::string_view("\0\x1F\x7F", 3), "\"\\u0000\\u001F\x7F\""},
      {"Türkiye, Côte d’Ivoire", R"("Türkiye, Côte d’Ivoire")"},
      {"\U0001F310 \u2028", "\"\U0001F310 \u2028\""},
  };
  for (const auto& c : cases) EXPECT_EQ(line_of(c.text), "{\"s\":" + std::string(c.expected) + "}\n");
}

TEST(JsonWriter, RepairsWhatIsNotUtf8) {
  struct {
    const char* why;
    std::string_view text, expected;
  } const cases[] = {
      {"a byte of another encoding", "caf\xE9 noir", "caf\uFFFD noir"},
      {"a stray continuation", "a\x80z", "a\uFFFDz"},
      {"cut off at the end", "a\xE2\x82", "a\uFFFD\uFFFD"},
      {"cut off by a letter", "\xF0\x9F\x8Cz", "\uFFFD\uFFFD\uFFFDz"},
      {"an overlong form", "\xC0\xAF", "\uFFFD\uFFFD"},
      {"a surrogate", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
      {"beyond Unicode", "\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"well-formed neighbours stay", "é\xFFé", "é\uFFFDé"},
  };
  for (const auto& c : cases) EXPECT_EQ(line_of(c.text), "{\"s\":\"" + std::string(c.expected) + "\"}\n") << c.why;
}

TEST(JsonWriter, ReadsNoFurtherThanTheStringGoes) {
  const std::string_view euro = "\xE2\x82\xAC";
  EXPECT_EQ(line_of(euro.substr(0, 2)), "{\"s\":\"\uFFFD\uFFFD\"}\n");
}

// Strings are looked at some bytes at a time: each byte of such a stretch counts, and each value of it.
TEST(JsonWriter, ChangesAByteWhereverItStands) {
  const std::string plain = "abcdefghijklmnopqrstuvw";
  for (std::size_t at = 0; at < plain.size(); ++at) {
    for (int value = 0; value < 0x100; ++value) {
      const char byte = static_cast<char>(value);
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\u%04X", static_cast<unsigned>(value));
      const std::size_t letter = std::string_view("\"\\\b\f\n\r\t").find(byte);
      const std::string expected = letter != std::string_view::npos ? std::string("\\") + "\"\\bfnrt"[letter]
                                   : value < 0x20                   ? escaped
                                   : value < 0x80                   ? std::string(1, byte)
                                                                    : "\uFFFD";
      std::string text = plain;
      text[at] = byte;
      ASSERT_EQ(line_of(text), "{\"s\":\"" + plain.substr(0, at) + expected + plain.substr(at + 1) + "\"}\n")
          << value << " at " << at;
    }
  }
}

TEST(JsonWriter, RoundsToTenthsWithoutNoise) {
  std::string out;
  JsonWriter json(out);
  json.line([&] { json.tenths("n", {120.14, 120.05, 475, 0.1 + 0.2, -0.04, -12.26, 841.89}); });
  EXPECT_EQ(out, "{\"n\":[120.1,120.1,475.0,0.3,0.0,-12.3,841.9]}\n");
}

TEST(JsonWriter, NumbersThatAreNotFiniteAreNull) {
  for (const double bad : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    std::string out;
    JsonWriter json(out);
    json.line([&] { json.tenths("n", {1, bad}); });
    EXPECT_EQ(out, "{\"n\":null}\n");
  }
}

TEST(JsonWriter, WritesEachTypeAsItsOwn) {
  std::string out;
  JsonWriter json(out);
  json.line([&] {
    json.field("text", "words");
    json.field("true", true);
    json.field("number", -7);
    json.field("size", std::size_t{3000000000});
    json.field("null", nullptr);
    json.field("absent", std::optional<int>());
    json.field("present", std::optional<std::string>("x"));
    json.empty_array("none");
  });
  EXPECT_EQ(out, R"({"text":"words","true":true,"number":-7,"size":3000000000,"null":null,"absent":null,)"
                 R"("present":"x","none":[]})"
                 "\n");
}

// Decimal commas and thousands separators, as in many of our users' locales.
class CommaPunctuation : public std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

TEST(JsonWriter, IgnoresTheGlobalLocale) {
  const std::locale before = std::locale::global(std::locale(std::locale(), new CommaPunctuation));
  std::string out;
  JsonWriter json(out);
  json.line([&] {
    json.field("count", 1234567);
    json.tenths("n", {1234.56});
  });
  std::locale::global(before);
  EXPECT_EQ(out, "{\"count\":1234567,\"n\":[1234.6]}\n");
}

}  // namespace
}  // namespace troika::output
