#include "extract/html/html_layout.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "extract/characters.h"

namespace troika::extract {
namespace {

// Half an inch, as in print; the recognizer takes columns that are 18 points apart for different ones.
constexpr double kIndent = 36;
constexpr int kMostIndents = 20;
constexpr int kLargestItem = 1'000'000;

int number_in(std::string_view text, int otherwise) {
  int number = otherwise;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  return code == std::errc() && number >= 0 && number <= kLargestItem ? number : otherwise;
}

std::string label_of(char type, int number) {
  std::string label = std::to_string(number);
  if ((type == 'a' || type == 'A') && number > 0) label = letter_number(number);
  if ((type == 'i' || type == 'I') && number > 0 && number <= kLargestRoman) label = roman_number(number);
  if (type == 'A' || type == 'I') {
    std::transform(label.begin(), label.end(), label.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  }
  return label + '.';
}

// A block that begins with a raised mark is a footnote; it goes on over line breaks to the next block.
void take_notes(DocumentText& text) {
  std::vector<bool> removed(text.lines.size());
  bool in_note = false;
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    const Line& line = text.lines[i];
    if (in_note && !line.opens_block) {
      text.notes.back().text += ' ' + line.text;
      removed[i] = true;
      continue;
    }
    in_note = line.opens_block && !line.marks.empty() && line.marks.front().begin == 0 &&
              line.marks.front().end < line.text.size();
    removed[i] = in_note;
    if (!in_note) continue;
    const std::size_t end = line.marks.front().end;
    text.notes.push_back(
        {line.text.substr(0, end), line.text.substr(line.text.find_first_not_of(' ', end)), line.page});
  }
  remove_lines(text, removed);
}

}  // namespace

void HtmlLayout::start(std::string_view name, const Attributes& attributes) {
  const std::string_view href = attribute(attributes, "href");
  if (name == "base" && !href.empty()) links_.set_base(href);
  // A link counts wherever it stands, in a menu too.
  if ((name == "a" || name == "area") && !href.empty()) links_.add(href);
  Element element = element_of(name, attributes);
  // Nothing in a hidden element does anything, nor has its end anything to undo but that it hides.
  if (hidden_ > 0) element = Element{.hidden = element.hidden};
  if (element.row && (!tables_.in_table() || tables_.in_row())) element.row = false;
  if (element.cell && (!tables_.in_row() || tables_.in_cell())) element.cell = false;
  open_.push_back(element);
  begin(element, attributes);
}

void HtmlLayout::begin(const Element& element, const Attributes& attributes) {
  hidden_ += element.hidden;
  if (element.hidden) {
    if (element.block) break_line(true);
    return;
  }
  if (element.block || element.breaks) break_line(element.block);
  bold_ += element.bold;
  indents_ += element.indents;
  preformatted_ += element.preformatted;
  if (element.list) {
    const std::string_view type = attribute(attributes, "type");
    lists_.push_back(
        {element.ordered_list, number_in(attribute(attributes, "start"), 1),
         type.size() == 1 && std::string_view("aAiI").find(type) != std::string_view::npos ? type[0] : '1'});
  }
  if (element.item) begin_item(attributes);
  if (element.table) tables_.begin_table();
  if (element.row) tables_.begin_row();
  if (element.cell) begin_cell(attributes);
  if (element.raised && raised_++ == 0) mark_begin_ = line_.text.size();
}

void HtmlLayout::begin_item(const Attributes& attributes) {
  if (lists_.empty() || !lists_.back().numbered) return;
  List& list = lists_.back();
  const int number = number_in(attribute(attributes, "value"), list.next);
  list.next = std::min(number, kLargestItem) + 1;
  label_ = label_of(list.type, number);
}

// A cell of zero rows goes on to the end of its table.
void HtmlLayout::begin_cell(const Attributes& attributes) {
  const int rows = number_in(attribute(attributes, "rowspan"), 1);
  tables_.begin_cell(number_in(attribute(attributes, "colspan"), 1), rows == 0 ? kLargestItem : rows);
}

void HtmlLayout::end() {
  if (open_.empty()) return;
  const Element element = open_.back();
  open_.pop_back();
  if (element.hidden) {
    --hidden_;
    if (element.block) break_line(true);
    return;
  }
  if (element.raised && --raised_ == 0) end_mark();
  if (element.block) break_line(true);
  bold_ -= element.bold;
  indents_ -= element.indents;
  preformatted_ -= element.preformatted;
  if (element.list) lists_.pop_back();
  if (element.item) label_.clear();
  if (element.cell) tables_.end_cell();
  if (element.row) tables_.end_row();
  if (element.table) tables_.end_table();
}

void HtmlLayout::text(std::string_view utf8) {
  if (hidden_ > 0) return;
  while (!utf8.empty()) {
    const std::size_t plain = plain_length(utf8);
    const std::string_view character = utf8.substr(0, plain > 0 ? plain : character_length(utf8.front()));
    utf8.remove_prefix(character.size());
    switch (sort_of(character)) {
      case CharacterSort::kSpace:
        if (preformatted_ > 0 && character == "\n") {
          break_line(false);
        } else {
          space_ = true;
        }
        break;
      case CharacterSort::kNothing: break;
      case CharacterSort::kCharacter: put(character); break;
    }
  }
}

void HtmlLayout::put(std::string_view characters) {
  if (line_.text.empty()) {
    line_.indent = kIndent * std::min(indents_, kMostIndents);
    if (!label_.empty()) line_.text = std::exchange(label_, "") + ' ';
  } else if (space_) {
    line_.text += ' ';
  }
  space_ = false;
  line_.text += characters;
  if (bold_ > 0) bold_bytes_ += characters.size();
}

void HtmlLayout::end_mark() {
  const std::string& text = line_.text;
  std::size_t begin = std::min(mark_begin_, text.size());
  while (begin < text.size() && text[begin] == ' ') ++begin;
  if (begin < text.size() && reads_as_mark(std::string_view(text).substr(begin))) {
    line_.marks.push_back({begin, text.size()});
  }
}

void HtmlLayout::break_line(bool new_block) {
  space_ = false;
  mark_begin_ = 0;
  if (!line_.text.empty()) {
    line_.page = 1;
    line_.bold = bold_bytes_ * 2 > line_.text.size();
    line_.opens_block = new_block_;
    tables_.add(std::exchange(line_, {}));
    bold_bytes_ = 0;
    new_block_ = new_block;
  } else {
    new_block_ = new_block_ || new_block;
  }
}

DocumentText HtmlLayout::take_text() {
  break_line(true);
  DocumentText text;
  text.pages = 1;
  tables_.move_to(text);
  take_notes(text);
  return text;
}

}  // namespace troika::extract
