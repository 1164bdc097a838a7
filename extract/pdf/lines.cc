#include "extract/pdf/lines.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

namespace troika::extract {
namespace {

// Baselines of one printed line differ by rounding, or by a font's own offset; the tightest leading seen is 1.1 sizes.
constexpr double kSameBaseline = 0.25;
// A superscript is set at 0.58 to 0.75 of its line's size; small capitals and 9-point asides are above that.
constexpr double kSuperscriptSize = 0.8;
// Raised by at least this, and by no more than a line's height.
constexpr double kSuperscriptMinRise = 0.1;
constexpr double kSuperscriptMaxRise = 0.75;
// Poppler ends a word at a gap of 0.1 sizes or at a space glyph, so a smaller gap between words of one style means a
// space that justification has squeezed, and between styles (a superscript, a bold letter) no space.
constexpr double kSpaceSameStyle = 0.03;
constexpr double kSpaceOtherStyle = 0.1;
// Justification stretches spaces to half a size now and then; cells of a table are further apart.
constexpr double kStop = 0.65;
// In a line of many words that is stretched further, only what is wider than its own spaces parts cells. Those are the
// narrow ones: of a row with few words, most gaps may be between cells.
constexpr double kStopOfSpaces = 1.8;
constexpr std::size_t kManySpaces = 6;
// Bold is sometimes made by printing the same word twice, a fraction of a point apart.
constexpr double kOverprint = 0.15;

struct Row {
  double baseline = 0;
  double size = 0;  // of its largest words
  std::vector<const Word*> words;
};

bool is_superscript_of(const Word& word, const Row& row) {
  double rise = row.baseline - word.baseline;
  return word.size < kSuperscriptSize * row.size && rise > kSuperscriptMinRise * row.size &&
         rise < kSuperscriptMaxRise * row.size;
}

// Largest words first: a row's size and baseline are those of its text, and superscripts find it there.
std::vector<const Word*> largest_first(const Page& page) {
  struct Sized {
    double size;
    const Word* word;
  };
  std::vector<Sized> sized;
  sized.reserve(page.words.size());
  for (const Word& word : page.words) sized.push_back({word.size, &word});
  std::stable_sort(sized.begin(), sized.end(), [](const Sized& a, const Sized& b) { return a.size > b.size + 0.05; });
  std::vector<const Word*> order;
  order.reserve(sized.size());
  for (const Sized& entry : sized) order.push_back(entry.word);
  return order;
}

// The rows of a page, found by their baselines.
class Rows {
 public:
  void add(const Word& word) {
    // Words come line by line, so most are of the same row as the one before; no two rows have one baseline.
    if (rows_.empty() || rows_[last_].baseline != word.baseline) last_ = row_for(word);
    rows_[last_].words.push_back(&word);
  }

  std::vector<Row> take() { return std::move(rows_); }

 private:
  struct Baseline {
    double at;
    std::size_t row;
  };

  // The nearest that the word belongs to, or a new one.
  std::size_t row_for(const Word& word) {
    const double reach = std::max(kSuperscriptMaxRise, kSameBaseline) * 3 * std::max(word.size, 6.0);
    const double near = kSameBaseline * std::max(word.size, 4.0);
    std::size_t home = rows_.size();
    double nearest = reach;
    const auto before = [](const Baseline& baseline, double at) { return baseline.at < at; };
    auto it = std::lower_bound(by_baseline_.begin(), by_baseline_.end(), word.baseline - reach, before);
    for (; it != by_baseline_.end() && it->at <= word.baseline + reach; ++it) {
      const double distance = std::abs(it->at - word.baseline);
      if (distance >= nearest) continue;
      if (distance < near || is_superscript_of(word, rows_[it->row])) {
        nearest = distance;
        home = it->row;
      }
    }
    if (home == rows_.size()) {
      rows_.push_back(Row{word.baseline, word.size, {}});
      it = std::lower_bound(by_baseline_.begin(), by_baseline_.end(), word.baseline, before);
      by_baseline_.insert(it, {word.baseline, home});
    }
    return home;
  }

