#include "extract/pdf/content_lexer.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace troika::extract {
namespace {

using testing::ElementsAre;

// Tokens as words: "n:12", "N:F1", "s:text", "o:Tj", "[", ">>", "other", "unsupported" (then it ends).
std::vector<std::string> tokens_of(std::string content) {
  ContentLexer lexer(content);
  std::vector<std::string> words;
  for (Token token = lexer.next(); token.kind != TokenKind::kEnd; token = lexer.next()) {
    switch (token.kind) {
      case TokenKind::kEnd: break;
      case TokenKind::kNumber: {
        std::string number = std::to_string(token.number());
        number.erase(number.find_last_not_of('0') + 1);
        words.push_back((token.is_integer ? "i:" : "n:") + number);
        break;
      }
      case TokenKind::kName: words.push_back("N:" + std::string(token.text())); break;
      case TokenKind::kString: words.push_back("s:" + std::string(token.text())); break;
      case TokenKind::kOperator: words.push_back("o:" + std::string(token.text())); break;
      case TokenKind::kArrayBegin: words.emplace_back("["); break;
      case TokenKind::kArrayEnd: words.emplace_back("]"); break;
      case TokenKind::kDictBegin: words.emplace_back("<<"); break;
      case TokenKind::kDictEnd: words.emplace_back(">>"); break;
      case TokenKind::kOther: words.emplace_back("other"); break;
      case TokenKind::kUnsupported: words.emplace_back("unsupported"); return words;
    }
  }
  return words;
}

TEST(ContentLexerTest, OneToken) {
  const struct {
    std::string content, token;
  } kCases[] = {
      {"12", "i:12."},
      {"+12", "i:12."},
      {"-12", "i:-12."},
      {"2147483647", "i:2147483647."},
      {"2147483648", "n:2147483648."},
      {"123456789012345678", "n:123456789012345680."},
      {"1234567890123456789", "unsupported"},
      {"0.5", "n:0.5"},
      {".5", "n:0.5"},
      {"-.5", "n:-0.5"},
      {"4.", "n:4."},
      {".", "n:0."},
      {"-12.-5", "n:-12.5"},
      {"/F1", "N:F1"},
      {"/", "N:"},
      {"/A#42c", "N:ABc"},
      {"/A#4", "unsupported"},
      {"/A#zz", "unsupported"},
      {"/A#00", "unsupported"},
      {"/" + std::string(127, 'x'), "N:" + std::string(127, 'x')},
      {"/" + std::string(128, 'x'), "unsupported"},
      {"()", "s:"},
      {"(plain)", "s:plain"},
      {"(a(b)c)", "s:a(b)c"},
      {"(a\\(b)", "s:a(b"},
      {"(\\n\\r\\t\\b\\f\\\\)", "s:\n\r\t\b\f\\"},
      {"(\\101\\12\\7x)", "s:A\n\ax"},
      {"(\\1012)", "s:A2"},
      {"(\\x)", "s:x"},
      {"(a\\\nb)", "s:ab"},
      {"(a\\\r\nb)", "s:ab"},
      {"(a\nb)", "s:a\nb"},
      {"(open", "unsupported"},
      {"(open\\", "unsupported"},
      {"(open\\)", "unsupported"},
      {"<4142>", "s:AB"},
      {"<41 4\n2>", "s:AB"},
      {"<414>", "s:A@"},
      {"<>", "s:"},
      {"<4g>", "unsupported"},
      {"<41", "unsupported"},
      {"Tj", "o:Tj"},
      {"T*", "o:T*"},
      {"'", "o:'"},
      {"\"", "o:\""},
      {std::string(128, 'x'), "unsupported"},
      {"true", "other"},
      {"false", "other"},
      {"null", "other"},
      {"truer", "o:truer"},
      {")", "unsupported"},
      {"{", "unsupported"},
      {">", "unsupported"},
      {"% no line end", "unsupported"},
  };
  for (const auto& [content, token] : kCases) EXPECT_THAT(tokens_of(content), ElementsAre(token)) << content;
}

TEST(ContentLexerTest, Sequences) {
  EXPECT_THAT(tokens_of(""), ElementsAre());
  EXPECT_THAT(tokens_of(" \t\r\n\f"), ElementsAre());
  EXPECT_THAT(tokens_of("% comment\n1 % another\r2"), ElementsAre("i:1.", "i:2."));
  EXPECT_THAT(tokens_of("/F1 12 Tf(a)Tj"), ElementsAre("N:F1", "i:12.", "o:Tf", "s:a", "o:Tj"));
  EXPECT_THAT(tokens_of("[(a)-5<42>]TJ"), ElementsAre("[", "s:a", "i:-5.", "s:B", "]", "o:TJ"));
  EXPECT_THAT(tokens_of("<</A/B>>BDC"), ElementsAre("<<", "N:A", "N:B", ">>", "o:BDC"));
  EXPECT_THAT(tokens_of("1-2--3"), ElementsAre("i:1.", "i:-2.", "i:0.", "i:-3.")) << "a sign begins a number";
  EXPECT_THAT(tokens_of("1.2.3"), ElementsAre("n:1.2", "n:0.3"));
}

// Digits after the point are added one by one, each with its rounding, as Poppler does.
TEST(ContentLexerTest, NumbersHavePopplersBits) {
  std::string content = "0.123456 841.8898";
  ContentLexer lexer(content);
  double expected = 0, scale = 0.1;
  for (int digit : {1, 2, 3, 4, 5, 6}) {
    expected = expected + scale * digit;
    scale *= 0.1;
  }
  EXPECT_EQ(lexer.next().number(), expected);
  expected = 841;
  scale = 0.1;
  for (int digit : {8, 8, 9, 8}) {
    expected = expected + scale * digit;
    scale *= 0.1;
  }
  EXPECT_EQ(lexer.next().number(), expected);
}

TEST(ContentLexerTest, TheEndIsForEver) {
  std::string content = "q";
  ContentLexer lexer(content);
  EXPECT_EQ(lexer.next().kind, TokenKind::kOperator);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(lexer.next().kind, TokenKind::kEnd);
}

}  // namespace
}  // namespace troika::extract
