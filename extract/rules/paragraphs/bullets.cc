#include "extract/rules/paragraphs/bullets.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "extract/rules/item_text.h"

namespace troika::extract {
namespace {

// A line that stands further out than its bullet by more than this, in points, is no part of it.
constexpr double kSameIndent = 1;

class BulletPass {
 public:
  BulletPass(const ParagraphPatterns& patterns, const DocumentText& text, RecordMaker& records,
             std::vector<Claim>* claims)
      : patterns_(patterns), text_(text), records_(records), claims_(claims), open_(patterns.begin.empty()) {}

  bool read() {
    bool begun = open_;
    for (std::size_t i = 0; i < text_.lines.size(); ++i) {
      const std::string& line = text_.lines[i].text;
      if (const Pattern* begin = first_found(patterns_.begin, line)) {
        flush();
        open_ = begun = true;
        claim(i, "heading", begin->key);
      } else if (!open_) {
        continue;
      } else if (const Pattern* end = first_found(patterns_.end, line)) {
        flush();
        open_ = false;
        claim(i, "end", end->key);
      } else if (std::string state = opens_heading(i) ? first_value(patterns_.recommender, line) : ""; !state.empty()) {
        flush();
        recommender_ = std::move(state);
        ++paragraph_;
        claim(i, "heading", "section.recommender");
      } else {
        lines_.push_back(i);
      }
    }
    flush();
    return begun;
  }

 private:
  bool opens_block(std::size_t i) const { return text_.lines[i].opens_block; }

  // Where questions are short, the space around them is no larger than most; bold type tells then.
  bool opens_heading(std::size_t i) const {
    if (opens_block(i)) return true;
    return text_.lines[i].bold && (i == 0 || !text_.lines[i - 1].bold || (paragraph_ == 0 && lines_.empty()));
  }

  bool opens_bullet(std::size_t i) const { return first_found(patterns_.bullets, text_.lines[i].text) != nullptr; }

  // The lines of one State.
  void flush() {
    const std::vector<std::size_t> lines = std::exchange(lines_, {});
    const bool bulleted = std::ranges::any_of(lines, [&](std::size_t i) { return opens_bullet(i); });
    std::vector<std::size_t> item;
    int count = 0;
    for (std::size_t i : lines) {
      if (bulleted ? opens_bullet(i) : opens_text(i, item)) {
        add(std::exchange(item, {}), count);
        item.push_back(i);
      } else if (!item.empty() && continues(i, item, bulleted)) {
        item.push_back(i);
      } else {
        add(std::exchange(item, {}), count);
        claim(i, "unclaimed", "");
      }
    }
    add(std::move(item), count);
  }

  bool opens_text(std::size_t i, const std::vector<std::size_t>& item) const {
    return item.empty() || (opens_block(i) && !(turns_page(i, item) && !ends_sentence(item)));
  }

  bool turns_page(std::size_t i, const std::vector<std::size_t>& item) const {
    return text_.lines[i].page != text_.lines[item.back()].page;
  }

  bool ends_sentence(const std::vector<std::size_t>& item) const {
    const std::string& line = text_.lines[item.back()].text;
    return line.empty() || std::string_view(".?!;:").find(line.back()) != std::string_view::npos;
  }

  // A heading between bullets stands where they do; the lines of a bullet are indented behind its sign.
  bool continues(std::size_t i, const std::vector<std::size_t>& item, bool bulleted) const {
    if (!bulleted) return true;
    if (text_.lines[i].bold && !text_.lines[item.back()].bold && ends_sentence(item)) return false;
    if (!opens_block(i)) return true;
    return text_.lines[i].indent > text_.lines[item.front()].indent + kSameIndent &&
           (turns_page(i, item) || !ends_sentence(item) || item.size() == 1 ||
            text_.lines[i].indent < text_.lines[item[1]].indent + kSameIndent);
  }

  void add(std::vector<std::size_t> lines, int& count) {
    if (lines.empty()) return;
    if (paragraph_ == 0) {
      records_.reject("no-heading", "stands under no State's name", 0, text_.lines[lines.front()].page,
                      text_of(lines, text_));
      records_.claim(lines, "unclaimed", "");
      return;
    }
    Draft draft;
    draft.text = text_of(lines, text_);
    for (const Pattern& bullet : patterns_.bullets) {
      re2::StringPiece rest(draft.text), sign;
      if (!bullet.re->Match(rest, 0, rest.size(), RE2::ANCHOR_START, &sign, 1)) continue;
      draft.label = std::string(sign);
      draft.label.erase(draft.label.find_last_not_of(' ') + 1);
      draft.text.erase(0, sign.size());
      break;
    }
    draft.paragraph = paragraph_;
    draft.item = std::to_string(++count);
    draft.lines = std::move(lines);
    draft.recommenders = {recommender_};
    draft.rule = "paragraphs.bullets";
    records_.add(std::move(draft)).flags.push_back({"counted-number", "the document prints none: State and question"});
  }

  void claim(std::size_t line, const char* what, const std::string& rule) {
    if (claims_) claims_->push_back(Claim{line, what, rule, ""});
  }

  const ParagraphPatterns& patterns_;
  const DocumentText& text_;
  RecordMaker& records_;
  std::vector<Claim>* claims_;
  bool open_ = false;
  std::string recommender_;
  int paragraph_ = 0;
  std::vector<std::size_t> lines_;
};

}  // namespace

bool read_bullets(const ParagraphPatterns& patterns, const DocumentText& text, RecordMaker& records,
                  std::vector<Claim>* claims) {
  return BulletPass(patterns, text, records, claims).read();
}

}  // namespace troika::extract
