#include "extract/rules/blocks.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include <re2/re2.h>

#include "extract/rules/item_text.h"

namespace troika::extract {
namespace {

// Numbers that a paragraph's may skip: pages are lost and numbers misprinted, but a year or an amount is no paragraph.
constexpr int kLargestJump = 3;
// Two lines of a heading; longer text is set as such for other reasons.
constexpr std::size_t kLongestHeading = 200;
// Larger than the body by this much, in points, is a heading's size.
constexpr double kLarger = 0.8;

struct Candidate {
  std::size_t line = 0;
  int number = 0;
  std::size_t end = 0;  // of the label
};

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

// "12." or, where a document numbers so, "(12)".
std::vector<Candidate> paragraph_candidates(const DocumentText& text, const RE2& form) {
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    const std::string& line = text.lines[i].text;
    re2::StringPiece rest = piece(line);
    int number = 0;
    if (RE2::Consume(&rest, form, &number)) candidates.push_back({i, number, line.size() - rest.size()});
  }
  return candidates;
}

using Starts = std::map<std::size_t, Candidate>;

// Which candidates open a paragraph: those that continue the sequence. A number that jumps ahead, or begins anew, does
// so only where the sequence goes on from it before the number that was due comes. The first may be any.
Starts in_sequence(const std::vector<Candidate>& candidates) {
  const auto goes_on = [&](std::size_t at, int due) {
    for (std::size_t next = at + 1; next < candidates.size(); ++next) {
      if (candidates[next].number == candidates[at].number + 1) return true;
      if (candidates[next].number == due) return false;
    }
    return false;
  };
  Starts starts;
  int last = 0;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const int number = candidates[i].number;
    const bool due = number == last + 1;
    const bool ahead = number > last + 1 && (last == 0 || number <= last + 1 + kLargestJump) && goes_on(i, last + 1);
    const bool anew = number == 1 && last > 0 && goes_on(i, last + 1);
    if (!due && !ahead && !anew) continue;
    starts.emplace(candidates[i].line, candidates[i]);
    last = number;
  }
  return starts;
}

// A list (1), (2) within a document of the common form is shorter than the document.
Starts paragraph_starts(const DocumentText& text) {
  static const RE2 common(R"(^(\d{1,3})\s?\.(?:\s+|$))");
  static const RE2 bracketed(R"(^\((\d{1,3})\)(?:\s+|$))");
  Starts starts = in_sequence(paragraph_candidates(text, common));
  Starts in_brackets = in_sequence(paragraph_candidates(text, bracketed));
  return in_brackets.size() > starts.size() ? in_brackets : starts;
}

// The size that most lines have.
double body_size(const DocumentText& text) {
  std::map<int, std::size_t> lines_of_size;  // tenths of points
  for (const Line& line : text.lines) lines_of_size[static_cast<int>(line.size * 10 + 0.5)] += line.text.size();
  const auto most = std::ranges::max_element(lines_of_size, {}, [](const auto& entry) { return entry.second; });
  return most == lines_of_size.end() ? 0 : most->first / 10.0;
}

struct HeadingLabel {
  int level = 4;
  std::size_t end = 0;
};

HeadingLabel heading_label(const std::string& text) {
  static const std::array<RE2, 3> forms = {R"(^[IVX]{1,5}\s?\.\s+)", R"(^[A-Z]\s?\.\s+)", R"(^\d{1,2}\s?\.\s+)"};
  for (std::size_t i = 0; i < forms.size(); ++i) {
    re2::StringPiece rest = piece(text);
    if (RE2::Consume(&rest, forms[i])) return {static_cast<int>(i) + 1, text.size() - rest.size()};
  }
  return {};
}

