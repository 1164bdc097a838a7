#include "normalize/attribution.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "extract/text.h"
#include "normalize/name_list.h"

namespace troika::normalize {
namespace {

using extract::Span;

struct Group {
  Span span;  // with its brackets
  Names names;
  bool repaired = false;    // a closing bracket is missing
  bool no_opening = false;  // where the attribution begins is inferred from the name
};

// Beyond ASCII a capital is not told from a small letter here: "Österreich" is a name, and so would be "österreich".
bool looks_like_a_name(const std::string& text) {
  const bool small = text.front() >= 'a' && text.front() <= 'z';
  const bool figure = text.front() >= '0' && text.front() <= '9';
  return !small && !figure && std::count(text.begin(), text.end(), ' ') < 7;
}

bool is_attribution(const Names& names) {
  return !names.found.empty() && std::all_of(names.unknown.begin(), names.unknown.end(), looks_like_a_name);
}

// "rights Bangladesh);": a closing bracket without its opening one. The longest name that ends there is taken.
std::optional<Group> group_without_opening(std::string_view text, std::size_t floor, std::size_t close,
                                           const StateTable& states) {
  std::optional<Group> longest;
  std::size_t begin = close;
  for (std::size_t words = 0; words < states.longest_name() && begin > floor; ++words) {
    std::size_t space = text.rfind(' ', begin - 1);
    begin = space == std::string_view::npos || space < floor ? floor : space;
    std::string_view name = trimmed(text.substr(begin, close - begin));
    if (StateMatch match = states.find(name)) {
      auto start = static_cast<std::size_t>(name.data() - text.data());
      longest = Group{{start, close + 1}, {{{match.state, std::string(name)}}, {}, match.misprint}, false, true};
    }
  }
  return longest;
}

// Finds the groups of a text, in order. Brackets that hold something else are text, and so is an opening bracket that
// nothing closes; what stands inside those is looked at again.
class GroupScanner {
 public:
  GroupScanner(std::string_view text, const StateTable& states) : text_(text), states_(states) {}

  std::vector<Group> scan() {
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] == '(') {
        i = open(i);
      } else if (text_[i] == ')') {
        close(i);
      }
    }
    return std::move(groups_);
  }

  // What stands in brackets at the end of the text, where it names no State.
  const std::string& unknown_at_end() const { return unknown_at_end_; }

 private:
  // Returns the position to go on behind.
  std::size_t open(std::size_t begin) {
    const std::size_t match = matching(begin);
    if (match != std::string_view::npos) {
      // Within a clause brackets hold all kinds of words: only at its end can they be a misspelt name.
      const bool may_be_misspelt = stops(match + 1) && !all_listed(begin, match + 1);
      if (may_be_misspelt && take(begin, match + 1, false, Spelling::kNear)) return match;
      if (take(begin, match + 1, false, Spelling::kListed)) return match;
    }
    // "(Iran (Islamic Republic of);": one bracket closes two, and a stop follows.
    for (std::size_t end = text_.find(')', begin); end < match && end - begin < kLongestGroup;
         end = text_.find(')', end + 1))
      if (stops(end + 1) && take(begin, end + 1, true, Spelling::kListed)) return end;
    if (match == std::string_view::npos && take(begin, text_.size(), true, Spelling::kListed)) return text_.size();
    if (match != std::string_view::npos) {
      closed_.push_back(match);
      if (ends_text(match + 1)) unknown_at_end_ = std::string(trimmed(text_.substr(begin + 1, match - begin - 1)));
    }
    return begin;
  }

  void close(std::size_t i) {
    if (std::find(closed_.begin(), closed_.end(), i) != closed_.end()) return;
    std::size_t floor = groups_.empty() ? 0 : groups_.back().span.end;
    if (auto group = group_without_opening(text_, floor, i, states_)) groups_.push_back(std::move(*group));
  }

  std::size_t matching(std::size_t begin) const {
    int depth = 0;
    for (std::size_t i = begin; i < text_.size(); ++i) {
      if (text_[i] == '(') ++depth;
      if (text_[i] == ')' && --depth == 0) return i;
    }
    return std::string_view::npos;
  }

  bool ends_text(std::size_t at) const { return trimmed(text_.substr(at)).empty(); }

  bool stops(std::size_t at) const {
    std::size_t next = text_.find_first_not_of(' ', at);
    return next == std::string_view::npos || text_[next] == ';' || text_[next] == '.';
  }

  bool all_listed(std::size_t begin, std::size_t end) const {
    if (end - begin > kLongestGroup) return false;
    const Names names = names_in(trimmed(text_.substr(begin + 1, end - begin - 2)), states_, Spelling::kListed);
    return !names.found.empty() && names.unknown.empty();
  }

  bool take(std::size_t begin, std::size_t end, bool repaired, Spelling spelling) {
    if (end - begin > kLongestGroup) return false;
    std::string_view content = text_.substr(begin + 1, end - begin - 1);
    if (!repaired) content.remove_suffix(1);
    Names names = names_in(trimmed(content), states_, spelling);
    if (!is_attribution(names) || (repaired && !names.unknown.empty())) return false;
    groups_.push_back(Group{{begin, end}, std::move(names), repaired});
    return true;
  }

  // The longest group seen names 24 States in some 300 bytes; what is longer is text.
  static constexpr std::size_t kLongestGroup = 600;

  std::string_view text_;
  const StateTable& states_;
  std::vector<Group> groups_;
  std::vector<std::size_t> closed_;  // closing brackets whose opening ones are known
  std::string unknown_at_end_;
};

