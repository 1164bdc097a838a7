#include "extract/rules/outline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include "extract/rules/labels.h"

namespace troika::extract {
namespace {

// Labels of one column differ by less; the columns of paragraphs and items are 18 points apart or more.
constexpr double kColumn = 6;
// A jump in the numbering by more than this is a gap only where the numbers behind it go on from it (a lost page holds
// some twenty items), else a misprint.
constexpr int kLargestGap = 20;
// A jump this small needs no more than a label where a sentence can begin.
constexpr int kSmallGap = 3;
constexpr int kLargestParagraphGap = 3;

// A clause "(a) ..." or the rest of a sentence belongs to what stands above it, whatever the space between.
bool goes_on_with(char first) { return first == '(' || (first >= 'a' && first <= 'z'); }

bool opens_point(std::string_view text) {
  static constexpr std::array<std::string_view, 6> kBullets = {"\u2022",  "\u25AA",  "\u00B7",
                                                               "\u2013 ", "\u2014 ", "- "};
  return std::any_of(kBullets.begin(), kBullets.end(),
                     [&](std::string_view bullet) { return text.starts_with(bullet); });
}

class OutlineBuilder {
 public:
  OutlineBuilder(const RuleSet::Compiled& rules, const DocumentText& text, std::size_t heading)
      : rules_(rules), lines_(text.lines) {
    outline_.heading = heading;
  }

  Outline build() {
    for (std::size_t i = outline_.heading + 1; i < lines_.size(); ++i) {
      // "... implement the | conclusions and recommendations contained in ...": within a sentence it is no end.
      if (is_set_off(i) && first_found(rules_.section_end, lines_[i].text)) {
        outline_.end = i;
        break;
      }
      add(i);
    }
    split_off_lost_paragraphs();
    for (OutlineParagraph& paragraph : outline_.paragraphs) settle_numbers(paragraph);
    return std::move(outline_);
  }

 private:
  void add(std::size_t i) {
    if (auto first = as_first_of_unlabelled(i)) {
      begin_unlabelled_paragraph(first->paragraph);
      begin_item(i, 0, *first);
      return;
    }
    auto item = as_item(i);
    auto paragraph = as_paragraph(i);
    if (item && paragraph) (is_paragraph_rather(i) ? item : paragraph).reset();
    if (paragraph) {
      begin_paragraph(i, *paragraph);
    } else if (item) {
      begin_item(i, 0, *item);
    } else {
      add_text(i);
    }
  }

  bool open() const { return !outline_.paragraphs.empty(); }
  OutlineParagraph& current() { return outline_.paragraphs.back(); }
  const OutlineParagraph& current() const { return outline_.paragraphs.back(); }
  bool in_items() const { return open() && !current().items.empty() && !text_after_items_; }
  static bool in_column(const Line& line, std::optional<double> column) {
    return column && std::abs(line.indent - *column) < kColumn;
  }

  // Where no sentence seems to open behind a label ("5. ensure that ..."), only its place speaks for it: the items'
  // column, or right below the lead-in.
  bool in_place(std::size_t i, const Label& label) const {
    if (!current().items.empty()) return in_column(lines_[i], item_column_);
    return opens_lower(lines_[i], label) && ends_sentence(lines_[i - 1]);
  }

  static bool opens_lower(const Line& line, const Label& label) {
    return label.end < line.text.size() && line.text[label.end] >= 'a' && line.text[label.end] <= 'z';
  }

  int expected_item() const { return current().items.empty() ? 1 : current().items.back().number + 1; }

  // Whether a sentence or an item can begin at this line.
  bool can_open(std::size_t i) const { return lines_[i].opens_block || ends_sentence(lines_[i - 1]); }

  // At the top of a page no space shows whether a block opens.
  bool is_set_off(std::size_t i) const {
    return ends_sentence(lines_[i - 1]) || (lines_[i].opens_block && lines_[i].page == lines_[i - 1].page);
  }

  std::optional<Label> as_paragraph(std::size_t i) const {
    auto label = paragraph_label(rules_, lines_[i]);
    if (!label || !label->opens_sentence) return {};
    if (!open()) return label;
    if (!can_open(i)) return {};
    int step = label->number - current().number;
    if (step == 1) return label;
    bool gap = step > 1 && step <= kLargestParagraphGap && lines_[i].opens_block &&
               in_column(lines_[i], paragraph_column_) && !in_column(lines_[i], item_column_);
    return gap ? label : std::nullopt;
  }

