// The characters of one paragraph -> its lines. Pure.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extract/text.h"

namespace troika::extract {

class ParagraphText {
 public:
  struct Look {
    bool bold = false, raised = false;
    double size = 0;
    int page = 1;
  };

  void put(std::string_view utf8, const Look& look);
  void put_mark(std::string_view mark, const Look& look);  // of a footnote
  void space() { space_ = true; }
  void break_line();

  // Where the next character will stand in its line.
  std::size_t position() const { return line_.text.size(); }
  // What stands from there on becomes a mark; gives it.
  std::string mark_from(std::size_t position);

  // Ends it. The first line opens a block and begins with `label`; a label alone is a line too.
  std::vector<Line> take_lines(const std::string& label, double indent, const Look& look);

  bool empty() const { return lines_.empty() && line_.text.empty(); }

 private:
  void put_character(std::string_view character, const Look& look);
  void end_mark();

  std::vector<Line> lines_;
  Line line_;
  bool space_ = false, in_mark_ = false;
  std::size_t mark_begin_ = 0;
  std::size_t bold_bytes_ = 0;
  std::map<double, std::size_t> bytes_of_size_;
};

}  // namespace troika::extract
