// What the names in a content stream stand for: fonts, forms, states.
//
// Poppler reads all fonts of every page anew; here a font is read once per document, when a page first uses it.
#pragma once

#include <Object.h>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/pdf/font.h"

class Dict;
class XRef;

namespace troika::extract {

// A font, or why its text cannot be read here.
struct FontAnswer {
  Font* font = nullptr;
  std::string_view why_not;
};

// The fonts of one document, by the numbers of their objects. One thread.
class FontCache {
 public:
  explicit FontCache(XRef& xref) : xref_(xref) {}

  // `reference` is the value in a font dictionary.
  FontAnswer find(const Object& reference);

 private:
  struct Entry {
    std::unique_ptr<Font> font;
    std::string_view why_not;
  };

  Entry read(const Object& reference);

  XRef& xref_;
  std::map<std::pair<int, int>, Entry> entries_;
};

// A resource dictionary, and those of the contents around it, which are asked for what it does not name.
class Resources {
 public:
  // `dict` may be null. All arguments must outlive it.
  Resources(const Dict* dict, FontCache& cache, Resources* around);

  FontAnswer font(std::string_view name);
  // As they stand in the dictionary, most often references; null where there is none.
  Object form_or_image(std::string_view name) const { return find(&Resources::forms_, name); }
  Object graphics_state(std::string_view name) const { return find(&Resources::states_, name); }

 private:
  Object find(const Object Resources::*category, std::string_view name) const;
  FontAnswer find_font(std::string_view name);

  FontCache& cache_;
  Resources* around_;
  Object fonts_, forms_, states_;
  std::vector<std::pair<std::string, FontAnswer>> known_fonts_;
};

}  // namespace troika::extract
