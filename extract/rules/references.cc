#include "extract/rules/references.h"

#include <algorithm>
#include <cctype>
#include <memory>
#include <optional>
#include <string>

#include <re2/re2.h>

namespace troika::extract {
namespace {

constexpr int kLongestRange = 500;

// Reports have their recommendations in later paragraphs: "8.1" is an article, "12.5" an amount or a time.
constexpr int kLeastParagraph = 20;

// "77.13", "77. 24", "126.1.", "14", then what stands between it and the next number.
const RE2& token() {
  static const RE2 re(R"((\d{1,3})(?:\s?\.\s?(\d{1,3}))?\.?([^\d]*))");
  return re;
}

bool joins_a_range(re2::StringPiece between) {
  static const RE2 re(R"(\s*(?:-|–|—|to|through)\s*(?:Nos?\.\s*)?)");
  return RE2::FullMatch(between, re);
}

// "paragraphs 103, No. 7 and 104, No. 8": a number before "No." is the paragraph's. In "No. 1, No. 2" and in
// "Nos. 1, 2, No. 3" it is none's.
bool leads_to_item(re2::StringPiece before, int number, re2::StringPiece between) {
  static const RE2 paragraph(R"((?i)\bpara(?:graph)?s?\.?\s*$)");
  static const RE2 item(R"((?i)\bnos?\.?\s*$)");
  static const RE2 re(R"(,?\s*Nos?\.?\s*)");
  if (!RE2::FullMatch(between, re) || RE2::PartialMatch(before, item)) return false;
  return number >= kLeastParagraph || RE2::PartialMatch(before, paragraph);
}

void add_range(std::vector<Reference>& references, Reference to) {
  Reference from = references.back();
  if (to.paragraph == 0) to.paragraph = from.paragraph;
  int length = to.item - from.item;
  if (from.paragraph != to.paragraph || length < 1 || length > kLongestRange) {
    references.push_back(to);
    return;
  }
  for (int item = from.item + 1; item <= to.item; ++item) references.push_back(Reference{to.paragraph, item});
}

}  // namespace

std::vector<Reference> references_in(std::string_view text) {
  std::vector<Reference> references;
  re2::StringPiece rest(text.data(), text.size());
  re2::StringPiece first, second, between;
  re2::StringPiece before = rest.substr(0, std::min(text.find_first_of("0123456789"), text.size()));
  bool in_range = false;
  int paragraph = 0;
  while (RE2::FindAndConsume(&rest, token(), &first, &second, &between)) {
    Reference reference;
    int leading = std::stoi(std::string(first));
    if (second.empty()) {
      if (leads_to_item(before, leading, between)) {
        paragraph = leading;
        before = between;
        continue;
      }
      reference = Reference{paragraph, leading};
    } else {
      reference = Reference{leading, std::stoi(std::string(second))};
    }
    if (in_range && !references.empty()) {
      add_range(references, reference);
    } else {
      references.push_back(reference);
    }
    in_range = joins_a_range(between);
    before = between;
  }
  return references;
}

std::vector<std::string> paragraphs_in(std::string_view text) {
  // A number, then what stands before the next one; in that, letters in brackets: "(b)", "(a, d)", "(a and b)".
  static const RE2 number(R"((\d{1,3})([^\d]*))");
  static const RE2 letters(R"(\(([a-z](?:(?:,\s?|,? and )[a-z])*)\))");
  static const RE2 letter(R"(\b([a-z])\b)");
  std::vector<std::string> paragraphs;
  re2::StringPiece rest(text.data(), text.size());
  re2::StringPiece digits, between, group, one;
  while (RE2::FindAndConsume(&rest, number, &digits, &between)) {
    const std::string paragraph(digits);
    bool has_letters = false;
    while (RE2::FindAndConsume(&between, letters, &group)) {
      while (RE2::FindAndConsume(&group, letter, &one)) paragraphs.push_back(paragraph + "(" + std::string(one) + ")");
      has_letters = true;
    }
    if (!has_letters) paragraphs.push_back(paragraph);
  }
  return paragraphs;
}

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads the numbers of one list from left to right.
class ListScanner {
 public:
  ListScanner(std::string_view text, std::size_t begin, const ReferenceWords& words)
      : text_(text), words_(words), at_(begin) {}

  // From here: an optional word, then numbers. Nothing where no number comes.
  std::optional<ReferenceList> scan() {
    list_.at.begin = list_.at.end = at_;
    list_.has_word = skip(*words_.before);
    bool in_range = false;
    while (auto number = take_number()) {
      add(*number, in_range);
      list_.at.end = at_;
      skip_topic();
      const Joint joint = take_joint();
      if (joint == Joint::kNone) break;
      in_range = joint == Joint::kRange;
      only_paragraphs_ = joint == Joint::kSpace;
    }
    list_.goes_on = goes_on();
    if (list_.references.empty()) return {};
    if (list_.references.front().paragraph == 0) take_paragraph();
    return std::move(list_);
  }

