// Characters of a page in the order in which they are drawn -> words, by the rules of Poppler's TextPage in raw order
// (TextOutputDev.cc, 22.12): the same words with the same boxes, bit by bit.
//
//   WordBuilder builder(595, 842);
//   builder.set_font(font, size);                        // when font, size or matrices have changed
//   builder.add(state, {x, y}, {dx, dy}, glyph);
//   std::vector<Word> words = builder.take();
//
// Words that are turned, or blank, are taken apart like others and left out. One thread, one page.
#pragma once

#include <string>
#include <vector>

#include "extract/pdf/font.h"
#include "extract/pdf/text_state.h"
#include "extract/pdf/words.h"

namespace troika::extract {

class WordBuilder {
 public:
  // Size of the page as it is shown, in points.
  WordBuilder(double width, double height);

  // For what follows; `size` is that on the page. The metrics must outlive the words under way.
  void set_font(const FontMetrics* metrics, double size) {
    metrics_ = metrics;
    size_ = size;
  }

  // A glyph at `at`, in user space, that moves on by `advance`, spacing included.
  void add(const TextState& state, Point at, Point advance, const Glyph& glyph);

  // All words so far; ends the one under way.
  std::vector<Word> take();

  // An accent met a character of which it is not known here whether accents go with it: the words are not to be used.
  bool undecided() const { return undecided_; }

 private:
  // Which way a line of text runs on the page.
  enum class Turn : unsigned char { kNone, kRight, kUpsideDown, kLeft };

  struct Open {           // the word under way
    std::string text;     // UTF-8
    int characters = 0;   // of it
    char32_t last = 0;    // of them
    char32_t accent = 0;  // what the last one is when it stands on a letter, if it is an accent
    Turn turn = Turn::kNone;
    const FontMetrics* metrics = nullptr;  // of its first character
    double size = 0;
    double left = 0, top = 0, right = 0, bottom = 0;
    double base = 0;                 // baseline, along the axis across the text
    double last_edge = 0, edge = 0;  // where the last character begins and ends, along the text
  };

  struct Placed {  // a character on the page: its origin and its advance, points
    Point at;
    Point advance;
  };

  bool is_on_page(const Placed& placed);
  bool combine(const Placed& placed, const Glyph& glyph);
  bool combine_accent(const Placed& placed, char32_t accent);
  bool combine_base(const Placed& placed, char32_t accent, const Glyph& glyph);
  bool carries_accents(char32_t character);
  void break_word(const Placed& placed);
  void begin_word(const TextState& state);
  void set_bounds(const Placed& placed);
  void advance_to_end(const Placed& placed);
  void append(const Placed& placed, const Glyph& glyph);
  void append_accent(char32_t accent);
  void end_word();

  double width_, height_;
  std::vector<Word> words_;
  const FontMetrics* metrics_ = nullptr;
  double size_ = 0;
  bool is_open_ = false;
  Open open_;
  bool last_overlapped_ = false;
  int tiny_ = 0;
  bool undecided_ = false;
};

}  // namespace troika::extract
