// A document whose pages are read when they are asked for: who needs a part of it reads no more. Each page is read
// once. For one thread.
#pragma once

#include <vector>

#include "extract/text.h"
#include "fetch/failure.h"

namespace troika::extract {

class PagedText {
 public:
  virtual ~PagedText() = default;

  virtual int page_count() const = 0;  // at least 1

  // All lines printed on a page (from 1), running lines and footnotes among them; valid as long as this.
  virtual const std::vector<Line>& printed(int page) = 0;

  // The text of the first `front` pages and of those from page `from` on, laid out as if there were no others between
  // them: what is told by repetition (running lines, margins, the size of the text) is told by these. `pages` are all
  // the document's; damage is that of the pages read.
  virtual DocumentText part(int front, int from) = 0;

  // Of all pages, whose lines it takes: the last to be called. Fails with kNoText where no page has a line.
  virtual fetch::Result<DocumentText> whole() = 0;
};

}  // namespace troika::extract
