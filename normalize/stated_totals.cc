#include "normalize/stated_totals.h"

#include <numeric>
#include <set>

namespace troika::normalize {

using extract::Total;

std::size_t count_of(Total::Of of, const ResponseCounts& counts, std::size_t states) {
  switch (of) {
    case Total::Of::kSupported: return counts.supported;
    case Total::Of::kNoted: return counts.noted;
    case Total::Of::kPartiallySupported: return counts.partially_supported;
    case Total::Of::kPending: return counts.pending;
    case Total::Of::kStates: return states;
    case Total::Of::kReceived: break;
  }
  return counts.supported + counts.noted + counts.partially_supported + counts.pending + counts.none;
}

std::size_t sum_of(Total::Of of, const std::vector<Total>& totals) {
  std::set<int> figures;
  for (const Total& total : totals)
    if (total.of == of) figures.insert(total.count);
  return static_cast<std::size_t>(std::accumulate(figures.begin(), figures.end(), 0));
}

extract::Remark differs(const std::string& who, const Total& total, std::size_t read) {
  const std::string of(extract::name_of(total.of));
  return {"totals-differ", who + " states " + std::to_string(total.count) + " " + of + ", read were " +
                               std::to_string(read) + (total.quote.empty() ? "" : ": \"" + total.quote + "\"")};
}

std::size_t states_in(const std::vector<Recommendation>& records) {
  std::set<std::string> states;
  for (const Recommendation& record : records)
    for (const StateRef& state : record.recommending_states) states.insert(state.iso3);
  return states.size();
}

std::vector<extract::Remark> differing_totals(const std::vector<Total>& totals, const std::string& who,
                                              const std::vector<Recommendation>& records) {
  std::vector<extract::Remark> doubts;
  if (totals.empty()) return doubts;
  const ResponseCounts counts = count_responses(records);
  const std::size_t states = states_in(records);
  for (const Total& total : totals) {
    const std::size_t read = count_of(total.of, counts, states);
    if (!total.recalled && static_cast<std::size_t>(total.count) != read) doubts.push_back(differs(who, total, read));
  }
  return doubts;
}

}  // namespace troika::normalize
