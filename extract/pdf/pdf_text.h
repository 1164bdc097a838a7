// The text of a PDF in reading order: read_pdf, then the layout functions of this folder.
#pragma once

#include <string_view>

#include "extract/text.h"
#include "fetch/failure.h"

namespace troika::extract {

// Fails as read_pdf does, and with kNoText where no page has a text layer. Call prepare_pdf_reader() first, once per
// process. Thread-safe.
fetch::Result<DocumentText> read_pdf_text(std::string_view bytes);

}  // namespace troika::extract
