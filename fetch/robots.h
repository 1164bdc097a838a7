// robots.txt after RFC 9309: what a host asks crawlers to leave alone.
//
//   Robots robots = Robots::parse("User-agent: *\nDisallow: /private\nAllow: /private/reports\n", "Troika");
//   robots.allows("/private/reports/1.pdf");  // true: the longest rule decides, and of equals the one that allows
//   robots.allows("/private/x");              // false
//
// What an answer without rules means (RFC 9309, section 2.3.1): 4xx allows all, 5xx or no answer forbids all.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace troika::fetch {

// What is read of a robots.txt; the rest is passed over (RFC 9309, section 2.5: at least 500 KiB).
inline constexpr std::size_t kMaxRobotsBytes = std::size_t{500} << 10;

// Immutable; any thread.
class Robots {
 public:
  static Robots allow_all() { return Robots({}); }
  static Robots disallow_all();

  // Never fails: lines that are no rules are passed over. `agent` is a product token, see product_token(). The groups
  // that name it are taken together; where none does, those of "*"; where there are none either, all is allowed.
  static Robots parse(std::string_view text, std::string_view agent);

  // `path` is path and query, as in Url::path. /robots.txt itself is always allowed.
  bool allows(std::string_view path) const { return deciding_rule(path).empty(); }

  // The rule that forbids `path`, for a message: "Disallow: /private". Empty when it is allowed.
  std::string deciding_rule(std::string_view path) const;

 private:
  struct Rule {
    bool allow;
    std::string pattern;  // as printed
    std::string canonical;
  };
  explicit Robots(std::vector<Rule> rules) : rules_(std::move(rules)) {}
  std::vector<Rule> rules_;
};

// "Troika" of "Troika/0.1 (+https://example.org)": the letters, `-` and `_` it begins with (RFC 9309, section 2.2.1).
std::string product_token(std::string_view user_agent);

}  // namespace troika::fetch
