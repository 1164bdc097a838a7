#include "extract/docx/docx_layout.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <unordered_map>
#include <utility>

namespace troika::extract {

enum class DocxLayout::Kind : unsigned char {
  kOther,
  // What holds blocks, and blocks.
  kBody,
  kNote,
  kTable,
  kRow,
  kRowProperties,
  kCell,
  kCellProperties,
  kParagraph,
  kParagraphProperties,
  kNumber,
  kSection,
  kForeign,
  kControl,
  kControlProperties,
  // What holds text, and text.
  kRun,
  kRunProperties,
  kText,
  kTab,
  kBreak,
  kLineEnd,
  kPageEnd,
  kHyphen,
  kSymbol,
  kFootnote,
  kEndnote,
  kField,
  kFieldCode,
  // What is not shown, or once only.
  kHidden,
  kAlternatives,
  kChoice,
  kFallback,
};

namespace {

// Wider than a page: a mistake.
constexpr double kLargestIndent = 720;
// Names of fields are short; what they compute from is not asked for.
constexpr std::size_t kLongestInstruction = 100;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlank);
  return begin == std::string_view::npos ? std::string_view()
                                         : text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

}  // namespace

DocxLayout::Kind DocxLayout::kind_of(const XmlTag& tag) {
  static const std::unordered_map<std::string_view, Kind> kinds = {
      {"body", Kind::kBody},
      {"footnote", Kind::kNote},
      {"endnote", Kind::kNote},
      {"tbl", Kind::kTable},
      {"tr", Kind::kRow},
      {"trPr", Kind::kRowProperties},
      {"tc", Kind::kCell},
      {"tcPr", Kind::kCellProperties},
      {"p", Kind::kParagraph},
      {"pPr", Kind::kParagraphProperties},
      {"numPr", Kind::kNumber},
      {"sectPr", Kind::kSection},
      {"altChunk", Kind::kForeign},
      {"subDoc", Kind::kForeign},
      {"sdt", Kind::kControl},
      {"sdtPr", Kind::kControlProperties},
      {"r", Kind::kRun},
      {"rPr", Kind::kRunProperties},
      {"t", Kind::kText},
      {"tab", Kind::kTab},
      {"ptab", Kind::kTab},
      {"br", Kind::kBreak},
      {"cr", Kind::kLineEnd},
      {"lastRenderedPageBreak", Kind::kPageEnd},
      {"noBreakHyphen", Kind::kHyphen},
      {"sym", Kind::kSymbol},
      {"footnoteReference", Kind::kFootnote},
      {"endnoteReference", Kind::kEndnote},
      {"fldChar", Kind::kField},
      {"instrText", Kind::kFieldCode},
      {"del", Kind::kHidden},
      {"moveFrom", Kind::kHidden},
      {"rt", Kind::kHidden},  // how a word is spoken, above it
  };
  if (tag.vocabulary == XmlVocabulary::kMath) return tag.name == "t" ? Kind::kText : Kind::kOther;
  if (tag.vocabulary == XmlVocabulary::kCompatibility) {
    if (tag.name == "AlternateContent") return Kind::kAlternatives;
    if (tag.name == "Choice") return Kind::kChoice;
    return tag.name == "Fallback" ? Kind::kFallback : Kind::kOther;
  }
  if (tag.vocabulary != XmlVocabulary::kWord) return Kind::kOther;
  if (tag.name.ends_with("Change")) return Kind::kHidden;  // properties as they were before a tracked change
  const auto found = kinds.find(tag.name);
  return found == kinds.end() ? Kind::kOther : found->second;
}

void DocxLayout::start(const XmlTag& tag) {
  const Kind kind = kind_of(tag);
  const bool hides_it = hidden_ == 0 && hides(kind, tag);
  const Kind above = open_.empty() ? Kind::kOther : open_.back().kind;
  open_.push_back({kind, hides_it, false});
  hidden_ += hides_it;
  if (hidden_ > 0) return;
  switch (above) {
    case Kind::kRunProperties:
    case Kind::kParagraphProperties:
    case Kind::kNumber:
    case Kind::kRowProperties:
    case Kind::kCellProperties:
    case Kind::kControlProperties:
    case Kind::kSection: start_property(above, tag); break;
    default: break;
  }
  start_block(kind, tag);
  if (!paragraphs_.empty()) start_text(kind, tag);
}

