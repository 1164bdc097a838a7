#include "fetch/redirect.h"

#include <algorithm>
#include <string>
#include <utility>

namespace troika::fetch {
namespace {

tl::unexpected<Failure> refuse(std::string detail) {
  return tl::unexpected(Failure{Stage::kFetch, FailureCode::kRefusedRedirect, false, std::move(detail)});
}

// A Location may hold any byte but a line's end; a detail is one line, and short.
std::string printable(std::string_view text) {
  constexpr std::size_t kLongest = 200;
  std::string result(text.substr(0, kLongest));
  std::replace_if(
      result.begin(), result.end(), [](char c) { return c < 0x20 || c == 0x7f; }, '?');
  return result;
}

}  // namespace

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

Result<Url> follow(const Url& from, std::string_view location, int followed, int most) {
  if (location.empty()) return refuse(from.text + " redirects to nowhere: it gives no Location");
  if (followed >= most) {
    return refuse("more than " + std::to_string(most) + " redirects, the last to " + printable(location) +
                  "; check the URL with a browser");
  }
  auto to = resolve_url(from, location);
  if (!to) return refuse(from.text + " redirects to what is no URL: " + printable(location));
  if (!to->is_http()) return refuse(from.text + " redirects to " + printable(to->text) + ", which is not http(s)");
  if (from.scheme == "https" && to->scheme == "http") {
    return refuse(from.text + " redirects from https to " + printable(to->text) +
                  "; if that is the right place, give its URL in the configuration");
  }
  return std::move(*to);
}

}  // namespace troika::fetch