// A clause without the stops, and the "and" or "or", that join it to the one before.
std::string_view clause(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with(')')) text = trimmed(text.substr(1));  // a bracket too many behind the group before
  for (std::string_view word : {std::string_view("and/or "), std::string_view("and "), std::string_view("or ")})
    if (text.substr(0, word.size()) == word) text.remove_prefix(word.size());
  return trimmed(text);
}

bool is_joint(std::string_view between) {
  between = trimmed(between);
  return between.empty() || between == "and" || between == "or" || between == "and/or";
}

class AttributionReader {
 public:
  AttributionReader(std::string_view text, const StateTable& states, AttributionContext context)
      : text_(text), states_(states), context_(context) {}

  Attribution read() {
    GroupScanner scanner(text_, states_);
    groups_ = scanner.scan();
    for (const Group& group : groups_) collect(group);
    cut_comment();
    cut_text();
    split_parts();
    remark(scanner.unknown_at_end());
    return std::move(result_);
  }

 private:
  StateRef ref(const std::pair<const config::StateEntry*, std::string>& found) const {
    return StateTable::ref(*found.first, found.second, context_.date);
  }

  void collect(const Group& group) {
    for (const auto& found : group.names.found) add_once(result_.states, ref(found));
  }

  static void add_once(std::vector<StateRef>& states, StateRef state) {
    bool known = std::any_of(states.begin(), states.end(), [&](const StateRef& s) { return s.iso3 == state.iso3; });
    if (!known) states.push_back(std::move(state));
  }

  bool ends_with_group() const { return !groups_.empty() && is_joint(behind(groups_.back())); }

  // What follows a group; "(Spain))" has a bracket too many.
  std::string_view behind(const Group& group) const {
    std::string_view rest = text_.substr(group.span.end);
    while (rest.starts_with(')')) rest.remove_prefix(1);
    return rest;
  }

