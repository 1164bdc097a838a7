#include "extract/rules/rule_set.h"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/rules/compiled_rules.h"
#include "fetch/sha256.h"
#include "tests/support/rule_sets.h"

namespace troika::extract {
namespace {

using config::RuleFile;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> lines_of(const std::vector<config::Error>& errors) {
  std::vector<std::string> lines;
  for (const config::Error& error : errors) lines.push_back(error.to_string());
  return lines;
}

std::vector<std::string> errors_of(const RuleFile& file) {
  const auto set = RuleSet::compile(file);
  return set ? std::vector<std::string>() : lines_of(set.error());
}

TEST(RuleSetTest, KnowsItsNameAndItsContent) {
  const RuleSet set = small_rule_set();
  EXPECT_EQ(set.name(), "test/small");
  EXPECT_EQ(set.sha256(), fetch::sha256_hex("small"));
}

TEST(RuleSetTest, TheShippedOneCompilesAndIsClean) {
  const auto file = config::read_rule_file(shipped_rule_path());
  ASSERT_TRUE(file.has_value()) << file.error().front().to_string();
  EXPECT_THAT(errors_of(*file), IsEmpty());
  EXPECT_THAT(lines_of(lint(*file)), IsEmpty());
}

TEST(RuleSetTest, OneMistakeOneError) {
  const struct {
    void (*spoil)(RuleFile&);
    const char* error;
  } kCases[] = {
      {[](RuleFile& f) { f.title[0] = text("(", 6, 10); },
       "rules.toml:6:10: cover.title[0]: not a pattern that RE2 takes: missing ): ("},
      {[](RuleFile& f) { f.section_end.push_back(text("a(?!b)", 9, 20)); },
       "rules.toml:9:20: section.end[1]: not a pattern that RE2 takes: invalid perl operator: (?!"},
      {[](RuleFile& f) { f.not_title = {text("(?<=a)b", 7, 1)}; },
       "rules.toml:7:1: cover.not_title[0]: not a pattern that RE2 takes: invalid perl operator: (?<"},
      {[](RuleFile& f) { f.lead_in[1].pattern = text("(will) \\1", 18, 11); },
       "rules.toml:18:11: lead_in[1].pattern: not a pattern that RE2 takes: invalid escape sequence: \\1"},
      {[](RuleFile& f) { f.cover.symbol[0] = text("A/HRC", 3, 4); },
       "rules.toml:3:4: cover.symbol[0]: needs 1 group(s) in parentheses, has 0"},
      {[](RuleFile& f) { f.paragraph_label = text("^\\d+", 3, 4); },
       "rules.toml:3:4: numbering.paragraph: needs 1 group(s) in parentheses, has 0"},
      {[](RuleFile& f) { f.item_label[1] = text("^(\\d+)", 3, 4); },
       "rules.toml:3:4: numbering.item[1]: needs 2 group(s) in parentheses, has 1"},
      {[](RuleFile& f) { f.lead_in[2].example = text("They will be examined and enjoy the support:", 30, 5); },
       "rules.toml:30:5: lead_in[2].example: is claimed by 'pending', which stands above 'supported'; move or narrow "
       "one of "
       "the two"},
      {[](RuleFile& f) { f.after[3].example = text("Nothing of the kind.", 50, 1); },
       "rules.toml:50:1: after[3].example: is not claimed by 'answers-list' itself; mend the pattern or the example"},
  };
  for (const auto& c : kCases) {
    RuleFile file = small_rule_file();
    c.spoil(file);
    const std::vector<std::string> errors = errors_of(file);
    ASSERT_FALSE(errors.empty()) << c.error;
    EXPECT_EQ(errors.front(), c.error);
  }
}

TEST(RuleSetTest, EveryErrorAtOnce) {
  RuleFile file = small_rule_file();
  file.title[0] = text("(", 6, 10);
  file.item_label[0] = text("[", 12, 9);
  file.lead_in[1].pattern = text("a{2,1}", 20, 1);
  file.after[0].pattern = text("*", 60, 1);
  const std::vector<std::string> errors = errors_of(file);
  EXPECT_THAT(
      errors,
      ElementsAre(HasSubstr("rules.toml:6:10: cover.title[0]"), HasSubstr("rules.toml:12:9: numbering.item[0]"),
                  HasSubstr("rules.toml:20:1: lead_in[1].pattern"), HasSubstr("rules.toml:60:1: after[0].pattern")));
}

TEST(RuleSetTest, EveryWrongExampleOfAListAtOnce) {
  RuleFile file = small_rule_file();
  file.lead_in[2].example = text("They are welcome:", 30, 1);
  file.lead_in[3].example = text("They enjoy the support, as recommendations were made:", 40, 1);
  EXPECT_THAT(errors_of(file),
              ElementsAre(HasSubstr("rules.toml:30:1: lead_in[2].example: is not claimed by 'supported' itself"),
                          HasSubstr("rules.toml:40:1: lead_in[3].example: is claimed by 'supported'")));
}

// A broken pattern in one place says nothing about the examples of another list.
TEST(RuleSetTest, AnUnknownGroupIsAnError) {
  RuleFile file = small_rule_file();
  file.after[0].pattern = text("(?P<reff>\\d+) enjoy", 50, 1);
  EXPECT_THAT(errors_of(file), ElementsAre("rules.toml:50:1: after[0].pattern: 'reff' is no group; choose one of said, "
                                           "refs, paragraphs"));
}

TEST(RuleSetTest, WrongExamplesOfBothListsAtOnce) {
  RuleFile file = small_rule_file();
  file.lead_in[2].example = text("They are welcome:", 30, 1);
  file.after[0].example = text("They are welcome.", 60, 1);
  EXPECT_THAT(errors_of(file), ElementsAre(HasSubstr("rules.toml:30:1: lead_in[2].example"),
                                           HasSubstr("rules.toml:60:1: after[0].example")));
}

TEST(RuleSetTest, LintWarnsOfWhatRe2ReadsOtherwise) {
  const struct {
    const char *pattern, *warning;  // empty: none
  } kCases[] = {
      {"^\\w+$", "\\w is ASCII-only: it stops at the first accented letter; use [\\pL\\pN_]"},
      {"\\W", "\\W is ASCII-only: it takes an accented letter for punctuation; use [^\\pL\\pN_]"},
      {"[a-z&&[^x]]", "'&&' in a class is two ampersands, not an intersection"},
      {"\\b\u00c9tat", "\\b is ASCII-only and fails beside an accented letter"},
      {"libert\u00e9\\b", "\\b is ASCII-only and fails beside an accented letter"},
      {"\\bstate\\b", ""},
      {"\\d{1,3}\\s", ""},
      {"a & b", ""},
  };
  for (const auto& c : kCases) {
    RuleFile file = small_rule_file();
    file.section_end.push_back(text(c.pattern, 11, 7));
    const std::vector<std::string> warnings = lines_of(lint(file));
    if (std::string(c.warning).empty()) {
      EXPECT_THAT(warnings, IsEmpty()) << c.pattern;
    } else {
      EXPECT_THAT(warnings, ElementsAre("rules.toml:11:7: section.end[1]: " + std::string(c.warning))) << c.pattern;
    }
  }
}

TEST(RuleSetTest, LintLooksAtEveryPattern) {
  const std::pair<const char*, void (*)(RuleFile&)> kPlaces[] = {
      {"cover.title[0]", [](RuleFile& f) { f.title[0].value = "\\w"; }},
      {"cover.not_title[0]", [](RuleFile& f) { f.not_title = {text("\\w")}; }},
      {"cover.symbol[0]", [](RuleFile& f) { f.cover.symbol = {text("\\w")}; }},
      {"cover.state[0]", [](RuleFile& f) { f.cover.state = {text("\\w")}; }},
      {"cover.published[0]", [](RuleFile& f) { f.cover.published = {text("\\w")}; }},
      {"cover.council_session[0]", [](RuleFile& f) { f.cover.council_session = {text("\\w")}; }},
      {"cover.working_group_session[0]", [](RuleFile& f) { f.cover.working_group_session = {text("\\w")}; }},
      {"cover.review_date[0]", [](RuleFile& f) { f.cover.review_date = {text("\\w")}; }},
      {"section.begin[0]", [](RuleFile& f) { f.section_begin = {text("\\w")}; }},
      {"section.end[0]", [](RuleFile& f) { f.section_end = {text("\\w")}; }},
      {"numbering.paragraph", [](RuleFile& f) { f.paragraph_label = text("\\w"); }},
      {"numbering.item[1]", [](RuleFile& f) { f.item_label[1] = text("\\w"); }},
      {"lead_in[2].pattern", [](RuleFile& f) { f.lead_in[2].pattern = text("\\w"); }},
      {"after[1].pattern", [](RuleFile& f) { f.after[1].pattern = text("\\w"); }},
      {"layout.entry[0]", [](RuleFile& f) { f.outcomes.emplace().entry = {text("\\w")}; }},
      {"outcome[0].pattern", [](RuleFile& f) { f.outcomes.emplace().outcomes.emplace_back().pattern = text("\\w"); }},
      {"figure[0].pattern",
       [](RuleFile& f) { f.outcomes.emplace().figures.clauses.emplace_back().pattern = text("\\w"); }},
      {"page.symbol[0]", [](RuleFile& f) { f.page.emplace().symbol = {text("\\w")}; }},
      {"figure[0].pattern", [](RuleFile& f) { f.page.emplace().figures.clauses.emplace_back().pattern = text("\\w"); }},
      {"figure[0].pattern",
       [](RuleFile& f) { f.replies.emplace().figures.clauses.emplace_back().pattern = text("\\w"); }},
  };
  for (const auto& [key, spoil] : kPlaces) {
    RuleFile file = small_rule_file();
    spoil(file);
    const auto warnings = lint(file);
    ASSERT_EQ(warnings.size(), 1u) << key;
    EXPECT_EQ(warnings[0].key, key);
  }
}

TEST(RuleSetTest, FirstRuleOrEarliestPlace) {
  const RuleSet set = small_rule_set();
  const auto& compiled = set.compiled();
  const std::string both = "They enjoy the support of Varenia and others will be examined:";
  EXPECT_EQ(first_match(compiled.lead_in, both).rule->name, "pending");
  EXPECT_EQ(earliest_match(compiled.lead_in, both).rule->name, "supported");
  EXPECT_EQ(first_match(compiled.lead_in, "They are welcome:").rule, nullptr);

  const std::string numbers = "Recommendations 4 and 5 did not enjoy the support of Varenia.";
  const SentenceMatch match = first_match(compiled.after, numbers);
  EXPECT_EQ(match.said, "did not enjoy");
  EXPECT_EQ(match.refs, "4 and 5");
  EXPECT_EQ(match.paragraphs, "");
  EXPECT_EQ(numbers.substr(match.begin, match.end - match.begin), "ecommendations 4 and 5 did not enjoy");
}

TEST(RuleSetTest, OfACheckedFileIsTheSameCompiledLater) {
  const RuleSet now = small_rule_set();
  const auto later = RuleSet::of_checked(small_rule_file());
  ASSERT_TRUE(later.has_value());
  EXPECT_EQ(later->name(), now.name());
  EXPECT_EQ(later->sha256(), now.sha256());
  EXPECT_EQ(later->of_kind().title.size(), now.compiled().title.size());
  EXPECT_TRUE(later->of_kind().lead_in.empty()) << "not yet";
  EXPECT_EQ(later->compiled().lead_in.size(), now.compiled().lead_in.size());
  EXPECT_EQ(&later->compiled(), &later->compiled()) << "once";
}

}  // namespace
}  // namespace troika::extract
