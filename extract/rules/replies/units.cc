#include "extract/rules/replies/units.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "extract/rules/blocks.h"
#include "extract/rules/item_text.h"
#include "extract/rules/replies/numbered_lines.h"

namespace troika::extract {
namespace {

// A column begins further right than a paragraph's first line is set in, points.
constexpr double kColumn = 40;
// A category's name takes a line or two; bytes.
constexpr std::size_t kLongestCategory = 120;

bool ends_sentence(std::string_view text) {
  static constexpr std::array<std::string_view, 9> kEnds = {".", ";", ":", "!", "?", ")", "”", "\"", "»"};
  return std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) { return text.ends_with(end); });
}

std::string without_bullet(std::string line) {
  for (std::string_view bullet : {"• ", "· ", "▪ ", "● ", "○ ", "◦ ", "‣ ", " ", "– ", "- ", "* "})
    if (line.starts_with(bullet)) return behind(line, bullet.size());
  return line;
}

// What an answer can begin with; a small letter goes on with a sentence that begins with the number.
bool opens_text(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  return !(first >= 'a' && first <= 'z') && first != ')' && first != ']' && first != '%' && first != '/';
}

class UnitBuilder {
 public:
  UnitBuilder(const DocumentText& text, const ReplyRules& rules, const std::set<std::size_t>& unanswered,
              std::vector<std::size_t>& skipped)
      : text_(text), rules_(rules), unanswered_(unanswered), skipped_(skipped), blocks_(blocks_of(text)) {
    for (std::size_t i = 0; i < text.lines.size(); ++i) plain_.push_back(without_bullet(text_of({i}, text)));
    numbered_ = numbered_lines(text, rules, blocks_, plain_);
  }

  std::vector<Unit> build() && {
    for (const Block& block : blocks_)
      for (std::size_t line : block.lines) add(line, block, line == block.lines.front());
    for (Unit& unit : units_) finish(unit);
    return std::move(units_);
  }

 private:
  // What a label rule says of the text that begins here; null for nothing.
  const SentenceRule* label_of(std::string_view text) const { return first_match(rules_.labels, text).rule; }

  void add(std::size_t line, const Block& block, bool first) {
    if (is_on_cover(text_, line) || numbered_.taken.contains(line)) return;
    if (first_found(rules_.skip, plain_[line])) {
      skipped_.push_back(line);
      return;
    }
    if (rules_.entries && goes_on_with_label(line)) return;
    if (rules_.entries && first && answers_heading(block)) {
      units_.back().lines.push_back(line);
      inner_labels_[line] = block.label.size();
      return;
    }
    if (auto label = rules_.entries ? entry_label(line, first ? &block : nullptr) : std::nullopt) {
      begin(Unit::Kind::kEntry, line, block);
      units_.back().references = label->references;
      label_ends_.back() = label->at.end;
      label_goes_on_ = has_comma(line, label->at.end);
      units_.back().unpaired = numbered_.unpaired.contains(line);
      units_.back().unanswered = unanswered_.contains(line);
      if (const auto answer = numbered_.paired.find(line); answer != numbered_.paired.end()) {
        units_.back().lines.push_back(answer->second);
        units_.back().paired = true;
      }
    } else if (first && block.kind == Block::Kind::kHeading && !is_sentence(block)) {
      begin(Unit::Kind::kHeading, line, block);
    } else if (first && !goes_on(line, block)) {
      begin(Unit::Kind::kText, line, block);
    } else if (units_.empty() || (units_.back().kind == Unit::Kind::kHeading && block.kind != Block::Kind::kHeading)) {
      begin(Unit::Kind::kText, line, block);
    } else {
      units_.back().lines.push_back(line);
    }
  }

  // "B. Death penalty: Varenia does not accept ... 89.33. The matter is being studied.": set as a heading by its
  // letter.
  bool is_sentence(const Block& block) const {
    const std::size_t last = block.lines.back();
    const bool goes_on = last + 1 < text_.lines.size() && !text_.lines[last + 1].opens_block;
    return !text_.lines[last].bold && (goes_on || block.text.ends_with('.')) &&
           !reply_heading(block.text, rules_.word).lists.empty();
  }