  std::vector<Row> rows_;
  std::vector<Baseline> by_baseline_;  // sorted
  std::size_t last_ = 0;
};

bool overprints(const Word& a, const Word& b) {
  double reach = kOverprint * b.size;
  return a.text == b.text && std::abs(a.box.left - b.box.left) < reach && std::abs(a.baseline - b.baseline) < reach;
}

bool space_between(const Word& left, const Word& right) {
  double gap = right.box.left - left.box.right;
  bool same_style = std::abs(left.size - right.size) < 0.1 && std::abs(left.baseline - right.baseline) < 0.1;
  double size = std::max(left.size, right.size);
  return gap > (same_style ? kSpaceSameStyle : kSpaceOtherStyle) * size;
}

// Footnote marks are figures or asterisks; raised letters are ordinals ("19th") and stay text.
bool reads_as_mark(const std::string& text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (text.compare(at, 3, "\u2217") == 0 || text.compare(at, 3, "\u2020") == 0 ||
        text.compare(at, 3, "\u2021") == 0) {
      at += 3;
    } else if ((text[at] >= '0' && text[at] <= '9') || text[at] == '*' || text[at] == ',') {
      ++at;
    } else {
      return false;
    }
  }
  return true;
}

std::size_t letters(const Word& word) { return word.text.size(); }

// Size and weight of most letters; the smaller size where as many are of either.
void set_style(Line& line, const std::vector<const Word*>& words) {
  struct Count {
    long size;  // in tenths of a point
    std::size_t letters;
  };
  std::vector<Count> counts;
  std::size_t bold = 0, all = 0;
  for (const Word* word : words) {
    const long size = std::lround(word->size * 10);
    auto count = std::find_if(counts.begin(), counts.end(), [&](const Count& c) { return c.size == size; });
    if (count == counts.end()) count = counts.insert(counts.end(), {size, 0});
    count->letters += letters(*word);
    all += letters(*word);
    if (word->bold) bold += letters(*word);
  }
  const auto most = std::max_element(counts.begin(), counts.end(), [](const Count& a, const Count& b) {
    return std::tuple(a.letters, -a.size) < std::tuple(b.letters, -b.size);
  });
  line.size = static_cast<double>(most->size) / 10;
  line.bold = bold * 2 > all;
}

void drop_stretched_spaces(std::vector<Stop>& stops, const std::vector<const Word*>& words) {
  if (stops.empty() || words.size() <= kManySpaces) return;
  std::vector<double> spaces;
  for (std::size_t i = 1; i < words.size(); ++i) spaces.push_back(words[i]->box.left - words[i - 1]->box.right);
  const auto narrow = spaces.begin() + static_cast<std::ptrdiff_t>(spaces.size() / 4);
  std::nth_element(spaces.begin(), narrow, spaces.end());
  std::erase_if(stops, [&](const Stop& stop) { return stop.until - stop.from < kStopOfSpaces * *narrow; });
}

Line line_of(Row& row, int page) {
  const auto left_first = [](const Word* a, const Word* b) { return a->box.left < b->box.left; };
  if (!std::is_sorted(row.words.begin(), row.words.end(), left_first))
    std::stable_sort(row.words.begin(), row.words.end(), left_first);
  Line line;
  line.page = page;
  line.box = row.words.front()->box;
  const Word* previous = nullptr;
  for (const Word* word : row.words) {
    if (previous && overprints(*word, *previous)) continue;
    if (previous && space_between(*previous, *word)) line.text += ' ';
    std::size_t begin = line.text.size();
    if (previous && word->box.left - previous->box.right > kStop * row.size)
      line.stops.push_back(Stop{begin, previous->box.right, word->box.left});
    line.text += word->text;
    if (is_superscript_of(*word, row) && reads_as_mark(word->text)) line.marks.push_back(Span{begin, line.text.size()});
    line.box.cover(word->box);
    previous = word;
  }
  drop_stretched_spaces(line.stops, row.words);
  set_style(line, row.words);
  return line;
}

}  // namespace

std::vector<Line> lines_of(const Page& page) {
  Rows by_baseline;
  for (const Word* word : largest_first(page)) by_baseline.add(*word);
  std::vector<Row> rows = by_baseline.take();
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.baseline < b.baseline; });
  std::vector<Line> lines;
  lines.reserve(rows.size());
  for (Row& row : rows) lines.push_back(line_of(row, page.number));
  return lines;
}

}  // namespace troika::extract
