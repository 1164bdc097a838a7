// DocxLayout: paragraphs with their runs, symbols, fields and footnote marks.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "extract/docx/docx_layout.h"

namespace troika::extract {
namespace {

// Wider than a page: a mistake.
constexpr double kLargestIndent = 720;

}  // namespace

void DocxLayout::begin_paragraph() {
  begin_cell();
  paragraphs_.emplace_back();
  if (carried_) paragraphs_.back().text = *std::exchange(carried_, std::nullopt);
}

void DocxLayout::end_paragraph() {
  if (paragraphs_.empty()) return;
  // A field whose parts are not all there must not hide the rest of the document.
  for (Field& field : fields_) field.shows = true;
  Paragraph paragraph = std::move(paragraphs_.back());
  paragraphs_.pop_back();
  if (paragraph.mark_deleted) {
    carried_ = std::move(paragraph.text);
  } else {
    emit(std::move(paragraph));
  }
}

void DocxLayout::flush_carried() {
  if (!carried_) return;
  Paragraph paragraph;
  paragraph.text = *std::exchange(carried_, std::nullopt);
  emit(std::move(paragraph));
}

void DocxLayout::emit(Paragraph paragraph) {
  const Style style = context_.styles.paragraph_style(paragraph.direct.style);
  ParagraphFormat format = style.paragraph;
  format.apply(paragraph.direct);
  const int list = format.list.value_or(0);
  std::string label;
  if (list > 0) {
    const int level = format.level.value_or(context_.numbering.level_of_style(list, paragraph.direct.style));
    label = context_.numbering.next_label(list, level);
    const ParagraphFormat of_level = context_.numbering.format(list, level);
    // What the list says is stronger than the style that does not name the list itself.
    if (!style.paragraph.list) {
      format.apply(of_level);
      format.apply(paragraph.direct);
    }
    if (!format.indent) format.apply(of_level);
  }
  const double indent = format.indent.value_or(0) + format.first.value_or(0);
  const ParagraphText::Look of_label{false, false, style.run.size.value_or(0), page_};
  for (Line& line : paragraph.text.take_lines(label, std::clamp(indent, 0.0, kLargestIndent), of_label))
    tables_.add(std::move(line));
}

RunFormat DocxLayout::run_format() {
  Paragraph& paragraph = paragraphs_.back();
  if (!paragraph.base) {
    const Style style = context_.styles.paragraph_style(paragraph.direct.style);
    paragraph.base = style.run;
    if (paragraph.direct.page_break_before.value_or(style.paragraph.page_break_before.value_or(false)))
      page_break_ = true;
  }
  RunFormat format = *paragraph.base;
  if (!paragraph.run.style.empty()) format.apply(context_.styles.character_style(paragraph.run.style));
  format.apply(paragraph.run);
  return format;
}

ParagraphText::Look DocxLayout::look(const RunFormat& format) {
  page_ += std::exchange(page_break_, false);
  return {format.bold.value_or(false), format.raised.value_or(false), format.size.value_or(0), page_};
}

void DocxLayout::put(std::string_view utf8) {
  if (paragraphs_.empty() || std::ranges::any_of(fields_, [](const Field& field) { return !field.shows; })) return;
  const RunFormat format = run_format();
  if (format.hidden.value_or(false)) return;
  ParagraphText& text = paragraphs_.back().text;
  if (trimmed(utf8).empty()) {
    if (!utf8.empty()) text.space();
  } else {
    text.put(utf8, look(format));
  }
}

// Characters of fonts of symbols, by their place in the font. Those that are the same in every font keep their meaning;
// of others only Word's font knows what they look like.
void DocxLayout::put_symbol(const XmlTag& tag) {
  constexpr std::uint32_t kSymbols = 0xF000;  // where such fonts have their ASCII
  constexpr std::uint32_t kBullet = 0xB7;
  const std::string_view code = tag.value("char");
  std::uint32_t place = 0;
  std::from_chars(code.data(), code.data() + code.size(), place, 16);
  if (place >= kSymbols) place -= kSymbols;
  const bool is_sign = place > ' ' && place < 'A';  // figures, stars, punctuation
  if (is_sign && tag.value("font") == "Symbol") {
    put(std::string(1, static_cast<char>(place)));
  } else {
    put(place == kBullet ? "\u2022" : "\uFFFD");
  }
}

void DocxLayout::put_reference(const XmlTag& tag, int& seen, const NoteTexts& texts) {
  if (std::ranges::any_of(fields_, [](const Field& field) { return !field.shows; })) return;
  const auto found = texts.find(tag.value("id"));
  const std::string text = found == texts.end() ? "" : found->second;
  if (tag.is_on("customMarkFollows", false)) {
    custom_note_ = text;
    custom_mark_ = paragraphs_.back().text.position();
    return;
  }
  const std::string mark = std::to_string(++seen);
  paragraphs_.back().text.put_mark(mark, look(run_format()));
  if (found != texts.end()) notes_.push_back({mark, text, page_});
}

void DocxLayout::end_run() {
  if (!custom_note_ || paragraphs_.empty()) return;
  const std::string mark = paragraphs_.back().text.mark_from(custom_mark_);
  std::string text = *std::exchange(custom_note_, std::nullopt);
  if (text.starts_with(mark)) text = trimmed(std::string_view(text).substr(mark.size()));
  notes_.push_back({mark, text, page_});
}

void DocxLayout::change_field(const XmlTag& tag) {
  const std::string_view type = tag.value("fldCharType");
  if (type == "begin") fields_.emplace_back();
  if (fields_.empty()) return;
  if (type == "separate") fields_.back().shows = true;
  if (type == "end") end_field();
}

// Most fields hold what they showed last. Those that number paragraphs do not.
void DocxLayout::end_field() {
  const Field field = std::move(fields_.back());
  fields_.pop_back();
  const std::string_view instruction = trimmed(field.instruction);
  if (field.shows || (!instruction.starts_with("AUTONUM") && !instruction.starts_with("LISTNUM"))) return;
  damages_.push_back({page_, "a number that only Word knows (field " +
                                 std::string(instruction.substr(0, instruction.find(' '))) +
                                 ") is missing; save it as PDF and give that file"});
}

}  // namespace troika::extract
