// The elements of a Word document's parts -> lines, tables and footnotes. Pure; one object per part.
//
// Read as the document shows when all its tracked changes are accepted: inserted text counts, deleted text, hidden text
// and prompts of empty forms do not. Fields give what they last showed. Of two versions of a drawing the first counts;
// the paragraphs of a text box stand before the paragraph that holds it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/docx/formats.h"
#include "extract/docx/numbering.h"
#include "extract/docx/paragraph_text.h"
#include "extract/docx/styles.h"
#include "extract/docx/xml_parser.h"
#include "extract/table_builder.h"
#include "extract/text.h"

namespace troika::extract {

// Texts by id, of word/footnotes.xml and word/endnotes.xml.
using NoteTexts = std::map<std::string, std::string, std::less<>>;

// What a part is read with; all of it outlives the layout.
struct DocxContext {
  const Styles& styles;
  Numbering& numbering;
  const NoteTexts& footnotes;
  const NoteTexts& endnotes;
};

// Headers and footers of the document, as relationship ids.
struct DocxMargins {
  std::string first_header;      // that the first page shows; empty where it shows none
  std::vector<std::string> all;  // of all sections, headers and footers, in their order
};

class DocxLayout : public XmlHandler {
 public:
  explicit DocxLayout(const DocxContext& context) : context_(context) {}

  void start(const XmlTag& tag) override;
  void end() override;
  void text(std::string_view utf8) override;

  // When the part has been read.
  DocumentText take_text();                                 // of a body or a header
  NoteTexts take_notes() { return std::move(own_notes_); }  // of word/footnotes.xml
  const DocxMargins& margins() const { return margins_; }
  bool has_body() const { return has_body_; }

 private:
  enum class Kind : unsigned char;
  struct Open {
    Kind kind;
    bool hides = false;   // it and all in it
    bool chosen = false;  // of alternatives: one has been read
  };
  struct Paragraph {
    ParagraphFormat direct;
    ParagraphText text;
    std::optional<RunFormat> base;  // of its style, from its first character on
    RunFormat run;                  // of the run being read
    bool mark_deleted = false;
  };
  struct Row {  // how its cells, side by side, stand on pages
    int page = 0, last_page = 0;
    bool breaks = false;
  };
  struct Cell {
    int columns = 1;
    bool continues_above = false, begun = false;
  };
  struct Section {
    std::string first_header, header;
    bool has_title_page = false;
  };
  struct Field {
    bool shows = false;  // its result has begun
    std::string instruction;
  };

  static Kind kind_of(const XmlTag& tag);
  bool hides(Kind kind, const XmlTag& tag);  // asked before it is opened
  void hide_rest_of(Kind ancestor);
  void start_block(Kind kind, const XmlTag& tag);
  void start_text(Kind kind, const XmlTag& tag);
  void start_property(Kind above, const XmlTag& tag);
  void end_block(Kind kind);

  void begin_paragraph();
  void end_paragraph();
  void emit(Paragraph paragraph);
  void flush_carried();
  void begin_cell();
  void end_cell();
  void end_row();
  void end_section();
  void end_note();
  void end_run();
  void change_field(const XmlTag& tag);
  void end_field();

  // All of a paragraph being read.
  void put(std::string_view utf8);
  void put_symbol(const XmlTag& tag);
  void put_reference(const XmlTag& tag, int& seen, const NoteTexts& texts);
  RunFormat run_format();
  ParagraphText::Look look(const RunFormat& format);  // turns the page, if that is due

  DocxContext context_;
  TableBuilder tables_;
  std::vector<Open> open_;
  int hidden_ = 0;
  std::vector<Paragraph> paragraphs_;     // the last one is being read; a text box stands in another's
  std::optional<ParagraphText> carried_;  // of a paragraph whose end is deleted: goes on in the next
  std::vector<Row> rows_;
  std::vector<Cell> cells_;
  std::vector<Field> fields_;
  std::string characters_;  // of <w:t>
  bool keeps_space_ = false;

  int page_ = 1;
  bool page_break_ = false;  // before the next character
  int footnotes_seen_ = 0, endnotes_seen_ = 0;
  std::optional<std::string> custom_note_;  // its text; the mark is what the run goes on with
  std::size_t custom_mark_ = 0;             // where that begins
  std::vector<Note> notes_;
  std::vector<PageDamage> damages_;

  Section section_;
  int sections_ = 0;
  bool has_body_ = false;
  DocxMargins margins_;
  std::string note_id_;
  NoteTexts own_notes_;
};

}  // namespace troika::extract