bool DocxLayout::hides(Kind kind, const XmlTag& tag) {
  if (open_.empty()) return false;
  Open& above = open_.back();
  switch (kind) {
    // In properties it says that a paragraph's mark or a row is deleted.
    case Kind::kHidden: return above.kind != Kind::kRunProperties && above.kind != Kind::kRowProperties;
    case Kind::kNote: return tag.has("type") && tag.value("type") != "normal";  // the rule above the notes
    case Kind::kChoice:
    case Kind::kFallback: return std::exchange(above.chosen, true);
    default: return false;
  }
}

void DocxLayout::hide_rest_of(Kind ancestor) {
  const auto found =
      std::find_if(open_.rbegin(), open_.rend(), [&](const Open& open) { return open.kind == ancestor; });
  if (found == open_.rend() || found->hides) return;
  found->hides = true;
  ++hidden_;
}

void DocxLayout::start_property(Kind above, const XmlTag& tag) {
  const Kind holder = open_.size() < 3 ? Kind::kOther : open_[open_.size() - 3].kind;
  const bool in_paragraph = !paragraphs_.empty();
  if (above == Kind::kRunProperties && holder == Kind::kRun && in_paragraph)
    read_run_property(tag, paragraphs_.back().run);
  if (above == Kind::kRunProperties && holder == Kind::kParagraphProperties && in_paragraph)
    paragraphs_.back().mark_deleted |= tag.name == "del" || tag.name == "moveFrom";
  if ((above == Kind::kParagraphProperties || above == Kind::kNumber) && in_paragraph)
    read_paragraph_property(tag, paragraphs_.back().direct);
  if (above == Kind::kRowProperties && tag.name == "gridBefore") tables_.skip_columns(tag.number("val", 0));
  if (above == Kind::kRowProperties && tag.name == "del") hide_rest_of(Kind::kRow);
  if (above == Kind::kCellProperties && !cells_.empty()) {
    if (tag.name == "gridSpan") cells_.back().columns = tag.number("val", 1);
    if (tag.name == "vMerge") cells_.back().continues_above = tag.value("val") != "restart";
    if (tag.name == "cellDel") hide_rest_of(Kind::kCell);
  }
  if (above == Kind::kControlProperties && tag.name == "showingPlcHdr" && tag.is_on("val"))
    hide_rest_of(Kind::kControl);
  if (above != Kind::kSection) return;
  if (tag.name == "titlePg") section_.has_title_page = tag.is_on("val");
  if (tag.name != "headerReference" && tag.name != "footerReference") return;
  const std::string id(tag.value("id"));
  margins_.all.push_back(id);
  if (tag.name == "headerReference" && tag.value("type") == "first") section_.first_header = id;
  if (tag.name == "headerReference" && tag.value("type") == "default") section_.header = id;
}

void DocxLayout::start_block(Kind kind, const XmlTag& tag) {
  switch (kind) {
    case Kind::kBody: has_body_ = true; break;
    case Kind::kNote:
      note_id_ = tag.value("id");
      tables_ = {};
      break;
    case Kind::kTable:
      begin_cell();
      flush_carried();
      tables_.begin_table();
      break;
    case Kind::kRow:
      tables_.begin_row();
      rows_.push_back({page_, page_, page_break_});
      break;
    case Kind::kCell:
      cells_.emplace_back();
      if (rows_.empty()) break;
      page_ = rows_.back().page;
      page_break_ = rows_.back().breaks;
      break;
    case Kind::kParagraph: begin_paragraph(); break;
    case Kind::kSection: section_ = {}; break;
    case Kind::kForeign:
      damages_.push_back({page_, "holds another document (" + std::string(tag.name) +
                                     ") that is not read; save it from Word once more, or as PDF"});
      break;
    default: break;
  }
}