  std::optional<Label> as_item(std::size_t i) const {
    if (!open()) return {};
    auto label = item_label(rules_, lines_[i]);
    if (!label) return {};
    bool accepted = label->paragraph > 0 ? is_two_level_item(i, *label) : is_plain_item(i, *label);
    return accepted ? label : std::nullopt;
  }

  // "105.1" where no "105." was seen: the paragraph's own number is missing or misprinted.
  std::optional<Label> as_first_of_unlabelled(std::size_t i) const {
    auto label = item_label(rules_, lines_[i]);
    if (!label || label->paragraph == 0 || label->number != 1 || !label->opens_sentence || !can_open(i)) return {};
    if (!open()) return label;
    int step = label->paragraph - current().number;
    bool next_list = step >= 1 && step <= kLargestParagraphGap && !current().items.empty();
    return next_list && current().texts.back().after_items == current().items.size() ? label : std::nullopt;
  }

  // Its lead-in is the text that stands just above.
  void begin_unlabelled_paragraph(int number) {
    OutlineParagraph paragraph;
    paragraph.number = number;
    if (!open()) {
      paragraph.texts.push_back(OutlineText{std::exchange(outline_.before, {}), 0});
    } else {
      paragraph.texts.push_back(OutlineText{std::move(current().texts.back().lines), 0});
      current().texts.pop_back();
    }
    paragraph.labelled = false;
    outline_.paragraphs.push_back(std::move(paragraph));
    text_after_items_ = false;
  }

  bool is_two_level_item(std::size_t i, const Label& label) const {
    const Line& line = lines_[i];
    bool expected = label.paragraph == current().number && label.number == expected_item();
    if (!label.opens_sentence) return expected && line.opens_block && in_place(i, label);
    if (expected) return true;
    if (!can_open(i)) return false;
    if (label.paragraph == current().number) return true;
    // A misprint of the paragraph's number; or of the item's, so far off that only its place shows what it is.
    return line.opens_block && (in_column(line, item_column_) || label.number == expected_item());
  }

  bool is_plain_item(std::size_t i, const Label& label) const {
    const Line& line = lines_[i];
    if (two_level_) return false;
    const int step = label.number - expected_item();
    if (!label.opens_sentence)
      return step == 0 && line.opens_block && opens_lower(line, label) && in_place(i, label) && is_set_off(i);
    if (current().items.empty()) {
      // A list's first item is 1; a later one, where it got lost, is known by the space above it.
      return step == 0 ? can_open(i)
                       : step > 0 && step <= kSmallGap && line.opens_block && ends_sentence(lines_[i - 1]);
    }
    if (step == 0) return can_open(i) || in_column(line, item_column_);
    if (!in_column(line, item_column_)) return false;
    // A number that is not due opens no item within a sentence: "section | 12. Moreover, ..."
    if (step > 0 && step <= kSmallGap) return is_set_off(i);
    return line.opens_block && is_set_off(i) && step >= -kLargestGap - 1;
  }

  // "84." may be item 84 or paragraph 84. The columns tell, else what the text says.
  bool is_paragraph_rather(std::size_t i) const {
    const Line& line = lines_[i];
    const int number = item_label(rules_, line)->number;
    if (number != expected_item()) return true;  // as a paragraph it is the next one, as an item it leaves a gap
    bool item_place = in_column(line, item_column_), paragraph_place = in_column(line, paragraph_column_);
    if (item_place != paragraph_place) return paragraph_place;
    std::string sentence = line.text;
    for (std::size_t next = i + 1; next < lines_.size() && next < i + 4 && !lines_[next].opens_block; ++next)
      sentence += ' ' + lines_[next].text;
    return first_match(rules_.lead_in, sentence).rule || first_match(rules_.after, sentence).rule;
  }

  void begin_paragraph(std::size_t i, const Label& label) {
    OutlineParagraph paragraph;
    paragraph.number = label.number;
    paragraph.texts.push_back(OutlineText{{i}, 0});
    if (!paragraph_column_) paragraph_column_ = lines_[i].indent;
    outline_.paragraphs.push_back(std::move(paragraph));
    text_after_items_ = false;
  }

  void begin_item(std::size_t i, std::size_t begin, const Label& label) {
    OutlineItem item;
    std::size_t printed_end = lines_[i].text.find_last_not_of(' ', begin + label.end - 1) + 1;
    item.label = lines_[i].text.substr(begin, printed_end - begin);
    item.label_end = begin + label.end;
    item.printed_paragraph = label.paragraph;
    item.printed = label.number;
    item.number = number_for_now(label);
    item.pieces.push_back(Piece{i, Span{begin, lines_[i].text.size()}});
    if (begin == 0) item_column_ = lines_[i].indent;
    two_level_ = label.paragraph > 0;
    text_after_items_ = false;
    current().items.push_back(std::move(item));
    split_at_labels();
  }

