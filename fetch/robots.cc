#include "fetch/robots.h"

#include <algorithm>
#include <optional>

#include "fetch/ascii.h"

namespace troika::fetch {
namespace {

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

// ---- Percent-encoding (section 2.2.2): both sides are brought to one form before they are compared.

bool is_letter_or_digit(char c) { return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9'); }

std::optional<unsigned char> hex_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned char>(c - '0');
  if (lower(c) >= 'a' && lower(c) <= 'f') return static_cast<unsigned char>(lower(c) - 'a' + 10);
  return std::nullopt;
}

void append_encoded(std::string& to, unsigned char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  to += '%';
  to += kDigits[byte >> 4];
  to += kDigits[byte & 15];
}

// Unreserved characters mean the same encoded or not. So do `:`, `/`, `?` and `@` within a query.
bool same_when_encoded(char c, bool in_query) {
  constexpr std::string_view kUnreserved = "-._~", kOfQueries = ":/?@";
  return is_letter_or_digit(c) || kUnreserved.find(c) != std::string_view::npos ||
         (in_query && kOfQueries.find(c) != std::string_view::npos);
}

// `operators`: `*` and `$` stand for themselves in a pattern, and are literal characters in a path.
std::string canonical(std::string_view text, bool operators) {
  std::string result;
  bool in_query = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto high = i + 2 < text.size() && c == '%' ? hex_value(text[i + 1]) : std::nullopt;
    const auto low = high ? hex_value(text[i + 2]) : std::nullopt;
    if (low) {
      const auto byte = static_cast<unsigned char>(*high << 4 | *low);
      i += 2;
      if (same_when_encoded(static_cast<char>(byte), in_query)) {
        result += static_cast<char>(byte);
      } else {
        append_encoded(result, byte);
      }
      continue;
    }
    in_query = in_query || c == '?';
    const bool literal = c > 0x20 && c < 0x7f && c != '*' && c != '$';
    const bool is_operator = operators && (c == '*' || (c == '$' && i + 1 == text.size()));
    if (literal || is_operator) {
      result += c;
    } else {
      append_encoded(result, static_cast<unsigned char>(c));
    }
  }
  return result;
}

// Whether a pattern matches the beginning of a path. Goes back to the last `*` only, which suffices: time is at most
// the product of the lengths, whatever the host wrote.
bool matches(std::string_view pattern, std::string_view path) {
  const bool anchored = pattern.ends_with('$');
  if (anchored) pattern.remove_suffix(1);
  std::size_t p = 0, at = 0, star = std::string_view::npos, star_at = 0;
  while (true) {
    if (p == pattern.size() && (!anchored || at == path.size())) return true;
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_at = at;
    } else if (p < pattern.size() && at < path.size() && pattern[p] == path[at]) {
      ++p, ++at;
    } else if (star != std::string_view::npos && star_at < path.size()) {
      p = star + 1;
      at = ++star_at;
    } else {
      return false;
    }
  }
}

// ---- Lines (section 2.2)

struct Line {
  std::string_view key, value;
};

// LF, CR LF or CR end a line.
Line next_line(std::string_view& text) {
  const std::size_t end = text.find_first_of("\r\n");
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  line = line.substr(0, line.find('#'));
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  return {trim(line.substr(0, colon)), trim(line.substr(colon + 1))};
}

enum class Names { kNobody, kEverybody, kUs };

Names whom(std::string_view value, std::string_view agent) {
  if (value == "*") return Names::kEverybody;
  // Some write a version: "Troika/1.0" is the product Troika.
  return same_word(product_token(value), agent) && !agent.empty() ? Names::kUs : Names::kNobody;
}

}  // namespace

Robots Robots::disallow_all() { return Robots({{false, "/", "/"}}); }

Robots Robots::parse(std::string_view text, std::string_view agent) {
  // Half a rule might mean another: "Disallow: /" of "Disallow: /tmp". The line that the limit cuts is left out.
  if (text.size() >= kMaxRobotsBytes) text = text.substr(0, text.find_last_of("\r\n", kMaxRobotsBytes - 1) + 1);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);

  std::vector<Rule> ours, everybodys;
  bool named = false, for_us = false, for_everybody = false, in_rules = false;
  while (!text.empty()) {
    const Line line = next_line(text);
    if (same_word(line.key, "user-agent")) {
      if (in_rules) for_us = for_everybody = in_rules = false;  // a new group
      const Names names = whom(line.value, agent);
      for_us = for_us || names == Names::kUs;
      for_everybody = for_everybody || names == Names::kEverybody;
      named = named || for_us;
    } else if (const bool allow = same_word(line.key, "allow"); allow || same_word(line.key, "disallow")) {
      in_rules = true;
      if (line.value.empty()) continue;  // "Disallow:" forbids nothing
      const Rule rule{allow, std::string(line.value), canonical(line.value, true)};
      if (for_us) ours.push_back(rule);
      if (for_everybody) everybodys.push_back(rule);
    }
  }
  return Robots(named ? std::move(ours) : std::move(everybodys));
}

std::string Robots::deciding_rule(std::string_view path) const {
  const std::string canonical_path = canonical(path, false);
  if (canonical_path == "/robots.txt") return {};
  const Rule* decides = nullptr;
  for (const Rule& rule : rules_) {
    const std::size_t length = rule.canonical.size();
    const bool stronger = decides == nullptr || length > decides->canonical.size() ||
                          (length == decides->canonical.size() && rule.allow && !decides->allow);
    if (stronger && matches(rule.canonical, canonical_path)) decides = &rule;
  }
  return decides == nullptr || decides->allow ? std::string() : "Disallow: " + decides->pattern;
}

std::string product_token(std::string_view user_agent) {
  const auto end = std::find_if(user_agent.begin(), user_agent.end(),
                                [](char c) { return !((lower(c) >= 'a' && lower(c) <= 'z') || c == '-' || c == '_'); });
  return std::string(user_agent.begin(), end);
}

}  // namespace troika::fetch
