// The text of a whole PDF in reading order; pdf_pages.h has it page by page.
#pragma once

#include <string_view>

#include "extract/text.h"
#include "fetch/failure.h"

namespace troika::extract {

// Fails as PdfDocument::open does, and with kNoText where no page has a text layer. Call prepare_pdf_reader() first,
// once per process. Thread-safe.
fetch::Result<DocumentText> read_pdf_text(std::string_view bytes);

}  // namespace troika::extract
