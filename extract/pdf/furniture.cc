#include "extract/pdf/furniture.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace troika::extract {
namespace {

// Running lines keep to the outer parts of the page; body text reaches into both, so place alone decides nothing.
constexpr double kHead = 0.14;
constexpr double kFoot = 0.86;
// A sentence that ends a page at the same height as another, word for word, on three pages was not seen in 7,046.
constexpr int kRepeats = 3;
// Words alone that run through a document are on one page of so many at least: each second one has its own.
constexpr std::size_t kWordsShare = 4;
constexpr int kMostRepeats = 5;
// A number of the page's own, or of one that the page shares with another in the same place.
constexpr int kPageNumberRepeats = 2;
constexpr std::size_t kLongestPageNumber = 3;
// Height on the page in steps of this many points: running lines sit still to a fraction of one.
constexpr double kStep = 4;
// Footnotes are set at least this much smaller than the text: 9 on 10, 10 on 12.
constexpr double kFootnoteSmaller = 0.7;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_page_number(const Line& line) {
  return line.text.size() <= kLongestPageNumber && std::all_of(line.text.begin(), line.text.end(), is_digit);
}

// Documents of two or three pages repeat nothing often enough: there, running lines are the cover's symbol and the
// number of the page itself, at its very edge.
constexpr std::size_t kEdgeLines = 2;

std::set<std::string> words_of(const PageLines& page) {
  std::set<std::string> words;
  for (const Line& line : page.lines) {
    std::istringstream rest(line.text);
    for (std::string word; rest >> word;) words.insert(word);
  }
  return words;
}

bool is_symbol_of_cover(const Line& line, const std::set<std::string>& cover_words) {
  return line.text.find('/') != std::string::npos && cover_words.contains(line.text);
}

// "Page 2" on page 2.
bool names_its_page(const Line& line) {
  const std::size_t space = line.text.find(' ');
  return space != std::string::npos && line.text.substr(space + 1) == std::to_string(line.page);
}

// "Goes on overleaf", at the foot of documents until about 2000, the first page among them.
bool is_overleaf_sign(const Line& line) { return line.text == "/..." || line.text == "/\u2026"; }

bool in_running_place(const PageLines& page, const Line& line) {
  return line.box.bottom < kHead * page.height || line.box.top > kFoot * page.height;
}

// What a line says and its height on the page in steps.
using Key = std::pair<std::string, long>;

// A running line says the same on page after page, or the same but for the page's number: one key for the text as it
// stands, one for each figure that may be that number, by how far it is from the page's. Spaces do not count:
// "A/HRC/ 8/29 Page 9" is "A/HRC/8/29 Page 9". "122.19" and "122.33", below each other on two pages, have no key in
// common.
std::vector<Key> keys_of(const Line& line) {
  const long height = std::lround(line.box.top / kStep);
  std::string text;
  for (char c : line.text)
    if (c != ' ') text += c;
  std::vector<Key> keys = {{text, height}};
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at])) continue;
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end - at <= kLongestPageNumber) {
      const int away = std::stoi(text.substr(at, end - at)) - line.page;
      keys.emplace_back(text.substr(0, at) + '#' + std::to_string(away) + '#' + text.substr(end), height);
    }
    at = end;
  }
  return keys;
}

using Seen = std::map<Key, int>;

// A line's height may fall on either side of a step, so its neighbours count too.
int times_seen(const Seen& seen, const Line& line) {
  int most = 0;
  for (const Key& key : keys_of(line)) {
    int times = 0;
    for (long step : {-1, 0, 1}) {
      auto it = seen.find({key.first, key.second + step});
      if (it != seen.end()) times += it->second;
    }
    most = std::max(most, times);
  }
  return most;
}

// A table's cells say "Accepted" at one height now and then; running lines without a figure do so on most pages, or on
// all pages of an annex.
int repeats_needed(const Line& line, std::size_t pages) {
  const bool has_figure = std::any_of(line.text.begin(), line.text.end(), is_digit);
  return has_figure ? kRepeats : std::clamp(static_cast<int>(pages / kWordsShare), kRepeats, kMostRepeats);
}

