// The text and the links of an HTML page, as read_pdf_text gives a PDF's text.
//
//   auto page = read_html(bytes, "text/html; charset=utf-8", fetched.url);
//   for (const std::string& link : page->links) ...
//
//   auto text = read_html_text(bytes);   // a report published as HTML: same records as its PDF
//
// A page has no pages: all lines are on page 1 and have no box. A line is what stands between the beginnings and ends
// of block elements and <br>; it opens a block unless a <br> is before it. Its indent is 36 points for each list or
// quotation it stands in. A row of short cells is one block, a line or more for each cell, and each table is in
// `tables`. Headings and <th> are bold. A <sup> of figures or stars is a footnote's mark, and a block that begins with
// one is a footnote. Items of numbered lists have their numbers. Scripts, styles, menus and hidden elements leave no
// text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "extract/text.h"
#include "fetch/failure.h"

namespace troika::extract {

// Larger pages are no reports, and take more memory than a document may.
inline constexpr std::size_t kMaxHtmlBytes = std::size_t{64} << 20;

struct HtmlPage {
  DocumentText text;               // may have no lines; `web_page` is set
  std::vector<std::string> links;  // http and https only, without fragments, each once, in the page's order
};

// `content_type` is the header as the server sent it, and links are resolved against `url` (or against the page's
// <base href>); both may be empty. Fails with kTooLarge and kDamaged (nested deeper than real pages are). However
// malformed, a page is read as far as it can be. Thread-safe; asks nobody for anything.
fetch::Result<HtmlPage> read_html(std::string_view bytes, std::string_view content_type = {},
                                  std::string_view url = {});

// Fails as read_html does, and with kNoText where a page shows no text.
fetch::Result<DocumentText> read_html_text(std::string_view bytes, std::string_view content_type = {});

}  // namespace troika::extract
