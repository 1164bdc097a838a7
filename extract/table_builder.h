// Puts lines into the cells of tables while markup is read from top to bottom. Pure; one object per document.
//
//   builder.begin_table(); builder.begin_row();
//   builder.begin_cell(); builder.add(line); builder.end_cell();
//   builder.end_row(); builder.end_table();
//   builder.move_to(text);
//
// Lines keep their order. A row of short cells becomes one block, whose lines are "96.1" and "Ratify ...": they read as
// they would in print. Where a row has one cell, or a cell is long or holds another table, the table arranges the page
// (a menu beside a text), and the cells' lines keep the blocks they are in.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "extract/text.h"

namespace troika::extract {

// A session report of 400 pages that is all tables has some 20,000. This keeps markup of a few bytes, "this cell covers
// 65,534 rows", from taking more memory than a document may (a cell takes 48 bytes).
inline constexpr std::size_t kMostCells = 1'000'000;

// Calls that do not fit (a cell outside a row) have no effect, but that every begin has its end.
class TableBuilder {
 public:
  void begin_table();
  void end_table();
  void begin_row();
  void end_row();
  void skip_columns(int columns);  // of the row, before its next cell

  // A cell that covers `columns` and `rows`; what is out of all reason is cut to it. One that `continues_above` is for
  // markup that repeats a cell in each row it covers; its lines are shown nowhere, so do not add them.
  void begin_cell(int columns = 1, int rows = 1, bool continues_above = false);
  void end_cell();

  bool in_table() const { return !open_.empty(); }
  bool in_row() const { return in_table() && open_.back().in_row; }
  bool in_cell() const { return in_row() && open_.back().in_cell; }

  void add(Line line);

  // Lines and tables, the latter in the order of their beginnings; what was left out becomes a damage.
  void move_to(DocumentText& text);

 private:
  struct Below {  // of a cell that covers more rows
    int columns = 1;
    std::size_t last_row = 0;
  };
  struct OpenTable {
    std::size_t index = 0;  // into tables_
    std::vector<Cell> row;
    std::map<int, Below> below;  // by column
    std::size_t first_line = 0;  // of the row
    int next_column = 0;
    bool in_row = false, in_cell = false, arranges_page = false;
  };

  void put_cell(OpenTable& table, Cell cell);
  void continue_cells(OpenTable& table);
  bool is_one_block(const OpenTable& table) const;
  bool too_many_cells() const { return cells_ > kMostCells; }

  std::vector<Line> lines_;
  std::vector<Table> tables_;
  std::vector<OpenTable> open_;  // in one another's cells, the outermost first
  std::size_t cells_ = 0;
};

// Takes lines out, and their places in tables: `removed` has an element for each line.
void remove_lines(DocumentText& text, const std::vector<bool>& removed);

}  // namespace troika::extract