std::string sub_label(const std::string& text, std::size_t* end) {
  static const RE2 re(R"(^(\((?:[a-z]|[ivx]{1,5}|aa|bb|cc|dd|ee|ff|gg|hh|jj|kk|ll|mm)\))\s*)");
  re2::StringPiece rest = piece(text);
  std::string label;
  if (!RE2::Consume(&rest, re, &label)) return {};
  *end = text.size() - rest.size();
  return label;
}

int roman(std::string_view digits) {
  static constexpr std::array<std::string_view, 20> kNumbers = {"i",    "ii",  "iii",  "iv",    "v",   "vi",   "vii",
                                                                "viii", "ix",  "x",    "xi",    "xii", "xiii", "xiv",
                                                                "xv",   "xvi", "xvii", "xviii", "xix", "xx"};
  const auto* found = std::find(kNumbers.begin(), kNumbers.end(), digits);
  return found == kNumbers.end() ? 0 : static_cast<int>(found - kNumbers.begin()) + 1;
}

std::string_view inner(std::string_view label) { return label.substr(1, label.size() - 2); }

// "(i)" is a letter behind "(h)", else a number; "(v)" is a number behind "(iv)".
std::vector<std::string> nested(std::vector<std::string> under, const std::string& label) {
  const int number = roman(inner(label));
  const bool continues_numbers = under.size() == 2 && number > 1 && number == roman(inner(under[1])) + 1;
  const bool continues_letters =
      !under.empty() && inner(label).size() == 1 && inner(under[0]).size() == 1 && label[1] == under[0][1] + 1;
  if (continues_numbers || (number == 1 && !under.empty() && !continues_letters)) {
    under.resize(1);
    under.push_back(label);
    return under;
  }
  return {label};
}

class BlockBuilder {
 public:
  BlockBuilder(const DocumentText& text, const std::set<std::size_t>& left_out)
      : text_(text), left_out_(left_out), starts_(paragraph_starts(text)), body_size_(body_size(text)) {}

  std::vector<Block> build() && {
    for (std::size_t i = 0; i < text_.lines.size(); ++i)
      if (!left_out_.contains(i)) add(i);
    for (Block& block : blocks_) finish(block);
    return std::move(blocks_);
  }

 private:
  void add(std::size_t index) {
    const Line& line = text_.lines[index];
    std::size_t label_end = 0;
    if (const auto start = starts_.find(index); start != starts_.end()) {
      number_ = start->second.number;
      under_.clear();
      begin(Block::Kind::kParagraph, index, start->second.end);
    } else if (continues_heading(line) || continues_over_page(line)) {
      blocks_.back().lines.push_back(index);
    } else if (is_heading(line) && !is_set_apart_point(index)) {
      const HeadingLabel label = heading_label(line.text);
      begin(Block::Kind::kHeading, index, label.end);
      blocks_.back().level = label.level;
    } else if (const std::string label = sub_label(line.text, &label_end); !label.empty() && number_ > 0) {
      under_ = nested(std::move(under_), label);
      begin(Block::Kind::kSubParagraph, index, label_end);
    } else if (line.opens_block || blocks_.empty() || blocks_.back().kind == Block::Kind::kHeading) {
      begin(Block::Kind::kText, index, 0);
    } else {
      blocks_.back().lines.push_back(index);
    }
  }

  void begin(Block::Kind kind, std::size_t index, std::size_t label_end) {
    const Line& line = text_.lines[index];
    Block block;
    block.kind = kind;
    block.label = line.text.substr(0, label_end);
    block.label.erase(block.label.find_last_not_of(' ') + 1);
    block.number = kind == Block::Kind::kHeading ? 0 : number_;
    if (kind != Block::Kind::kHeading) block.under = under_;
    block.lines = {index};
    block.page = line.page;
    label_ends_.push_back(label_end);
    blocks_.push_back(std::move(block));
  }

  bool set_apart(const Line& line) const { return line.bold || line.size > body_size_ + kLarger; }

