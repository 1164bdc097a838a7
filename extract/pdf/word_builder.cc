#include "extract/pdf/word_builder.h"

#include <cmath>
#include <optional>
#include <utility>

#include "extract/pdf/characters.h"

namespace troika::extract {
namespace {

// Poppler's constants, in sizes of the font.
constexpr double kMostOverlap = 0.2;        // minDupBreakOverlap: of a character with the word before it
constexpr double kWordSpace = 0.1;          // minWordBreakSpace
constexpr double kSamePlaceAlong = 0.1;     // dupMaxPriDelta: printed twice
constexpr double kSamePlaceAcross = 0.2;    // dupMaxSecDelta
constexpr double kMostBaselineShift = 0.5;  // points
constexpr double kAccentOffCentre = 0.3;    // combMaxMidDelta, of a letter's width
constexpr double kAccentOffBaseline = 0.4;  // combMaxBaseDelta, of a word's height
constexpr double kTiny = 3;                 // points
constexpr int kMostTiny = 50000;            // tiny characters on a page

// A full page has some 700 words.
constexpr std::size_t kUsualWords = 700;

}  // namespace

WordBuilder::WordBuilder(double width, double height) : width_(width), height_(height) { words_.reserve(kUsualWords); }

bool WordBuilder::is_on_page(const Placed& placed) {
  const auto [at, advance] = placed;
  if (at.x + advance.x < 0 || at.x > width_ || at.y + advance.y < 0 || at.y > height_) return false;
  if (std::isnan(at.x) || std::isnan(at.y) || std::isnan(advance.x) || std::isnan(advance.y)) return false;
  return std::abs(advance.x) >= kTiny || std::abs(advance.y) >= kTiny || ++tiny_ <= kMostTiny;
}

void WordBuilder::add(const TextState& state, Point at, Point advance, const Glyph& glyph) {
  double space = state.char_space;
  if (glyph.code == ' ') space += state.word_space;
  if (space != 0) {
    const Point spacing = state.text.apply_to_distance({space * state.scaling, 0});
    advance = {advance.x - spacing.x, advance.y - spacing.y};
  }
  Placed placed{state.page.apply(at), state.page.apply_to_distance(advance)};
  if (!is_on_page(placed)) return;
  if (glyph.is_white_space) return end_word();
  if (glyph.is_ignored) return;
  if ((glyph.accent != 0 || open_.accent != 0) && combine(placed, glyph)) return;
  break_word(placed);
  if (glyph.characters == 0) return;

  if (!is_open_) begin_word(state);
  // Text that runs against its own direction: each character is a word.
  const Turn turn = open_.turn;
  if ((turn == Turn::kNone && placed.advance.x < 0) || (turn == Turn::kRight && placed.advance.y < 0) ||
      (turn == Turn::kUpsideDown && placed.advance.x > 0) || (turn == Turn::kLeft && placed.advance.y > 0)) {
    end_word();
    begin_word(state);
    placed.at = {placed.at.x + placed.advance.x, placed.at.y + placed.advance.y};
    placed.advance = {-placed.advance.x, -placed.advance.y};
  }
  append(placed, glyph);
}

// Ends the word where the character does not follow on its last one, or stands on top of it.
void WordBuilder::break_word(const Placed& placed) {
  if (!is_open_ || open_.characters == 0) {
    last_overlapped_ = false;
    return;
  }
  double base = 0, space = 0, step = 0;
  switch (open_.turn) {
    case Turn::kNone:
      base = placed.at.y, space = placed.at.x - open_.right, step = placed.at.x - open_.last_edge;
      break;
    case Turn::kRight:
      base = placed.at.x, space = placed.at.y - open_.bottom, step = placed.at.y - open_.last_edge;
      break;
    case Turn::kUpsideDown:
      base = placed.at.y, space = open_.left - placed.at.x, step = open_.last_edge - placed.at.x;
      break;
    case Turn::kLeft: base = placed.at.x, space = open_.top - placed.at.y, step = open_.last_edge - placed.at.y; break;
  }
  const double shift = std::abs(base - open_.base);
  const bool overlaps = std::abs(step) < kSamePlaceAlong * open_.size && shift < kSamePlaceAcross * open_.size;
  if (overlaps || last_overlapped_ || space < -kMostOverlap * open_.size || space > kWordSpace * open_.size ||
      shift > kMostBaselineShift || size_ != open_.size)
    end_word();
  last_overlapped_ = overlaps;
}

void WordBuilder::begin_word(const TextState& state) {
  const Transform &t = state.text, &p = state.page;
  const double a = (t.a * p.a + t.b * p.c) * state.font_size, b = (t.a * p.b + t.b * p.d) * state.font_size;
  const double c = (t.c * p.a + t.d * p.c) * state.font_size, d = (t.c * p.b + t.d * p.d) * state.font_size;
  if (std::abs(a * d) > std::abs(b * c)) {
    open_.turn = a > 0 || d < 0 ? Turn::kNone : Turn::kUpsideDown;
  } else {
    open_.turn = c > 0 ? Turn::kRight : Turn::kLeft;
  }
  open_.text.clear();
  open_.characters = 0;
  open_.accent = 0;
  open_.size = size_;
  is_open_ = true;
}

void WordBuilder::set_bounds(const Placed& placed) {
  const Point at = placed.at;
  const double ascent = metrics_->ascent * open_.size, descent = metrics_->descent * open_.size;
  switch (open_.turn) {
    case Turn::kNone:
      open_.left = at.x, open_.top = at.y - ascent, open_.bottom = at.y - descent;
      if (open_.top == open_.bottom) open_.top = at.y, open_.bottom = at.y + 1;
      open_.base = at.y;
      break;
    case Turn::kRight:
      open_.left = at.x + descent, open_.top = at.y, open_.right = at.x + ascent;
      if (open_.left == open_.right) open_.left = at.x, open_.right = at.x + 1;
      open_.base = at.x;
      break;
    case Turn::kUpsideDown:
      open_.top = at.y + descent, open_.right = at.x, open_.bottom = at.y + ascent;
      if (open_.top == open_.bottom) open_.top = at.y, open_.bottom = at.y + 1;
      open_.base = at.y;
      break;
    case Turn::kLeft:
      open_.left = at.x - ascent, open_.right = at.x - descent, open_.bottom = at.y;
      if (open_.left == open_.right) open_.left = at.x, open_.right = at.x + 1;
      open_.base = at.x;
      break;
  }
}

void WordBuilder::advance_to_end(const Placed& placed) {
  const auto [at, advance] = placed;
  switch (open_.turn) {
    case Turn::kNone: open_.last_edge = at.x, open_.right = open_.edge = at.x + advance.x; break;
    case Turn::kRight: open_.last_edge = at.y, open_.bottom = open_.edge = at.y + advance.y; break;
    case Turn::kUpsideDown: open_.last_edge = at.x, open_.left = open_.edge = at.x + advance.x; break;
    case Turn::kLeft: open_.last_edge = at.y, open_.top = open_.edge = at.y + advance.y; break;
  }
}

// The characters of a ligature share its advance.
void WordBuilder::append(const Placed& placed, const Glyph& glyph) {
  if (open_.characters == 0) {
    open_.metrics = metrics_;
    set_bounds(placed);
  }
  if (glyph.characters == 1) {
    advance_to_end(placed);
  } else {
    const auto parts = static_cast<double>(glyph.characters);
    const Point part = {placed.advance.x / parts, placed.advance.y / parts};
    const double before = parts - 1;
    advance_to_end({{placed.at.x + before * part.x, placed.at.y + before * part.y}, part});
  }
  open_.text += glyph.utf8;
  open_.characters += glyph.characters;
  open_.last = glyph.last;
  open_.accent = glyph.accent;
}

void WordBuilder::end_word() {
  if (!is_open_) return;
  is_open_ = false;
  open_.accent = 0;
  if (open_.turn != Turn::kNone || is_blank(open_.text)) return;
  Word& word = words_.emplace_back();
  word.text = open_.text;
  word.box = {open_.left, open_.top, open_.right, open_.bottom};
  word.baseline = open_.base;
  word.size = open_.size;
  word.bold = open_.metrics->bold;
}

std::vector<Word> WordBuilder::take() {
  end_word();
  return std::exchange(words_, {});
}

// Accents of their own, set over a letter before or after it, become one with it.
bool WordBuilder::combine(const Placed& placed, const Glyph& glyph) {
  if (!is_open_ || open_.characters == 0 || glyph.characters != 1) return false;
  if (glyph.accent != 0 && combine_accent(placed, glyph.accent)) return true;
  return open_.accent != 0 && combine_base(placed, open_.accent, glyph);
}

bool WordBuilder::carries_accents(char32_t character) {
  const std::optional<bool> answer = takes_accents(character);
  if (!answer) undecided_ = true;
  return answer.value_or(false);
}

bool WordBuilder::combine_accent(const Placed& placed, char32_t accent) {
  const bool across = open_.turn == Turn::kNone || open_.turn == Turn::kUpsideDown;
  const double middle = across ? placed.at.x + placed.advance.x / 2 : placed.at.y + placed.advance.y / 2;
  const double base = across ? placed.at.y : placed.at.x;
  const double height = across ? open_.bottom - open_.top : open_.right - open_.left;
  const double letter_middle = (open_.last_edge + open_.edge) / 2;
  if (std::abs(middle - letter_middle) >= std::abs(open_.edge - open_.last_edge) * kAccentOffCentre) return false;
  if (std::abs(base - open_.base) >= height * kAccentOffBaseline) return false;
  if (!carries_accents(open_.last)) return false;
  append_accent(accent);
  return true;
}

// The accent came first.
bool WordBuilder::combine_base(const Placed& placed, char32_t accent, const Glyph& glyph) {
  const bool across = open_.turn == Turn::kNone || open_.turn == Turn::kUpsideDown;
  const double middle = across ? placed.at.x + placed.advance.x / 2 : placed.at.y + placed.advance.y / 2;
  const double base = across ? placed.at.y : placed.at.x;
  const double most_off_centre = std::abs((across ? placed.advance.x : placed.advance.y) * kAccentOffCentre);
  const double accent_middle = (open_.last_edge + open_.edge) / 2;
  if (std::abs(middle - accent_middle) >= most_off_centre) return false;
  if (std::abs(base - open_.base) >= (metrics_->ascent - metrics_->descent) * size_ * kAccentOffBaseline) return false;
  if (!carries_accents(glyph.last)) return false;
  std::string accent_alone;
  append_character(accent_alone, open_.last);
  open_.text.resize(open_.text.size() - accent_alone.size());
  open_.text += glyph.utf8;
  open_.size = size_;
  if (open_.characters == 1) {
    open_.metrics = metrics_;
    set_bounds(placed);
  }
  advance_to_end(placed);
  append_accent(accent);
  return true;
}

// Between the letter's edges.
void WordBuilder::append_accent(char32_t accent) {
  append_character(open_.text, accent);
  ++open_.characters;
  open_.last = accent;
  open_.accent = 0;
  open_.last_edge = (open_.edge + open_.last_edge) / 2;
}

}  // namespace troika::extract
