// URLs (RFC 3986), read by libcurl: what is judged here by robots.txt and the redirect rules is what it will connect
// to. Implemented in http_client.cc, the one file that names libcurl.
//
//   auto base = parse_url("HTTPS://docs.un.org/en/A HRC?x#y");   // text "https://docs.un.org/en/A%20HRC?x"
//   auto next = resolve_url(*base, "../fr/A/HRC/27/10");          // "https://docs.un.org/fr/A/HRC/27/10"
//
// Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace troika::fetch {

struct Url {
  std::string text;    // all of it, normalized, without fragment
  std::string scheme;  // lower case: "http", "https", "file", or one that is not fetched
  std::string host;    // lower case; IPv6 in brackets; empty for file
  std::string port;    // "443" where none is written; empty for schemes that libcurl does not know
  std::string path;    // path and query, percent-encoded where needed: what robots.txt rules match
  std::string file;    // of a file URL: the path, decoded

  std::string origin() const { return scheme + "://" + host + ":" + port; }
  bool is_http() const { return scheme == "http" || scheme == "https"; }
};

// Nothing for what is no absolute URL, and for URLs with a user name or a password.
std::optional<Url> parse_url(std::string_view text);

// A Location, or a link, as seen from `base`.
std::optional<Url> resolve_url(const Url& base, std::string_view reference);

}  // namespace troika::fetch