double dominant_size(const std::vector<PageLines>& pages) {
  std::map<long, std::size_t> letters;
  for (const PageLines& page : pages)
    for (const Line& line : page.lines) letters[std::lround(line.size * 10)] += line.text.size();
  auto most = std::max_element(letters.begin(), letters.end(),
                               [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == letters.end() ? 0 : static_cast<double>(most->first) / 10;
}

// The document's body size where the page has lines of it; small print through a whole page is body text there.
double body_size(const PageLines& page, double document_size) {
  for (const Line& line : page.lines)
    if (std::abs(line.size - document_size) < kFootnoteSmaller) return document_size;
  return dominant_size({page});
}

// The rule above footnotes is sometimes typed: "_____".
bool is_rule(const Line& line) { return line.text.find_first_not_of("_- ") == std::string::npos; }

// Bytes of the mark that a line begins with: raised figures, or asterisks, which are not always raised.
std::size_t mark_length(const Line& line) {
  if (!line.marks.empty() && line.marks.front().begin == 0) return line.marks.front().end;
  constexpr std::string_view kAsteriskOperator = "\u2217";
  std::size_t length = 0;
  while (length < line.text.size()) {
    const std::string_view rest = std::string_view(line.text).substr(length);
    const std::size_t step = rest.starts_with('*')                 ? 1
                             : rest.starts_with(kAsteriskOperator) ? kAsteriskOperator.size()
                                                                   : 0;
    if (step == 0) break;
    length += step;
  }
  return length;
}

// Typed notes, until about 2000, bear their mark in full size: "1/ A/42/521, annex.", and so does the text. Bytes of
// the mark that stands at `at`.
std::size_t typed_mark_length(const std::string& text, std::size_t at) {
  std::size_t digits = 0;
  while (at + digits < text.size() && is_digit(text[at + digits])) ++digits;
  if (digits == 0 || digits > 3 || at + digits >= text.size() || text[at + digits] != '/') return 0;
  const std::size_t end = at + digits + 1;
  return end == text.size() || std::string_view(" ,;.)").find(text[end]) != std::string_view::npos ? digits + 1 : 0;
}

// Below a typed rule, a line that begins with a typed mark opens the page's notes. The page's end where it has none.
std::vector<Line>::iterator typed_footnotes_begin(PageLines& page) {
  for (auto it = page.lines.begin(); it != page.lines.end(); ++it) {
    const auto next = std::next(it);
    if (is_rule(*it) && next != page.lines.end() && typed_mark_length(next->text, 0) > 0) return it;
  }
  return page.lines.end();
}

// The typed marks in a line that belong to a note; a mark may stand again on a later page than its note.
void set_typed_marks(Line& line, const std::set<std::string>& marks) {
  for (std::size_t at = 0; at < line.text.size(); ++at) {
    if (at > 0 && line.text[at - 1] != ' ') continue;
    const std::size_t length = typed_mark_length(line.text, at);
    if (length > 0 && marks.contains(line.text.substr(at, length))) line.marks.push_back(Span{at, at + length});
  }
}

bool is_aside(const Line& line, double body) { return line.size <= body - kFootnoteSmaller || is_rule(line); }

// First line of the page's footnotes; the page's end where it has none.
std::vector<Line>::iterator footnotes_begin(PageLines& page, double body) {
  auto first = page.lines.end();
  for (auto it = page.lines.end(); it != page.lines.begin();) {
    --it;
    bool lone_mark = !it->marks.empty() && it->marks.front().begin == 0 && it->marks.front().end == it->text.size();
    if (!is_aside(*it, body) && !lone_mark) break;
    first = it;
  }
  return first;
}

void join(std::string& text, const std::string& more) {
  if (!text.empty() && !more.empty()) text += ' ';
  text += more;
}

Note begin_note(const Line& line, std::size_t mark) {
  Note note;
  note.page = line.page;
  note.mark = line.text.substr(0, mark);
  std::size_t text = line.text.find_first_not_of(' ', note.mark.size());
  if (text != std::string::npos) note.text = line.text.substr(text);
  return note;
}

}  // namespace

std::vector<Line> take_running_lines(std::vector<PageLines>& pages) {
  Seen seen;
  for (const PageLines& page : pages)
    for (const Line& line : page.lines)
      if (in_running_place(page, line))
        for (const Key& key : keys_of(line)) ++seen[key];

  const std::set<std::string> cover_words = pages.empty() ? std::set<std::string>() : words_of(pages.front());
  const auto runs = [&](const PageLines& page, std::size_t at) {
    const Line& line = page.lines[at];
    if (!in_running_place(page, line)) return false;
    if (is_overleaf_sign(line)) return true;
    if (&page == &pages.front()) return false;
    const int times = times_seen(seen, line);
    if (is_page_number(line)) return line.text == std::to_string(line.page) || times >= kPageNumberRepeats;
    if (times >= repeats_needed(line, pages.size())) return true;
    const bool at_edge = at < kEdgeLines || at + kEdgeLines >= page.lines.size();
    return at_edge && (is_symbol_of_cover(line, cover_words) || names_its_page(line));
  };
  std::vector<Line> taken;
  for (PageLines& page : pages) {
    std::vector<char> running;  // one per line
    for (std::size_t i = 0; i < page.lines.size(); ++i) running.push_back(runs(page, i) ? 1 : 0);
    std::vector<Line> kept;
    for (std::size_t i = 0; i < page.lines.size(); ++i) (running[i] ? taken : kept).push_back(std::move(page.lines[i]));
    page.lines = std::move(kept);
  }
  return taken;
}

std::vector<Note> take_footnotes(std::vector<PageLines>& pages) {
  std::vector<Note> notes;
  std::set<std::string> typed_marks;
  const double document_size = dominant_size(pages);
  for (PageLines& page : pages) {
    const auto typed = typed_footnotes_begin(page);
    const auto first = typed != page.lines.end() ? typed : footnotes_begin(page, body_size(page, document_size));
    for (auto it = first; it != page.lines.end(); ++it) {
      if (is_rule(*it)) continue;
      const std::size_t typed_mark = first == typed ? typed_mark_length(it->text, 0) : 0;
      const std::size_t mark = std::max(mark_length(*it), typed_mark);
      if (mark > 0 || notes.empty()) {
        notes.push_back(begin_note(*it, mark));
        if (typed_mark > 0) typed_marks.insert(notes.back().mark);
      } else {
        join(notes.back().text, it->text);
      }
    }
    page.lines.erase(first, page.lines.end());
  }
  if (!typed_marks.empty())
    for (PageLines& page : pages)
      for (Line& line : page.lines) set_typed_marks(line, typed_marks);
  return notes;
}

}  // namespace troika::extract
