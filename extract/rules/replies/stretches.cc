#include "extract/rules/replies/stretches.h"

#include <algorithm>
#include <cmath>

namespace troika::extract {
namespace {

// A column is one from this many lines of the document on.
constexpr int kFewestLines = 2;

// Left edges at which columns begin, but for the first.
std::vector<double> edges_of(const DocumentText& text) {
  std::vector<double> lefts;
  for (const Line& line : text.lines)
    for (const Stop& stop : line.stops) lefts.push_back(stop.until);
  std::sort(lefts.begin(), lefts.end());
  std::vector<double> edges;
  for (std::size_t i = 0; i < lefts.size();) {
    std::size_t end = i;
    while (end < lefts.size() && lefts[end] - lefts[i] < kEdge) ++end;
    if (end - i >= kFewestLines) edges.push_back(lefts[i]);
    i = end;
  }
  return edges;
}

class Stretches {
 public:
  explicit Stretches(const DocumentText& text) : text_(text), edges_(edges_of(text)) {}

  std::vector<Stretch> all() const {
    std::vector<Stretch> stretches;
    for (std::size_t i = 0; i < text_.lines.size();) {
      if (begins(i).empty()) {
        ++i;
        continue;
      }
      stretches.push_back(from(i));
      i = stretches.back().end;
    }
    return stretches;
  }

 private:
  Edges begins(std::size_t line) const {
    Edges found;
    for (const Stop& stop : text_.lines[line].stops)
      for (double edge : edges_)
        if (std::abs(stop.until - edge) < kEdge) found.insert(edge);
    return found;
  }

  Edges crossed(std::size_t line) const {
    Edges found;
    for (const ColumnPiece& piece : pieces_of(line, text_.lines[line]))
      for (double edge : edges_)
        if (piece.left < edge - kEdge && piece.right > edge + kEdge) found.insert(edge);
    return found;
  }

  Stretch from(std::size_t first) const {
    Stretch stretch{first, first, begins(first)};
    Edges taken = crossed(first);
    for (std::size_t i = first; i < text_.lines.size() && text_.lines[i].page == text_.lines[first].page; ++i) {
      const Edges across = crossed(i);
      const auto keeps = [&](double edge) { return !stretch.edges.contains(edge); };
      if (!std::all_of(across.begin(), across.end(), keeps)) break;
      taken.insert(across.begin(), across.end());
      for (double edge : begins(i))
        if (!taken.contains(edge)) stretch.edges.insert(edge);
      stretch.end = i + 1;
    }
    return stretch;
  }

  const DocumentText& text_;
  std::vector<double> edges_;
};

}  // namespace

std::vector<ColumnPiece> pieces_of(std::size_t index, const Line& line) {
  std::vector<ColumnPiece> pieces = {{index, {0, line.text.size()}, line.box.left, line.box.right}};
  for (const Stop& stop : line.stops) {
    pieces.back().bytes.end = stop.at;
    pieces.back().right = stop.from;
    pieces.push_back({index, {stop.at, line.text.size()}, stop.until, line.box.right});
  }
  return pieces;
}

std::size_t column_of(double left, const Edges& edges) {
  return static_cast<std::size_t>(
      std::count_if(edges.begin(), edges.end(), [&](double edge) { return edge < left + kEdge; }));
}

std::vector<Stretch> stretches_of(const DocumentText& text) { return Stretches(text).all(); }

}  // namespace troika::extract
