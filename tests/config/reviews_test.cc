#include "config/reviews.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/temporary_folder.h"

namespace troika::config {
namespace {

using testing::ElementsAre;

constexpr std::string_view kHeader =
    "# About\n\ncycle\tsession\tstate\treport_symbol\treview_date\tpublished\tdecision\n";

std::vector<std::string> errors_of(const std::string& content) {
  const TemporaryFolder folder;
  const auto reviews = read_reviews(folder.write("reviews.tsv", content));
  return reviews ? std::vector<std::string>() : lines_of(reviews.error());
}

TEST(ReviewsTest, ReadsEveryColumn) {
  const TemporaryFolder folder;
  const auto reviews = read_reviews(
      folder.write("reviews.tsv", std::string(kHeader) + "2\t19\tPRK\tA/HRC/27/10\t2014-05-01\t2014-07-02\t\r\n# note\n"
                                                         "1\t7\tSVN\tA/HRC/14/15\t\t\tA/HRC/DEC/14/105"));
  ASSERT_TRUE(reviews.has_value()) << lines_of(reviews.error())[0];
  ASSERT_EQ(reviews->size(), 2u);
  const ReviewEntry& review = reviews->front();
  EXPECT_EQ(review.cycle, 2);
  EXPECT_EQ(review.session, 19);
  EXPECT_EQ(review.state, "PRK");
  EXPECT_EQ(review.report_symbol, "A/HRC/27/10");
  EXPECT_EQ(review.review_date, "2014-05-01");
  EXPECT_EQ(review.published, "2014-07-02");
  EXPECT_EQ(review.decision, "");
  EXPECT_EQ(review.at.line, 4);
  EXPECT_EQ(reviews->back().decision, "A/HRC/DEC/14/105");
  EXPECT_EQ(reviews->back().at.line, 6);
}

TEST(ReviewsTest, TellsAllErrorsAtOnceInFileOrder) {
  EXPECT_THAT(
      errors_of(std::string(kHeader) + "2\t19\tPRK\tA/HRC/27/10\t2014-05-01\t2014-07-02\t\n"
                                       "2 19 ALB A/HRC/27/4\n"
                                       "two\t0\talb\tA/HRC/27/4*\t1 May 2014\t2014-02-30\tDEC\n"
                                       "2\t19\tDMA\tA/HRC/27/10\t\t\t\n"
                                       "2\t20\tPRK\tA/HRC/28/10\t\t\t\n"
                                       "2\t16\tUZB\tA/HRC/24/7\t2013-04-24\t2007-06-18\t\n"),
      ElementsAre("reviews.tsv:5:1: has 1 column(s), not 7 parted by tabs: cycle session state "
                  "report_symbol review_date published decision",
                  "reviews.tsv:6:1: cycle: must be from 1 to 99, and is 'two'",
                  "reviews.tsv:6:5: session: must be from 1 to 999, and is '0'",
                  "reviews.tsv:6:7: state: 'alb' is not a code of three capitals, such as PRK",
                  "reviews.tsv:6:11: report_symbol: 'A/HRC/27/4*' is not the symbol of a report, such as "
                  "A/HRC/27/10",
                  "reviews.tsv:6:23: review_date: '1 May 2014' is not a date; write it as 2014-07-02, or leave "
                  "it empty",
                  "reviews.tsv:6:34: published: '2014-02-30' is not a date; write it as 2014-07-02, or leave it "
                  "empty",
                  "reviews.tsv:6:45: decision: 'DEC' is not a document symbol, such as A/HRC/DEC/14/105",
                  "reviews.tsv:7:10: report_symbol: 'A/HRC/27/10' stands already in line 4",
                  "reviews.tsv:8:6: state: 'PRK' has its review of cycle 2 already in line 4",
                  "reviews.tsv:9:32: published: '2007-06-18' is before the review, '2013-04-24'"));
}

TEST(ReviewsTest, TheColumnsMustBeNamed) {
  EXPECT_THAT(errors_of("# nothing\n"),
              ElementsAre("reviews.tsv: holds no reviews; its first row must name the columns"));
  EXPECT_THAT(errors_of("2\t19\tPRK\tA/HRC/27/10\t\t\t\n"),
              ElementsAre("reviews.tsv:1:1: the first row must name the columns, parted by tabs: cycle session state "
                          "report_symbol review_date published decision"));
  EXPECT_THAT(lines_of(read_reviews("/absent/reviews.tsv").error()),
              ElementsAre("reviews.tsv: no such file; check its name"));
}

TEST(ReviewsTest, CouncilNumbers) {
  EXPECT_EQ(council_number("A/HRC/27/10").session, 27);
  EXPECT_EQ(council_number("A/HRC/27/10").number, 10);
  for (const char* symbol :
       {"A/HRC/27/10/Add.1", "A/HRC/27", "A/HRC/WG.6/19/PRK/1", "A/69/1", "A/HRC/027/1", "A/HRC/27/0"}) {
    EXPECT_EQ(council_number(symbol).session, 0) << symbol;
  }
}

}  // namespace
}  // namespace troika::config
