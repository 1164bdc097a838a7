// The tables of a document as a test compares them: a string a row, "--" behind each table.
//
//   "0 No. | 1+2 Text/goes on | 3 ^"     column, "+" and how many it covers if more than one, its lines; "^" for a cell
//                                        that continues the one above
#pragma once

#include <string>
#include <vector>

#include "extract/text.h"

namespace troika::extract {

inline std::string shown_cell(const Cell& cell, const DocumentText& text) {
  std::string shown = std::to_string(cell.column) + (cell.span > 1 ? "+" + std::to_string(cell.span) : "");
  if (cell.continues_above) return shown + " ^";
  for (std::size_t i = 0; i < cell.lines.size(); ++i) shown += (i == 0 ? ' ' : '/') + text.lines.at(cell.lines[i]).text;
  return shown;
}

inline std::vector<std::string> shown_tables(const DocumentText& text) {
  std::vector<std::string> shown;
  for (const Table& table : text.tables) {
    for (const auto& row : table.rows) {
      std::string cells;
      for (const Cell& cell : row) cells += (cells.empty() ? "" : " | ") + shown_cell(cell, text);
      shown.push_back(cells);
    }
    shown.emplace_back("--");
  }
  return shown;
}

}  // namespace troika::extract
