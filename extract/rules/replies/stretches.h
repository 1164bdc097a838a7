// Where the lines of a PDF run through columns: which lines, and where the columns begin. For this folder only. Pure.
#pragma once

#include <cstddef>
#include <set>
#include <vector>

#include "extract/text.h"

namespace troika::extract {

// Text of one column keeps to its left edge, points.
constexpr double kEdge = 2.5;

// A stretch of a line within one column.
struct ColumnPiece {
  std::size_t line = 0;
  Span bytes;
  double left = 0, right = 0;
};

std::vector<ColumnPiece> pieces_of(std::size_t index, const Line& line);

// Left edges of columns, but for the first.
using Edges = std::set<double>;

// A run of lines on one page that leave the same columns free.
struct Stretch {
  std::size_t begin = 0, end = 0;
  Edges edges;
};

// From 0.
std::size_t column_of(double left, const Edges& edges);

std::vector<Stretch> stretches_of(const DocumentText& text);

}  // namespace troika::extract
