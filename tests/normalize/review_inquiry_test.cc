#include "normalize/review_inquiry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace troika::normalize {
namespace {

using testing::ElementsAre;

config::ReviewEntry review(int cycle, int session, const std::string& symbol, const std::string& date = "") {
  config::ReviewEntry entry;
  entry.state = "XVA";
  entry.cycle = cycle;
  entry.session = session;
  entry.report_symbol = symbol;
  entry.review_date = date;
  return entry;
}

const ReviewTable kCatalogue({review(1, 6, "A/HRC/13/900", "2009-12-07"), review(2, 19, "A/HRC/27/900")});

TEST(ReviewInquiryTest, AnswersAsTheCatalogueAndKeepsEachOnce) {
  ReviewInquiry inquiry(kCatalogue);
  for (int time = 0; time < 2; ++time) {
    EXPECT_EQ(inquiry.of_report("A/HRC/27/900"), kCatalogue.of_report("A/HRC/27/900"));
    EXPECT_EQ(inquiry.of_report("A/HRC/99/1"), nullptr);
    EXPECT_EQ(inquiry.in_session("XVA", 6), kCatalogue.of_report("A/HRC/13/900"));
    EXPECT_EQ(inquiry.in_cycle("XVA", 3), nullptr);
  }
  EXPECT_THAT(inquiry.heard(), ElementsAre("report\tA/HRC/27/900\t\tA/HRC/27/900 XVA 2 19 ", "report\tA/HRC/99/1\t\t",
                                           "session\tXVA\t6\tA/HRC/13/900 XVA 1 6 2009-12-07", "cycle\tXVA\t3\t"));
}

TEST(ReviewInquiryTest, ACatalogueSaysTheSameUntilOneOfTheFactsIsAnother) {
  ReviewInquiry inquiry(kCatalogue);
  inquiry.of_report("A/HRC/13/900");
  inquiry.in_session("XVA", 19);
  inquiry.in_cycle("XVA", 3);
  inquiry.of_report("two\nlines");
  const auto still_said = [&](const std::vector<config::ReviewEntry>& reviews) {
    const ReviewTable other(reviews);
    std::vector<bool> same;
    for (const std::string& line : inquiry.heard()) same.push_back(says_the_same(other, line));
    return same;
  };
  const auto first = review(1, 6, "A/HRC/13/900", "2009-12-07"), second = review(2, 19, "A/HRC/27/900");
  EXPECT_THAT(still_said({first, second}), ElementsAre(true, true, true, true));
  EXPECT_THAT(still_said({second, first, review(4, 50, "A/HRC/58/900")}), ElementsAre(true, true, true, true));
  EXPECT_THAT(still_said({review(1, 6, "A/HRC/13/900", "2009-12-08"), second}), ElementsAre(false, true, true, true));
  EXPECT_THAT(still_said({first}), ElementsAre(true, false, true, true));
  EXPECT_THAT(still_said({first, second, review(3, 33, "A/HRC/42/900")}), ElementsAre(true, true, false, true));
  auto decided = second;
  decided.decision = "A/HRC/DEC/27/100";  // documents are not filled in from it
  EXPECT_THAT(still_said({first, decided}), ElementsAre(true, true, true, true));
  EXPECT_FALSE(says_the_same(kCatalogue, ""));
  EXPECT_FALSE(says_the_same(kCatalogue, "another version's\tline\t\t"));
}

}  // namespace
}  // namespace troika::normalize
