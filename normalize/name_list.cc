#include "normalize/name_list.h"

#include <algorithm>

#include "extract/text.h"

namespace troika::normalize {
namespace {

using extract::Span;

bool is_space_or_stop(char c) {
  return c == ' ' || c == ';' || c == ',' || c == '.' || c == ':' || c == '/' || c == '*';
}

bool starts_word(std::string_view text, std::size_t at, std::string_view word) {
  bool begins = at == 0 || text[at - 1] == ' ';
  std::size_t end = at + word.size();
  return begins && text.substr(at, word.size()) == word && (end == text.size() || text[end] == ' ');
}

// Where a list of names may be cut: (begin of the separator, end of it).
std::vector<Span> separators(std::string_view content) {
  std::vector<Span> cuts;
  for (std::size_t i = 0; i < content.size(); ++i) {
    char c = content[i];
    if (c == ',' || c == ';' || c == '/' || c == '(' || c == ')') cuts.push_back({i, i + 1});
    for (std::string_view word : {std::string_view("and"), std::string_view("&")})
      if (starts_word(content, i, word)) cuts.push_back({i, i + word.size()});
  }
  cuts.push_back({content.size(), content.size()});
  return cuts;
}

// "Canada 4": a footnote's mark that lost its raised place, or a State's count of its own recommendations.
std::string_view without_figure(std::string_view name) {
  std::size_t end = name.find_last_not_of("0123456789");
  if (end == std::string_view::npos || name.size() - end - 1 > 2) return name;
  return trimmed(name.substr(0, end + 1));
}

class NameReader {
 public:
  NameReader(std::string_view content, const StateTable& states, Spelling spelling)
      : content_(content), states_(states), spelling_(spelling) {}

  Names read() {
    const std::vector<Span> cuts = separators(content_);
    std::size_t begin = 0;
    for (std::size_t first = 0; first < cuts.size();) {
      std::size_t taken = cuts.size();
      for (std::size_t last = cuts.size(); last-- > first && taken == cuts.size();) {
        // A closing bracket is part of the name it ends.
        std::size_t end =
            last + 1 < cuts.size() && content_[cuts[last].begin] == ')' ? cuts[last].end : cuts[last].begin;
        if (take(trimmed(content_.substr(begin, end - begin)))) taken = last;
      }
      if (taken == cuts.size()) {
        std::string_view unknown = trimmed(content_.substr(begin, cuts[first].begin - begin));
        if (spelling_ == Spelling::kListed || !take_near(unknown)) take_words(unknown);
        taken = first;
      }
      begin = cuts[taken].end;
      first = taken + 1;
    }
    return std::move(names_);
  }

 private:
  bool take(std::string_view name) {
    if (name.empty()) return false;
    StateMatch match = states_.find(name);
    if (!match && std::count(name.begin(), name.end(), '(') > std::count(name.begin(), name.end(), ')'))
      match = states_.find(std::string(name) + ")");
    if (!match && without_figure(name) != name) {
      match = states_.find(without_figure(name));
      names_.figure = names_.figure || match;
    }
    if (!match) return false;
    names_.found.emplace_back(match.state, std::string(name));
    names_.misprint = names_.misprint || match.misprint;
    return true;
  }

  bool take_near(std::string_view name) {
    StateMatch match = states_.find_near(name);
    if (!match) return false;
    names_.found.emplace_back(match.state, std::string(name));
    names_.near = true;
    return true;
  }

  // "Poland United Kingdom": names with their comma lost. All words or none.
  void take_words(std::string_view words) {
    if (words.empty()) return;
    const Names before = names_;
    for (std::string_view rest = words; !rest.empty();) {
      std::size_t end = rest.size();
      while (!take(rest.substr(0, end))) {
        end = rest.substr(0, end).rfind(' ');
        if (end == std::string_view::npos || end == 0) {
          names_ = before;
          names_.unknown.emplace_back(words);
          return;
        }
      }
      rest = trimmed(rest.substr(end));
    }
    names_.missing_comma = true;
  }

  std::string_view content_;
  const StateTable& states_;
  Spelling spelling_;
  Names names_;
};

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space_or_stop(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space_or_stop(text.back())) text.remove_suffix(1);
  return text;
}

Names names_in(std::string_view content, const StateTable& states, Spelling spelling) {
  return NameReader(content, states, spelling).read();
}

}  // namespace troika::normalize