  // "40., 41., 42., Varenia accepts these" has its last numbers on the line below: "43., 44."
  bool goes_on_with_label(std::size_t line) {
    if (units_.empty() || units_.back().kind != Unit::Kind::kEntry || !label_goes_on_) return false;
    label_goes_on_ = false;
    if (units_.back().lines.size() != 1) return false;
    const auto list = leading_list(plain_[line], rules_.label);
    if (!list) return false;
    units_.back().references.insert(units_.back().references.end(), list->references.begin(), list->references.end());
    units_.back().lines.push_back(line);
    inner_labels_[line] = list->at.end;
    label_goes_on_ = has_comma(line, list->at.end);
    return true;
  }

  // "Recommendations 104.1 and 104.5" alone on a line, or with the recommendation's text, and below it "12. Varenia
  // accepts these. The law ...".
  bool answers_heading(const Block& block) const {
    if (units_.empty() || block.kind != Block::Kind::kParagraph) return false;
    const Unit& above = units_.back();
    if (above.kind != Unit::Kind::kEntry || above.paired || above.unpaired) return false;
    const std::size_t line = above.lines.front();
    const auto label = leading_list(plain_[line], rules_.label);
    if (!label || !(text_.lines[line].bold || label->has_word)) return false;
    const std::string whole = text_of(above.lines, text_);
    const std::string rest = without_separator(behind(whole, label->at.end));
    return (rest.empty() || is_recommendation(rest)) && is_about(above, block);
  }

  // Nothing but the text of one, up to the States that made it.
  bool is_recommendation(const std::string& text) const {
    return std::any_of(rules_.recommendation.begin(), rules_.recommendation.end(), [&](const Pattern& pattern) {
      re2::StringPiece found;
      return RE2::PartialMatch(text + " ", *pattern.re, &found) && found.size() >= text.size();
    });
  }

  bool has_comma(std::size_t line, std::size_t at) const { return at < plain_[line].size() && plain_[line][at] == ','; }

  // "Supported: 41.1, 41.2": a paragraph's number stands before it.
  bool names_numbers(const std::string& text) const {
    const auto sentences = reply_sentences(text, rules_.word);
    return !sentences.empty() && !sentences.front().lists.empty();
  }

  // The first two cells of a row: "18 Accepted".
  std::optional<ReferenceList> bare_row(std::size_t line) const {
    static const RE2 re(R"((\d{1,3})\s+)");
    re2::StringPiece rest(plain_[line]);
    int item = 0;
    if (!RE2::Consume(&rest, re, &item) || !label_of(std::string_view(rest.data(), rest.size()))) return {};
    ReferenceList list;
    list.at = {0, plain_[line].size() - rest.size()};
    list.references = {Reference{0, item}};
    return list;
  }

  // "7. Recommendation 104.3 – Ratify the Convention (Peru). Varenia accepts this recommendation."
  std::optional<ReferenceList> repeated_in_paragraph(const Block& block) const {
    if (block.kind != Block::Kind::kParagraph) return {};
    auto list = leading_list(block.text, rules_.label);
    if (!list || !list->has_word || list->references.front().paragraph == 0) return {};
    const std::string rest = without_separator(behind(block.text, list->at.end));
    if (rest.empty() || !opens_text(rest) || !first_found(rules_.recommendation, rest)) return {};
    const std::string& line = plain_[block.lines.front()];
    const std::size_t begin = line.find_first_not_of(' ', block.label.size());
    if (begin == std::string::npos || begin + list->at.end > line.size()) return {};
    list->at.end += begin;
    return list;
  }

