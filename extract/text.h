// A document's text in reading order, whatever it was extracted from: what extract/pdf gives (later html, docx) and
// what extract/rules reads. Pure data; copy and share freely between threads as const.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace troika::extract {

// PDF points (1/72 inch) from the page's top left corner, y downwards.
struct Box {
  double left = 0, top = 0, right = 0, bottom = 0;

  double width() const { return right - left; }
  double height() const { return bottom - top; }
  void cover(const Box& other);  // grow to hold `other` too
};

// A byte range of a string.
struct Span {
  std::size_t begin = 0, end = 0;
};

// A gap within a line that is wider than spaces are: the next column of a table begins behind it, or text behind a
// label.
struct Stop {
  std::size_t at = 0;          // byte of the line's text behind the gap
  double from = 0, until = 0;  // its edges, points
};

// One printed line of body text, without page furniture (running headers, page numbers, footnotes).
struct Line {
  int page = 0;  // from 1
  Box box;
  double size = 0;            // font size of most of its letters, points
  bool bold = false;          // most of its letters are
  std::string text;           // UTF-8, words separated by one space
  std::vector<Span> marks;    // superscript footnote marks in `text`, in order
  std::vector<Stop> stops{};  // in order; of a PDF only
  bool opens_block = false;   // space above it, or a page's first line: a paragraph may begin here
  double indent = 0;          // of its left edge from the margin of its page, points
};

// A footnote: its mark as printed ("5", "**") and its text as one line.
struct Note {
  std::string mark;
  std::string text;
  int page = 0;
};

// A page that could not be read whole.
struct PageDamage {
  int page = 0;
  std::string what;  // the reader's words
};

// A cell of a table: its lines, and how many columns it covers. A cell that continues the one above it (merged
// downwards) has no lines of its own, and says so.
struct Cell {
  std::vector<std::size_t> lines;  // indices into DocumentText::lines
  int column = 0;                  // from 0
  int span = 1;                    // columns
  bool continues_above = false;
};

// As a document states it by its own markup (DOCX, HTML); tables of a PDF are only lines.
struct Table {
  std::vector<std::vector<Cell>> rows;
};

// What a web page states about itself outside its text. Empty where it does not.
struct Metadata {
  std::string title, author, date, description;  // the date as stated: "2014-09-18T10:00:00Z"
};

struct DocumentText {
  int pages = 0;
  std::vector<PageDamage> damages;
  std::vector<Line> lines;    // reading order, the lines of tables too
  std::vector<Table> tables;  // in the order of their beginnings; lines of a table within a cell are that cell's too
  std::vector<Note> notes;    // in order of pages
  std::vector<Line>
      furniture;  // what was taken off the pages: headers, footers, page numbers; the first page keeps all
  std::optional<Metadata> web_page;  // of a web page only
};

}  // namespace troika::extract
