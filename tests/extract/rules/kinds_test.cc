// Every kind of document is known by its cover, to one rule set only.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/pdf/pdf_text.h"
#include "extract/pdf/poppler_reader.h"
#include "extract/rules/cover.h"
#include "tests/support/document.h"
#include "tests/support/samples.h"
#include "tests/support/shipped_rules.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

std::vector<std::string> claimants(const std::vector<RuleSet>& sets, const DocumentText& text) {
  std::vector<std::string> names;
  for (const RuleSet& set : sets)
    if (claims_cover(set.compiled(), text)) names.push_back(set.name());
  return names;
}

// The lines of covers as they are printed, in the order of the page.
TEST(KindsTest, OneRuleSetClaimsEachCover) {
  const std::vector<RuleSet> sets = shipped_rule_sets();
  const struct {
    std::vector<const char*> lines;
    const char* rule_set;
  } kCovers[] = {
      {{"United Nations A/HRC/27/98", "Human Rights Council", "Agenda item 6", "Universal periodic review",
        "Report of the Working Group on the Universal Periodic Review*", "Varenia"},
       "upr/working-group-report"},
      {{"A/HRC/8/98", "HUMAN RIGHTS COUNCIL", "Eighth session", "UNIVERSAL PERIODIC REVIEW",
        "Report of the Working Group on the Universal Periodic Review", "VARENIA"},
       "upr/working-group-report"},
      {{"United Nations A/HRC/27/98/Add.1", "Human Rights Council", "Agenda item 6", "Universal periodic review",
        "Report of the Working Group on the Universal Periodic Review*", "Varenia", "Addendum",
        "Views on conclusions and/or recommendations, voluntary commitments and replies presented by the State under "
        "review"},
       "upr/addendum"},
      {{"United Nations A/HRC/28/2", "Human Rights Council", "Twenty-eighth session", "Agenda item 1",
        "Organizational and procedural matters", "Report of the Human Rights Council on its twenty-eighth", "session",
        "Vice-President and Rapporteur: Jane Doe (Varenia)"},
       "human-rights-council/session-report"},
      {{"A/HRC/8/52", "HUMAN RIGHTS COUNCIL", "Eighth session", "REPORT OF THE HUMAN RIGHTS COUNCIL ON ITS",
        "EIGHTH SESSION*"},
       "human-rights-council/session-report"},
      {{"A/HRC/S-19/2", "Human Rights Council", "Nineteenth special session",
        "Report of the Human Rights Council on its nineteenth special session"},
       "human-rights-council/session-report"},
      {{"United Nations A/HRC/DEC/28/199", "Human Rights Council", "Agenda item 6", "Universal periodic review",
        "Decision adopted by the Human Rights Council", "28/199.", "Outcome of the universal periodic review: Varenia"},
       "human-rights-council/decision"},
      {{"United Nations A/HRC/DEC/43/199", "Decision adopted by the Human Rights Council", "on 12 March 2020",
        "43/199. Outcome of the universal periodic review: Varenia"},
       "human-rights-council/decision"},
      {{"United Nations A/HRC/RES/46/99", "Human Rights Council", "Forty-sixth session", "Agenda item 7",
        "Resolution adopted by the Human Rights Council", "on 23 March 2021", "46/99. Rights of the people of Varenia"},
       "human-rights-council/resolution"},
  };
  for (const auto& cover : kCovers) {
    Document document;
    for (const char* line : cover.lines) document.block(line);
    EXPECT_THAT(claimants(sets, document.build()), ElementsAre(cover.rule_set)) << cover.lines[0];
  }
}

TEST(KindsTest, OneRuleSetClaimsEachSample) {
  prepare_pdf_reader();
  const std::vector<RuleSet> sets = shipped_rule_sets();
  for (const auto& path : sample_paths()) {
    const auto text = read_pdf_text(bytes_of(path));
    ASSERT_TRUE(text.has_value()) << path;
    EXPECT_THAT(claimants(sets, *text), SizeIs(1)) << path;
  }
}

}  // namespace
}  // namespace troika::extract
