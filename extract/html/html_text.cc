#include "extract/html/html_text.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "extract/html/charset.h"
#include "extract/html/html_layout.h"
#include "extract/html/html_parser.h"
#include "extract/html/metadata.h"

namespace troika::extract {
namespace {

constexpr std::string_view kReplacement = "\uFFFD";
// Of the text in front of a character that was lost: enough to find it.
constexpr std::size_t kContext = 40;

struct Decoded {
  std::string text;    // UTF-8
  std::string damage;  // what is wrong with it; empty where nothing is
};

std::size_t count_replacements(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find(kReplacement); at != std::string_view::npos;
       at = text.find(kReplacement, at + kReplacement.size()))
    ++count;
  return count;
}

// The words before the first character that is lost, without markup.
std::string before_first_loss(std::string_view text) {
  std::string_view before = text.substr(0, text.find(kReplacement));
  before.remove_prefix(std::min(before.size(), before.find_last_of('>') + 1));
  if (before.size() > kContext) before.remove_prefix(before.size() - kContext);
  return std::string(before.substr(std::min(before.size(), before.find_first_not_of(" \t\r\n"))));
}

Decoded as_utf8(std::string_view bytes, std::string_view content_type) {
  for (const std::string& charset : charsets_of(bytes, content_type)) {
    if (charset != "utf-8" && shows_utf8(bytes))
      return {valid_utf8(bytes), "it says that it is in " + charset + ", and is in utf-8; read so"};
    const std::optional<std::string> text = decoded(bytes, charset);
    if (!text) continue;
    const std::size_t lost = count_replacements(*text), were_there = count_replacements(bytes);
    if (lost <= were_there) return {*text, ""};
    return {*text, std::to_string(lost - were_there) + " character(s) are not in " + charset +
                       ", its charset; the first behind \"" + before_first_loss(*text) + "\""};
  }
  return {valid_utf8(bytes), ""};
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
  const Decoded html = as_utf8(bytes, content_type);
  if (const auto parsed = parse_html(html.text, metadata); !parsed) return tl::unexpected(parsed.error());
  HtmlPage page{layout.take_text(), layout.take_links()};
  if (!html.damage.empty()) page.text.damages.push_back({1, html.damage});
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
