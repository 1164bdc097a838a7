#include "extract/rules/outcomes/passages.h"

#include <algorithm>
#include <string_view>

#include "extract/rules/item_text.h"

namespace troika::extract {
namespace {

// Sub-headings ("1. Views expressed ...") stand between the labels of paragraphs.
constexpr std::size_t kLabelsAhead = 4;

// "28/111." on a line of its own: its title follows, with or without space between.
constexpr std::size_t kLongestNumber = 16;

struct Label {
  std::size_t line = 0;
  int number = 0;
  std::size_t end = 0;
};

std::vector<Label> labels_of(const DocumentText& text, const Pattern& paragraph) {
  std::vector<Label> labels;
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    const std::string& line = text.lines[i].text;
    re2::StringPiece rest(line);
    int number = 0;
    if (RE2::Consume(&rest, *paragraph.re, &number) && number > 0)
      labels.push_back({i, number, line.size() - rest.size()});
  }
  return labels;
}

// In the order of the text.
std::vector<Label> paragraph_labels(const DocumentText& text, const Pattern& paragraph) {
  const std::vector<Label> labels = labels_of(text, paragraph);
  std::vector<Label> kept;
  int last = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto ahead = labels.begin() + static_cast<std::ptrdiff_t>(i) + 1;
    const auto until = ahead + static_cast<std::ptrdiff_t>(std::min(kLabelsAhead, labels.size() - i - 1));
    const bool goes_on = std::any_of(ahead, until, [&](const Label& l) { return l.number == labels[i].number + 1; });
    if (labels[i].number != last + 1 && !goes_on) continue;
    kept.push_back(labels[i]);
    last = labels[i].number;
  }
  return kept;
}

bool is_open(const std::string& text) {
  constexpr std::string_view kEnds = ".:;?!)]\"";
  return !text.empty() && kEnds.find(text.back()) == std::string_view::npos && !text.ends_with("”");
}

class PassageBuilder {
 public:
  PassageBuilder(const DocumentText& text, const Pattern& paragraph, const std::vector<Pattern>& entry)
      : text_(text), entry_(entry), labels_(paragraph_labels(text, paragraph)) {}

  std::vector<Passage> build() && {
    auto label = labels_.begin();
    for (std::size_t i = 0; i < text_.lines.size(); ++i) {
      const bool labelled = label != labels_.end() && label->line == i;
      if (labelled || begins(i)) passages_.emplace_back();
      add(i, labelled ? label->end : 0);
      if (labelled) passages_.back().number = label++->number;
    }
    return std::move(passages_);
  }

 private:
  bool begins(std::size_t index) const {
    if (passages_.empty()) return true;
    const Passage& above = passages_.back();
    const Line& line = text_.lines[index];
    if (above.number > 0 && is_open(above.text)) return opens_bold(index);
    if (above.text.size() <= kLongestNumber && first_found(entry_, above.text)) return false;
    return line.opens_block || first_found(entry_, line.text) != nullptr;
  }

  // A heading behind a paragraph whose full stop is missing.
  bool opens_bold(std::size_t index) const {
    const Line& line = text_.lines[index];
    return line.opens_block && line.bold && !text_.lines[index - 1].bold;
  }

  void add(std::size_t index, std::size_t label_end) {
    Passage& passage = passages_.back();
    std::string line = text_of({index}, text_);
    line.erase(0, std::min(label_end, line.size()));
    join_line(passage.text, line);
    passage.lines.push_back(index);
    passage.ends.push_back(passage.text.size());
  }

  const DocumentText& text_;
  const std::vector<Pattern>& entry_;
  std::vector<Label> labels_;
  std::vector<Passage> passages_;
};

}  // namespace

int page_at(const Passage& passage, std::size_t byte, const DocumentText& text) {
  const auto end = std::ranges::upper_bound(passage.ends, byte);
  const auto line =
      std::min<std::size_t>(static_cast<std::size_t>(end - passage.ends.begin()), passage.lines.size() - 1);
  return text.lines[passage.lines[line]].page;
}

std::vector<Passage> passages_of(const DocumentText& text, const Pattern& paragraph,
                                 const std::vector<Pattern>& entry) {
  return PassageBuilder(text, paragraph, entry).build();
}

}  // namespace troika::extract
