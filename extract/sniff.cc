#include "extract/sniff.h"

#include <algorithm>
#include <array>
#include <string>

namespace troika::extract {
namespace {

constexpr std::size_t kPdfPreamble = 1024;
// An HTML page shows what it is long before this; comments at its top have a few kilobytes at most.
constexpr std::size_t kHtmlPreamble = 16384;

// What HTML pages begin with (WHATWG MIME Sniffing, section 7.1, and what Word and old pages add).
constexpr std::array<std::string_view, 22> kHtmlTags = {
    "!doctype html", "html", "head", "body", "title", "meta",  "link", "base", "script", "style",
    "iframe",        "h1",   "h2",   "div",  "font",  "table", "a",    "br",   "p",      "b",
    "center",        "main"};

// Without UTF-16's zeros and the byte order mark, in small letters.
std::string readable(std::string_view bytes) {
  std::string text;
  for (const char c : bytes.substr(0, kHtmlPreamble)) {
    if (c == '\0') continue;
    text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  for (const std::string_view mark : {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"}) {
    if (text.starts_with(mark)) text.erase(0, mark.size());
  }
  return text;
}

void skip_to(std::string_view& text, std::string_view end) {
  const std::size_t at = text.find(end);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + end.size());
}

bool is_html(std::string_view bytes) {
  const std::string preamble = readable(bytes);
  std::string_view text = preamble;
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\f"), text.size()));
    if (text.starts_with("<!--")) {
      skip_to(text, "-->");
    } else if (text.starts_with("<?xml")) {
      skip_to(text, "?>");
    } else {
      break;
    }
  }
  if (!text.starts_with('<')) return false;
  text.remove_prefix(1);
  return std::any_of(kHtmlTags.begin(), kHtmlTags.end(), [&](std::string_view tag) {
    const std::string_view end = text.substr(std::min(tag.size(), text.size()), 1);
    return text.starts_with(tag) &&
           (end.empty() || std::string_view(" \t\r\n\f>/").find(end) != std::string_view::npos);
  });
}

}  // namespace

DocumentType sniff(std::string_view bytes) {
  if (bytes.substr(0, kPdfPreamble).find("%PDF-") != std::string_view::npos) return DocumentType::kPdf;
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) {
    // "word/document.xml", or what else Word for the web calls it.
    return bytes.find("word/") != std::string_view::npos ? DocumentType::kDocx : DocumentType::kZip;
  }
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return DocumentType::kOle;
  return is_html(bytes) ? DocumentType::kHtml : DocumentType::kUnknown;
}

}  // namespace troika::extract
