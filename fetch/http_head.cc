#include "fetch/http_head.h"

#include <algorithm>
#include <charconv>

#include "fetch/ascii.h"

namespace troika::fetch {
namespace {

// Servers send about ten; more make the vector grow.
constexpr std::size_t kUsualFields = 16;

// Of "HTTP/1.1 200 OK"; 0 where there is none.
int status_of(std::string_view line) {
  const std::string_view rest = trim(line.substr(std::min(line.find(' '), line.size())));
  int status = 0;
  std::from_chars(rest.data(), rest.data() + rest.size(), status);
  return status;
}

}  // namespace

std::string_view HttpHead::field(std::string_view name) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.first == name; });
  return found == fields.end() ? std::string_view() : std::string_view(found->second);
}

// A new status line begins a new head: that before it was an interim one.
std::optional<HttpHead> HttpHeadReader::take(std::string_view line) {
  if (complete_) return std::nullopt;
  if (line.starts_with("HTTP/")) {
    head_ = HttpHead{status_of(line), {}};
    head_.fields.reserve(kUsualFields);
    return std::nullopt;
  }
  if (line = trim(line); line.empty()) {
    complete_ = head_.status >= 200;
    return complete_ ? std::optional(std::move(head_)) : std::nullopt;
  }
  if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
    head_.fields.emplace_back(lower(trim(line.substr(0, colon))), trim(line.substr(colon + 1)));
  }
  return std::nullopt;
}

}  // namespace troika::fetch
