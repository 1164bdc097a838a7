// The tags and the text of an HTML page, one after the other. This is the one place that knows libxml2.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fetch/failure.h"

namespace troika::extract {

// Real pages nest some thirty elements, and a few hundred where tags are never closed. It bounds the time that the
// parser takes to look for the element that an end tag closes.
inline constexpr int kMaxHtmlDepth = 2000;

// In the order of the tag; names in small letters, values with their entities resolved.
using Attributes = std::vector<std::pair<std::string_view, std::string_view>>;

// Gets a page's parts in order. Every start has its end, also where the page lacks one.
class HtmlHandler {
 public:
  virtual ~HtmlHandler() = default;
  virtual void start(std::string_view name, const Attributes& attributes) = 0;  // in small letters
  virtual void end() = 0;  // of the element that started last and has not ended
  virtual void text(std::string_view utf8) = 0;
};

// Bytes of the charset as UTF-8, U+FFFD for what it does not have; nothing where the charset is not known.
std::optional<std::string> decoded(std::string_view bytes, const std::string& charset);

// Any UTF-8 of less than 2 GB is HTML to this parser. Fails with kDamaged for elements nested too deep. It opens no
// file and no connection, and resolves no entities but HTML's own characters. What the handler throws comes through.
// Thread-safe.
fetch::Result<void> parse_html(std::string_view utf8, HtmlHandler& handler);

}  // namespace troika::extract