  // The sequence goes on from the printed number where that is possible, from the expected one where it is a misprint.
  int number_for_now(const Label& label) const {
    int step = label.number - expected_item();
    bool misprint = (label.paragraph > 0 && label.paragraph != current().number) || step < 0 || step > kLargestGap;
    return misprint ? expected_item() : label.number;
  }

  void add_text(std::size_t i) {
    if (!open()) {
      outline_.before.push_back(i);
    } else if (in_items() && !leaves_item(i)) {
      if (!lines_[i].opens_block) continuation_column_ = lines_[i].indent;
      current().items.back().pieces.push_back(Piece{i, Span{0, lines_[i].text.size()}});
      split_at_labels();
    } else {
      add_paragraph_text(i);
    }
  }

  // A block of its own behind a finished item, out of the items' column or weight: a comment, or a sub-heading.
  bool leaves_item(std::size_t i) const {
    const Line& line = lines_[i];
    const Line& above = lines_[i - 1];
    bool page_top = line.page != above.page;
    if (!line.opens_block || !ends_sentence(above) || goes_on_with(line.text.front())) return false;
    if (is_unfinished(i)) return false;
    if (!page_top) return true;
    // At the top of a page no space shows; there only another column does, or a lead-in that announces comments.
    bool own_column = !in_column(line, item_column_) && !in_column(line, continuation_column_);
    return own_column || (announces_comments(current()) && ends_with_bracket(above.text));
  }

  // As items do that name who recommends, where a sentence does not: "... and implement Bill No."
  static bool ends_with_bracket(std::string_view text) {
    const std::size_t last = text.find_last_not_of(";.,: ");
    return last != std::string_view::npos && text[last] == ')';
  }

  // Whether the item in front of line `i` goes on in a block of its own: its label stands alone, it has points, or the
  // block ends as items do, with an attribution.
  bool is_unfinished(std::size_t i) const {
    const OutlineItem& item = current().items.back();
    const Piece& last = item.pieces.back();
    const std::string& above = lines_[last.line].text;
    if (item.pieces.size() == 1 && item.label_end >= above.size()) return true;
    if ((above.ends_with(':') && !above.ends_with("):")) || opens_point(lines_[i].text)) return true;
    const bool may_be_label = lines_[i].text.front() >= '0' && lines_[i].text.front() <= '9';
    if (may_be_label || announces_comments(current())) return false;
    const bool attributed = std::any_of(item.pieces.begin(), item.pieces.end(), [&](const Piece& piece) {
      return lines_[piece.line].text.find(')') != std::string::npos;
    });
    std::size_t end = i;
    while (end + 1 < lines_.size() && !lines_[end + 1].opens_block) ++end;
    const std::string& closing = lines_[end].text;
    if (attributed) return closing.ends_with(");");
    return closing.ends_with(';') || closing.ends_with(").");
  }

  bool announces_comments(const OutlineParagraph& paragraph) const {
    const auto& lead_in = paragraph.texts.front().lines;
    return std::any_of(lead_in.begin(), lead_in.end(),
                       [&](std::size_t i) { return lines_[i].text.find("comment") != std::string::npos; });
  }

  // "104." alone on its line: the sentence stands below.
  bool is_bare_number(const OutlineText& text) const {
    if (text.lines.size() != 1) return false;
    const Line& line = lines_[text.lines.front()];
    const auto label = paragraph_label(rules_, line);
    return label && label->end >= line.text.size();
  }

  void add_paragraph_text(std::size_t i) {
    OutlineParagraph& paragraph = current();
    OutlineText& last = paragraph.texts.back();
    bool goes_on = last.after_items == paragraph.items.size() &&
                   (is_bare_number(last) || !(lines_[i].opens_block && ends_sentence(lines_[i - 1])));
    if (goes_on) {
      last.lines.push_back(i);
    } else {
      paragraph.texts.push_back(OutlineText{{i}, paragraph.items.size()});
    }
    text_after_items_ = !paragraph.items.empty();
  }

