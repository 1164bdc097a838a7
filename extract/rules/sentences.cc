#include "extract/rules/sentences.h"

#include <cctype>
#include <cstddef>

namespace troika::extract {
namespace {

constexpr std::size_t kLongestAbbreviation = 5;  // "paras", "chap", "Corr"

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// A longer remark in brackets is one that was never closed.
constexpr std::size_t kLongestBrackets = 300;

// What closes behind a full stop still belongs to its sentence: brackets, quotation marks, footnote figures.
std::size_t end_behind(std::string_view text, std::size_t stop) {
  std::size_t end = stop + 1;
  while (end < text.size() && text[end] != ' ') {
    const std::string_view rest = text.substr(end);
    if (rest.starts_with("”") || rest.starts_with("’")) {
      end += std::string_view("”").size();
    } else if (!is_letter(text[end])) {
      ++end;
    } else {
      break;
    }
  }
  return end;
}

bool may_begin(std::string_view rest) {
  const auto first = static_cast<unsigned char>(rest.front());
  return std::isupper(first) || is_digit(rest.front()) || first >= 0x80 || first == '"' || first == '(' || first == '[';
}

std::string_view word_before(std::string_view text, std::size_t stop) {
  std::size_t begin = stop;
  while (begin > 0 && is_letter(text[begin - 1])) --begin;
  return text.substr(begin, stop - begin);
}

// "A/HRC/27/10/Add.1, A/RES/48/161": what follows the full stop belongs to the word before it.
bool is_within_symbol(std::string_view word, std::string_view behind) {
  if (behind.find_first_of(",;:") != std::string_view::npos) return true;
  return !behind.empty() && is_digit(behind.front()) && !word.empty() && word.size() <= kLongestAbbreviation &&
         std::isupper(static_cast<unsigned char>(word.front()));
}

bool abbreviates(std::string_view word, char next) {
  if (word.empty()) return false;
  if (word.size() == 1 && std::isupper(static_cast<unsigned char>(word.front()))) return true;
  return is_digit(next) && word.size() <= kLongestAbbreviation;
}

}  // namespace

std::vector<Span> sentences_of(std::string_view text) {
  std::vector<Span> sentences;
  std::size_t begin = 0;
  std::size_t opened = std::string_view::npos;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') opened = i;
    if (text[i] == ')') opened = std::string_view::npos;
    if (opened != std::string_view::npos && i - opened < kLongestBrackets) continue;
    if (text[i] != '.' && text[i] != '!' && text[i] != '?') continue;
    const std::size_t end = end_behind(text, i);
    if (end >= text.size() || text[end] != ' ') continue;
    const std::size_t next = text.find_first_not_of(' ', end);
    if (next == std::string_view::npos) break;
    if (is_within_symbol(word_before(text, i), text.substr(i + 1, end - i - 1))) continue;
    if (!may_begin(text.substr(next))) continue;
    if (text[i] == '.' && abbreviates(word_before(text, i), text[next])) continue;
    sentences.push_back({begin, end});
    begin = next;
    i = next - 1;
  }
  if (begin < text.size()) sentences.push_back({begin, text.size()});
  return sentences;
}

}  // namespace troika::extract
