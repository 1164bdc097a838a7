#include "extract/html/table_rows.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace troika::extract {
namespace {

// Cells of data have a paragraph or two.
constexpr std::size_t kMostLinesOfCell = 4;

void append(Line& line, Line&& more) {
  const std::size_t offset = line.text.size() + 1;
  line.text += ' ' + more.text;
  for (const Span& mark : more.marks) line.marks.push_back({mark.begin + offset, mark.end + offset});
  line.bold = line.bold && more.bold;
}

}  // namespace

void TableRows::begin_row() {
  if (!rows_.empty() && rows_.back().in_cell) rows_.back().arranges_page = true;
  rows_.emplace_back();
}

void TableRows::begin_cell() {
  if (rows_.empty()) return;
  rows_.back().cells.emplace_back();
  rows_.back().in_cell = true;
}

void TableRows::end_cell() {
  if (!rows_.empty()) rows_.back().in_cell = false;
}

void TableRows::end_row() {
  if (rows_.empty()) return;
  Row row = std::move(rows_.back());
  rows_.pop_back();
  std::erase_if(row.cells, [](const auto& cell) { return cell.empty(); });
  const bool one_line =
      row.cells.size() > 1 && !row.arranges_page &&
      std::all_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return cell.size() <= kMostLinesOfCell; });
  std::vector<Line> lines;
  for (auto& cell : row.cells) std::move(cell.begin(), cell.end(), std::back_inserter(lines));
  if (!one_line) {
    for (Line& line : lines) add(std::move(line));
    return;
  }
  Line line = std::move(lines.front());
  for (std::size_t i = 1; i < lines.size(); ++i) append(line, std::move(lines[i]));
  line.opens_block = true;
  add(std::move(line));
}

// What stands in a row but in no cell belongs before the table, as in a browser.
void TableRows::add(Line line) {
  for (auto row = rows_.rbegin(); row != rows_.rend(); ++row) {
    if (!row->in_cell) continue;
    row->cells.back().push_back(std::move(line));
    return;
  }
  lines_.push_back(std::move(line));
}

}  // namespace troika::extract
