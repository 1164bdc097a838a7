#include "extract/pdf/pdf_text.h"

#include "extract/pdf/pdf_pages.h"

namespace troika::extract {

fetch::Result<DocumentText> read_pdf_text(std::string_view bytes) {
  fetch::Result<PdfPages> pages = PdfPages::open(bytes);
  if (!pages) return tl::unexpected(pages.error());
  return pages->whole();
}

}  // namespace troika::extract
