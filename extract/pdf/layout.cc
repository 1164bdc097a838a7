#include "extract/pdf/layout.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "extract/pdf/lines.h"

namespace troika::extract {
namespace {

// Space between paragraphs is at least a quarter of a line on top of the leading (6 points on 12 in 2010- reports).
constexpr double kBlockGap = 1.25;
// A distance between lines is common that occurs at least once for so many times of the most frequent one.
constexpr int kCommonDistance = 10;
// A margin is an edge that at least this percentage of the lines keep to.
constexpr int kMarginShare = 4;
// Mirrored margins differ by 57 to 71 points; what differs by less is an indent.
constexpr double kLeastMirror = 40;

double pitch(const Line& above, const Line& below) { return below.box.bottom - above.box.bottom; }

// The size, in fifths of a point, that most lines are printed in: that of the text, not of its notes.
long text_size(const std::vector<PageLines>& pages) {
  std::map<long, int> sizes;
  for (const PageLines& page : pages)
    for (const Line& line : page.lines) ++sizes[std::lround(line.size * 5)];
  const auto rarer = [](const auto& a, const auto& b) { return a.second < b.second; };
  return sizes.empty() ? 0 : std::max_element(sizes.begin(), sizes.end(), rarer)->first;
}

// The distance between the lines of a paragraph: the smallest that is common. In a document of short paragraphs the
// most frequent distance is that between paragraphs. Lines nearer than their letters are high stand beside each other.
double leading_of(const std::vector<PageLines>& pages) {
  const long size = text_size(pages);
  std::map<long, int> distances;  // in fifths of a point
  for (const PageLines& page : pages)
    for (std::size_t i = 1; i < page.lines.size(); ++i) {
      if (std::lround(page.lines[i].size * 5) != size) continue;
      const long distance = std::lround(pitch(page.lines[i - 1], page.lines[i]) * 5);
      if (distance >= size) ++distances[distance];
    }
  int most = 0;
  for (const auto& [distance, times] : distances) most = std::max(most, times);
  for (const auto& [distance, times] : distances)
    if (times * kCommonDistance >= most) return static_cast<double>(distance) / 5;
  return 0;
}

void mark_blocks(std::vector<PageLines>& pages) {
  const double leading = leading_of(pages);
  for (PageLines& page : pages)
    for (std::size_t i = 0; i < page.lines.size(); ++i)
      page.lines[i].opens_block = i == 0 || pitch(page.lines[i - 1], page.lines[i]) > kBlockGap * leading;
}

// The outermost left edge that several lines share; a single outlier is no margin.
double margin_of(const std::map<long, int>& lefts) {
  int lines = 0;
  for (auto [left, times] : lefts) lines += times;
  for (auto [left, times] : lefts)
    if (times * 100 >= lines * kMarginShare) return static_cast<double>(left);
  return 0;
}

// Reports of 2008 and 2009 have mirrored margins: left pages start some 60 points further out than right pages. An
// indent is measured from the margin of the pages of its side.
void set_indents(std::vector<PageLines>& pages) {
  std::map<long, int> lefts[2];  // side of the page -> left edge -> lines
  for (const PageLines& page : pages)
    for (const Line& line : page.lines)
      if (page.page > 1) ++lefts[page.page % 2][std::lround(line.box.left)];
  double margins[2] = {margin_of(lefts[0]), margin_of(lefts[1])};
  // With few pages a side may hold no line at the margin; the sides of a document that does not mirror share one.
  if (std::abs(margins[0] - margins[1]) < kLeastMirror) margins[0] = margins[1] = std::min(margins[0], margins[1]);
  for (PageLines& page : pages)
    for (Line& line : page.lines) line.indent = line.box.left - margins[page.page % 2];
}

}  // namespace

PageLines page_lines(const Page& page) { return {page.number, page.height, lines_of(page), page.damage}; }

DocumentText lay_out_lines(std::vector<PageLines> pages) {
  DocumentText text;
  text.pages = static_cast<int>(pages.size());
  for (const PageLines& page : pages)
    if (!page.damage.empty()) text.damages.push_back({page.page, page.damage});
  text.furniture = take_running_lines(pages);
  text.notes = take_footnotes(pages);
  mark_blocks(pages);
  set_indents(pages);
  for (PageLines& page : pages) std::move(page.lines.begin(), page.lines.end(), std::back_inserter(text.lines));
  return text;
}

DocumentText lay_out(const std::vector<Page>& pages) {
  std::vector<PageLines> laid;
  laid.reserve(pages.size());
  for (const Page& page : pages) laid.push_back(page_lines(page));
  return lay_out_lines(std::move(laid));
}

}  // namespace troika::extract
