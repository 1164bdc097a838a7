#include "extract/rules/outcomes/adoptions.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace troika::extract {
namespace {

constexpr std::string_view kApostrophe = "’";

bool is_part_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

std::vector<std::string> words_of(std::string name) {
  for (std::size_t at = name.find(kApostrophe); at != std::string::npos; at = name.find(kApostrophe, at))
    name.replace(at, kApostrophe.size(), "'");
  std::vector<std::string> words;
  bool in_word = false;
  for (char c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (is_part_of_word(c)) {
      if (!in_word) words.emplace_back();
      words.back() += c;
    }
    in_word = is_part_of_word(c);
  }
  std::ranges::sort(words);
  return words;
}

// Known from a list, and from a part of its own under a longer or shorter name.
bool are_halves(const Review& listed, const Review& told) {
  if (listed.has_section || !told.has_section || listed.adoption.decision.empty() || !told.adoption.decision.empty())
    return false;
  if (listed.adoption.date.empty() || listed.adoption.date != told.adoption.date) return false;
  return std::ranges::includes(listed.words, told.words) || std::ranges::includes(told.words, listed.words);
}

void add_once(std::vector<std::string>& to, const std::vector<std::string>& from) {
  for (const std::string& value : from)
    if (std::ranges::count(to, value) == 0) to.push_back(value);
}

}  // namespace

int StatedTotals::count_of(Total::Of of) const {
  const auto found = std::ranges::find_if(totals, [&](const Total& total) { return total.of == of; });
  return found == totals.end() ? 0 : found->count;
}

bool StatedTotals::adds_up() const {
  using enum Total::Of;
  const int parts =
      count_of(kSupported) + count_of(kNoted) + count_of(kPartiallySupported) + count_of(kPending) + other_count;
  return parts > 0 && parts == count_of(kReceived);
}

Review* Reviews::by_decision(std::string_view decision) {
  if (decision.empty()) return nullptr;
  const auto found = std::ranges::find_if(reviews_, [&](const Review& r) { return r.adoption.decision == decision; });
  return found == reviews_.end() ? nullptr : &*found;
}

Review* Reviews::by_state(const std::vector<std::string>& words) {
  if (words.empty()) return nullptr;
  const auto found = std::ranges::find_if(reviews_, [&](const Review& r) { return r.words == words; });
  return found == reviews_.end() ? nullptr : &*found;
}

Review* Reviews::find(const OutcomeFacts& facts, std::string_view heading, Review* current) {
  if (Review* known = by_decision(facts.decision)) return known;
  if (facts.state.empty()) {
    if (facts.decision.empty()) return current;
    return by_state(words_of(rules_.without_article(heading)));
  }
  const std::string state = rules_.without_article(facts.state);
  const std::vector<std::string> words = words_of(state);
  if (Review* known = by_state(words)) return known;
  Review review;
  review.adoption.state = state;
  review.words = words;
  review.rank = rules_.outcomes.size();
  reviews_.push_back(std::move(review));
  return &reviews_.back();
}

void Reviews::join_split() {
  for (Review& told : reviews_) {
    const auto listed = std::ranges::find_if(reviews_, [&](const Review& r) { return are_halves(r, told); });
    if (listed == reviews_.end()) continue;
    told.adoption.state = listed->adoption.state;
    told.adoption.decision = std::exchange(listed->adoption.decision, {});
    add_once(told.adoption.documents, listed->adoption.documents);
    told.adopted = true;
    listed->adopted = false;
    listed->words.clear();
  }
  std::erase_if(reviews_, [](const Review& r) { return r.words.empty(); });
}

}  // namespace troika::extract
