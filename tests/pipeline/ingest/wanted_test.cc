#include "pipeline/ingest/wanted.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace troika::pipeline {
namespace {

using testing::ElementsAre;

TEST(DropEarlier, ByTheDocumentsDateElseByItsReviewsAndKeepsWhatHasNone) {
  config::ReviewEntry old_review;
  old_review.report_symbol = "A/HRC/13/13";
  old_review.decision = "A/HRC/DEC/13/101";
  old_review.review_date = "2009-12-07";
  config::ReviewEntry new_review;
  new_review.report_symbol = "A/HRC/27/10";
  new_review.published = "2014-07-02";  // where the day of the review is not known

  Known known;
  known["A/HRC/27/10@en"].published = "2014-07-02";
  known["A/HRC/13/13/Add.1@en"].published = "2014-09-01";  // an answer that came years later
  known["file:///old.pdf"].published = "2008-05-13";
  known["file:///no-date.pdf"].published = "";

  std::vector<output::Wanted> wanted;
  for (const char* key : {"A/HRC/13/13@en", "A/HRC/13/13@fr", "A/HRC/13/13/Add.1@en", "A/HRC/13/13/Add.1@fr",
                          "A/HRC/DEC/13/101@en", "A/HRC/27/10@en", "A/HRC/27/10/Add.1@en", "file:///old.pdf",
                          "file:///no-date.pdf", "https://example.org/a.pdf"})
    wanted.emplace_back().key = key;
  drop_earlier(wanted, {old_review, new_review}, known, "2014-07-02");

  std::vector<std::string> left;
  for (const output::Wanted& document : wanted) left.push_back(document.key);
  EXPECT_THAT(left, ElementsAre("A/HRC/13/13/Add.1@en", "A/HRC/27/10@en", "A/HRC/27/10/Add.1@en", "file:///no-date.pdf",
                                "https://example.org/a.pdf"));
}

}  // namespace
}  // namespace troika::pipeline
