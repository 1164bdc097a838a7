#include "extract/pdf/pdf_pages.h"

#include <string>
#include <utility>

#include "extract/pdf/layout.h"
#include "extract/pdf/lines.h"

namespace troika::extract {

PdfPages::PdfPages(PdfDocument document)
    : document_(std::move(document)), pages_(static_cast<std::size_t>(document_.page_count())) {}

fetch::Result<PdfPages> PdfPages::open(std::string_view bytes) {
  fetch::Result<PdfDocument> document = PdfDocument::open(bytes);
  if (!document) return tl::unexpected(document.error());
  return PdfPages(*std::move(document));
}

const PageLines& PdfPages::read(int page) {
  std::optional<PageLines>& lines = pages_[static_cast<std::size_t>(page - 1)];
  if (!lines) lines = page_lines(document_.read_page(page));
  return *lines;
}

DocumentText PdfPages::part(int front, int from) {
  std::vector<PageLines> pages;
  for (int page = 1; page <= page_count(); ++page)
    if (page <= front || page >= from) pages.push_back(read(page));
  DocumentText text = lay_out_lines(std::move(pages));
  text.pages = page_count();
  return text;
}

fetch::Result<DocumentText> PdfPages::whole() {
  std::vector<PageLines> pages;
  pages.reserve(pages_.size());
  for (int page = 1; page <= page_count(); ++page) read(page);
  for (std::optional<PageLines>& lines : pages_) pages.push_back(*std::exchange(lines, {}));
  DocumentText text = lay_out_lines(std::move(pages));
  if (text.lines.empty()) {
    return tl::unexpected(fetch::Failure{fetch::Stage::kExtract, fetch::FailureCode::kNoText, false,
                                         "no text on its " + std::to_string(text.pages) +
                                             " page(s): blank or scanned; run OCR on it and give the result"});
  }
  return text;
}

}  // namespace troika::extract
