// The parts of a Word document, which is a ZIP archive. This is the one place that knows libzip.
//
// Only the parts asked for are unpacked, piece by piece into a parser: pictures and whatever else lies in the archive
// cost nothing. What a part unpacks to is counted while it is unpacked; what the archive says about it is not relied
// on.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "extract/docx/xml_parser.h"
#include "fetch/failure.h"

namespace troika::extract {

// The text of a 400-page session report takes some 20 MB of markup, a thematic list of 350 rows 2 MB.
inline constexpr std::size_t kMaxPartBytes = std::size_t{64} << 20;
// Of all parts that are read: text, styles, numbering, notes, headers.
inline constexpr std::size_t kMaxUnpackedBytes = std::size_t{96} << 20;
// Word's markup packs to a tenth or a fortieth; thousands of like rows to a hundredth. Made to be large, it goes to a
// thousandth. Only parts over a megabyte are asked: small ones do no harm.
inline constexpr std::size_t kMaxRatio = 300;
inline constexpr std::size_t kRatioAsked = std::size_t{1} << 20;
// A document has some twenty parts, and one for each picture.
inline constexpr std::size_t kMostParts = 20'000;

// Not thread-safe; one for each document.
class DocxPackage {
 public:
  // Borrows `bytes`. Fails with kDamaged (truncated, no archive) and kTooLarge (too many parts).
  static fetch::Result<DocxPackage> open(std::string_view bytes);

  DocxPackage(DocxPackage&&) noexcept;
  ~DocxPackage();

  bool has(const std::string& part) const;

  // Unpacks the part into the handler. Fails with kDamaged, kTooLarge or kEncrypted, naming the part.
  fetch::Result<void> read(const std::string& part, XmlHandler& handler);

 private:
  struct Archive;
  explicit DocxPackage(std::unique_ptr<Archive> archive);

  std::unique_ptr<Archive> archive_;
  std::size_t unpacked_ = 0;  // bytes, of all parts so far
};

}  // namespace troika::extract
