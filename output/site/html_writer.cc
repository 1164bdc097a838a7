#include "output/site/html_writer.h"

#include <algorithm>
#include <array>

namespace troika::output {
namespace {

// Whose end a line break may follow: white space there is not seen. Pages are then read by people and by diff.
constexpr std::array<std::string_view, 20> kBlocks = {"html", "head",    "body",  "header", "footer",  "main",  "nav",
                                                      "h1",   "h2",      "h3",    "p",      "section", "div",   "table",
                                                      "tr",   "caption", "title", "ul",     "li",      "figure"};

}  // namespace

std::string escaped_html(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += "&quot;"; break;
      case '\'': escaped += "&#39;"; break;
      default: escaped += c;
    }
  }
  return escaped;
}

void HtmlWriter::open(std::string_view name, Attributes attributes) {
  out_ += '<';
  out_ += name;
  for (const Attribute& attribute : attributes) {
    out_ += ' ';
    out_ += attribute.name;
    out_ += "=\"";
    out_ += escaped_html(attribute.value);
    out_ += '"';
  }
  out_ += '>';
}

void HtmlWriter::close(std::string_view name) {
  out_ += "</";
  out_ += name;
  out_ += '>';
  if (std::find(kBlocks.begin(), kBlocks.end(), name) != kBlocks.end()) out_ += '\n';
}

}  // namespace troika::output
