#include "extract/pdf/content_stream.h"

#include <Dict.h>
#include <Stream.h>
#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

namespace troika::extract {
namespace {

// A page of text is some 50 KB; maps reach 10 MB. What is larger is left to Poppler, which holds none of it in memory.
constexpr std::size_t kMostBytes = 64 << 20;

std::optional<Buffer> decode_by_poppler(Stream& stream) {
  Buffer all;
  std::size_t room = 64 << 10;
  all.bytes = std::make_unique_for_overwrite<char[]>(room);
  stream.reset();
  for (;;) {
    const int read = stream.doGetChars(static_cast<int>(room - all.size),
                                       reinterpret_cast<unsigned char*>(all.bytes.get()) + all.size);
    all.size += static_cast<std::size_t>(read);
    if (all.size < room) break;
    if (room >= kMostBytes) return {};
    auto larger = std::make_unique_for_overwrite<char[]>(room * 2);
    std::memcpy(larger.get(), all.bytes.get(), all.size);
    all.bytes = std::move(larger);
    room *= 2;
  }
  stream.close();
  return all;
}

}  // namespace

Token ContentTokens::next_of_other_parts() {
  while (begun_ < parts_.size()) {
    const Buffer& part = parts_[begun_++];
    lexer_ = ContentLexer({part.bytes.get(), part.size});
    if (const Token token = lexer_.next(); token.kind != TokenKind::kEnd) return token;
  }
  return {};
}

// The compressed bytes, where deflate is all that was done to them.
std::optional<std::string_view> ContentLoader::plain_deflate(Stream& stream) const {
  if (is_encrypted_ || stream.getKind() != strFlate || stream.getNextStream() != stream.getBaseStream()) return {};
  const Dict& dict = *stream.getDict();
  if (!dict.lookupNF("DecodeParms").isNull() || !dict.lookupNF("DP").isNull()) return {};
  BaseStream& base = *stream.getBaseStream();
  const auto begin = static_cast<std::size_t>(base.getStart()), size = static_cast<std::size_t>(base.getLength());
  if (begin > file_.size() || size > file_.size() - begin) return {};
  return file_.substr(begin, size);
}

std::optional<Buffer> ContentLoader::decode(Stream& stream) {
  if (const auto deflated = plain_deflate(stream)) {
    if (auto all = inflater_.inflate(*deflated, kMostBytes)) return all;
  }
  return decode_by_poppler(stream);
}

std::optional<ContentTokens> ContentLoader::load(const Object& contents) {
  std::vector<Buffer> parts;
  const int streams = contents.isArray() ? contents.arrayGetLength() : 1;
  std::size_t total = 0;
  for (int i = 0; i < streams; ++i) {
    const Object stream = contents.isArray() ? contents.arrayGet(i) : contents.copy();
    if (!stream.isStream()) return {};
    std::optional<Buffer> part = decode(*stream.getStream());
    if (!part || (total += part->size) > kMostBytes) return {};
    parts.push_back(std::move(*part));
  }
  return ContentTokens(std::move(parts));
}

}  // namespace troika::extract
