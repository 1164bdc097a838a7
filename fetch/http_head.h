// The head of an HTTP response, and how its lines become one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace troika::fetch {

struct HttpHead {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> fields;  // names in lower case, in the order of arrival

  std::string_view field(std::string_view name) const;  // the first of this name; empty where there is none
};

// Reads one response line by line: perhaps interim heads (1xx), the head, perhaps trailers after the body.
class HttpHeadReader {
 public:
  // The head when this line, an empty one, completes it; nothing for all other lines.
  std::optional<HttpHead> take(std::string_view line);
  bool complete() const { return complete_; }

 private:
  HttpHead head_;
  bool complete_ = false;
};

}  // namespace troika::fetch
