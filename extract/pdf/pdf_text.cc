#include "extract/pdf/pdf_text.h"

#include <string>
#include <vector>

#include "extract/pdf/layout.h"
#include "extract/pdf/pdf_document.h"

namespace troika::extract {

fetch::Result<DocumentText> read_pdf_text(std::string_view bytes) {
  fetch::Result<std::vector<Page>> pages = read_pdf(bytes);
  if (!pages) return tl::unexpected(pages.error());
  DocumentText text = lay_out(*pages);
  if (text.lines.empty()) {
    return tl::unexpected(fetch::Failure{fetch::Stage::kExtract, fetch::FailureCode::kNoText, false,
                                         "no text on its " + std::to_string(text.pages) +
                                             " page(s): blank or scanned; run OCR on it and give the result"});
  }
  return text;
}

}  // namespace troika::extract