  void cut_text() {
    if (!ends_with_group()) {
      std::string_view whole = text_;
      while (!whole.empty() && (whole.back() == ' ' || whole.back() == ';')) whole.remove_suffix(1);
      result_.text = std::string(whole);
      return;
    }
    std::size_t first = groups_.size() - 1;
    while (first > 0 && is_joint(between(first - 1, first))) --first;
    std::string_view kept = text_.substr(0, groups_[first].span.begin);
    while (!kept.empty() && (kept.back() == ' ' || kept.back() == ',' || kept.back() == ';')) kept.remove_suffix(1);
    result_.text = std::string(kept);
  }

  std::string_view between(std::size_t left, std::size_t right) const {
    const std::string_view rest = behind(groups_[left]);
    const auto begin = static_cast<std::size_t>(rest.data() - text_.data());
    return rest.substr(0, groups_[right].span.begin - begin);
  }

  // Neighbouring groups share the clause before them.
  void split_parts() {
    std::vector<Part> parts;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      if (i == 0 || !is_joint(between(i - 1, i))) {
        std::string_view before = i == 0 ? text_.substr(0, groups_[0].span.begin) : between(i - 1, i);
        parts.push_back(Part{std::string(clause(before)), {}});
      }
      for (const auto& found : groups_[i].names.found) add_once(parts.back().recommending_states, ref(found));
    }
    if (parts.size() > 1) result_.parts = std::move(parts);
  }

  std::string printed(const Group& group) const {
    return std::string(text_.substr(group.span.begin, group.span.end - group.span.begin));
  }

  // "... (Canada): The Dominican Republic does not accept ...": the State's own comment, behind a colon; where comments
  // are announced, any sentence behind the attribution.
  void cut_comment() {
    if (groups_.empty()) return;
    std::string_view rest = text_.substr(groups_.back().span.end);
    if (rest.size() < 3 || rest[1] != ' ' || !std::isupper(static_cast<unsigned char>(rest[2]))) return;
    bool stop = rest[0] == ';' || rest[0] == '.';
    if (rest[0] != ':' && !(stop && context_.comments_announced)) return;
    result_.comment = std::string(rest.substr(2));
    text_.remove_suffix(rest.size());
    result_.flags.push_back({"comment", "the State's comment was cut from the text"});
  }

  void remark(const std::string& unknown_at_end) {
    for (const Group& group : groups_) {
      if (group.repaired) result_.flags.push_back({"unbalanced-bracket", printed(group)});
      if (group.no_opening) result_.doubts.push_back({"unbalanced-bracket", printed(group)});
      if (group.names.misprint) result_.flags.push_back({"misprinted-state", printed(group)});
      if (group.names.near) result_.flags.push_back({"repaired-state", printed(group)});
      if (group.names.figure) result_.flags.push_back({"figure-in-state", printed(group)});
      if (group.names.missing_comma) result_.flags.push_back({"missing-comma", printed(group)});
      for (const std::string& name : group.names.unknown) result_.doubts.push_back({"unknown-state", name});
    }
    if (ends_with_group() && text_.substr(groups_.back().span.end).starts_with(')'))
      result_.flags.push_back({"unbalanced-bracket", printed(groups_.back()) + ")"});
    if (!groups_.empty() && !ends_with_group())
      result_.flags.push_back({"words-after-attribution", std::string(trimmed(text_.substr(groups_.back().span.end)))});
    if (!groups_.empty()) return;
    if (!unknown_at_end.empty() && looks_like_a_name(unknown_at_end)) {
      result_.doubts.push_back({"unknown-state", unknown_at_end});
    } else if (text_.ends_with('.')) {
      result_.flags.push_back({"no-state", "no recommending State is printed"});
    } else {
      result_.doubts.push_back({"no-attribution", "the text ends with neither an attribution nor a full stop"});
    }
  }

  std::string_view text_;
  const StateTable& states_;
  AttributionContext context_;
  std::vector<Group> groups_;
  Attribution result_;
};

}  // namespace

Attribution read_attribution(std::string_view item_text, const StateTable& states, AttributionContext context) {
  return AttributionReader(item_text, states, context).read();
}

}  // namespace troika::normalize
