#include "extract/docx/formats.h"

namespace troika::extract {
namespace {

constexpr double kTwipsPerPoint = 20;
constexpr double kHalfPoints = 2;

template <class T>
void take(std::optional<T>& value, const std::optional<T>& stronger) {
  if (stronger) value = stronger;
}

double points(const XmlTag& tag, std::string_view attribute) { return tag.number(attribute, 0) / kTwipsPerPoint; }

// "start" is what "left" is called where text may run from right to left.
void read_indent(const XmlTag& tag, ParagraphFormat& format) {
  if (tag.has("left")) format.indent = points(tag, "left");
  if (tag.has("start")) format.indent = points(tag, "start");
  if (tag.has("firstLine")) format.first = points(tag, "firstLine");
  if (tag.has("hanging")) format.first = -points(tag, "hanging");
}

}  // namespace

void RunFormat::apply(const RunFormat& stronger) {
  take(bold, stronger.bold);
  take(hidden, stronger.hidden);
  take(raised, stronger.raised);
  take(size, stronger.size);
  if (!stronger.style.empty()) style = stronger.style;
}

void ParagraphFormat::apply(const ParagraphFormat& stronger) {
  take(list, stronger.list);
  take(level, stronger.level);
  take(indent, stronger.indent);
  take(first, stronger.first);
  take(page_break_before, stronger.page_break_before);
  if (!stronger.style.empty()) style = stronger.style;
}

void read_run_property(const XmlTag& tag, RunFormat& format) {
  if (tag.name == "b") format.bold = tag.is_on("val");
  if (tag.name == "vanish") format.hidden = tag.is_on("val");
  if (tag.name == "vertAlign") format.raised = tag.value("val") == "superscript";
  if (tag.name == "sz" && tag.number("val", 0) > 0) format.size = tag.number("val", 0) / kHalfPoints;
  if (tag.name == "rStyle") format.style = tag.value("val");
}

void read_paragraph_property(const XmlTag& tag, ParagraphFormat& format) {
  if (tag.name == "pStyle") format.style = tag.value("val");
  if (tag.name == "numId") format.list = tag.number("val", 0);
  if (tag.name == "ilvl") format.level = tag.number("val", 0);
  if (tag.name == "ind") read_indent(tag, format);
  if (tag.name == "pageBreakBefore") format.page_break_before = tag.is_on("val");
}

}  // namespace troika::extract
