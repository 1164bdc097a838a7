#include "extract/pdf/pdf_document.h"

#include <Catalog.h>
#include <ErrorCodes.h>
#include <Object.h>
#include <PDFDoc.h>
#include <Page.h>
#include <Stream.h>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "extract/pdf/content_interpreter.h"
#include "extract/pdf/poppler_reader.h"

namespace troika::extract {
namespace {

using fetch::Failure;
using fetch::FailureCode;

Failure failure(FailureCode code, std::string detail) {
  return Failure{fetch::Stage::kExtract, code, false, std::move(detail)};
}

Failure why_not_open(int poppler_code) {
  if (poppler_code == errEncrypted)
    return failure(FailureCode::kEncrypted, "the PDF asks for a password; save a copy without one and give that");
  std::string detail = "the PDF's structure cannot be followed";
  if (!last_poppler_error().empty()) detail += " (" + last_poppler_error() + ")";
  return failure(FailureCode::kDamaged, detail + "; fetch the file again");
}

std::unique_ptr<PDFDoc> open_document(std::string_view bytes) {
  auto stream = std::make_unique<MemStream>(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull));
  return std::make_unique<PDFDoc>(stream.release());  // PDFDoc owns its stream
}

Transform to_page(::Page& page) {
  std::array<double, 6> m{};
  page.getDefaultCTM(m.data(), 72, 72, 0, true, true);
  return {m[0], m[1], m[2], m[3], m[4], m[5]};
}

// Links show nothing of their own. Notes, stamps and form fields can hold text, which is drawn by rules of their own.
bool shows_annotations(::Page& page) {
  const Object annotations = page.getAnnotsObject();
  if (!annotations.isArray()) return false;
  for (int i = 0; i < annotations.arrayGetLength(); ++i) {
    const Object annotation = annotations.arrayGet(i);
    if (!annotation.isDict()) continue;
    if (!annotation.dictLookup("Subtype").isName("Link") || !annotation.dictLookupNF("AP").isNull()) return true;
  }
  return false;
}

}  // namespace

struct PdfDocument::Open {
  Open(std::string_view bytes, PdfReading how) : reading(how), document(open_document(bytes)), poppler(*document) {
    if (document->isOk()) source.emplace(bytes, document->isEncrypted(), *document->getXRef(), *document->getCatalog());
  }

  // Empty, or why the page is left to Poppler.
  std::string_view read_fast(::Page& source_page, Page& page) {
    if (shows_annotations(source_page)) return "annotations";
    const bool lies = source_page.getRotate() == 90 || source_page.getRotate() == 270;
    WordBuilder words(lies ? page.height : page.width, lies ? page.width : page.height);
    Resources resources(source_page.getResourceDict(), source->fonts, nullptr);
    const std::string_view why_not =
        ContentInterpreter(*source, words).run(source_page.getContents(), resources, to_page(source_page));
    if (why_not.empty()) page.words = words.take();
    return why_not;
  }

  PdfReading reading;
  std::unique_ptr<PDFDoc> document;
  PopplerPageReader poppler;
  std::optional<ContentSource> source;
  std::map<std::string_view, int> left_to_poppler;
};

PdfDocument::PdfDocument(std::unique_ptr<Open> open) : open_(std::move(open)) {}
PdfDocument::PdfDocument(PdfDocument&&) noexcept = default;
PdfDocument& PdfDocument::operator=(PdfDocument&&) noexcept = default;
PdfDocument::~PdfDocument() = default;

fetch::Result<PdfDocument> PdfDocument::open(std::string_view bytes, PdfReading reading) {
  // Readers accept a header within the first 1024 bytes (ISO 32000-1, annex H.3.4.1).
  if (bytes.substr(0, 1024).find("%PDF-") == std::string_view::npos)
    return tl::unexpected(failure(FailureCode::kWrongType, "not a PDF (no %PDF- header); give the PDF itself"));
  last_poppler_error().clear();
  PdfDocument document(std::make_unique<Open>(bytes, reading));
  if (!document.open_->document->isOk()) return tl::unexpected(why_not_open(document.open_->document->getErrorCode()));
  if (document.page_count() < 1)
    return tl::unexpected(failure(FailureCode::kDamaged, "the PDF has no pages; fetch it again"));
  return document;
}

int PdfDocument::page_count() const { return open_->document->getNumPages(); }

const std::map<std::string_view, int>& PdfDocument::left_to_poppler() const { return open_->left_to_poppler; }

Page PdfDocument::read_page(int number) {
  last_poppler_error().clear();
  Page page;
  page.number = number;
  if (::Page* source = open_->document->getPage(number)) {
    page.width = source->getMediaWidth();
    page.height = source->getMediaHeight();
    const std::string_view why_not =
        open_->reading == PdfReading::kFast ? open_->read_fast(*source, page) : "not asked for";
    // What Poppler has complained of once (a damaged object) it may not say again: complaints are not cleared here.
    if (!why_not.empty()) {
      ++open_->left_to_poppler[why_not];
      page.words = open_->poppler.read(number);
    }
  }
  page.damage = last_poppler_error();
  return page;
}

fetch::Result<std::vector<Page>> read_pdf(std::string_view bytes) {
  fetch::Result<PdfDocument> document = PdfDocument::open(bytes);
  if (!document) return tl::unexpected(document.error());
  std::vector<Page> pages;
  pages.reserve(static_cast<std::size_t>(document->page_count()));
  for (int number = 1; number <= document->page_count(); ++number) pages.push_back(document->read_page(number));
  return pages;
}

}  // namespace troika::extract
