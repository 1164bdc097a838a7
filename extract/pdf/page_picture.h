// Pictures of pages, for people: drawn by Poppler's Splash.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fetch/failure.h"

namespace troika::extract {

struct PagePicture {
  int page = 0;                  // from 1
  double width = 0, height = 0;  // of the page, points: a Place's box stands within them
  std::string media_type;        // "image/png" or "image/jpeg", whichever is the smaller
  std::string bytes;
};

// Of `pages`, in their order; those that the document does not have are left out. Fails as PdfDocument::open does. What
// Poppler cannot draw is missing in the picture. Poppler cannot be interrupted: it may take long, or crash, on a
// hostile file. Call prepare_pdf_reader() first, once per process. Thread-safe.
fetch::Result<std::vector<PagePicture>> draw_pages(std::string_view bytes, const std::vector<int>& pages);

}  // namespace troika::extract
