#include "extract/pdf/page_picture.h"

#include <PDFDoc.h>
#include <Page.h>
#include <SplashOutputDev.h>
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

#include <splash/SplashBitmap.h>

#include "extract/pdf/poppler_reader.h"

namespace troika::extract {
namespace {

// An A4 page is 827 pixels wide: its text can be read, and its picture takes some 100 KB.
constexpr double kDotsPerInch = 100;

// A poster becomes no larger than four such pages, whatever its size in points.
constexpr double kMostPixelsPerSide = 2600;

constexpr int kJpegQuality = 60;

// Shades of grey that are left of 256: letters look the same, and take half the bytes.
constexpr int kShades = 16;

// What a function writes into a FILE, as bytes.
template <class Write>
std::string written(Write write) {
  char* bytes = nullptr;
  std::size_t size = 0;
  std::FILE* file = ::open_memstream(&bytes, &size);
  if (file == nullptr) throw std::bad_alloc();
  write(file);
  std::fclose(file);
  const std::unique_ptr<char, decltype(&std::free)> owned(bytes, &std::free);
  return {bytes, size};
}

std::string encoded(SplashBitmap& bitmap, SplashImageFileFormat format, double dots) {
  SplashBitmap::WriteImgParams parameters;
  parameters.jpegQuality = kJpegQuality;
  parameters.jpegOptimize = true;
  return written([&](std::FILE* file) { bitmap.writeImgFile(format, file, dots, dots, &parameters); });
}

// The bitmap in shades of grey, or null where it has colours. Most pages are black on white.
std::unique_ptr<SplashBitmap> grey(SplashBitmap& colours) {
  const int width = colours.getWidth(), height = colours.getHeight();
  auto bitmap = std::make_unique<SplashBitmap>(width, height, 1, splashModeMono8, false);
  for (int y = 0; y < height; ++y) {
    const unsigned char* from = colours.getDataPtr() + static_cast<std::ptrdiff_t>(y) * colours.getRowSize();
    unsigned char* to = bitmap->getDataPtr() + static_cast<std::ptrdiff_t>(y) * bitmap->getRowSize();
    for (int x = 0; x < width; ++x, from += 3) {
      if (from[0] != from[1] || from[1] != from[2]) return nullptr;
      constexpr int kStep = 255 / (kShades - 1);
      to[x] = static_cast<unsigned char>((from[0] + kStep / 2) / kStep * kStep);
    }
  }
  return bitmap;
}

PagePicture picture_of(SplashBitmap& bitmap, double dots) {
  const auto shades = grey(bitmap);
  PagePicture picture{0, bitmap.getWidth() / dots * 72, bitmap.getHeight() / dots * 72, "image/png",
                      encoded(shades ? *shades : bitmap, splashFormatPng, dots)};
  std::string jpeg = encoded(shades ? *shades : bitmap, splashFormatJpeg, dots);
  if (!jpeg.empty() && jpeg.size() < picture.bytes.size()) {
    picture.media_type = "image/jpeg";
    picture.bytes = std::move(jpeg);
  }
  return picture;
}

}  // namespace

fetch::Result<std::vector<PagePicture>> draw_pages(std::string_view bytes, const std::vector<int>& pages) {
  const auto document = open_pdf(bytes);
  if (!document) return tl::unexpected(document.error());
  std::array<unsigned char, 4> white = {255, 255, 255, 255};
  SplashOutputDev device(splashModeRGB8, 4, false, white.data());
  device.startDoc(document->get());
  std::vector<PagePicture> pictures;
  for (const int number : pages) {
    ::Page* page = number >= 1 && number <= (*document)->getNumPages() ? (*document)->getPage(number) : nullptr;
    if (page == nullptr) continue;
    const double side = std::max(page->getMediaWidth(), page->getMediaHeight());
    const double dots = std::min(kDotsPerInch, kMostPixelsPerSide * 72 / std::max(side, 1.0));
    (*document)->displayPage(&device, number, dots, dots, 0, true, false, false);
    pictures.push_back(picture_of(*device.getBitmap(), dots));
    pictures.back().page = number;
  }
  return pictures;
}

}  // namespace troika::extract
