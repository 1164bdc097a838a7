#include "extract/pdf/poppler_reader.h"

#include <Error.h>
#include <ErrorCodes.h>
#include <GfxFont.h>
#include <GfxState.h>
#include <GlobalParams.h>
#include <PDFDoc.h>
#include <Page.h>
#include <Stream.h>
#include <TextOutputDev.h>
#include <memory>
#include <mutex>
#include <string>

namespace troika::extract {
namespace {

using fetch::Failure;
using fetch::FailureCode;

// Poppler reports through one process-wide callback; the last message of this thread's document explains a failure.
thread_local std::string last_poppler_error;

// Warnings are about what Poppler could mend; healthy documents cause many.
void remember_error(ErrorCategory category, Goffset, const char* message) {
  if (category == errSyntaxError || category == errInternal || category == errIO) last_poppler_error = message;
}

Failure failure(FailureCode code, std::string detail) {
  return Failure{fetch::Stage::kExtract, code, false, std::move(detail)};
}

Failure why_not_open(int poppler_code) {
  if (poppler_code == errEncrypted)
    return failure(FailureCode::kEncrypted, "the PDF asks for a password; save a copy without one and give that");
  std::string detail = "the PDF's structure cannot be followed";
  if (!last_poppler_error.empty()) detail += " (" + last_poppler_error + ")";
  return failure(FailureCode::kDamaged, detail + "; fetch the file again");
}

Word to_word(const TextWord& source) {
  Word word;
  std::unique_ptr<GooString> text(source.getText());
  word.text = text->toStr();
  source.getBBox(&word.box.left, &word.box.top, &word.box.right, &word.box.bottom);
  word.baseline = source.getBaseline();
  word.size = source.getFontSize();
  word.bold = source.getFontInfo(0)->isBold();
  return word;
}

// A glyph can map to U+000C or to a space of its own: white space separates words and is never part of one.
bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\f\v\r\n") == std::string::npos; }

Page read_page(PDFDoc& document, TextOutputDev& device, int number) {
  last_poppler_error.clear();
  document.displayPage(&device, number, 72, 72, 0, true, false, false);
  Page page;
  page.number = number;
  page.width = document.getPageMediaWidth(number);
  page.height = document.getPageMediaHeight(number);
  // Not takeText(): the device's ActualText would go on writing to the page that was taken (Poppler 22.12).
  std::unique_ptr<TextWordList> words = device.makeWordList();
  page.damage = last_poppler_error;
  page.words.reserve(static_cast<size_t>(words->getLength()));
  for (int i = 0; i < words->getLength(); ++i) {
    const TextWord& word = *words->get(i);
    if (word.getRotation() != 0) continue;  // UN documents print barcodes and side notes that way, never body text
    Word read = to_word(word);
    if (!is_blank(read.text)) page.words.push_back(std::move(read));
  }
  return page;
}

}  // namespace

void prepare_pdf_reader() {
  static std::once_flag once;
  std::call_once(once, [] {
    globalParams = std::make_unique<GlobalParams>();
    setErrorCallback(remember_error);
    // GfxState sets colour-profile statics without a lock; doing it here keeps threads from racing for them.
    const PDFRectangle letter(0, 0, 612, 792);
    GfxState warm_up(72, 72, &letter, 0, true);
  });
}

fetch::Result<std::vector<Page>> read_pdf(std::string_view bytes) {
  // Readers accept a header within the first 1024 bytes (ISO 32000-1, annex H.3.4.1).
  if (bytes.substr(0, 1024).find("%PDF-") == std::string_view::npos)
    return tl::unexpected(failure(FailureCode::kWrongType, "not a PDF (no %PDF- header); give the PDF itself"));
  last_poppler_error.clear();
  auto stream = std::make_unique<MemStream>(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull));
  PDFDoc document(stream.release());  // PDFDoc owns its stream
  if (!document.isOk()) return tl::unexpected(why_not_open(document.getErrorCode()));
  if (document.getNumPages() < 1)
    return tl::unexpected(failure(FailureCode::kDamaged, "the PDF has no pages; fetch it again"));

  TextOutputDev device(nullptr, false, 0, true, false);
  std::vector<Page> pages;
  pages.reserve(static_cast<size_t>(document.getNumPages()));
  for (int number = 1; number <= document.getNumPages(); ++number) pages.push_back(read_page(document, device, number));
  return pages;
}

}  // namespace troika::extract
