#include "extract/pdf/poppler_reader.h"

#include <Error.h>
#include <ErrorCodes.h>
#include <GfxFont.h>
#include <GfxState.h>
#include <GlobalParams.h>
#include <Object.h>
#include <PDFDoc.h>
#include <Stream.h>
#include <TextOutputDev.h>
#include <mutex>
#include <utility>

namespace troika::extract {
namespace {

// Warnings are about what Poppler could mend; healthy documents cause many.
void remember_error(ErrorCategory category, Goffset, const char* message) {
  if (category == errSyntaxError || category == errInternal || category == errIO) last_poppler_error() = message;
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

fetch::Failure failure(fetch::FailureCode code, std::string detail) {
  return {fetch::Stage::kExtract, code, false, std::move(detail)};
}

fetch::Failure why_not_open(int poppler_code) {
  if (poppler_code == errEncrypted)
    return failure(fetch::FailureCode::kEncrypted,
                   "the PDF asks for a password; save a copy without one and give that");
  std::string detail = "the PDF's structure cannot be followed";
  if (!last_poppler_error().empty()) detail += " (" + last_poppler_error() + ")";
  return failure(fetch::FailureCode::kDamaged, detail + "; fetch the file again");
}

}  // namespace

fetch::Result<std::unique_ptr<PDFDoc>> open_pdf(std::string_view bytes) {
  // Readers accept a header within the first 1024 bytes (ISO 32000-1, annex H.3.4.1).
  if (bytes.substr(0, 1024).find("%PDF-") == std::string_view::npos)
    return tl::unexpected(failure(fetch::FailureCode::kWrongType, "not a PDF (no %PDF- header); give the PDF itself"));
  last_poppler_error().clear();
  auto stream = std::make_unique<MemStream>(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull));
  auto document = std::make_unique<PDFDoc>(stream.release());  // PDFDoc owns its stream
  if (!document->isOk()) return tl::unexpected(why_not_open(document->getErrorCode()));
  if (document->getNumPages() < 1)
    return tl::unexpected(failure(fetch::FailureCode::kDamaged, "the PDF has no pages; fetch it again"));
  return document;
}

std::string& last_poppler_error() {
  thread_local std::string error;
  return error;
}

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

struct PopplerPageReader::Device {
  TextOutputDev text{nullptr, false, 0, true, false};
};

PopplerPageReader::PopplerPageReader(PDFDoc& document) : document_(document) {}
PopplerPageReader::~PopplerPageReader() = default;

std::vector<Word> PopplerPageReader::read(int page) {
  if (!device_) device_ = std::make_unique<Device>();
  document_.displayPage(&device_->text, page, 72, 72, 0, true, false, false);
  // Not takeText(): the device's ActualText would go on writing to the page that was taken (Poppler 22.12).
  std::unique_ptr<TextWordList> list = device_->text.makeWordList();
  std::vector<Word> words;
  words.reserve(static_cast<std::size_t>(list->getLength()));
  for (int i = 0; i < list->getLength(); ++i) {
    const TextWord& word = *list->get(i);
    if (word.getRotation() != 0) continue;  // UN documents print barcodes and side notes that way, never body text
    Word read = to_word(word);
    if (!is_blank(read.text)) words.push_back(std::move(read));
  }
  return words;
}

}  // namespace troika::extract
