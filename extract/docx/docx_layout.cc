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

// Names of fields are short; what they compute from is not asked for.
constexpr std::size_t kLongestInstruction = 100;

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
