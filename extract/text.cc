#include "extract/text.h"

#include <algorithm>

namespace troika::extract {

void Box::cover(const Box& other) {
  left = std::min(left, other.left);
  top = std::min(top, other.top);
  right = std::max(right, other.right);
  bottom = std::max(bottom, other.bottom);
}

}  // namespace troika::extract