 private:
  enum class Joint { kNone, kList, kRange, kSpace };

  std::string_view rest() const { return text_.substr(at_); }
  bool skip(const re2::RE2& re) {
    re2::StringPiece piece(rest().data(), rest().size());
    if (!RE2::Consume(&piece, re)) return false;
    const bool moved = piece.size() < rest().size();
    at_ = text_.size() - piece.size();
    return moved;
  }

  // Up to three digits, and no more.
  std::optional<int> digits(std::size_t& at) const {
    std::size_t end = at;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    if (end == at || end - at > 3 || text_[at] == '0') return {};
    const int value = std::stoi(std::string(text_.substr(at, end - at)));
    at = end;
    return value;
  }

  std::optional<Reference> take_number() {
    std::size_t at = at_;
    const auto first = digits(at);
    if (!first) return {};
    Reference reference{0, *first};
    if (const auto second = item_behind(at, *first)) {
      reference = {*first, *second};
    } else if (only_paragraphs_) {
      return {};
    }
    re2::StringPiece behind(text_.data() + at, text_.size() - at);
    if (RE2::Consume(&behind, *words_.behind)) return {};
    at_ = at;
    if (at_ < text_.size() && text_[at_] == '.' && (at_ + 1 == text_.size() || !is_digit(text_[at_ + 1]))) ++at_;
    list_.has_period = at_ > at;
    return reference;
  }

  // ".13" of "77.13", or ". 13" where nothing but that number comes: "122. 13,".
  std::optional<int> item_behind(std::size_t& at, int paragraph) const {
    if (paragraph < kLeastParagraph) return {};
    std::size_t next = at;
    if (next < text_.size() && text_[next] == ' ') ++next;
    if (next >= text_.size() || text_[next] != '.') return {};
    ++next;
    const bool apart = next < text_.size() && text_[next] == ' ';
    if (apart) ++next;
    const auto item = digits(next);
    if (!item) return {};
    if (apart && next < text_.size() && text_[next] != ',' && text_[next] != ';') return {};
    at = next;
    return item;
  }

  void add(const Reference& number, bool in_range) {
    Reference reference = number;
    if (reference.paragraph == 0 && !list_.references.empty()) reference.paragraph = list_.references.back().paragraph;
    if (in_range && !list_.references.empty() && list_.references.back() == Reference{0, number.paragraph}) {
      list_.references.back() = {number.paragraph, 0};  // "paragraphs 90 to 90.19"
    } else if (in_range && !list_.references.empty()) {
      add_range(list_.references, reference);
    } else {
      list_.references.push_back(reference);
    }
  }

  // A remark on what the number is about, where the list goes on behind it: "134.6 (ratifying ILO 189), 134.7".
  void skip_topic() {
    static const RE2 topic(R"(\s?\([^()]*\))");
    static const RE2 spaces(R"(\s*)");
    static const RE2 comma(R"(\s*[,;]\s*)");
    re2::StringPiece piece(rest().data(), rest().size());
    re2::StringPiece behind = piece;
    while (behind.starts_with(" ")) behind.remove_prefix(1);
    if (words_.bracket && RE2::Consume(&behind, *words_.bracket)) return;
    if (!RE2::Consume(&piece, topic)) return;
    const std::size_t end = text_.size() - piece.size();
    bool joined = RE2::Consume(&piece, comma);
    RE2::Consume(&piece, spaces);
    joined = RE2::Consume(&piece, *words_.also) || joined;
    if (joined && !piece.empty() && is_digit(piece[0])) at_ = end;
  }

  Joint take_joint() {
    static const RE2 spaces(R"((?:\s|\xC2\xA0)*)");
    static const RE2 comma(R"([,;/]\s*)");
    static const RE2 dash(R"((?:-|–|—|‑|‒|−)\s*)");
    const std::size_t before = at_;
    skip(spaces);
    const bool has_space = at_ > before;
    Joint joint = Joint::kNone;
    if (skip(dash) || (has_space && skip(*words_.upto))) {
      joint = Joint::kRange;
    } else {
      if (skip(comma)) joint = Joint::kList;
      if ((has_space || joint == Joint::kList) && skip(*words_.also)) joint = Joint::kList;
      if (joint == Joint::kNone && has_space) joint = Joint::kSpace;
    }
    if (joint != Joint::kNone && joint != Joint::kSpace) skip(*words_.again);
    if (at_ >= text_.size() || !is_digit(text_[at_])) return Joint::kNone;
    return joint;
  }

