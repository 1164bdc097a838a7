// The figures that documents state of a review ("142 recommendations enjoy the support of ..."), held against what was
// read. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "normalize/record.h"

namespace troika::normalize {

// How many there are of what a total is of, among recommendations by `states` different States.
std::size_t count_of(extract::Total::Of of, const ResponseCounts& counts, std::size_t states);

// Of the earlier and the later answers, where a document gives both: "18 were immediately supported, 2 now are".
std::size_t sum_of(extract::Total::Of of, const std::vector<extract::Total>& totals);

std::size_t states_in(const std::vector<Recommendation>& records);

// The doubt "totals-differ"; `who` is the document that states the figure.
extract::Remark differs(const std::string& who, const extract::Total& total, std::size_t read);

// The stated figures that differ from what was read, as doubts.
std::vector<extract::Remark> differing_totals(const std::vector<extract::Total>& totals, const std::string& who,
                                              const std::vector<Recommendation>& records);

}  // namespace troika::normalize