  std::optional<ReferenceList> entry_label(std::size_t line, const Block* begins) const {
    const bool first = begins != nullptr;
    auto list = leading_list(plain_[line], rules_.label);
    if (!list) list = bare_row(line);
    if (auto repeated = begins ? repeated_in_paragraph(*begins) : std::nullopt) list = std::move(repeated);
    if (!list) return {};
    const std::string rest = without_separator(behind(plain_[line], list->at.end));
    const bool has_label = !rest.empty() && label_of(rest);
    const bool has_paragraph = list->references.front().paragraph > 0;
    const bool answers = has_label && (has_paragraph || !names_numbers(rest));
    const bool has_colon = behind(plain_[line], list->at.end).starts_with(':');
    if (!rest.empty() && !opens_text(rest) && !answers && !has_colon) return {};
    const bool in_rows = !units_.empty() && units_.back().kind != Unit::Kind::kText;
    if (!has_paragraph && !list->has_word && !numbered_.ordinals.contains(line)) {
      if (numbered_.names_items && list->references.size() == 1) return {};
      const bool group = list->references.size() > 1 && list->has_period;
      if (!group && !(answers && (first || in_rows))) return {};
    }
    if (units_.empty() || (answers && in_rows)) return list;
    const Unit& above = units_.back();
    const std::size_t last = above.lines.back();
    if (above.kind == Unit::Kind::kHeading || is_only_label(plain_[last], rules_) || numbered_.paired.contains(line))
      return list;
    if (is_open(plain_[last]) && !is_only_position(plain_[last], rules_)) return {};  // "Nos.", but not the answer "No"
    // "These are:" at a line's end, and "88.1, 88.2." on the next one
    if (!first && rest.empty() && above.kind == Unit::Kind::kText && plain_[last].ends_with(':')) return {};
    const bool hangs = text_.lines[last].page == text_.lines[line].page &&
                       text_.lines[last].box.left > text_.lines[line].box.left + kColumn;
    if (first || hangs || ends_sentence(plain_[last])) return list;
    return {};
  }

  // The line above goes on: "recommendations", "122.5, 122.6," or "122.62-".
  bool is_open(const std::string& above) const {
    if (above.ends_with(':')) return false;
    if (above.ends_with(',') || above.ends_with('-') || above.ends_with("–")) return true;
    const std::string last = above.substr(above.find_last_of(' ') + 1);
    const re2::StringPiece piece(last.data(), last.size());
    const std::string joined = last + " ";
    for (const auto& re : {rules_.label.also, rules_.label.upto, rules_.label.before})
      if (RE2::FullMatch(piece, *re) || RE2::FullMatch(joined, *re)) return true;
    return false;
  }

  // Text at the head of a page, or behind a blank line, that goes on with a sentence or with an entry.
  bool goes_on(std::size_t line, const Block& block) const {
    if (units_.empty() || block.kind != Block::Kind::kText) return false;
    const Unit& above = units_.back();
    if (above.kind == Unit::Kind::kHeading) return false;
    const std::string& last = plain_[above.lines.back()];
    if (above.kind == Unit::Kind::kText) {
      return !ends_sentence(last) && text_.lines[above.lines.back()].page != text_.lines[line].page;
    }
    return is_about(above, block);
  }

  // "Recommendations that are noted by Varenia" across all columns of a table.
  bool is_category_row(const std::string& text) const {
    if (text.ends_with('.') || text.size() > kLongestCategory || !opens_text(text)) return false;
    const SentenceMatch match = first_match(rules_.category, text);
    return match.rule && match.rule->response && RE2::PartialMatch(text, *rules_.word.before) &&
           reply_heading(text, rules_.word).lists.empty();
  }

