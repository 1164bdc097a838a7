#include "fetch/media.h"

#include <algorithm>

#include "fetch/ascii.h"

namespace troika::fetch {
namespace {

constexpr SniffedType kPdf{"application/pdf", ".pdf", MediaType::kPdf};
constexpr SniffedType kHtml{"text/html", ".html", MediaType::kHtml};
constexpr SniffedType kDocx{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx",
                            MediaType::kDocx};

// Readers accept a PDF whose header begins anywhere in its first 1024 bytes (ISO 32000-1, annex H.3.4.1).
constexpr std::size_t kPdfHeaderWithin = 1024;

bool starts_with_word(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

// Passes over what may stand before the first tag: byte order mark, white space, comments, an XML declaration.
std::string_view after_preamble(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\f"), text.size()));
    std::string_view end;
    if (text.starts_with("<!--")) end = "-->";
    if (text.starts_with("<?xml")) end = "?>";
    if (end.empty()) return text;
    const std::size_t at = text.find(end);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + end.size());
  }
}

bool is_html(std::string_view head) {
  // UTF-16 pages are few: their ASCII is enough to know the tag by.
  std::string narrow;
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) {
    std::copy_if(head.begin() + 2, head.end(), std::back_inserter(narrow), [](char c) { return c != '\0'; });
    head = narrow;
  }
  const std::string_view text = after_preamble(head);
  // The tags of the WHATWG's MIME sniffing that begin real pages.
  for (const std::string_view tag : {"<!doctype html", "<html", "<head", "<body", "<script", "<iframe", "<h1", "<div",
                                     "<font", "<table", "<a ", "<style", "<title", "<b>", "<br", "<p>", "<meta"}) {
    if (starts_with_word(text, tag)) return true;
  }
  return false;
}

bool is_docx(std::string_view head) {
  if (!head.starts_with("PK\x03\x04")) return false;
  return head.find("word/") != std::string_view::npos || head.find("[Content_Types].xml") != std::string_view::npos;
}

struct Magic {
  std::string_view bytes, media_type;
};

constexpr Magic kOthers[] = {
    {"PK\x03\x04", "application/zip"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "application/msword"},  // any OLE file; the UN's are Word's
    {"{\\rtf", "application/rtf"},
    {"%!PS", "application/postscript"},
    {"\x1F\x8B", "application/gzip"},
    {"\x89PNG", "image/png"},
    {"\xFF\xD8\xFF", "image/jpeg"},
    {"GIF8", "image/gif"},
    {"II*", "image/tiff"},
    {"MM", "image/tiff"},
};

bool is_text(std::string_view head) {
  return std::none_of(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1B';
  });
}

SniffedType other(std::string_view media_type) { return {media_type, {}, MediaType::kAny}; }

}  // namespace

SniffedType sniff(std::string_view head, std::string_view declared) {
  if (head.substr(0, kPdfHeaderWithin).find("%PDF-") != std::string_view::npos) return kPdf;
  if (is_html(head)) return kHtml;
  if (is_docx(head)) return kDocx;
  for (const Magic& magic : kOthers) {
    if (head.starts_with(magic.bytes)) return other(magic.media_type);
  }
  if (!is_text(head)) return other("application/octet-stream");
  // A fragment that begins with words: only its server knows that it is a page.
  if (starts_with_word(declared, "text/html") || starts_with_word(declared, "application/xhtml+xml")) return kHtml;
  const std::string_view text = after_preamble(head);
  if (text.starts_with('{') || text.starts_with('[')) return other("application/json");
  if (text.starts_with('<')) return other("application/xml");
  return other("text/plain");
}

std::string_view media_type_of_suffix(std::string_view path) {
  for (const SniffedType& type : {kPdf, kHtml, kDocx}) {
    if (path.ends_with(type.suffix)) return type.media_type;
  }
  return "application/octet-stream";
}

std::string_view name_of(MediaType type) {
  switch (type) {
    case MediaType::kPdf: return "a PDF";
    case MediaType::kHtml: return "a web page";
    case MediaType::kDocx: return "a Word document (.docx)";
    case MediaType::kAny: return "a document";
  }
  return "a document";
}

}  // namespace troika::fetch
