#include "extract/rules/table/table_columns.h"

#include <algorithm>

#include "extract/rules/item_text.h"

namespace troika::extract {

int width_of(const std::vector<Cell>& row) { return row.empty() ? 0 : row.back().column + row.back().span; }

std::optional<TableColumns> TableColumns::of_row(const std::vector<Cell>& row, const TablePatterns& patterns,
                                                 const DocumentText& text) {
  TableColumns columns;
  std::size_t known = 0;
  for (const Cell& cell : row) {
    TableColumn column{{}, text_of(cell.lines, text), {}, cell.column, cell.span};
    for (std::size_t i = 0; i < kColumns && !column.what; ++i) {
      const Pattern* pattern = first_found(patterns.columns[i], column.heading);
      if (!pattern) continue;
      column.what = static_cast<Column>(i);
      column.rule = pattern->key;
      ++known;
    }
    columns.columns_.push_back(std::move(column));
  }
  if (known < 2 || !columns.has(Column::kRecommendation)) return {};
  return columns;
}

int TableColumns::width() const { return columns_.empty() ? 0 : columns_.back().first + columns_.back().span; }

bool TableColumns::has(Column what) const {
  return std::ranges::any_of(columns_, [&](const TableColumn& column) { return column.what == what; });
}

std::optional<Column> TableColumns::of(const Cell& cell) const {
  for (const TableColumn& column : columns_)
    if (cell.column >= column.first && cell.column < column.first + column.span) return column.what;
  return {};
}

bool TableColumns::is_merged(const Cell& cell) const {
  const std::optional<Column> what = of(cell);
  return std::ranges::any_of(columns_, [&](const TableColumn& column) {
    const bool covered = column.first >= cell.column && column.first < cell.column + cell.span;
    return covered && column.what && column.what != what && column.what != Column::kIgnored;
  });
}

}  // namespace troika::extract