void DocxLayout::start_text(Kind kind, const XmlTag& tag) {
  Paragraph& paragraph = paragraphs_.back();
  const Kind above = open_.size() < 2 ? Kind::kOther : open_[open_.size() - 2].kind;
  switch (kind) {
    case Kind::kRun: paragraph.run = {}; break;
    case Kind::kText:
      characters_.clear();
      keeps_space_ = tag.value("space") == "preserve";
      break;
    case Kind::kTab:
      if (above == Kind::kRun) paragraph.text.space();
      break;
    case Kind::kBreak:
      if (tag.value("type") == "page") {
        page_break_ = true;
      } else {
        paragraph.text.break_line();
      }
      break;
    case Kind::kLineEnd: paragraph.text.break_line(); break;
    case Kind::kPageEnd: page_break_ = true; break;
    case Kind::kHyphen: put("-"); break;
    case Kind::kSymbol: put_symbol(tag); break;
    case Kind::kFootnote: put_reference(tag, footnotes_seen_, context_.footnotes); break;
    case Kind::kEndnote: put_reference(tag, endnotes_seen_, context_.endnotes); break;
    case Kind::kField: change_field(tag); break;
    default: break;
  }
}

void DocxLayout::text(std::string_view utf8) {
  if (hidden_ > 0 || open_.empty()) return;
  if (open_.back().kind == Kind::kText) characters_ += utf8;
  if (open_.back().kind == Kind::kFieldCode && !fields_.empty()) {
    std::string& instruction = fields_.back().instruction;
    instruction += utf8.substr(0, kLongestInstruction - std::min(kLongestInstruction, instruction.size()));
  }
}

void DocxLayout::end() {
  if (open_.empty()) return;
  const Open open = open_.back();
  open_.pop_back();
  hidden_ -= open.hides;
  if (hidden_ > 0) return;
  // A row or a cell began before it was found to be hidden.
  if (!open.hides || open.kind == Kind::kRow || open.kind == Kind::kCell) end_block(open.kind);
}

void DocxLayout::end_block(Kind kind) {
  switch (kind) {
    case Kind::kBody: flush_carried(); break;
    case Kind::kNote: end_note(); break;
    case Kind::kTable: tables_.end_table(); break;
    case Kind::kRow: end_row(); break;
    case Kind::kCell: end_cell(); break;
    case Kind::kCellProperties:
      begin_cell();
      if (!cells_.empty() && cells_.back().continues_above) hide_rest_of(Kind::kCell);
      break;
    case Kind::kParagraph: end_paragraph(); break;
    case Kind::kSection: end_section(); break;
    case Kind::kRun: end_run(); break;
    case Kind::kText: put(keeps_space_ ? std::string_view(characters_) : trimmed(characters_)); break;
    default: break;
  }
}

void DocxLayout::begin_cell() {
  if (cells_.empty() || cells_.back().begun) return;
  cells_.back().begun = true;
  tables_.begin_cell(cells_.back().columns, 1, cells_.back().continues_above);
}

void DocxLayout::end_cell() {
  if (cells_.empty()) return;
  begin_cell();
  flush_carried();
  tables_.end_cell();
  cells_.pop_back();
  if (!rows_.empty()) rows_.back().last_page = std::max(rows_.back().last_page, page_);
}

// Its cells stand side by side: each tells anew that the page ends.
void DocxLayout::end_row() {
  tables_.end_row();
  if (rows_.empty()) return;
  page_ = rows_.back().last_page;
  page_break_ = rows_.back().breaks && rows_.back().last_page == rows_.back().page;
  rows_.pop_back();
}

void DocxLayout::end_section() {
  if (++sections_ > 1) return;
  margins_.first_header = section_.has_title_page ? section_.first_header : section_.header;
}

void DocxLayout::end_note() {
  flush_carried();
  DocumentText note;
  tables_.move_to(note);
  std::string& joined = own_notes_[note_id_];
  for (const Line& line : note.lines) joined += (joined.empty() ? "" : " ") + line.text;
  tables_ = {};
}

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

DocumentText DocxLayout::take_text() {
  flush_carried();
  DocumentText text;
  tables_.move_to(text);
  text.pages = page_;
  text.notes = std::move(notes_);
  text.damages.insert(text.damages.end(), damages_.begin(), damages_.end());
  return text;
}

}  // namespace troika::extract
