// The bytes of a page's contents, or of a form's, and their tokens.
#pragma once

#include <Object.h>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "extract/pdf/content_lexer.h"
#include "extract/pdf/inflater.h"

class Stream;

namespace troika::extract {

// Tokens of content streams, one after the other: a string or a comment ends where its stream does, a list goes on.
class ContentTokens {
 public:
  explicit ContentTokens(std::vector<Buffer> parts) : parts_(std::move(parts)) {}

  // Text is valid as long as this object.
  Token next() {
    const Token token = lexer_.next();
    return token.kind == TokenKind::kEnd ? next_of_other_parts() : token;
  }

 private:
  Token next_of_other_parts();

  std::vector<Buffer> parts_;
  std::size_t begun_ = 0;
  ContentLexer lexer_{{}};
};

class ContentLoader {
 public:
  // `file` must outlive the loader: streams are read from it without a copy. Those of an encrypted file, and with other
  // filters than plain Flate, are decoded by Poppler.
  ContentLoader(std::string_view file, bool is_encrypted) : file_(file), is_encrypted_(is_encrypted) {}

  // `contents` is a stream or an array of them. Nothing where it is not, or where it is larger than a page can be.
  std::optional<ContentTokens> load(const Object& contents);

 private:
  std::optional<Buffer> decode(Stream& stream);
  std::optional<std::string_view> plain_deflate(Stream& stream) const;

  std::string_view file_;
  bool is_encrypted_;
  Inflater inflater_;
};

}  // namespace troika::extract
