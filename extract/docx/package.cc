#include "extract/docx/package.h"

#include <array>
#include <cstdint>
#include <new>
#include <utility>
#include <zip.h>

namespace troika::extract {
namespace {

using fetch::Failure;
using fetch::FailureCode;

Failure failure(FailureCode code, std::string detail) {
  return {fetch::Stage::kExtract, code, false, std::move(detail)};
}

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using File = std::unique_ptr<zip_file_t, CloseFile>;

constexpr std::size_t kUnpackedAtOnce = std::size_t{64} << 10;

Failure too_large(const std::string& part) {
  return failure(FailureCode::kTooLarge, "its part " + part +
                                             " unpacks to more than a document's text takes; if it is a real document, "
                                             "save it as PDF and give that file");
}

Failure damaged(const std::string& part, const std::string& why) {
  return failure(FailureCode::kDamaged, "its part " + part + " cannot be read: " + why);
}

}  // namespace

struct DocxPackage::Archive {
  zip_t* zip = nullptr;
  Archive() = default;
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;
  // Opened for reading: there is nothing to write back.
  ~Archive() {
    if (zip) zip_discard(zip);
  }

  // Names of parts are the same in small letters and capitals. -1 where there is none.
  zip_int64_t find(const std::string& part) const { return zip_name_locate(zip, part.c_str(), ZIP_FL_NOCASE); }
};

DocxPackage::DocxPackage(std::unique_ptr<Archive> archive) : archive_(std::move(archive)) {}
DocxPackage::DocxPackage(DocxPackage&&) noexcept = default;
DocxPackage::~DocxPackage() = default;

fetch::Result<DocxPackage> DocxPackage::open(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (!source) throw std::bad_alloc();
  auto archive = std::make_unique<Archive>();
  archive->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (!archive->zip) {
    zip_source_free(source);
    const std::string reason = zip_error_strerror(&error);
    zip_error_fini(&error);
    return tl::unexpected(failure(FailureCode::kDamaged,
                                  "truncated or damaged: a Word document is a ZIP archive, and "
                                  "this one cannot be opened (" +
                                      reason + "); fetch it again"));
  }
  zip_error_fini(&error);
  const zip_int64_t parts = zip_get_num_entries(archive->zip, 0);
  if (parts > static_cast<zip_int64_t>(kMostParts)) {
    return tl::unexpected(failure(
        FailureCode::kTooLarge,
        "an archive of " + std::to_string(parts) + " parts; at most " + std::to_string(kMostParts) + " are looked at"));
  }
  return DocxPackage(std::move(archive));
}

bool DocxPackage::has(const std::string& part) const { return archive_->find(part) >= 0; }

fetch::Result<void> DocxPackage::read(const std::string& part, XmlHandler& handler) {
  const zip_int64_t index = archive_->find(part);
  if (index < 0) return tl::unexpected(damaged(part, "it is missing"));
  zip_stat_t stat;
  if (zip_stat_index(archive_->zip, static_cast<zip_uint64_t>(index), 0, &stat) != 0)
    return tl::unexpected(damaged(part, zip_strerror(archive_->zip)));
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
    return tl::unexpected(failure(FailureCode::kEncrypted, "its parts are encrypted; save it without a password"));
  if ((stat.valid & ZIP_STAT_SIZE) != 0 && stat.size > kMaxPartBytes) return tl::unexpected(too_large(part));
  const File file(zip_fopen_index(archive_->zip, static_cast<zip_uint64_t>(index), 0));
  if (!file) return tl::unexpected(damaged(part, zip_strerror(archive_->zip)));

  const std::size_t packed = (stat.valid & ZIP_STAT_COMP_SIZE) != 0 ? static_cast<std::size_t>(stat.comp_size) : 0;
  XmlParser parser(handler);
  std::array<char, kUnpackedAtOnce> buffer;
  std::size_t size = 0;
  while (true) {
    const zip_int64_t read = zip_fread(file.get(), buffer.data(), buffer.size());
    if (read < 0) return tl::unexpected(damaged(part, zip_file_strerror(file.get())));
    if (read == 0) break;
    size += static_cast<std::size_t>(read);
    unpacked_ += static_cast<std::size_t>(read);
    if (size > kMaxPartBytes || unpacked_ > kMaxUnpackedBytes || (size > kRatioAsked && size / kMaxRatio > packed))
      return tl::unexpected(too_large(part));
    if (!parser.feed({buffer.data(), static_cast<std::size_t>(read)})) break;
  }
  if (auto parsed = parser.finish(); !parsed) return tl::unexpected(damaged(part, parsed.error().detail));
  return {};
}

}  // namespace troika::extract
