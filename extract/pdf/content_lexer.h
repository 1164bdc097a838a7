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

struct Token {
  TokenKind kind = TokenKind::kEnd;
  bool is_integer = false;  // a number without a point that an int can hold
  double number = 0;
  std::string_view text;  // in the bytes given to the lexer
};

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