  // Neither a lead-in, nor a list, nor a sentence that takes a position on other recommendations.
  bool is_about(const Unit& entry, const Block& block) const {
    const std::string whole = text_of(block.lines, text_);
    if (first_match(rules_.category, whole).rule && (whole.ends_with(':') || first_found(rules_.lead_in, whole)))
      return false;
    if (is_category_row(whole)) return false;
    const auto sentences = reply_sentences(whole, rules_.word);
    const auto lists_others = [&](const ReplySentence& sentence) {
      return sentence.is_list() && !first_clause(rules_.reference, sentence).rule;
    };
    if (std::any_of(sentences.begin(), sentences.end(), lists_others)) return false;
    return std::none_of(sentences.begin(), sentences.end(), [&](const ReplySentence& sentence) {
      if (first_clause(rules_.all, sentence).rule) return true;
      const Clause clause = first_clause(rules_.named, sentence);
      return clause.rule && clause.rule->response && clause.references != entry.references;
    });
  }

  void begin(Unit::Kind kind, std::size_t line, const Block& block) {
    Unit unit;
    unit.kind = kind;
    unit.level = block.level;
    unit.size = text_.lines[line].size;
    unit.page = text_.lines[line].page;
    if (block.number > 0) unit.paragraph = std::to_string(block.number);
    for (const std::string& label : block.under) unit.paragraph += label;
    unit.lines = {line};
    const bool has_label = kind != Unit::Kind::kEntry && line == block.lines.front();
    units_.push_back(std::move(unit));
    label_ends_.push_back(has_label ? block.label.size() : 0);
    label_goes_on_ = false;
  }

  void finish(Unit& unit) {
    const auto index = static_cast<std::size_t>(&unit - units_.data());
    unit.whole = text_of(unit.lines, text_);
    const std::string& first = plain_[unit.lines.front()];
    unit.text = behind(first, label_ends_[index]);
    if (unit.kind == Unit::Kind::kEntry && unit.text.empty()) unit.label_lines = 1;
    for (std::size_t i = 1; i < unit.lines.size(); ++i) {
      const std::string_view line = plain_[unit.lines[i]];
      const auto label = inner_labels_.find(unit.lines[i]);
      join_line(unit.text, label == inner_labels_.end() ? std::string(line) : behind(line, label->second));
    }
    unit.text = behind(unit.text, 0);
    if (unit.kind == Unit::Kind::kEntry) unit.text = without_separator(unit.text);
  }

  // "122.5: Accepted", "122.5 - Accepted", "41., 42., Accepted"
  static std::string without_separator(std::string_view text) {
    for (std::string_view separator : {",", ";", ":", "-", "–", "—"})
      if (text.starts_with(separator)) return behind(text, separator.size());
    return std::string(text);
  }

  const DocumentText& text_;
  const ReplyRules& rules_;
  const std::set<std::size_t>& unanswered_;
  std::vector<std::size_t>& skipped_;
  std::vector<Block> blocks_;
  std::vector<std::string> plain_;  // each line without footnote marks
  NumberedLines numbered_;
  std::vector<Unit> units_;
  std::vector<std::size_t> label_ends_;              // of each unit, in its first line
  std::map<std::size_t, std::size_t> inner_labels_;  // line within a unit -> end of a label in it
  bool label_goes_on_ = false;
};

// Numbers on lines of their own, one below the other, and one answer behind the last.
void share_answers(std::vector<Unit>& units) {
  for (std::size_t i = units.size(); i-- > 1;) {
    Unit& above = units[i - 1];
    const Unit& below = units[i];
    if (above.kind != Unit::Kind::kEntry || below.kind != Unit::Kind::kEntry) continue;
    if (!above.text.empty() || above.unpaired || above.unanswered || above.page != below.page) continue;
    if (below.label_lines == 0 || (below.text.empty() && !below.shares_answer)) continue;
    above.shares_answer = true;
    above.text = below.text;
    above.whole += " " + below.whole;
  }
}

}  // namespace

std::vector<Unit> units_of(const DocumentText& text, const ReplyRules& rules, const std::set<std::size_t>& unanswered,
                           std::vector<std::size_t>& skipped) {
  std::vector<Unit> units = UnitBuilder(text, rules, unanswered, skipped).build();
  share_answers(units);
  return units;
}

}  // namespace troika::extract
