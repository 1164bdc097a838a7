#include "output/site/explanation_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/output/samples.h"

namespace troika::output {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Explanation sample() {
  Explanation explanation;
  explanation.file = "report.pdf";
  explanation.report = *full_outcome().report;
  explanation.report.statements.clear();
  explanation.pages = {{14, 1000, 500, "image/png", "picture"}};
  explanation.marks = {{13, {}, "cover", "cover.symbol[0]", "", "A/HRC/27/910"},
                       {14, {100, 50, 600, 75}, "lead-in", "to-be-examined", "124", "124. The following"},
                       {14, {1, 2, 3, 4}, "item", "numbered", "124.36", "124.36. Ratify"}};
  return explanation;
}

// Records by their `where`, all else by the lines that were claimed.
TEST(ExplanationPage, OutlinesWhatStandsOnThePage) {
  const std::string page = explanation_page(sample());
  EXPECT_THAT(page, HasSubstr("style=\"left:10.00%;top:10.00%;width:50.00%;height:5.00%\" aria-label=\"lead-in 124\""));
  EXPECT_THAT(page, HasSubstr("style=\"left:12.01%;top:42.07%;width:35.49%;height:5.18%\" aria-label=\"124.36\""));
  EXPECT_THAT(page, AllOf(HasSubstr("src=\"data:image/png;base64,cGljdHVyZQ==\""), HasSubstr("to-be-examined"),
                          HasSubstr("numbered"), HasSubstr("Varenia supports the first part"),
                          HasSubstr("misprinted-number: printed as 124.63"), HasSubstr("unknown-state")));
  EXPECT_THAT(page, Not(HasSubstr("cover.symbol[0]")));  // its page is not shown
}

TEST(ExplanationPage, ShowsTheTextWhereThereIsNoPicture) {
  Explanation explanation = sample();
  explanation.pages = {{14, 0, 0, "", ""}};
  explanation.marks.insert(explanation.marks.begin() + 1, {14, {}, "", "", "", "Nothing claims this."});
  const std::string page = explanation_page(explanation);
  EXPECT_THAT(
      page, AllOf(HasSubstr("<p>Nothing claims this.</p>"), HasSubstr(">124.36. Ratify</a>"), Not(HasSubstr("<img"))));
}

TEST(ExplanationPage, ShowsWhatTheLinesOfAnAnswerState) {
  Explanation explanation = sample();
  for (const char* number : {"5", "6", "7"}) {
    normalize::Statement& statement = explanation.report.statements.emplace_back();
    statement.target = std::string("92.") + number;
    statement.position.paragraph = number;
    statement.position.page = 14;
    statement.position.rule = "accepts";
  }
  explanation.marks = {{14, {}, "statement", "accepts", "5", "5., 6. Varenia accepts these.", {0, 1}},
                       {14, {}, "comment", "accepts", "5", "A law is in force.", {0, 1}}};
  const std::string page = explanation_page(explanation);
  EXPECT_THAT(page, AllOf(HasSubstr("5., 6. Varenia accepts these.\nA law is in force.</p>"),
                          HasSubstr("<li>92.5, 92.6 of a document that is not named: "), Not(HasSubstr("92.7"))));
}

TEST(ExplanationPage, RunsNoScriptButItsOwn) {
  Explanation explanation = sample();
  const std::string hostile = "<script>alert(1)</script>";
  explanation.file = hostile;
  explanation.report.document.symbol = explanation.report.document.title = hostile;
  explanation.report.flags = {{"reissued", hostile}};
  explanation.marks[1].text = explanation.marks[1].rule = hostile;
  for (normalize::Recommendation& record : explanation.report.recommendations) {
    record.text = record.label = hostile;
    for (auto& [document, position] : record.positions) position.quote = hostile;
  }
  const std::string page = explanation_page(explanation);
  EXPECT_THAT(page, AllOf(Not(HasSubstr("<script>alert")), HasSubstr("&lt;script&gt;alert(1)")));
  EXPECT_THAT(page, HasSubstr("default-src &#39;none&#39;; img-src data:"));
  EXPECT_THAT(page, HasSubstr("script-src &#39;sha256-"));
}

}  // namespace
}  // namespace troika::output
