#include "extract/docx/numbering.h"

#include <algorithm>
#include <limits>

#include "extract/characters.h"

namespace troika::extract {
namespace {

std::string capitals(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

// Word goes on behind "z" with "aa", "bb", not as a spreadsheet does.
std::string letters(int number) {
  constexpr int kLetters = 26;
  constexpr int kMostLetters = 30;
  if (number < 1 || number > kLetters * kMostLetters) return std::to_string(number);
  return std::string(static_cast<std::size_t>((number - 1) / kLetters + 1),
                     static_cast<char>('a' + (number - 1) % kLetters));
}

std::string roman(int number) {
  return number < 1 || number > kLargestRoman ? std::to_string(number) : roman_number(number);
}

// Words and the figures of other scripts are rare in lists; their value is kept, in our figures.
std::string as(const std::string& sort, int number) {
  if (sort == "none") return "";
  if (sort == "lowerLetter") return letters(number);
  if (sort == "upperLetter") return capitals(letters(number));
  if (sort == "lowerRoman") return roman(number);
  if (sort == "upperRoman") return capitals(roman(number));
  if (sort == "decimalZero" && number >= 0 && number < 10) return "0" + std::to_string(number);
  return std::to_string(number);
}

}  // namespace

void Numbering::start(const XmlTag& tag) {
  open_.emplace_back(tag.vocabulary == XmlVocabulary::kWord ? tag.name : "");
  if (tag.vocabulary != XmlVocabulary::kWord) return;
  if (tag.name == "abstractNum") definitions_[definition_ = tag.number("abstractNumId", 0)];
  if (tag.name == "num") lists_[list_ = tag.number("numId", 0)];
  if (tag.name == "lvl" || tag.name == "lvlOverride") level_ = std::clamp(tag.number("ilvl", 0), 0, kLevels - 1);
  if (definition_ >= 0) start_in_definition(tag);
  if (list_ >= 0) start_in_list(tag);
}

void Numbering::start_in_definition(const XmlTag& tag) {
  Definition& definition = definitions_[definition_];
  if (tag.name == "styleLink") definition.style = tag.value("val");
  if (tag.name == "numStyleLink") definition.like_style = tag.value("val");
  if (level_ >= 0) read_level(tag, open_.size() > 1 ? open_[open_.size() - 2] : "", definition.levels[level_]);
}

void Numbering::start_in_list(const XmlTag& tag) {
  List& list = lists_[list_];
  if (tag.name == "abstractNumId") list.definition = tag.number("val", 0);
  if (tag.name == "startOverride") list.starts[level_] = tag.number("val", 1);
  const bool in_level = std::ranges::find(open_, "lvl") != open_.end();
  if (in_level) read_level(tag, open_[open_.size() - 2], list.levels[level_]);
}

void Numbering::read_level(const XmlTag& tag, const std::string& parent, Level& level) {
  if (parent == "pPr") return read_paragraph_property(tag, level.format);
  if (tag.name == "start") level.start = tag.number("val", 1);
  if (tag.name == "numFmt") level.sort = tag.value("val");
  if (tag.name == "lvlText") level.text = tag.value("val");
  if (tag.name == "lvlRestart") level.restarts = tag.number("val", 1) != 0;
  if (tag.name == "isLgl") level.figures_only = tag.is_on("val");
  if (tag.name == "suff") level.space_behind = tag.value("val") != "nothing";
  if (tag.name == "pStyle") level.style = tag.value("val");
}

void Numbering::end() {
  if (open_.empty()) return;
  const std::string name = open_.back();
  open_.pop_back();
  if (name == "abstractNum") definition_ = -1;
  if (name == "num") list_ = -1;
  // An override's own level goes on to the override's end.
  if (name == "lvlOverride" || (name == "lvl" && definition_ >= 0)) level_ = -1;
}

// A definition may only name a style whose list is defined elsewhere.
int Numbering::definition_of(const List& list) const {
  const auto found = definitions_.find(list.definition);
  if (found == definitions_.end() || found->second.like_style.empty()) return list.definition;
  for (const auto& [id, other] : definitions_) {
    if (other.style == found->second.like_style) return id;
  }
  return list.definition;
}

const Numbering::Level* Numbering::find_level(const List& list, const Definition& definition, int level) const {
  if (const auto own = list.levels.find(level); own != list.levels.end()) return &own->second;
  const auto found = definition.levels.find(level);
  return found == definition.levels.end() ? nullptr : &found->second;
}

std::string Numbering::next_label(int list_id, int level_number) {
  const auto found = lists_.find(list_id);
  if (found == lists_.end() || level_number < 0 || level_number >= kLevels) return "";
  List& list = found->second;
  const auto defined = definitions_.find(definition_of(list));
  if (defined == definitions_.end()) return "";
  Definition& definition = defined->second;
  const Level* level = find_level(list, definition, level_number);
  if (!level) return "";

  std::optional<int>& count = definition.count[static_cast<std::size_t>(level_number)];
  if (const auto start = list.starts.find(level_number); start != list.starts.end()) {
    count = start->second;
    list.starts.erase(start);
  } else {
    count = count && *count < std::numeric_limits<int>::max() ? *count + 1 : level->start;
  }
  for (int below = level_number + 1; below < kLevels; ++below) {
    const Level* deeper = find_level(list, definition, below);
    if (!deeper || deeper->restarts) definition.count[static_cast<std::size_t>(below)].reset();
  }
  if (level->sort == "bullet") return "";
  std::string label = printed(list, definition, *level);
  if (!label.empty() && level->space_behind) label += ' ';
  return label;
}

std::string Numbering::printed(const List& list, const Definition& definition, const Level& level) const {
  std::string label;
  for (std::size_t i = 0; i < level.text.size(); ++i) {
    const char digit = level.text[i] == '%' && i + 1 < level.text.size() ? level.text[i + 1] : '\0';
    if (digit < '1' || digit > '9') {
      label += level.text[i];
      continue;
    }
    ++i;
    const int number = digit - '1';
    const Level* counted = find_level(list, definition, number);
    if (!counted) continue;
    label += as(level.figures_only ? "decimal" : counted->sort,
                definition.count[static_cast<std::size_t>(number)].value_or(counted->start));
  }
  return label;
}

const Numbering::Level* Numbering::find_level(int list, int level) const {
  const auto found = lists_.find(list);
  if (found == lists_.end()) return nullptr;
  const auto defined = definitions_.find(definition_of(found->second));
  return defined == definitions_.end() ? nullptr : find_level(found->second, defined->second, level);
}

ParagraphFormat Numbering::format(int list, int level_number) const {
  const Level* level = find_level(list, level_number);
  return level ? level->format : ParagraphFormat{};
}

int Numbering::level_of_style(int list, const std::string& style) const {
  for (int i = 0; i < kLevels; ++i) {
    const Level* level = find_level(list, i);
    if (level && !style.empty() && level->style == style) return i;
  }
  return 0;
}

}  // namespace troika::extract
