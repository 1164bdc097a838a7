// The part of a content stream's graphics state that moves text (ISO 32000-1, 8.3 and 9.3).
//
// The order of every sum is Poppler's: geometry has the same bits.
#pragma once

#include <cmath>

namespace troika::extract {

class Font;

struct Point {
  double x = 0, y = 0;
};

// x' = a x + c y + e, y' = b x + d y + f
struct Transform {
  double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;

  Point apply(Point p) const { return {a * p.x + c * p.y + e, b * p.x + d * p.y + f}; }
  Point apply_to_distance(Point p) const { return {a * p.x + c * p.y, b * p.x + d * p.y}; }

  // `inner` first, then this one.
  Transform after(const Transform& inner) const {
    return {inner.a * a + inner.b * c, inner.a * b + inner.b * d,     inner.c * a + inner.d * c,
            inner.c * b + inner.d * d, inner.e * a + inner.f * c + e, inner.e * b + inner.f * d + f};
  }
};

// What q saves and Q restores. Lengths are in text space.
struct TextState {
  Transform page;  // user space -> points from the page's top left corner
  Transform text;  // text space -> user space
  Font* font = nullptr;
  double font_size = 0;
  double char_space = 0;
  double word_space = 0;
  double scaling = 1;  // horizontal
  double leading = 0;
  double rise = 0;

  // Of an upright letter, in points on the page.
  double size_on_page() const {
    const Point up = page.apply_to_distance({text.c * font_size, text.d * font_size});
    return std::sqrt(up.x * up.x + up.y * up.y);
  }
};

}  // namespace troika::extract
