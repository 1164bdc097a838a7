// The pages of a PDF, read and turned into lines when they are asked for.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "extract/paged_text.h"
#include "extract/pdf/furniture.h"
#include "extract/pdf/pdf_document.h"

namespace troika::extract {

class PdfPages : public PagedText {
 public:
  // `bytes` must outlive this. Fails as PdfDocument::open does; call prepare_pdf_reader() first, once per process.
  static fetch::Result<PdfPages> open(std::string_view bytes);

  int page_count() const override { return document_.page_count(); }
  const std::vector<Line>& printed(int page) override { return read(page).lines; }
  DocumentText part(int front, int from) override;
  fetch::Result<DocumentText> whole() override;

 private:
  explicit PdfPages(PdfDocument document);
  const PageLines& read(int page);

  PdfDocument document_;
  std::vector<std::optional<PageLines>> pages_;  // those read so far
};

}  // namespace troika::extract
