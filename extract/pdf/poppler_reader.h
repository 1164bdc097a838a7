// Poppler's global state, and words of a page by Poppler alone (its private API, pinned to Debian 12's 22.12).
//
// Poppler cannot be interrupted and has crashed on hostile files: untrusted documents are read in a worker process.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extract/pdf/words.h"
#include "fetch/failure.h"

class PDFDoc;

namespace troika::extract {

// Once per process before any thread reads. Safe to call again.
void prepare_pdf_reader();

// A document with at least one page; `bytes` must outlive it. Fails with kWrongType, kEncrypted or kDamaged.
fetch::Result<std::unique_ptr<PDFDoc>> open_pdf(std::string_view bytes);

// The last complaint in this thread since it was cleared; empty where there is none. Poppler reports through one
// process-wide callback.
std::string& last_poppler_error();

// Reads pages by Poppler's own TextOutputDev: every page that Poppler can read, and the measure for any other way.
class PopplerPageReader {
 public:
  // `document` must outlive it. One thread.
  explicit PopplerPageReader(PDFDoc& document);
  ~PopplerPageReader();

  // In content stream order, without those that are turned. `page` is from 1 and there is such a page.
  std::vector<Word> read(int page);

 private:
  struct Device;

  PDFDoc& document_;
  std::unique_ptr<Device> device_;  // made when first needed
};

}  // namespace troika::extract
