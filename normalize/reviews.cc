#include "normalize/reviews.h"

#include <algorithm>
#include <utility>

namespace troika::normalize {
namespace {

template <class Matches>
const config::ReviewEntry* first(const std::vector<config::ReviewEntry>& reviews, Matches matches) {
  const auto it = std::find_if(reviews.begin(), reviews.end(), matches);
  return it == reviews.end() ? nullptr : &*it;
}

}  // namespace

ReviewTable::ReviewTable(std::vector<config::ReviewEntry> reviews) : reviews_(std::move(reviews)) {
  for (std::size_t i = 0; i < reviews_.size(); ++i) by_report_.emplace(reviews_[i].report_symbol, i);
}

const config::ReviewEntry* ReviewTable::of_report(const std::string& symbol) const {
  const auto it = by_report_.find(symbol);
  return it == by_report_.end() ? nullptr : &reviews_[it->second];
}

const config::ReviewEntry* ReviewTable::in_session(std::string_view iso3, int session) const {
  return first(reviews_, [&](const auto& review) { return review.session == session && review.state == iso3; });
}

const config::ReviewEntry* ReviewTable::in_cycle(std::string_view iso3, int cycle) const {
  return first(reviews_, [&](const auto& review) { return review.cycle == cycle && review.state == iso3; });
}

}  // namespace troika::normalize
