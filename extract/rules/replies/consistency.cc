#include "extract/rules/replies/consistency.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "extract/rules/replies/statements.h"

namespace troika::extract {
namespace {

std::map<Response, std::size_t> counted(const std::vector<Statement>& statements) {
  std::map<std::string, std::set<Response>> responses;
  for (const Statement& statement : statements) {
    if (statement.position.response && !is_recalled(statement))
      responses[statement.target].insert(*statement.position.response);
  }
  std::map<Response, std::size_t> count;
  // Several positions on one number are each on a part of it.
  for (const auto& [target, stated] : responses)
    ++count[stated.size() == 1 ? *stated.begin() : Response::kPartiallySupported];
  return count;
}

// On all others, or on all recommendations of a paragraph.
bool holds_for_many(const Statement& statement) {
  return !statement.ordinal && statement.target.find('.') == std::string::npos;
}

}  // namespace

void compare_totals(Reading& reading) {
  static constexpr std::array<std::pair<Total::Of, Response>, 3> kCompared = {
      {{Total::Of::kSupported, Response::kSupported},
       {Total::Of::kNoted, Response::kNoted},
       {Total::Of::kPartiallySupported, Response::kPartiallySupported}}};
  const bool has_all = std::any_of(reading.statements.begin(), reading.statements.end(),
                                   [](const Statement& statement) { return holds_for_many(statement); });
  if (has_all) return;
  auto count = counted(reading.statements);
  if (count.empty()) return;
  for (const auto& [of, response] : kCompared) {
    std::string figures;
    bool agrees = false;
    std::size_t sum = 0;  // of the earlier and the later answers, where the document gives both
    std::set<std::size_t> given;
    for (const Total& total : reading.totals) {
      if (total.of != of) continue;
      if (given.insert(static_cast<std::size_t>(total.count)).second) sum += static_cast<std::size_t>(total.count);
      if (total.recalled) continue;
      agrees = agrees || static_cast<std::size_t>(total.count) == count[response];
      figures += (figures.empty() ? "" : ", ") + std::to_string(total.count);
    }
    if (figures.empty() || agrees || sum == count[response]) continue;
    reading.doubts.push_back({"totals-differ", "the document states " + figures + " " + std::string(name_of(response)) +
                                                   ", and " + std::to_string(count[response]) + " were read"});
  }
}

}  // namespace troika::extract