  // Text that is only a label's is no heading: "A." of a table.
  bool is_heading(const Line& line) const {
    if (!line.opens_block && !turns_bold(line)) return false;
    if (line.text.size() > kLongestHeading) return false;
    const HeadingLabel label = heading_label(line.text);
    if (label.end >= line.text.size()) return false;
    const bool ends_sentence = std::string_view(".;,").find(line.text.back()) != std::string_view::npos;
    return set_apart(line) || (label.level < 3 && !ends_sentence);
  }

  // Behind the end of a sentence: a heading that stands no further from it than paragraphs do.
  bool turns_bold(const Line& line) const {
    if (!line.bold || blocks_.empty()) return false;
    const Line& above = text_.lines[blocks_.back().lines.back()];
    return !above.bold && above.text.ends_with('.') && !line.text.ends_with('.');
  }

  // Recommendations may be printed in bold with their (a), (b). A point of a list goes on with the letters, ends as
  // one, or stands behind a colon; a heading does neither: "(a) Right to life".
  bool is_set_apart_point(std::size_t index) const {
    std::size_t label_end = 0;
    const std::string label = sub_label(text_.lines[index].text, &label_end);
    if (label.empty() || number_ == 0) return false;
    if (!under_.empty() && (nested(under_, label).size() > 1 || label[1] == under_[0][1] + 1)) return true;
    if (!blocks_.empty() && text_.lines[blocks_.back().lines.back()].text.ends_with(':')) return true;
    static const RE2 point_end(R"((?:[.;:]|; \pL{2,3})$)");
    std::size_t last = index;
    while (last + 1 < text_.lines.size() && !text_.lines[last + 1].opens_block) ++last;
    return RE2::PartialMatch(text_.lines[last].text, point_end);
  }

  bool continues_heading(const Line& line) const {
    if (blocks_.empty() || blocks_.back().kind != Block::Kind::kHeading || line.opens_block) return false;
    const Line& above = text_.lines[blocks_.back().lines.back()];
    return line.page == above.page && line.bold == above.bold && std::abs(line.size - above.size) < 0.1 &&
           set_apart(line);
  }

  // A page's first line seems to open a block; where the page before ends within a sentence, it does not. A label is
  // told by its sequence, not by its place.
  bool continues_over_page(const Line& line) const {
    if (blocks_.empty() || !line.opens_block) return false;
    const Line& above = text_.lines[blocks_.back().lines.back()];
    if (line.page == above.page || above.text.empty() || above.bold != line.bold) return false;
    std::size_t label_end = 0;
    if (!sub_label(line.text, &label_end).empty() || heading_label(line.text).end > 0) return false;
    return std::string_view(".;:!?)]\"").find(above.text.back()) == std::string_view::npos &&
           (blocks_.back().kind != Block::Kind::kHeading || opens_lower(line.text));
  }

  static bool opens_lower(std::string_view text) { return !text.empty() && text.front() >= 'a' && text.front() <= 'z'; }

  void finish(Block& block) {
    const std::size_t label_end = label_ends_[static_cast<std::size_t>(&block - blocks_.data())];
    block.text = text_of(block.lines, text_);
    // Marks are taken out behind the label only: a label holds none.
    block.text.erase(0, std::min(label_end, block.text.size()));
  }

  const DocumentText& text_;
  const std::set<std::size_t>& left_out_;
  std::map<std::size_t, Candidate> starts_;
  double body_size_ = 0;
  int number_ = 0;
  std::vector<std::string> under_;
  std::vector<Block> blocks_;
  std::vector<std::size_t> label_ends_;  // of each block
};

}  // namespace

std::string place_of(const Block& block) {
  if (block.number == 0) return {};
  std::string place = std::to_string(block.number);
  for (const std::string& label : block.under) place += " " + label;
  return place;
}

std::vector<Block> blocks_of(const DocumentText& text, const std::set<std::size_t>& left_out) {
  return BlockBuilder(text, left_out).build();
}

}  // namespace troika::extract
