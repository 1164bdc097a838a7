// Questions to the catalogue of reviews, with what it said: so it can be seen later whether another catalogue would say
// the same of a document, without reading it again.
//
//   ReviewInquiry inquiry(catalogue);
//   const config::ReviewEntry* review = inquiry.of_report("A/HRC/27/10");
//   inquiry.heard();                     // {"report\tA/HRC/27/10\t\tA/HRC/27/10 PRK 2 19 2014-05-01"}
//   says_the_same(newer, inquiry.heard()[0]);
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "normalize/reviews.h"

namespace troika::normalize {

// One thread at a time. The catalogue outlives it.
class ReviewInquiry {
 public:
  explicit ReviewInquiry(const ReviewTable& catalogue) : catalogue_(catalogue) {}

  // As those of ReviewTable.
  const config::ReviewEntry* of_report(const std::string& symbol);
  const config::ReviewEntry* in_session(const std::string& iso3, int session);
  const config::ReviewEntry* in_cycle(const std::string& iso3, int cycle);

  // Each question once, in order; no line feed in any.
  const std::vector<std::string>& heard() const { return heard_; }

 private:
  const config::ReviewEntry* ask(const std::string& what, const std::string& of, const std::string& number);

  const ReviewTable& catalogue_;
  std::vector<std::string> heard_;
};

// False also for what no inquiry has written.
bool says_the_same(const ReviewTable& catalogue, std::string_view heard);

}  // namespace troika::normalize
