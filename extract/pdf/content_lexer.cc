#include "extract/pdf/content_lexer.h"

#include <array>
#include <climits>
#include <cstdint>

namespace troika::extract {
namespace {

// Longer names and operators make Poppler complain.
constexpr std::size_t kLongestWord = 127;
// Numbers of more digits are left to Poppler: an int64_t holds this many.
constexpr int kMostDigits = 18;

enum Class : std::uint8_t { kRegular, kBlank, kDelimiter };

constexpr std::array<Class, 256> kClasses = [] {
  std::array<Class, 256> classes{};
  for (unsigned char c : {'\0', '\t', '\n', '\f', '\r', ' '}) classes[c] = kBlank;
  for (unsigned char c : {'%', '(', ')', '/', '<', '>', '[', ']', '{', '}'}) classes[c] = kDelimiter;
  return classes;
}();

Class class_of(char c) { return kClasses[static_cast<unsigned char>(c)]; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_octal(char c) { return c >= '0' && c <= '7'; }

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

Token unsupported() { return Token(TokenKind::kUnsupported); }

Token text_token(TokenKind kind, const char* begin, const char* end) {
  return Token::of_text(kind, {begin, static_cast<std::size_t>(end - begin)});
}

}  // namespace

bool ContentLexer::skip_blanks() {
  while (at_ < end_) {
    if (class_of(*at_) == kBlank) {
      ++at_;
    } else if (*at_ == '%') {
      while (at_ < end_ && *at_ != '\r' && *at_ != '\n') ++at_;
      if (at_ == end_) return false;
    } else {
      return true;
    }
  }
  return true;
}

Token ContentLexer::next() {
  if (!skip_blanks()) return unsupported();
  if (at_ == end_) return {};
  const char c = *at_;
  if (is_digit(c) || c == '-' || c == '.' || c == '+') return number();
  switch (c) {
    case '/': return name();
    case '(': return literal_string();
    case '[': ++at_; return Token(TokenKind::kArrayBegin);
    case ']': ++at_; return Token(TokenKind::kArrayEnd);
    case '<':
      if (end_ - at_ < 2 || at_[1] != '<') return hex_string();
      at_ += 2;
      return Token(TokenKind::kDictBegin);
    case '>':
      if (end_ - at_ < 2 || at_[1] != '>') return unsupported();
      at_ += 2;
      return Token(TokenKind::kDictEnd);
    case ')':
    case '{':
    case '}': return unsupported();
    default: return keyword();
  }
}

// Poppler adds decimals one by one, each times a power of 0.1 that is itself rounded: so must we, for the same bits.
Token ContentLexer::number() {
  bool negative = false;
  if (*at_ == '-' || *at_ == '+') negative = *at_++ == '-';
  std::int64_t whole = 0;
  int digits = 0;
  for (; at_ < end_ && is_digit(*at_); ++at_, ++digits) {
    if (digits == kMostDigits) return unsupported();
    whole = whole * 10 + (*at_ - '0');
  }
  if (at_ == end_ || *at_ != '.')
    return Token::of_number(static_cast<double>(negative ? -whole : whole), whole <= INT_MAX);
  auto value = static_cast<double>(whole);
  double scale = 0.1;
  for (++at_; at_ < end_ && (is_digit(*at_) || *at_ == '-'); ++at_) {
    if (*at_ == '-') continue;  // "-12.-5", which Adobe reads as -12.5, and so does Poppler
    value = value + scale * (*at_ - '0');
    scale *= 0.1;
  }
  return Token::of_number(negative ? -value : value, false);
}

Token ContentLexer::name() {
  char* const begin = ++at_;
  char* out = begin;
  while (at_ < end_ && class_of(*at_) == kRegular) {
    char c = *at_++;
    if (c == '#') {
      if (end_ - at_ < 2 || hex_digit(at_[0]) < 0 || hex_digit(at_[1]) < 0) return unsupported();
      c = static_cast<char>(hex_digit(at_[0]) * 16 + hex_digit(at_[1]));
      if (c == '\0') return unsupported();
      at_ += 2;
    }
    *out++ = c;
  }
  if (static_cast<std::size_t>(out - begin) > kLongestWord) return unsupported();
  return text_token(TokenKind::kName, begin, out);
}

char* ContentLexer::escape(char* out) {
  const char c = *at_++;
  switch (c) {
    case 'n': *out++ = '\n'; return out;
    case 'r': *out++ = '\r'; return out;
    case 't': *out++ = '\t'; return out;
    case 'b': *out++ = '\b'; return out;
    case 'f': *out++ = '\f'; return out;
    case '\n': return out;
    case '\r':
      if (at_ < end_ && *at_ == '\n') ++at_;
      return out;
    default: break;
  }
  int code = c;
  if (is_octal(c)) {
    code = c - '0';
    for (int i = 0; i < 2 && at_ < end_ && is_octal(*at_); ++i) code = code * 8 + (*at_++ - '0');
  }
  *out++ = static_cast<char>(code);
  return out;
}

Token ContentLexer::literal_string() {
  char* const begin = ++at_;
  while (at_ < end_ && *at_ != ')' && *at_ != '\\' && *at_ != '(') ++at_;  // most strings are plain to their end
  char* out = at_;
  for (int open = 1; at_ < end_;) {
    const char c = *at_++;
    if (c == '\\') {
      if (at_ == end_) break;
      out = escape(out);
      continue;
    }
    if (c == '(') ++open;
    if (c == ')' && --open == 0) return text_token(TokenKind::kString, begin, out);
    *out++ = c;
  }
  return unsupported();
}

Token ContentLexer::hex_string() {
  char* const begin = ++at_;
  char* out = begin;
  int high = -1;  // the first digit of a pair, once read
  while (at_ < end_) {
    const char c = *at_++;
    if (c == '>') {
      if (high >= 0) *out++ = static_cast<char>(high * 16);
      return text_token(TokenKind::kString, begin, out);
    }
    if (class_of(c) == kBlank) continue;
    const int digit = hex_digit(c);
    if (digit < 0) return unsupported();
    if (high < 0) {
      high = digit;
    } else {
      *out++ = static_cast<char>(high * 16 + digit);
      high = -1;
    }
  }
  return unsupported();
}

Token ContentLexer::keyword() {
  const char* const begin = at_;
  while (at_ < end_ && class_of(*at_) == kRegular) ++at_;
  const Token token = text_token(TokenKind::kOperator, begin, at_);
  if (token.text().size() > kLongestWord) return unsupported();
  if (token.text() == "true" || token.text() == "false" || token.text() == "null") return Token(TokenKind::kOther);
  return token;
}

}  // namespace troika::extract
