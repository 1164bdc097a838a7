// A pattern of the configuration outside rule sets (which links of a page to follow), in RE2's syntax.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "config/error.h"
#include "config/text.h"

namespace troika::extract {

// Immutable; share one between threads.
class TextPattern {
 public:
  // `key` is where the file states it, for the error.
  static tl::expected<TextPattern, config::Error> compile(const config::Text& source, const std::string& key);

  TextPattern(TextPattern&&) noexcept;
  ~TextPattern();

  bool found_in(std::string_view text) const;

 private:
  struct Compiled;
  explicit TextPattern(std::unique_ptr<Compiled> compiled);
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace troika::extract
