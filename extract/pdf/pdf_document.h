// An open PDF: its pages' words, page by page.
//
//   auto document = PdfDocument::open(bytes);          // bytes must outlive the document
//   if (!document) report(document.error());           // kWrongType, kEncrypted, kDamaged
//   for (int number = 1; number <= document->page_count(); ++number) use(document->read_page(number));
//
// Opening reads the table of contents of the file, not its pages; a page that is not asked for costs nothing. Pages are
// read by ContentInterpreter, and by Poppler's own interpreter where that one cannot: the words are the same.
#pragma once

#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "extract/pdf/words.h"
#include "fetch/failure.h"

namespace troika::extract {

enum class PdfReading {
  kFast,     // as above
  kPoppler,  // all pages by Poppler's interpreter: what the other is compared with
};

// One thread. Call prepare_pdf_reader() first, once per process.
class PdfDocument {
 public:
  static fetch::Result<PdfDocument> open(std::string_view bytes, PdfReading reading = PdfReading::kFast);

  PdfDocument(PdfDocument&&) noexcept;
  PdfDocument& operator=(PdfDocument&&) noexcept;
  ~PdfDocument();

  int page_count() const;  // at least 1

  // `number` is from 1. Pages without words are returned as such: whether a document without text is a failure is the
  // caller's to say. In any order, and again if need be.
  Page read_page(int number);

  // How many pages were left to Poppler so far, by the reason.
  const std::map<std::string_view, int>& left_to_poppler() const;

 private:
  struct Open;
  explicit PdfDocument(std::unique_ptr<Open> open);

  std::unique_ptr<Open> open_;
};

// All pages of a document. Thread-safe after prepare_pdf_reader(); fails as PdfDocument::open does.
fetch::Result<std::vector<Page>> read_pdf(std::string_view bytes);

}  // namespace troika::extract
