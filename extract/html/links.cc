#include "extract/html/links.h"

#include <algorithm>
#include <utility>

namespace troika::extract {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string small_letters(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

// A reference taken apart; a part that it lacks is not the same as an empty one, except for the scheme.
struct Reference {
  std::string scheme;
  bool has_authority = false, has_query = false;
  std::string authority, path, query;
};

std::string scheme_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_letter(text.front())) return "";
  const std::string_view scheme = text.substr(0, colon);
  const bool is_scheme = std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  });
  return is_scheme ? small_letters(scheme) : "";
}

Reference parts_of(std::string_view text) {
  Reference parts;
  text = text.substr(0, text.find('#'));
  parts.scheme = scheme_of(text);
  if (!parts.scheme.empty()) text.remove_prefix(parts.scheme.size() + 1);
  const std::size_t query = text.find('?');
  if (query != std::string_view::npos) {
    parts.has_query = true;
    parts.query = text.substr(query + 1);
    text = text.substr(0, query);
  }
  if (text.starts_with("//")) {
    const std::size_t end = std::min(text.find('/', 2), text.size());
    parts.has_authority = true;
    parts.authority = small_letters(text.substr(2, end - 2));
    text.remove_prefix(end);
  }
  parts.path = text;
  return parts;
}

// RFC 3986, section 5.2.4.
std::string without_dot_segments(std::string_view path) {
  std::string result;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/', 1), path.size());
    const std::string_view segment = path.substr(0, end);
    const std::string_view name = segment.substr(segment.starts_with('/') ? 1 : 0);
    path.remove_prefix(end);
    if (name == "..")
      result.resize(std::min(result.rfind('/'), result.size()) == result.size() ? 0 : result.rfind('/'));
    if (name == "." || name == "..") {
      if (path.empty()) result += '/';
    } else {
      result += segment;
    }
  }
  return result;
}

std::string merged(const Reference& base, const std::string& path) {
  if (base.path.empty()) return '/' + path;
  return base.path.substr(0, base.path.rfind('/') + 1) + path;
}

// White space around a reference means nothing, and line breaks in it neither (WHATWG URL). What a URL may not hold
// is encoded.
std::string tidied(std::string_view reference) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto is_space = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!reference.empty() && is_space(reference.front())) reference.remove_prefix(1);
  while (!reference.empty() && is_space(reference.back())) reference.remove_suffix(1);
  std::string tidy;
  for (const char c : reference) {
    if (c == '\t' || c == '\n' || c == '\r') continue;
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7F || c == '"' || c == '<' || c == '>') {
      tidy += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    } else {
      tidy += c;
    }
  }
  return tidy;
}

std::string composed(const Reference& url) {
  const std::string path = url.path.empty() ? "/" : url.path;
  return url.scheme + "://" + url.authority + path + (url.has_query ? '?' + url.query : "");
}

bool is_http(const Reference& url) { return url.scheme == "http" || url.scheme == "https"; }

// RFC 3986, section 5.2.2.
Reference combined(const Reference& base, Reference reference) {
  if (!reference.scheme.empty()) return reference;
  Reference url = std::move(reference);
  url.scheme = base.scheme;
  if (url.has_authority) return url;
  url.has_authority = true;
  url.authority = base.authority;
  if (url.path.empty()) {
    url.path = base.path;
    if (!std::exchange(url.has_query, url.has_query || base.has_query)) url.query = base.query;
  } else if (!url.path.starts_with('/')) {
    url.path = merged(base, url.path);
  }
  return url;
}

}  // namespace

std::string resolved(std::string_view base, std::string_view reference) {
  if (reference.size() > kLongestLink) return "";
  const std::string tidy = tidied(reference);
  Reference parts = parts_of(tidy);
  if (parts.scheme.empty() && base.empty()) return tidy.substr(0, tidy.find('#'));
  Reference url = combined(parts_of(base), std::move(parts));
  if (!is_http(url) || url.authority.empty()) return "";
  url.path = without_dot_segments(url.path);
  return composed(url);
}

void LinkCollector::set_base(std::string_view href) {
  if (std::exchange(has_base_element_, true)) return;
  if (std::string base = resolved(base_, href); !base.empty()) base_ = std::move(base);
}

void LinkCollector::add(std::string_view href) {
  if (links_.size() >= kMostLinks) return;
  std::string link = resolved(base_, href);
  if (link.empty() || !seen_.insert(link).second) return;
  links_.push_back(std::move(link));
}

}  // namespace troika::extract
