// Printed lines -> one line of text. Pure.
#pragma once

#include <string>
#include <vector>

#include "extract/reading.h"
#include "extract/rules/outline.h"
#include "extract/text.h"

namespace troika::extract {

// Joins what stood on two lines: a hyphen or a slash at the line's end keeps the words together, anything else takes a
// space. The hyphen stays, since only a dictionary could tell "co-\noperation" from "so-\ncalled".
void join_line(std::string& text, std::string_view line);

// A paragraph's lines as one line, without footnote marks.
std::string text_of(const std::vector<std::size_t>& lines, const DocumentText& text);

// An item's lines joined by a line feed, as printed.
std::string verbatim_of(const OutlineItem& item, const DocumentText& text);

// An item as one line, without its label and footnote marks. The marks taken out go to `marks`, each with its page.
struct TakenMark {
  std::string mark;
  int page = 0;
};
std::string text_of(const OutlineItem& item, const DocumentText& text, std::vector<TakenMark>& marks);

// One place per page the item stands on.
std::vector<Place> places_of(const OutlineItem& item, const DocumentText& text);

}  // namespace troika::extract
