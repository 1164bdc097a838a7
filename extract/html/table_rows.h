// Puts the cells of a table's row onto one line, and takes tables that only arrange the page apart again. Pure.
#pragma once

#include <vector>

#include "extract/text.h"

namespace troika::extract {

// Lines in, lines out: where no cell is open a line goes straight through.
//
// A row of short cells becomes one line, the cells parted by a space: "96.1" and "Ratify ..." read as they would in
// print. Where a row has one cell, or a cell is long or holds another table, the table arranges the page (a menu beside
// a text), and the cells' lines follow one another.
class TableRows {
 public:
  void begin_row();
  void begin_cell();
  void end_cell();
  void end_row();
  bool in_row() const { return !rows_.empty(); }
  void add(Line line);
  std::vector<Line> take() { return std::move(lines_); }

 private:
  struct Row {
    std::vector<std::vector<Line>> cells;
    bool in_cell = false;
    bool arranges_page = false;
  };

  std::vector<Line> lines_;
  std::vector<Row> rows_;  // of tables in one another's cells, the outermost first
};

}  // namespace troika::extract
