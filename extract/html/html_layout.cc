#include "extract/html/html_layout.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace troika::extract {
namespace {

// Half an inch, as in print; the recognizer takes columns that are 18 points apart for different ones.
constexpr double kIndent = 36;
constexpr int kMostIndents = 20;
constexpr int kLargestItem = 1'000'000;

// What a character is to a line of text.
enum class Sort { kSpace, kNothing, kCharacter };

Sort sort_of(std::string_view character) {
  const char first = character.front();
  if (first == ' ' || first == '\n' || first == '\t' || first == '\r' || first == '\f') return Sort::kSpace;
  if (character == "\u00A0" || character == "\u202F" || character == "\u2003" || character == "\u2002" ||
      character == "\u2009") {
    return Sort::kSpace;  // a no-break space parts words as any other
  }
  // Soft hyphens and what else has no width are for the layout of a window.
  if (character == "\u00AD" || character == "\u200B" || character == "\uFEFF" || character == "\u200E") {
    return Sort::kNothing;
  }
  return static_cast<unsigned char>(first) < 0x20 || first == 0x7F ? Sort::kNothing : Sort::kCharacter;
}

// How many plain letters, figures and signs stand first: most of what there is, so they are taken together.
std::size_t plain_length(std::string_view text) {
  const auto* end = std::find_if(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte >= 0x7F;
  });
  return static_cast<std::size_t>(end - text.begin());
}

std::size_t length_of(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

// Figures, stars, daggers, commas, in one pair of brackets or none; raised letters are ordinals ("19th") and stay text.
bool reads_as_mark(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']') && text.size() > 2) text = text.substr(1, text.size() - 2);
  while (!text.empty()) {
    const std::string_view character = text.substr(0, length_of(text.front()));
    const bool is_part = (character >= "0" && character <= "9") || character == "*" || character == "," ||
                         character == "\u2217" || character == "\u2020" || character == "\u2021";
    if (!is_part) return false;
    text.remove_prefix(character.size());
  }
  return true;
}

int number_in(std::string_view text, int otherwise) {
  int number = otherwise;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  return code == std::errc() && number >= 0 && number <= kLargestItem ? number : otherwise;
}

std::string roman(int number) {
  constexpr std::pair<int, std::string_view> kSteps[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                                                         {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                                                         {5, "v"},    {4, "iv"},   {1, "i"}};
  std::string text;
  for (const auto& [value, letters] : kSteps) {
    for (; number >= value; number -= value) text += letters;
  }
  return text;
}

std::string letters(int number) {
  std::string text;
  for (; number > 0; number = (number - 1) / 26) text.insert(text.begin(), static_cast<char>('a' + (number - 1) % 26));
  return text;
}

std::string label_of(char type, int number) {
  constexpr int kLargestRoman = 3999;
  std::string label = std::to_string(number);
  if ((type == 'a' || type == 'A') && number > 0) label = letters(number);
  if ((type == 'i' || type == 'I') && number > 0 && number <= kLargestRoman) label = roman(number);
  if (type == 'A' || type == 'I') {
    std::transform(label.begin(), label.end(), label.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  }
  return label + '.';
}

// A block that begins with a raised mark is a footnote; it goes on over line breaks to the next block.
std::vector<Note> take_notes(std::vector<Line>& lines) {
  std::vector<Note> notes;
  std::vector<Line> kept;
  bool in_note = false;
  for (Line& line : lines) {
    if (in_note && !line.opens_block) {
      notes.back().text += ' ' + line.text;
      continue;
    }
    in_note = line.opens_block && !line.marks.empty() && line.marks.front().begin == 0 &&
              line.marks.front().end < line.text.size();
    if (in_note) {
      const std::size_t end = line.marks.front().end;
      notes.push_back({line.text.substr(0, end), line.text.substr(line.text.find_first_not_of(' ', end)), line.page});
    } else {
      kept.push_back(std::move(line));
    }
  }
  lines = std::move(kept);
  return notes;
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
  if (element.cell && !rows_.in_row()) element.cell = false;
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
  if (element.row) rows_.begin_row();
  if (element.cell) rows_.begin_cell();
  if (element.raised && raised_++ == 0) mark_begin_ = line_.text.size();
}

void HtmlLayout::begin_item(const Attributes& attributes) {
  if (lists_.empty() || !lists_.back().numbered) return;
  List& list = lists_.back();
  const int number = number_in(attribute(attributes, "value"), list.next);
  list.next = std::min(number, kLargestItem) + 1;
  label_ = label_of(list.type, number);
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
  if (element.cell) rows_.end_cell();
  if (element.row) rows_.end_row();
}

void HtmlLayout::text(std::string_view utf8) {
  if (hidden_ > 0) return;
  while (!utf8.empty()) {
    const std::size_t plain = plain_length(utf8);
    const std::string_view character = utf8.substr(0, plain > 0 ? plain : length_of(utf8.front()));
    utf8.remove_prefix(character.size());
    switch (sort_of(character)) {
      case Sort::kSpace:
        if (preformatted_ > 0 && character == "\n") {
          break_line(false);
        } else {
          space_ = true;
        }
        break;
      case Sort::kNothing: break;
      case Sort::kCharacter: put(character); break;
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
    rows_.add(std::exchange(line_, {}));
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
  text.lines = rows_.take();
  text.notes = take_notes(text.lines);
  return text;
}

}  // namespace troika::extract
