// Tokens of a PDF content stream (ISO 32000-1, 7.2 and 7.3), by the rules of Poppler's lexer.
//
//   ContentLexer lexer(bytes);                       // decodes strings and names in place: bytes are read once
//   for (Token token = lexer.next(); token.kind != TokenKind::kEnd; token = lexer.next()) ...
//
// What Poppler would complain of (an unterminated string, a stray parenthesis, ...) is kUnsupported: what it then makes
// of the rest is its own affair. Numbers have the bits that Poppler's have, so that geometry can be compared exactly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace troika::extract {

enum class TokenKind : std::uint8_t {
  kEnd,
  kNumber,
  kName,      // text without the slash
  kString,    // text without its parentheses or angle brackets, decoded
  kOperator,  // text
  kArrayBegin,
  kArrayEnd,
  kDictBegin,
  kDictEnd,
  kOther,  // true, false, null
  kUnsupported,
};

// Small enough to be returned in registers: a page has thousands.
class Token {
 public:
  Token() : Token(TokenKind::kEnd) {}
  explicit Token(TokenKind what) : kind(what), number_(0) {}
  static Token of_number(double number, bool is_integer) {
    Token token(TokenKind::kNumber);
    token.is_integer = is_integer;
    token.number_ = number;
    return token;
  }
  static Token of_text(TokenKind kind, std::string_view text) {
    Token token(kind);
    token.length_ = static_cast<std::uint32_t>(text.size());
    token.begin_ = text.data();
    return token;
  }

  double number() const { return number_; }  // of kNumber only
  // Of names, strings and operators only; in the bytes given to the lexer.
  std::string_view text() const { return {begin_, length_}; }

  TokenKind kind;
  bool is_integer = false;  // a number without a point that an int can hold

 private:
  std::uint32_t length_ = 0;
  union {
    double number_;
    const char* begin_;
  };
};
static_assert(sizeof(Token) == 16);

class ContentLexer {
 public:
  explicit ContentLexer(std::span<char> bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  // kEnd at the end, and ever after.
  Token next();

 private:
  bool skip_blanks();  // and comments; false where a comment is not ended
  Token number();
  Token name();
  Token literal_string();
  char* escape(char* out);  // of a literal string, after the backslash
  Token hex_string();
  Token keyword();

  char* at_;
  char* end_;
};

}  // namespace troika::extract
