// Pages of words, as a PDF reader gives them, for tests of layout.
#pragma once

#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/pdf/words.h"

namespace troika::extract {

// Every letter takes half the font size, a space a quarter.
inline Word word(std::string text, double left, double baseline, double size = 10, bool bold = false) {
  Word made;
  double width = 0.5 * size * static_cast<double>(text.size());
  made.box = Box{left, baseline - 0.8 * size, left + width, baseline + 0.2 * size};
  made.text = std::move(text);
  made.baseline = baseline;
  made.size = size;
  made.bold = bold;
  return made;
}

// A4 pages; lines are set word by word.
class PageBuilder {
 public:
  explicit PageBuilder(int number) {
    page_.number = number;
    page_.width = 595;
    page_.height = 842;
  }

  PageBuilder& line(std::string_view text, double left, double baseline, double size = 10, bool bold = false) {
    std::istringstream words{std::string(text)};
    for (std::string next; words >> next;) {
      page_.words.push_back(word(next, left, baseline, size, bold));
      left = page_.words.back().box.right + 0.25 * size;
    }
    return *this;
  }

  PageBuilder& add(Word made) {
    page_.words.push_back(std::move(made));
    return *this;
  }

  Page build() const { return page_; }

 private:
  Page page_;
};

}  // namespace troika::extract
