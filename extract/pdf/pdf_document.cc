#include "extract/pdf/pdf_document.h"

#include <Catalog.h>
#include <Object.h>
#include <PDFDoc.h>
#include <Page.h>
#include <array>
#include <string>
#include <utility>

#include "extract/pdf/content_interpreter.h"
#include "extract/pdf/poppler_reader.h"

namespace troika::extract {
namespace {

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
  Open(std::string_view bytes, PdfReading how, std::unique_ptr<PDFDoc> opened)
      : reading(how),
        document(std::move(opened)),
        poppler(*document),
        source(bytes, document->isEncrypted(), *document->getXRef(), *document->getCatalog()) {}

  // Empty, or why the page is left to Poppler.
  std::string_view read_fast(::Page& source_page, Page& page) {
    if (shows_annotations(source_page)) return "annotations";
    const bool lies = source_page.getRotate() == 90 || source_page.getRotate() == 270;
    WordBuilder words(lies ? page.height : page.width, lies ? page.width : page.height);
    Resources resources(source_page.getResourceDict(), source.fonts, nullptr);
    const std::string_view why_not =
        ContentInterpreter(source, words).run(source_page.getContents(), resources, to_page(source_page));
    if (why_not.empty()) page.words = words.take();
    return why_not;
  }

  PdfReading reading;
  std::unique_ptr<PDFDoc> document;
  PopplerPageReader poppler;
  ContentSource source;
  std::map<std::string_view, int> left_to_poppler;
};

PdfDocument::PdfDocument(std::unique_ptr<Open> open) : open_(std::move(open)) {}
PdfDocument::PdfDocument(PdfDocument&&) noexcept = default;
PdfDocument& PdfDocument::operator=(PdfDocument&&) noexcept = default;
PdfDocument::~PdfDocument() = default;

fetch::Result<PdfDocument> PdfDocument::open(std::string_view bytes, PdfReading reading) {
  auto opened = open_pdf(bytes);
  if (!opened) return tl::unexpected(opened.error());
  return PdfDocument(std::make_unique<Open>(bytes, reading, *std::move(opened)));
}

int PdfDocument::page_count() const { return open_->document->getNumPages(); }

const std::map<std::string_view, int>& PdfDocument::left_to_poppler() const { return open_->left_to_poppler; }

Page PdfDocument::read_page(int number) {
  last_poppler_error().clear();
  Page page;
  page.number = number;
  if (::Page* source = open_->document->getCatalog()->getPage(number)) {
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
