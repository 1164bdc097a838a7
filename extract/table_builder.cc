#include "extract/table_builder.h"

#include <algorithm>
#include <string>
#include <utility>

namespace troika::extract {
namespace {

// Cells of data have a paragraph or two.
constexpr std::size_t kMostLinesOfCell = 4;
// HTML's own limits for what one cell may cover; Word's tables have 63 columns at most.
constexpr int kMostSpanned = 1000;
constexpr int kMostRowsSpanned = 65534;
// Keeps the sum of a row's columns a number.
constexpr int kMostColumns = 1 << 20;

}  // namespace

void TableBuilder::begin_table() {
  if (in_cell()) open_.back().arranges_page = true;
  open_.emplace_back();
  open_.back().index = tables_.size();
  tables_.emplace_back();
}

void TableBuilder::end_table() {
  if (!in_table()) return;
  end_row();
  open_.pop_back();
}

void TableBuilder::begin_row() {
  if (!in_table() || in_row()) return;
  OpenTable& table = open_.back();
  table.in_row = true;
  table.arranges_page = false;
  const std::size_t row = tables_[table.index].rows.size();
  if (!too_many_cells()) std::erase_if(table.below, [&](const auto& above) { return above.second.last_row < row; });
  table.next_column = 0;
  table.first_line = lines_.size();
}

void TableBuilder::end_row() {
  if (!in_row()) return;
  OpenTable& table = open_.back();
  for (auto above = table.below.lower_bound(table.next_column); above != table.below.end() && !too_many_cells();
       above = table.below.lower_bound(table.next_column)) {
    table.next_column = above->first;
    continue_cells(table);
  }
  if (is_one_block(table)) {
    for (std::size_t i = table.first_line; i < lines_.size(); ++i) lines_[i].opens_block = i == table.first_line;
  }
  tables_[table.index].rows.push_back(std::exchange(table.row, {}));
  table.in_row = table.in_cell = false;
}

bool TableBuilder::is_one_block(const OpenTable& table) const {
  const auto filled = std::ranges::count_if(table.row, [](const Cell& cell) { return !cell.lines.empty(); });
  return filled > 1 && !table.arranges_page &&
         std::ranges::all_of(table.row, [](const Cell& cell) { return cell.lines.size() <= kMostLinesOfCell; });
}

void TableBuilder::skip_columns(int columns) {
  if (!in_row()) return;
  int& next = open_.back().next_column;
  next = std::min(next + std::clamp(columns, 0, kMostSpanned), kMostColumns);
}

void TableBuilder::begin_cell(int columns, int rows, bool continues_above) {
  if (!in_row()) return;
  OpenTable& table = open_.back();
  continue_cells(table);
  Cell cell;
  cell.column = table.next_column;
  cell.span = std::clamp(columns, 1, kMostSpanned);
  cell.continues_above = continues_above;
  const auto more_rows = static_cast<std::size_t>(std::clamp(rows, 1, kMostRowsSpanned) - 1);
  if (more_rows > 0) table.below[cell.column] = {cell.span, tables_[table.index].rows.size() + more_rows};
  put_cell(table, std::move(cell));
  table.in_cell = true;
}

void TableBuilder::end_cell() {
  if (in_row()) open_.back().in_cell = false;
}

// Cells of rows above that cover the place where the next one would stand.
void TableBuilder::continue_cells(OpenTable& table) {
  while (!too_many_cells()) {
    const auto above = table.below.find(table.next_column);
    if (above == table.below.end()) return;
    Cell cell;
    cell.column = above->first;
    cell.span = above->second.columns;
    cell.continues_above = true;
    put_cell(table, std::move(cell));
  }
}

void TableBuilder::put_cell(OpenTable& table, Cell cell) {
  table.next_column = std::min(cell.column + cell.span, kMostColumns);
  ++cells_;
  if (!too_many_cells()) table.row.push_back(std::move(cell));
}

void TableBuilder::add(Line line) {
  for (OpenTable& table : open_) {
    if (table.in_cell && !table.row.empty() && !too_many_cells()) table.row.back().lines.push_back(lines_.size());
  }
  lines_.push_back(std::move(line));
}

void TableBuilder::move_to(DocumentText& text) {
  while (in_table()) end_table();
  text.lines = std::move(lines_);
  if (too_many_cells()) {
    text.damages.push_back({1, "its tables have more than " + std::to_string(kMostCells) +
                                   " cells; they were read as lines, without their columns"});
    return;
  }
  std::erase_if(tables_, [](const Table& table) { return table.rows.empty(); });
  text.tables = std::move(tables_);
}

void remove_lines(DocumentText& text, const std::vector<bool>& removed) {
  std::vector<std::size_t> place(text.lines.size());
  std::vector<Line> kept;
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    place[i] = kept.size();
    if (!removed[i]) kept.push_back(std::move(text.lines[i]));
  }
  text.lines = std::move(kept);
  for (Table& table : text.tables) {
    for (auto& row : table.rows) {
      for (Cell& cell : row) {
        std::erase_if(cell.lines, [&](std::size_t line) { return removed[line]; });
        for (std::size_t& line : cell.lines) line = place[line];
      }
    }
  }
}

}  // namespace troika::extract
