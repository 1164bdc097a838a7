// Words of a PDF, by Poppler (its private API, pinned to Debian 12's 22.12: the only file that names Poppler).
//
//   auto pages = read_pdf(bytes);          // bytes must outlive the call only
//   if (!pages) report(pages.error());     // kWrongType, kEncrypted, kDamaged
//
// Pages with no words are returned as such: whether a document without text is a failure is the caller's to say.
// Poppler cannot be interrupted and has crashed on hostile files: untrusted documents are read in a worker process.
#pragma once

#include <string_view>
#include <vector>

#include "extract/pdf/words.h"
#include "fetch/failure.h"

namespace troika::extract {

// Poppler's global state, once per process before any thread reads. Safe to call again.
void prepare_pdf_reader();

// Thread-safe after prepare_pdf_reader(); one document is read by one thread.
fetch::Result<std::vector<Page>> read_pdf(std::string_view bytes);

}  // namespace troika::extract