  // The next label can stand in the middle of the line just added.
  void split_at_labels() {
    OutlineItem& item = current().items.back();
    if (item.printed_paragraph == 0) return;
    Piece& last = item.pieces.back();
    const Line& line = lines_[last.line];
    auto at = label_in_mid_line(line, last.bytes.begin, current().number, item.number + 1);
    if (!at) return;
    Label label;
    label.paragraph = current().number;
    label.number = item.number + 1;
    std::size_t text = line.text.find_first_not_of("0123456789.", *at);
    text = line.text.find_first_not_of(' ', text);
    label.end = text - *at;
    last.bytes.end = line.text.find_last_not_of(' ', *at - 1) + 1;
    begin_item(last.line, *at, label);
  }

  // Items that go on under another paragraph's number are that paragraph's: its own line and lead-in are lost.
  void split_off_lost_paragraphs() {
    std::vector<OutlineParagraph> paragraphs;
    for (OutlineParagraph& paragraph : outline_.paragraphs) {
      const std::size_t foreign = first_of_another_paragraph(paragraph);
      const auto begin = paragraph.items.begin() + static_cast<std::ptrdiff_t>(foreign);
      OutlineParagraph lost;
      if (foreign < paragraph.items.size()) {
        lost.number = begin->printed_paragraph;
        lost.labelled = false;
        lost.texts.push_back(OutlineText{});
        lost.items.assign(begin, paragraph.items.end());
        paragraph.items.erase(begin, paragraph.items.end());
        std::erase_if(paragraph.texts, [&](const OutlineText& text) {
          if (text.after_items <= foreign) return false;
          lost.texts.push_back(OutlineText{text.lines, text.after_items - foreign});
          return true;
        });
      }
      paragraphs.push_back(std::move(paragraph));
      if (!lost.items.empty()) paragraphs.push_back(std::move(lost));
    }
    outline_.paragraphs = std::move(paragraphs);
  }

  // One such number is a misprint; three that go on from each other are none.
  static std::size_t first_of_another_paragraph(const OutlineParagraph& paragraph) {
    const auto& items = paragraph.items;
    for (std::size_t i = 0; i + 2 < items.size(); ++i) {
      const int printed = items[i].printed_paragraph;
      const auto goes_on = [&](std::size_t step) {
        return items[i + step].printed_paragraph == printed &&
               items[i + step].printed == items[i].printed + static_cast<int>(step);
      };
      if (printed > paragraph.number && goes_on(1) && goes_on(2)) return i;
    }
    return items.size();
  }

  // Printed numbers against the sequence: a number that breaks it while the next one goes on is a misprint, a jump that
  // the next ones follow is a gap, and where the numbering starts again the numbers stay as printed.
  static void settle_numbers(OutlineParagraph& paragraph) {
    int last = 0;
    std::map<int, int> seen;
    auto& items = paragraph.items;
    for (std::size_t i = 0; i < items.size(); ++i) {
      OutlineItem& item = items[i];
      if (item.printed == 0) continue;
      const int expected = last + 1;
      const bool own_paragraph = item.printed_paragraph == 0 || item.printed_paragraph == paragraph.number;
      const int next = i + 1 < items.size() ? items[i + 1].printed : 0;
      item.number = expected;
      if (own_paragraph && item.printed != expected && next != expected + 1) {
        const bool followed = next == item.printed + 1;
        if (item.printed > expected && (followed || item.printed <= last + kLargestGap)) {
          item.number = item.printed;
          for (int missing = expected; missing < item.printed; ++missing) paragraph.missing.push_back(missing);
        } else if (item.printed <= last && followed) {
          item.number = item.printed;
        }
      }
      item.earlier = seen[item.number]++;
      last = item.number;
    }
  }

  const RuleSet::Compiled& rules_;
  const std::vector<Line>& lines_;
  Outline outline_;
  // Indents of labels and of an item's further lines, once one is seen.
  std::optional<double> paragraph_column_, item_column_, continuation_column_;
  bool two_level_ = false;         // the style of the last item
  bool text_after_items_ = false;  // a comment or sub-heading interrupts the list
};

}  // namespace

bool is_section_heading(const RuleSet::Compiled& rules, const Line& line) {
  std::string_view bare = line.text;
  if (!line.marks.empty() && line.marks.back().end == bare.size()) bare = bare.substr(0, line.marks.back().begin);
  return first_found(rules.section_begin, bare) != nullptr;
}

std::optional<Outline> outline_of(const RuleSet::Compiled& rules, const DocumentText& text) {
  for (std::size_t i = text.lines.size(); i-- > 0;)
    if (is_section_heading(rules, text.lines[i])) return OutlineBuilder(rules, text, i).build();
  return {};
}

}  // namespace troika::extract
