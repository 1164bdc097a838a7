#include "config/forms.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <system_error>

namespace troika::config {
namespace {

// Symbols have some thirty letters; this only keeps a lost text out.
constexpr std::size_t kLongestSymbol = 80;

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

std::string lower(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (is_capital(c)) c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

// "Add.1" and "2014" are parts, "hrc" and "" are not: small letters stand only behind a capital.
bool is_symbol_part(std::string_view part) {
  const auto may_stand = [](char c) {
    return is_capital(c) || is_small(c) || is_digit(c) || c == '.' || c == '-' || c == '(' || c == ')';
  };
  return !part.empty() && !is_small(part.front()) && part.front() != '.' && part.front() != '-' &&
         std::all_of(part.begin(), part.end(), may_stand);
}

std::string scheme_of(std::string_view url) {
  const std::size_t colon = url.find(':');
  if (colon == std::string_view::npos) return "";
  const std::string_view scheme = url.substr(0, colon);
  const bool is_scheme = std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return is_capital(c) || is_small(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
  return is_scheme ? lower(scheme) : "";
}

}  // namespace

bool is_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto year = digits(text.substr(0, 4)), month = digits(text.substr(5, 2)), day = digits(text.substr(8, 2));
  if (!year || !month || !day) return false;
  return std::chrono::year_month_day(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                     std::chrono::day(static_cast<unsigned>(*day)))
      .ok();
}

bool is_state_code(std::string_view text) {
  return text.size() == 3 && std::all_of(text.begin(), text.end(), is_capital);
}

bool is_document_symbol(std::string_view text) {
  if (text.size() > kLongestSymbol) return false;
  const std::size_t slash = text.find('/');
  if (slash == 0 || slash == std::string_view::npos) return false;
  if (!std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(slash), is_capital)) return false;
  std::string_view rest = text.substr(slash + 1);
  if (std::none_of(rest.begin(), rest.end(), is_digit)) return false;
  while (true) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    if (!is_symbol_part(rest.substr(0, end))) return false;
    if (end == rest.size()) return true;
    rest.remove_prefix(end + 1);
  }
}

std::string problem_with_url(std::string_view url, bool allow_file_urls) {
  const auto is_unprintable = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; };
  if (std::any_of(url.begin(), url.end(), is_unprintable)) return "holds a space or a control character; write %20";
  const std::string scheme = scheme_of(url);
  if (scheme == "file") {
    if (!allow_file_urls) return "is a file URL; set allow_file_urls = true under [fetch] to allow it";
    return url.substr(5).starts_with("///") ? "" : "must be file:/// and an absolute path";
  }
  if (scheme != "http" && scheme != "https") return "must begin with https:// or http://";
  const std::string_view rest = url.substr(scheme.size() + 1);
  if (!rest.starts_with("//")) return "must begin with https:// or http://";
  const std::string_view authority = rest.substr(2, rest.find_first_of("/?#", 2) - 2);
  const std::string_view host = authority.substr(authority.rfind('@') + 1);
  return host.empty() || host.front() == ':' ? "has no host" : "";
}

bool is_http_url(std::string_view url) {
  const std::string scheme = scheme_of(url);
  return scheme == "http" || scheme == "https";
}

}  // namespace troika::config
