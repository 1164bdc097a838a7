// Hand-made documents: lines with the layout that an extractor would give them.
//
//   DocumentText text = Document().block("1. One", 0).line("goes on").page(2).block("Convention No. 169{2}
//   on").build();
//
// {...} in a line is a footnote mark; two spaces or more are a stop, with columns of 5 points a letter. A block opens
// with space above it, a line goes on; bold opens a block too.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "extract/text.h"

namespace troika::extract {

class Document {
 public:
  Document& page(int number) {
    page_ = number;
    return *this;
  }
  Document& block(std::string_view text, double indent = 0) { return add(text, indent, true); }
  Document& bold(std::string_view text, double indent = 0) {
    add(text, indent, true);
    text_.lines.back().bold = true;
    return *this;
  }
  Document& line(std::string_view text, double indent = 0) { return add(text, indent, false); }
  Document& note(std::string_view mark, std::string_view text) {
    text_.notes.push_back(Note{std::string(mark), std::string(text), page_});
    return *this;
  }
  DocumentText build() const {
    DocumentText text = text_;
    text.pages = page_;
    return text;
  }

 private:
  Document& add(std::string_view source, double indent, bool opens_block) {
    Line line;
    line.page = page_;
    for (std::size_t at = 0; at < source.size();) {
      std::size_t open = std::min(source.find('{', at), source.size());
      line.text += source.substr(at, open - at);
      if (open == source.size()) break;
      std::size_t close = source.find('}', open);
      std::size_t begin = line.text.size();
      line.text += source.substr(open + 1, close - open - 1);
      line.marks.push_back(Span{begin, line.text.size()});
      at = close + 1;
    }
    line.opens_block = opens_block;
    line.indent = indent;
    line.size = 10;
    double top = 100 + 12 * static_cast<double>(text_.lines.size());
    line.box = Box{100 + indent, top, 500, top + 10};
    set_stops(line);
    text_.lines.push_back(line);
    return *this;
  }

  static void set_stops(Line& line) {
    constexpr double kLetter = 5;
    std::size_t removed = 0;
    for (std::size_t gap = line.text.find("  "); gap != std::string::npos; gap = line.text.find("  ", gap + 1)) {
      const std::size_t next = line.text.find_first_not_of(' ', gap);
      if (next == std::string::npos) break;
      const auto x = [&](std::size_t at) { return line.box.left + kLetter * static_cast<double>(at + removed); };
      line.stops.push_back(Stop{gap + 1, x(gap), x(next)});
      line.text.erase(gap + 1, next - gap - 1);
      removed += next - gap - 1;
    }
    if (!line.stops.empty()) line.box.right = line.box.left + kLetter * static_cast<double>(line.text.size() + removed);
  }

  int page_ = 1;
  DocumentText text_;
};

inline Line line_of(std::string_view text) { return Document().line(text).build().lines.front(); }

}  // namespace troika::extract
