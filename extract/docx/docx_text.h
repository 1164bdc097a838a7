// The text of a Word document (.docx, .docm), as read_pdf_text gives a PDF's text.
//
//   auto text = read_docx_text(bytes);   // a report saved by Word: same records as its PDF
//
// A line is a paragraph, or what stands between two of its line breaks; it has no box. Numbers that Word counts itself
// stand before it as printed. Pages are those of Word's last layout, where it left marks of it, else there is one. The
// first page's header stands first, the other headers and footers are furniture. Footnotes are numbered from 1,
// endnotes apart from them, where the document gives them no mark of their own.
#pragma once

#include <string_view>

#include "extract/text.h"
#include "fetch/failure.h"

namespace troika::extract {

// Fails with kWrongType (a .doc of before 2007, another kind of ZIP archive), kEncrypted, kDamaged, kTooLarge (see
// package.h for the limits) and kNoText. Thread-safe; opens no file and no connection, and runs no macro.
fetch::Result<DocumentText> read_docx_text(std::string_view bytes);

}  // namespace troika::extract
