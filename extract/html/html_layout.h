// Tags and text of a page -> its lines, footnotes and links. Pure; one object per page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/html/elements.h"
#include "extract/html/html_parser.h"
#include "extract/html/links.h"
#include "extract/table_builder.h"
#include "extract/text.h"

namespace troika::extract {

class HtmlLayout : public HtmlHandler {
 public:
  explicit HtmlLayout(std::string page_url) : links_(std::move(page_url)) {}

  void start(std::string_view name, const Attributes& attributes) override;
  void end() override;
  void text(std::string_view utf8) override;

  // When the page has been read.
  DocumentText take_text();
  std::vector<std::string> take_links() { return links_.take(); }

 private:
  struct List {
    bool numbered = false;
    int next = 1;
    char type = '1';  // as HTML has it: 1 a A i I
  };

  void begin(const Element& element, const Attributes& attributes);
  void begin_item(const Attributes& attributes);
  void begin_cell(const Attributes& attributes);
  void put(std::string_view characters);
  void end_mark();
  void break_line(bool new_block);

  LinkCollector links_;
  std::vector<Element> open_;
  std::vector<List> lists_;
  TableBuilder tables_;
  int hidden_ = 0, bold_ = 0, raised_ = 0, indents_ = 0, preformatted_ = 0;  // open elements of each sort

  Line line_;                   // being filled
  std::size_t bold_bytes_ = 0;  // of its text
  std::size_t mark_begin_ = 0;  // of the raised text in it
  bool space_ = false;          // between the last character and the next
  bool new_block_ = true;       // at the next line
  std::string label_;           // of a numbered list's item, until its text begins
};

}  // namespace troika::extract