  // "5, 6 and 8 of paragraph 81"
  void take_paragraph() {
    re2::StringPiece behind(text_.data() + list_.at.end, text_.size() - list_.at.end);
    if (!words_.of_paragraph || !RE2::Consume(&behind, *words_.of_paragraph)) return;
    std::size_t at = text_.size() - behind.size();
    const auto paragraph = digits(at);
    if (!paragraph) return;
    for (Reference& reference : list_.references) reference.paragraph = *paragraph;
    list_.at.end = at;
  }

  bool goes_on() const {
    static const RE2 open(R"(^\s*(?:,|;|-|–|—))");
    const std::string_view behind = text_.substr(list_.at.end);
    return RE2::PartialMatch(re2::StringPiece(behind.data(), behind.size()), open);
  }

  std::string_view text_;
  const ReferenceWords& words_;
  std::size_t at_;
  bool only_paragraphs_ = false;  // a space alone joins only numbers that have their paragraph
  ReferenceList list_;
};

// Numbers that are no recommendations' take no part: from where each begins to where it ends.
std::vector<Span> others_in(std::string_view text, const ReferenceWords& words) {
  std::vector<Span> spans;
  std::size_t from = 0;
  re2::StringPiece found;
  while (from < text.size() && words.other->Match(re2::StringPiece(text.data(), text.size()), from, text.size(),
                                                  RE2::UNANCHORED, &found, 1)) {
    const auto begin = static_cast<std::size_t>(found.data() - text.data());
    spans.push_back({begin, begin + found.size()});
    from = begin + std::max<std::size_t>(found.size(), 1);
  }
  return spans;
}

bool within(std::size_t at, const std::vector<Span>& spans) {
  return std::any_of(spans.begin(), spans.end(), [&](const Span& span) { return at >= span.begin && at < span.end; });
}

bool opens_word(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const auto before = static_cast<unsigned char>(text[at - 1]);
  return !(std::isalnum(before) || before >= 0x80 || before == '.' || before == '/');
}

}  // namespace

std::optional<ReferenceList> leading_list(std::string_view text, const ReferenceWords& words) {
  static const RE2 serial(R"(\d{1,3}\.?\s+\d{2,3}\.\d)");
  std::size_t begin = 0;
  re2::StringPiece piece(text.data(), text.size());
  if (RE2::Consume(&piece, serial)) begin = text.find(' ') + 1;
  if (within(begin, others_in(text, words))) return {};
  auto list = ListScanner(text, begin, words).scan();
  if (!list) return {};
  list->at.begin = 0;
  const bool has_paragraph = list->references.front().paragraph > 0;
  if (!has_paragraph && !list->has_word && !list->has_period && !list->goes_on) return {};
  return list;
}

namespace {

// "recommendations in paragraphs 115 and 116", "paragraphs 90 to 90.19": all items of these.
std::optional<ReferenceList> whole_paragraphs(std::string_view text, std::size_t at, const ReferenceWords& words) {
  static const RE2 number(R"((\d{2,3})(?:\.?$|\.\s|\.?[^.\d]))");
  static const RE2 digits(R"((\d{2,3}))");
  static const RE2 first_to_last(R"(\s*(?:to|-|–|—)\s*\d{2,3}\.\d{1,3})");
  static const RE2 joint(R"((?:\s*,\s*(?:and )?|\s+and\s+))");
  re2::StringPiece rest(text.data() + at, text.size() - at);
  if (!RE2::Consume(&rest, *words.whole) || rest.empty()) return {};
  ReferenceList list;
  list.at.begin = at;
  list.has_word = true;
  for (re2::StringPiece next = rest;;) {
    re2::StringPiece look = next;
    if (!RE2::Consume(&look, number)) break;
    Reference reference;
    if (!RE2::Consume(&next, digits, &reference.paragraph)) break;
    RE2::Consume(&next, first_to_last);
    list.references.push_back(reference);
    list.at.end = static_cast<std::size_t>(next.data() - text.data());
    if (!RE2::Consume(&next, joint)) break;
  }
  if (list.references.empty()) return {};
  return list;
}

}  // namespace

std::vector<ReferenceList> lists_in(std::string_view text, const ReferenceWords& words) {
  std::vector<ReferenceList> lists;
  const std::vector<Span> others = others_in(text, words);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!opens_word(text, at) || within(at, others)) continue;
    const bool digit = is_digit(text[at]);
    if (!digit && !std::isalpha(static_cast<unsigned char>(text[at]))) continue;
    auto list = whole_paragraphs(text, at, words);
    if (!list) list = ListScanner(text, at, words).scan();
    if (!list || (!list->has_word && list->references.front().paragraph == 0)) continue;
    at = list->at.end - 1;
    lists.push_back(*std::move(list));
  }
  return lists;
}

}  // namespace troika::extract
