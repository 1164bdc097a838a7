#include "config/error.h"

namespace troika::config {

std::string Error::to_string() const {
  std::string text = at.path;
  if (at.line > 0) {
    text += ':' + std::to_string(at.line);
    if (at.column > 0) text += ':' + std::to_string(at.column);
  }
  if (!text.empty()) text += ": ";
  if (!key.empty()) text += key + ": ";
  return text + message;
}

}  // namespace troika::config
