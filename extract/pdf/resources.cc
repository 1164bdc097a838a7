#include "extract/pdf/resources.h"

#include <Dict.h>
#include <GfxFont.h>
#include <XRef.h>

namespace troika::extract {

FontCache::Entry FontCache::read(const Object& reference) {
  const Object dict = reference.fetch(&xref_);
  if (!dict.isDict()) return {nullptr, "damaged font"};
  std::shared_ptr<GfxFont> font = GfxFont::makeFont(&xref_, "", reference.getRef(), dict.getDict());
  if (!font || !font->isOk()) return {nullptr, "damaged font"};
  // Their sizes are guesses that Poppler makes anew for every page.
  if (font->getType() == fontType3) return {nullptr, "Type 3 font"};
  if (font->getWMode() != 0) return {nullptr, "vertical writing"};
  return {std::make_unique<Font>(std::move(font)), {}};
}

FontAnswer FontCache::find(const Object& reference) {
  if (!reference.isRef()) return {nullptr, "font without a number"};
  const Ref ref = reference.getRef();
  auto [at, is_new] = entries_.try_emplace({ref.num, ref.gen});
  if (is_new) at->second = read(reference);
  return {at->second.font.get(), at->second.why_not};
}

Resources::Resources(const Dict* dict, FontCache& cache, Resources* around) : cache_(cache), around_(around) {
  if (!dict) return;
  fonts_ = dict->lookup("Font");
  forms_ = dict->lookup("XObject");
  states_ = dict->lookup("ExtGState");
}

FontAnswer Resources::find_font(std::string_view name) {
  if (fonts_.isDict()) {
    const Object& reference = fonts_.dictLookupNF(std::string(name).c_str());
    if (!reference.isNull()) return cache_.find(reference);
  }
  return around_ ? around_->font(name) : FontAnswer{nullptr, "unknown font"};
}

FontAnswer Resources::font(std::string_view name) {
  for (const auto& [known, answer] : known_fonts_)
    if (known == name) return answer;
  return known_fonts_.emplace_back(name, find_font(name)).second;
}

Object Resources::find(const Object Resources::*category, std::string_view name) const {
  const std::string key(name);
  for (const Resources* resources = this; resources; resources = resources->around_) {
    const Object& dict = resources->*category;
    if (!dict.isDict()) continue;
    if (const Object& value = dict.dictLookupNF(key.c_str()); !value.isNull()) return value.copy();
  }
  return Object(objNull);
}

}  // namespace troika::extract
