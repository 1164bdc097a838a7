#include "extract/rules/labels.h"

#include <array>
#include <cctype>
#include <charconv>
#include <string_view>

namespace troika::extract {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// An item begins with a capital, a quotation mark or a bracket. What begins with a small letter, a comma or a figure is
// the rest of a sentence whose line happens to start with a number ("77.57, 77.60 and ...").
bool opens_sentence(std::string_view rest) {
  if (rest.empty()) return true;  // the label stands alone, its text on the next line
  char c = rest.front();
  return !(c >= 'a' && c <= 'z') && !is_digit(c) && c != ',' && c != ';' && c != '.' && c != ')' && c != '-' &&
         rest.substr(0, 3) != "\u2013" && rest.substr(0, 3) != "\u2014";
}

// A pattern's author may have put anything between the parentheses.
bool read_number(const re2::StringPiece& digits, int& number) {
  const char* end = digits.data() + digits.size();
  return !digits.empty() && std::from_chars(digits.data(), end, number).ptr == end;
}

std::optional<Label> match(const LabelPattern& pattern, const Line& line, bool two_groups) {
  std::array<re2::StringPiece, 3> groups;
  if (!pattern.begins(line.text, groups.data(), two_groups ? 3 : 2)) return {};
  if (!line.marks.empty() && line.marks.front().begin == 0) return {};  // a footnote's mark
  Label label;
  const re2::StringPiece& number = two_groups ? groups[2] : groups[1];
  if (!read_number(number, label.number)) return {};
  if (two_groups && !groups[1].empty() && !read_number(groups[1], label.paragraph)) return {};
  // The stop and the space behind the number can each be missing: "83.1 Take", "83 Take", "83.1.Take".
  label.end = static_cast<std::size_t>(number.data() - line.text.data()) + number.size();
  while (label.end < line.text.size() && (line.text[label.end] == ' ' || line.text[label.end] == '.')) ++label.end;
  label.opens_sentence = opens_sentence(std::string_view(line.text).substr(label.end));
  return label;
}

}  // namespace

std::optional<Label> paragraph_label(const RuleSet::Compiled& rules, const Line& line) {
  return match(rules.paragraph_label, line, false);
}

std::optional<Label> item_label(const RuleSet::Compiled& rules, const Line& line) {
  for (const LabelPattern& pattern : rules.item_label)
    if (auto label = match(pattern, line, true)) return label;
  return {};
}

std::optional<std::size_t> label_in_mid_line(const Line& line, std::size_t from, int paragraph, int number) {
  const std::string label = std::to_string(paragraph) + "." + std::to_string(number);
  for (std::size_t at = line.text.find(label, from); at != std::string::npos; at = line.text.find(label, at + 1)) {
    std::size_t before = line.text.find_last_not_of(' ', at - 1);
    std::size_t after = at + label.size();
    if (at == 0 || before == std::string::npos || (line.text[before] != ';' && line.text[before] != '.')) continue;
    if (after < line.text.size() && is_digit(line.text[after])) continue;
    while (after < line.text.size() && (line.text[after] == '.' || line.text[after] == ' ')) ++after;
    if (after < line.text.size() && std::isupper(static_cast<unsigned char>(line.text[after]))) return at;
  }
  return {};
}

bool ends_sentence(const Line& line) {
  std::size_t end = line.text.size();
  if (!line.marks.empty() && line.marks.back().end == end) end = line.marks.back().begin;
  while (end > 0 && (line.text[end - 1] == ' ' || line.text[end - 1] == '*')) --end;
  if (end == 0) return false;
  char last = line.text[end - 1];
  return last == ';' || last == '.' || last == ')' || last == ':';
}

}  // namespace troika::extract
