#include "extract/rules/cover.h"

#include <algorithm>
#include <array>
#include <map>
#include <sstream>
#include <utility>

#include "extract/rules/item_text.h"

namespace troika::extract {
namespace {

// Of a web page: a cover has fewer lines, and the text of a news item must not be taken for one.
constexpr std::size_t kWebCoverLines = 60;
constexpr std::size_t kWebIntroductionLines = 400;
// Of a document that does not say where its pages end, as Word's may: half a page of text, and what stands above it.
constexpr std::size_t kUnpagedCover = 3000;
// Pages whose headers are looked at for the symbol: they all bear it.
constexpr int kHeaderPages = 20;

struct Found {
  const Pattern* pattern = nullptr;
  std::string value;
  Span bytes;
  std::size_t end = 0;  // of the whole match
};

Found first_found_value(const std::vector<Pattern>& patterns, const std::string& text) {
  for (const Pattern& pattern : patterns) {
    std::array<re2::StringPiece, 2> groups;
    if (!pattern.re->Match(text, 0, text.size(), RE2::UNANCHORED, groups.data(), groups.size())) continue;
    const auto offset = [&](const re2::StringPiece& part) {
      return static_cast<std::size_t>(part.data() - text.data());
    };
    const std::size_t match_end = offset(groups[0]) + groups[0].size();
    // The first match counts, also where it is empty.
    if (groups[1].data() == nullptr) return {&pattern, {}, {}, match_end};
    const std::string_view printed(groups[1].data(), groups[1].size());
    const std::size_t begin = printed.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return {&pattern, {}, {}, match_end};
    const std::size_t end = printed.find_last_not_of(" \t\r\n") + 1;
    const std::size_t at = offset(groups[1]);
    return {&pattern, std::string(printed.substr(begin, end - begin)), {at + begin, at + end}, match_end};
  }
  return {};
}

class CoverReader {
 public:
  explicit CoverReader(const CoverText& text) : text_(text) {}

  std::string find(const std::vector<Pattern>& patterns) {
    const Found on_page = first_found_value(patterns, text_.page());
    if (!on_page.value.empty()) {
      claim(text_.lines_of_page(on_page.bytes), on_page.pattern->key);
      return on_page.value;
    }
    const Found later = first_found_value(patterns, text_.introduction());
    if (later.pattern && !later.value.empty()) claim(text_.lines_of_introduction(later.bytes), later.pattern->key);
    return later.value;
  }

  // A title may be told by a pattern without a group: then nothing of it is kept, but its lines are claimed.
  std::string find_title(const std::vector<Pattern>& patterns) {
    for (const Pattern& pattern : patterns) {
      re2::StringPiece whole;
      if (!pattern.re->Match(text_.page(), 0, text_.page().size(), RE2::UNANCHORED, &whole, 1)) continue;
      if (pattern.re->NumberOfCapturingGroups() > 0) return find_on_page(pattern);
      const auto begin = static_cast<std::size_t>(whole.data() - text_.page().data());
      claim(text_.lines_of_page({begin, begin + whole.size()}), pattern.key);
      return {};
    }
    return {};
  }

  std::vector<Claim> claims() && {
    std::vector<Claim> claims;
    for (auto& [line, rules] : rules_of_line_) claims.push_back({line, "cover", std::move(rules), ""});
    return claims;
  }

 private:
  std::string find_on_page(const Pattern& pattern) {
    re2::StringPiece value;
    if (!RE2::PartialMatch(text_.page(), *pattern.re, &value) || value.data() == nullptr) return {};
    const auto begin = static_cast<std::size_t>(value.data() - text_.page().data());
    claim(text_.lines_of_page({begin, begin + value.size()}), pattern.key);
    return std::string(value);
  }

  void claim(const std::vector<std::size_t>& lines, const std::string& rule) {
    for (const std::size_t line : lines) {
      std::string& rules = rules_of_line_[line];
      rules += (rules.empty() ? "" : ", ") + rule;
    }
  }

  const CoverText& text_;
  std::map<std::size_t, std::string> rules_of_line_;
};

// The first pattern that is found counts, so that only the first of all can rule out the others.
bool is_settled(const std::vector<Pattern>& patterns, const CoverText& text) {
  if (patterns.empty() || !first_found_value(patterns, text.page()).value.empty()) return true;
  const Found found = first_found_value(patterns, text.introduction());
  return found.pattern == &patterns.front() && found.end < text.introduction().size();
}

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

}  // namespace

CoverText::CoverText(const DocumentText& text) {
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    const Line& line = text.lines[i];
    const bool on_cover =
        text.web_page ? i < kWebCoverLines : line.page <= 1 && (text.pages > 1 || page_.text.size() < kUnpagedCover);
    const bool behind = text.web_page ? i >= kWebCoverLines + kWebIntroductionLines : line.page > kIntroductionPages;
    if (behind) break;
    Part& part = on_cover ? page_ : introduction_;
    if (part.ends.empty()) part.first = i;
    if (on_cover) {
      part.text += line.text + '\n';
    } else {
      join_line(part.text, line.text);
    }
    part.ends.push_back(part.text.size());
  }
}

std::vector<std::size_t> CoverText::Part::lines(Span bytes) const {
  std::vector<std::size_t> lines;
  const auto from = std::ranges::upper_bound(ends, bytes.begin);
  for (auto it = from; it != ends.end(); ++it) {
    lines.push_back(first + static_cast<std::size_t>(it - ends.begin()));
    if (*it >= bytes.end) break;
  }
  return lines;
}

bool claims_cover(const RuleSet::Compiled& rules, const CoverText& cover) {
  return first_found(rules.title, cover.page()) && !first_found(rules.not_title, cover.page());
}

bool claims_cover(const RuleSet::Compiled& rules, const DocumentText& text) {
  return claims_cover(rules, CoverText(text));
}

Cover read_cover(const RuleSet::Compiled& rules, const CoverText& text, std::vector<Claim>* claims) {
  CoverReader reader(text);
  Cover cover;
  cover.title = trimmed(reader.find_title(rules.title));
  cover.symbol = reader.find(rules.symbol);
  cover.state = reader.find(rules.state);
  cover.published = reader.find(rules.published);
  cover.council_session = reader.find(rules.council_session);
  cover.working_group_session = reader.find(rules.working_group_session);
  cover.review_date = reader.find(rules.review_date);
  cover.author = reader.find(rules.author);
  cover.agenda_item = reader.find(rules.agenda_item);
  if (claims) *claims = std::move(reader).claims();
  return cover;
}

Cover read_cover(const RuleSet::Compiled& rules, const DocumentText& text) {
  return read_cover(rules, CoverText(text));
}

bool is_settled(const RuleSet::Compiled& rules, const CoverText& text) {
  for (const auto* patterns : {&rules.symbol, &rules.state, &rules.published, &rules.council_session,
                               &rules.working_group_session, &rules.review_date, &rules.author, &rules.agenda_item})
    if (!is_settled(*patterns, text)) return false;
  return true;
}

std::string symbol_in_headers(const RuleSet::Compiled& rules, const DocumentText& text) {
  for (const Line& line : text.furniture) {
    if (line.page > kHeaderPages) break;
    std::istringstream words(line.text);
    for (std::string word; words >> word;)
      if (first_found(rules.symbol_of_kind, word)) return word;
  }
  return {};
}

}  // namespace troika::extract
