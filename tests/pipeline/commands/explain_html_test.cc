#include "pipeline/commands/explain_html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/pipeline/outcomes.h"

namespace troika::pipeline {
namespace {

using testing::ElementsAre;

extract::DocumentText text_of(const std::vector<std::pair<int, std::string>>& lines) {
  extract::DocumentText text;
  for (const auto& [page, line] : lines) {
    extract::Line& added = text.lines.emplace_back();
    added.page = page;
    added.text = line;
    const double top = 10 * static_cast<double>(text.lines.size());
    added.box = {50, top, 100, top + 8};
  }
  return text;
}

TEST(ExplainHtml, LinesThatOneRuleClaimedOnOnePageAreOneMark) {
  const auto text = text_of({{1, "Cover"},
                             {2, "124. The following"},
                             {2, "will be examined:"},
                             {2, "124.1 Ratify"},
                             {3, "the Covenant"},
                             {3, "124.2 Sign"},
                             {3, "Annex"},
                             {3, "List"}});
  const auto marks = marks_of(text, {{0, "cover", "cover.title", ""},
                                     {1, "lead-in", "to-be-examined", "124"},
                                     {2, "lead-in", "to-be-examined", "124"},
                                     {3, "item", "", "124.1"},
                                     {4, "item", "", "124.1"},
                                     {5, "item", "", "124.2"}});
  std::vector<std::string> seen;
  for (const output::Mark& mark : marks)
    seen.push_back(std::to_string(mark.page) + ' ' + mark.what + ' ' + mark.number + ' ' + mark.text);
  EXPECT_THAT(seen, ElementsAre("1 cover  Cover",
                                "2 lead-in 124 124. The following\nwill be examined:", "2 item 124.1 124.1 Ratify",
                                "3 item 124.1 the Covenant", "3 item 124.2 124.2 Sign", "3   Annex", "3   List"));
  EXPECT_EQ(marks[1].box.top, 20);
  EXPECT_EQ(marks[1].box.bottom, 38);
}

TEST(ExplainHtml, PagesThatHoldSomethingAreShown) {
  normalize::DocumentReport report;
  report.recommendations = {make_recommendation("124.1")};
  report.recommendations[0].where = {{14, {}}, {15, {}}};
  report.rejects = {{{"gap", ""}, 124, 17, ""}};
  const std::vector<output::Mark> marks = {{1, {}, "cover", "", "", ""},
                                           {12, {}, "heading", "", "", ""},
                                           {13, {}, "lead-in", "", "124", ""},
                                           {16, {}, "", "", "", "no rule claims it"}};
  EXPECT_THAT(telling_pages(report, marks), ElementsAre(13, 14, 15, 17));
}

}  // namespace
}  // namespace troika::pipeline
