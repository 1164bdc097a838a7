#include "extract/html/html_text.h"

#include <optional>
#include <utility>

#include "extract/html/charset.h"
#include "extract/html/html_layout.h"
#include "extract/html/html_parser.h"
#include "extract/html/metadata.h"

namespace troika::extract {
namespace {

std::string as_utf8(std::string_view bytes, std::string_view content_type) {
  for (const std::string& charset : charsets_of(bytes, content_type)) {
    if (std::optional<std::string> text = decoded(bytes, charset)) return *std::move(text);
  }
  return valid_utf8(bytes);
}

fetch::Failure failure(fetch::FailureCode code, std::string detail) {
  return {fetch::Stage::kExtract, code, false, std::move(detail)};
}

}  // namespace

fetch::Result<HtmlPage> read_html(std::string_view bytes, std::string_view content_type, std::string_view url) {
  if (bytes.size() > kMaxHtmlBytes) {
    return tl::unexpected(failure(fetch::FailureCode::kTooLarge,
                                  "a page of " + std::to_string(bytes.size() >> 20) + " MB; at most 64 MB are read"));
  }
  HtmlLayout layout{std::string(url)};
  MetadataReader metadata(layout);
  if (const auto parsed = parse_html(as_utf8(bytes, content_type), metadata); !parsed) {
    return tl::unexpected(parsed.error());
  }
  HtmlPage page{layout.take_text(), layout.take_links()};
  page.text.web_page = metadata.take();
  return page;
}

fetch::Result<DocumentText> read_html_text(std::string_view bytes, std::string_view content_type) {
  fetch::Result<HtmlPage> page = read_html(bytes, content_type);
  if (!page) return tl::unexpected(page.error());
  if (page->text.lines.empty()) {
    return tl::unexpected(failure(fetch::FailureCode::kNoText,
                                  "a web page without text; if a script makes its text, save it from a browser and "
                                  "give that file"));
  }
  return std::move(page->text);
}

}  // namespace troika::extract
