#include "extract/docx/docx_text.h"

#include <algorithm>
#include <string>
#include <utility>

#include "extract/docx/docx_layout.h"
#include "extract/docx/package.h"
#include "extract/docx/relationships.h"

namespace troika::extract {
namespace {

using fetch::FailureCode;
using fetch::Result;

tl::unexpected<fetch::Failure> failure(FailureCode code, std::string detail) {
  return tl::unexpected(fetch::Failure{fetch::Stage::kExtract, code, false, std::move(detail)});
}

constexpr std::string_view kOle = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

// A name in an OLE file's directory is UTF-16.
bool holds_stream(std::string_view bytes, std::string_view name) {
  std::string wide;
  for (const char c : name) wide += {c, '\0'};
  return bytes.find(wide) != std::string_view::npos;
}

// Word's own format of before 2007; a .docx with a password is wrapped in one, too.
tl::unexpected<fetch::Failure> ole_failure(std::string_view bytes) {
  if (holds_stream(bytes, "EncryptedPackage"))
    return failure(FailureCode::kEncrypted, "a Word document with a password; save it without one");
  if (holds_stream(bytes, "WordDocument"))
    return failure(FailureCode::kWrongType,
                   "a Word document of before 2007 (.doc); open it in Word or LibreOffice and save it as .docx or PDF");
  return failure(FailureCode::kWrongType, "an Office document of before 2007, and none of Word's");
}

class DocxReader {
 public:
  explicit DocxReader(DocxPackage package) : package_(std::move(package)) {}

  Result<DocumentText> read() {
    if (const auto found = find_document(); !found) return tl::unexpected(found.error());
    if (const auto read = read_context(); !read) return tl::unexpected(read.error());
    DocxLayout layout(context());
    if (const auto read = package_.read(document_, layout); !read) return tl::unexpected(read.error());
    if (!layout.has_body()) return failure(FailureCode::kWrongType, "an Office document, and none of Word's");
    DocumentText text = layout.take_text();
    if (const auto read = read_margins(layout.margins(), text); !read) return tl::unexpected(read.error());
    if (text.lines.empty())
      return failure(FailureCode::kNoText,
                     "a Word document without text; if its pages are pictures, they were scanned");
    return text;
  }

 private:
  DocxContext context() { return {styles_, numbering_, footnotes_, endnotes_}; }

  Result<void> find_document() {
    Relationships package("");
    const std::string part = Relationships::part_of("");
    if (package_.has(part)) {
      if (const auto read = package_.read(part, package); !read) return read;
    }
    document_ = package.of_type("officeDocument");
    if (document_.empty()) document_ = "word/document.xml";
    if (package_.has(document_)) return {};
    if (package_.has("[Content_Types].xml") || package_.has("word/styles.xml"))
      return failure(FailureCode::kDamaged, "its part " + document_ + ", which holds the text, is missing");
    return failure(FailureCode::kWrongType, "a ZIP archive, and no Word document; unpack it and give its files");
  }

  // What the text is read with; a document may lack any of it.
  Result<void> read_context() {
    const std::string part = Relationships::part_of(document_);
    relationships_ = Relationships(document_);
    if (package_.has(part)) {
      if (const auto read = package_.read(part, relationships_); !read) return read;
    }
    if (const auto read = read_part(relationships_.of_type("styles"), styles_); !read) return read;
    if (const auto read = read_notes("footnotes", footnotes_); !read) return read;
    if (const auto read = read_notes("endnotes", endnotes_); !read) return read;
    return read_part(relationships_.of_type("numbering"), numbering_);
  }

  Result<void> read_part(const std::string& part, XmlHandler& handler) {
    if (part.empty() || !package_.has(part)) return {};
    return package_.read(part, handler);
  }

  Result<void> read_notes(std::string_view type, NoteTexts& notes) {
    DocxLayout layout(context());
    if (const auto read = read_part(relationships_.of_type(type), layout); !read) return read;
    notes = layout.take_notes();
    return {};
  }

  Result<void> read_margins(const DocxMargins& margins, DocumentText& text) {
    std::vector<std::string> done;
    for (const std::string& id : margins.all) {
      const std::string part = relationships_.of_id(id);
      if (std::ranges::find(done, part) != done.end()) continue;
      done.push_back(part);
      DocxLayout layout(context());
      if (const auto read = read_part(part, layout); !read) return read;
      std::vector<Line> lines = layout.take_text().lines;
      text.furniture.insert(text.furniture.end(), lines.begin(), lines.end());
      if (part == relationships_.of_id(margins.first_header)) put_first(std::move(lines), text);
    }
    return {};
  }

  static void put_first(std::vector<Line> header, DocumentText& text) {
    const std::size_t shift = header.size();
    for (Table& table : text.tables)
      for (auto& row : table.rows)
        for (Cell& cell : row)
          for (std::size_t& line : cell.lines) line += shift;
    text.lines.insert(text.lines.begin(), header.begin(), header.end());
  }

  DocxPackage package_;
  std::string document_;  // the part that holds the text
  Relationships relationships_{""};
  Styles styles_;
  Numbering numbering_;
  NoteTexts footnotes_, endnotes_;
};

}  // namespace

Result<DocumentText> read_docx_text(std::string_view bytes) {
  if (bytes.starts_with(kOle)) return ole_failure(bytes);
  auto package = DocxPackage::open(bytes);
  if (!package) return tl::unexpected(package.error());
  return DocxReader(*std::move(package)).read();
}

}  // namespace troika::extract
