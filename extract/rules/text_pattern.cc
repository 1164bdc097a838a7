#include "extract/rules/text_pattern.h"

#include <utility>

#include <re2/re2.h>

namespace troika::extract {

struct TextPattern::Compiled {
  explicit Compiled(const std::string& source) : re(source, RE2::Quiet) {}
  RE2 re;
};

TextPattern::TextPattern(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
TextPattern::TextPattern(TextPattern&&) noexcept = default;
TextPattern::~TextPattern() = default;

tl::expected<TextPattern, config::Error> TextPattern::compile(const config::Text& source, const std::string& key) {
  auto compiled = std::make_unique<Compiled>(source.value);
  if (!compiled->re.ok())
    return tl::unexpected(config::Error{source.at, key, "not a pattern that RE2 takes: " + compiled->re.error()});
  return TextPattern(std::move(compiled));
}

bool TextPattern::found_in(std::string_view text) const {
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), compiled_->re);
}

}  // namespace troika::extract
