#include "normalize/review_inquiry.h"

#include <algorithm>
#include <cstdlib>

namespace troika::normalize {
namespace {

constexpr std::string_view kReport = "report", kSession = "session", kCycle = "cycle";

const config::ReviewEntry* answer(const ReviewTable& catalogue, std::string_view what, const std::string& of,
                                  const std::string& number) {
  if (what == kReport) return catalogue.of_report(of);
  if (what == kSession) return catalogue.in_session(of, std::atoi(number.c_str()));
  if (what == kCycle) return catalogue.in_cycle(of, std::atoi(number.c_str()));
  return nullptr;
}

// All that documents are filled in from.
std::string facts_of(const config::ReviewEntry* review) {
  if (!review) return "";
  return review->report_symbol + ' ' + review->state + ' ' + std::to_string(review->cycle) + ' ' +
         std::to_string(review->session) + ' ' + review->review_date;
}

// Cuts off and gives what stands before the next tab.
std::string cut(std::string_view& line) {
  const std::size_t tab = std::min(line.find('\t'), line.size());
  std::string field(line.substr(0, tab));
  line.remove_prefix(std::min(tab + 1, line.size()));
  return field;
}

}  // namespace

const config::ReviewEntry* ReviewInquiry::of_report(const std::string& symbol) {
  return ask(std::string(kReport), symbol, "");
}

const config::ReviewEntry* ReviewInquiry::in_session(const std::string& iso3, int session) {
  return ask(std::string(kSession), iso3, std::to_string(session));
}

const config::ReviewEntry* ReviewInquiry::in_cycle(const std::string& iso3, int cycle) {
  return ask(std::string(kCycle), iso3, std::to_string(cycle));
}

const config::ReviewEntry* ReviewInquiry::ask(const std::string& what, const std::string& of,
                                              const std::string& number) {
  const config::ReviewEntry* review = answer(catalogue_, what, of, number);
  std::string line = what + '\t' + of + '\t' + number + '\t' + facts_of(review);
  std::replace(line.begin(), line.end(), '\n', ' ');  // a symbol is as its document has it
  if (std::find(heard_.begin(), heard_.end(), line) == heard_.end()) heard_.push_back(std::move(line));
  return review;
}

bool says_the_same(const ReviewTable& catalogue, std::string_view heard) {
  const std::string what = cut(heard), of = cut(heard), number = cut(heard);
  if (what != kReport && what != kSession && what != kCycle) return false;
  return facts_of(answer(catalogue, what, of, number)) == heard;
}

}  // namespace troika::normalize
