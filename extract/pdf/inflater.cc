#include "extract/pdf/inflater.h"

#include <algorithm>
#include <libdeflate.h>
#include <new>

namespace troika::extract {
namespace {

constexpr std::size_t kHeader = 2;  // bytes before the deflate data
// Content streams shrink to a third or a sixth; a guess that is too large costs address space, too small a second try.
constexpr std::size_t kGuess = 8;
constexpr std::size_t kLeast = 16 << 10;

// Deflate, without a preset dictionary, and the header's own check.
bool has_header(std::string_view zlib) {
  if (zlib.size() < kHeader) return false;
  const unsigned method = static_cast<unsigned char>(zlib[0]), flags = static_cast<unsigned char>(zlib[1]);
  return (method & 0x0f) == 8 && (flags & 0x20) == 0 && (method * 256 + flags) % 31 == 0;
}

}  // namespace

struct Inflater::Engine {
  libdeflate_decompressor* decompressor = libdeflate_alloc_decompressor();
  ~Engine() { libdeflate_free_decompressor(decompressor); }
};

Inflater::Inflater() : engine_(std::make_unique<Engine>()) {
  if (!engine_->decompressor) throw std::bad_alloc();
}

Inflater::~Inflater() = default;

std::optional<Buffer> Inflater::inflate(std::string_view zlib, std::size_t limit) {
  if (!has_header(zlib)) return {};
  for (std::size_t room = std::max(kLeast, zlib.size() * kGuess);; room *= 4) {
    room = std::min(room, limit);
    Buffer out{std::make_unique_for_overwrite<char[]>(room), 0};
    std::size_t taken = 0;
    const libdeflate_result result = libdeflate_deflate_decompress_ex(
        engine_->decompressor, zlib.data() + kHeader, zlib.size() - kHeader, out.bytes.get(), room, &taken, &out.size);
    if (result == LIBDEFLATE_SUCCESS) return out;
    if (result != LIBDEFLATE_INSUFFICIENT_SPACE || room == limit) return {};
  }
}

}  // namespace troika::extract
