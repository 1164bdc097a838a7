// What an HTML element means for a page's text. Pure.
#pragma once

#include <string_view>

#include "extract/html/html_parser.h"

namespace troika::extract {

struct Element {
  bool block = false;   // stands on lines of its own
  bool breaks = false;  // ends a line: br
  bool hidden = false;  // its text is not shown, or belongs to the site and not to the page: scripts, menus
  bool bold = false;
  bool raised = false;  // a footnote mark, if it reads as one
  bool indents = false;
  bool ordered_list = false, list = false, item = false;
  bool table = false, row = false, cell = false;
  bool preformatted = false;  // line feeds count
};

Element element_of(std::string_view name, const Attributes& attributes);

// The value, or an empty one.
std::string_view attribute(const Attributes& attributes, std::string_view name);

}  // namespace troika::extract
