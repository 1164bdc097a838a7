#include "extract/rules/paragraphs/part.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "extract/rules/item_text.h"

namespace troika::extract {
namespace {

// Headings without a label have the lowest level; they open and close nothing but themselves.
constexpr int kNoLabel = 4;

// Smaller than the body by this much, in points, is a footnote's size.
constexpr double kSmaller = 0.5;
// What the UN prints below the footnotes: a job number, a bar code's figures.
constexpr std::size_t kMostBelow = 3;
constexpr std::size_t kLongestBelow = 40;

bool begins_with_mark(const Line& line) {
  return line.text.starts_with('*') || (!line.marks.empty() && line.marks.front().begin == 0);
}

// The first page keeps all its lines. Those from the first small one that begins with a mark on are footnotes, where
// nothing follows but such and what the UN prints below them.
std::set<std::size_t> footnotes_of_first_page(const DocumentText& text) {
  std::map<double, std::size_t> letters_of_size;
  for (const Line& line : text.lines) letters_of_size[line.size] += line.text.size();
  const auto most = std::ranges::max_element(letters_of_size, {}, [](const auto& entry) { return entry.second; });
  if (most == letters_of_size.end()) return {};
  const auto is_small = [&](const Line& line) { return line.size < most->first - kSmaller; };

  std::size_t end = 0;
  while (end < text.lines.size() && text.lines[end].page <= 1) ++end;
  std::size_t below = end;
  while (below > 0 && end - below < kMostBelow && !is_small(text.lines[below - 1]) &&
         text.lines[below - 1].text.size() <= kLongestBelow)
    --below;
  std::size_t first = below;
  for (std::size_t i = below; i > 0 && is_small(text.lines[i - 1]); --i)
    if (begins_with_mark(text.lines[i - 1])) first = i - 1;
  std::set<std::size_t> notes;
  for (std::size_t i = first; i < end && first < below; ++i) notes.insert(i);
  return notes;
}

class PartPass {
 public:
  PartPass(const ParagraphPatterns& patterns, const DocumentText& text, std::vector<Claim>* claims)
      : patterns_(patterns), text_(text), claims_(claims), open_(patterns.begin.empty()), begun_(open_) {}

  std::optional<std::vector<PartBlock>> read() {
    const std::set<std::size_t> notes = footnotes_of_first_page(text_);
    for (std::size_t line : notes) claim(line, "other", "footnote");
    for (Block& block : blocks_of(text_, notes)) add(block);
    if (!begun_) return {};
    return std::move(part_);
  }

 private:
  void add(Block& block) {
    if (begins(block)) return;
    if (!open_) return;
    leave_out_furniture(block);
    const bool ends = cut_at_end(block);
    if (!block.lines.empty()) {
      if (block.kind == Block::Kind::kHeading && !is_sentence(block)) {
        read_heading(block);
      } else {
        add_text(block);
      }
    }
    if (ends) open_ = false;
  }

  // What is only set like a heading belongs to the paragraph above it.
  void add_text(Block& block) {
    if (block.kind == Block::Kind::kHeading) {
      block.kind = Block::Kind::kText;
      block.number = number_;
    }
    number_ = block.number;
    part_.push_back({std::move(block), addressee_, std::exchange(opens_part_, false)});
  }

  static std::string with_label(const Block& block) {
    return block.label.empty() ? block.text : block.label + " " + block.text;
  }

  bool begins(const Block& block) {
    const Pattern* pattern = first_found(patterns_.begin, with_label(block));
    if (!pattern && block.kind == Block::Kind::kHeading) pattern = first_found(patterns_.begin, block.text);
    if (!pattern) return false;
    open_ = begun_ = opens_part_ = true;
    level_ = block.kind == Block::Kind::kHeading ? block.level : kNoLabel;
    addressee_ = first_value(patterns_.addressee, block.text);
    addressee_level_ = addressee_.empty() ? kNoLabel : level_;
    for (std::size_t line : block.lines) claim(line, "heading", pattern->key);
    return true;
  }

  // The lines from the first that ends the part on are taken from the block.
  bool cut_at_end(Block& block) {
    const Pattern* pattern = nullptr;
    const auto end = std::ranges::find_if(block.lines, [&](std::size_t line) {
      pattern = first_found(patterns_.end, text_.lines[line].text);
      return pattern != nullptr;
    });
    if (end == block.lines.end()) return false;
    claim(*end, "end", pattern->key);
    block.lines.erase(end, block.lines.end());
    renew_text(block);
    return true;
  }

  void leave_out_furniture(Block& block) {
    const auto left_out = std::ranges::remove_if(block.lines, [&](std::size_t line) {
      const Pattern* pattern = first_found(patterns_.skip, text_.lines[line].text);
      if (pattern) claim(line, "other", pattern->key);
      return pattern != nullptr;
    });
    if (left_out.empty()) return;
    block.lines.erase(left_out.begin(), left_out.end());
    renew_text(block);
  }

  // After lines were taken from it; the first, which holds the label, is there unless all are gone.
  void renew_text(Block& block) const {
    if (block.lines.empty()) return;
    block.text = text_of(block.lines, text_);
    block.text.erase(0, std::min(block.text.size(), block.label.size()));
    block.text.erase(0, block.text.find_first_not_of(' '));
  }

  bool is_sentence(const Block& block) const {
    return std::string_view(".:;").find(block.text.back()) != std::string_view::npos &&
           asked_in(patterns_, block.text).recommends();
  }

  void read_heading(const Block& block) {
    const std::string addressee = first_value(patterns_.addressee, block.text);
    std::string rule;
    if (!addressee.empty()) {
      addressee_ = addressee;
      addressee_level_ = block.level;
      rule = "section.addressee";
    } else if (block.level <= addressee_level_) {
      addressee_.clear();
    }
    if (block.level < level_ && level_ < kNoLabel) {
      open_ = false;
      for (std::size_t line : block.lines) claim(line, "end", "heading of a higher level");
      return;
    }
    for (std::size_t line : block.lines) claim(line, "heading", rule);
  }

  void claim(std::size_t line, const char* what, const std::string& rule) {
    if (claims_) claims_->push_back(Claim{line, what, rule, ""});
  }

  const ParagraphPatterns& patterns_;
  const DocumentText& text_;
  std::vector<Claim>* claims_;
  bool open_ = false, begun_ = false, opens_part_ = true;
  int level_ = kNoLabel;  // of the heading it began with
  int number_ = 0;        // of the paragraph before
  std::string addressee_;
  int addressee_level_ = kNoLabel;
  std::vector<PartBlock> part_;
};

}  // namespace

std::optional<std::vector<PartBlock>> part_of(const ParagraphPatterns& patterns, const DocumentText& text,
                                              std::vector<Claim>* claims) {
  return PartPass(patterns, text, claims).read();
}

}  // namespace troika::extract
