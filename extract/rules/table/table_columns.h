// Which column of a table is what, by the row that holds its headings. For this folder only.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "extract/rules/table/table_patterns.h"
#include "extract/text.h"

namespace troika::extract {

struct TableColumn {
  std::optional<Column> what;  // none: no pattern knows its heading
  std::string heading, rule;
  int first = 0, span = 1;  // columns of the table's grid
};

class TableColumns {
 public:
  // Of a row with a heading for recommendations and for one more column; none for any other row.
  static std::optional<TableColumns> of_row(const std::vector<Cell>& row, const TablePatterns& patterns,
                                            const DocumentText& text);

  const std::vector<TableColumn>& all() const { return columns_; }
  int width() const;  // columns of the grid

  bool has(Column what) const;
  // What a cell holds: what the column does that it begins in.
  std::optional<Column> of(const Cell& cell) const;
  // Covers columns of two sorts.
  bool is_merged(const Cell& cell) const;

 private:
  std::vector<TableColumn> columns_;
};

// Columns of the grid that a row covers.
int width_of(const std::vector<Cell>& row);

}  // namespace troika::extract
