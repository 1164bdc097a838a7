#include "extract/html/elements.h"

#include <algorithm>
#include <array>
#include <string>

namespace troika::extract {
namespace {

constexpr std::array<std::string_view, 44> kBlocks = {
    "address", "article", "aside",    "blockquote", "body",   "caption", "center", "dd",   "details", "dir", "div",
    "dl",      "dt",      "fieldset", "figcaption", "figure", "footer",  "form",   "h1",   "h2",      "h3",  "h4",
    "h5",      "h6",      "header",   "hr",         "html",   "legend",  "li",     "main", "menu",    "ol",  "p",
    "pre",     "section", "summary",  "table",      "tbody",  "td",      "tfoot",  "th",   "thead",   "tr",  "ul"};
constexpr std::array<std::string_view, 9> kBold = {"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"};
// Never shown, or of the site: its menus, its forms, what it embeds.
constexpr std::array<std::string_view, 16> kHidden = {"audio",  "button",   "canvas", "head",    "iframe", "nav",
                                                      "object", "noscript", "option", "script",  "select", "style",
                                                      "svg",    "template", "title",  "textarea"};
constexpr std::array<std::string_view, 5> kIndents = {"ul", "ol", "menu", "blockquote", "dd"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// In small letters and without spaces: "display:none;color:red".
std::string squeezed(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
    result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return result;
}

bool has_attribute(const Attributes& attributes, std::string_view name) {
  return std::any_of(attributes.begin(), attributes.end(), [&](const auto& pair) { return pair.first == name; });
}

void apply_style(Element& element, const std::string& style) {
  const auto says = [&](std::string_view words) { return style.find(words) != std::string::npos; };
  if (says("display:none") || says("visibility:hidden")) element.hidden = true;
  if (says("font-weight:bold") || says("font-weight:700")) element.bold = true;
  if (says("vertical-align:super")) element.raised = true;
  if (says("list-style:none") || says("list-style-type:none")) element.ordered_list = false;
}

}  // namespace

std::string_view attribute(const Attributes& attributes, std::string_view name) {
  for (const auto& [key, value] : attributes) {
    if (key == name) return value;
  }
  return {};
}

Element element_of(std::string_view name, const Attributes& attributes) {
  Element element;
  element.block = is_one_of(kBlocks, name);
  element.breaks = name == "br";
  element.hidden = is_one_of(kHidden, name);
  element.bold = is_one_of(kBold, name);
  element.indents = is_one_of(kIndents, name);
  element.list = name == "ul" || name == "ol" || name == "menu";
  element.ordered_list = name == "ol";
  element.item = name == "li";
  element.table = name == "table";
  element.row = name == "tr";
  element.cell = name == "td" || name == "th";
  element.preformatted = name == "pre";
  // Word saves footnote marks as raised spans of this class.
  element.raised =
      name == "sup" || squeezed(attribute(attributes, "class")).find("footnotereference") != std::string::npos;
  if (has_attribute(attributes, "hidden") || attribute(attributes, "aria-hidden") == "true" ||
      attribute(attributes, "role") == "navigation") {
    element.hidden = true;
  }
  apply_style(element, squeezed(attribute(attributes, "style")));
  return element;
}

}  // namespace troika::extract
