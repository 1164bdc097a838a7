#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/rule_file.h"
#include "extract/rules/rule_set.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// The errors of a rule file with this body.
std::vector<std::string> errors_of(const std::string& body) {
  // Of this process: other tests of this file run at the same time.
  const std::string path = testing::TempDir() + "paragraphs-rules-" + std::to_string(::getpid()) + ".toml";
  std::ofstream(path) << "name = 'n'\nkind = 'k'\nlanguage = 'en'\nreads = 'paragraphs'\n[cover]\ntitle = ['t']\n"
                      << body;
  auto file = config::read_rule_file(path);
  std::filesystem::remove(path);
  auto set = file ? RuleSet::compile(*file) : tl::unexpected(std::move(file.error()));
  std::vector<std::string> errors;
  if (!set)
    for (const config::Error& error : set.error()) errors.push_back(error.key + ": " + error.message);
  return errors;
}

constexpr const char* kRule = "[[recommendation]]\nname = 'r'\npattern = 'should'\nexample = 'Varenia should act.'\n";

TEST(ParagraphsRulesTest, ASmallFileIsEnough) { EXPECT_THAT(errors_of(kRule), testing::IsEmpty()); }

TEST(ParagraphsRulesTest, AllThatIsWrongIsSaid) {
  EXPECT_THAT(errors_of("[paragraphs]\nsub_paragraphs = 'record'\nunit = 'line'\n[section]\nbegins = ['x']\n"),
              ElementsAre(HasSubstr("recommendation"), HasSubstr("paragraphs.sub_paragraphs: 'record' is not"),
                          HasSubstr("paragraphs.unit: 'line' is not"), HasSubstr("section.begins: unknown key")));
}

TEST(ParagraphsRulesTest, BulletsWantASign) {
  EXPECT_THAT(errors_of("[paragraphs]\nunit = 'bullet'\n"), ElementsAre(HasSubstr("paragraphs.bullets")));
}

TEST(ParagraphsRulesTest, AMisspeltGroupIsAnError) {
  EXPECT_THAT(errors_of("[[recommendation]]\nname = 'r'\npattern = '(?P<adressee>x)'\nexample = 'x'\n"),
              ElementsAre(HasSubstr("'adressee' is no group; choose one of verb, addressee")));
}

TEST(ParagraphsRulesTest, AnExampleThatAnotherRuleClaimsIsAnError) {
  EXPECT_THAT(errors_of(std::string(kRule) +
                        "[[recommendation]]\nname = 's'\npattern = 'should act'\nexample = 'Varenia should act.'\n"),
              ElementsAre(HasSubstr("is claimed by 'r', which stands above 's'")));
}

TEST(ParagraphsRulesTest, ActorsStandForOneOrMore) {
  EXPECT_THAT(errors_of("[paragraphs]\nactor = ['[Tt]he \\pL+']\nbetween = [' and ']\n[[recommendation]]\nname = 'r'\n"
                        "pattern = '^(?P<addressee>{actors}) should'\nexample = 'The moon and the sun should rise.'\n"),
              testing::IsEmpty());
}

TEST(ParagraphsRulesTest, ActorsWantToBeDescribed) {
  EXPECT_THAT(errors_of("[[recommendation]]\nname = 'r'\npattern = '{actors} should'\nexample = 'All should.'\n"),
              ElementsAre(HasSubstr("is not claimed by 'r' itself")));
}

TEST(ParagraphsRulesTest, AnAddresseeHeadingWantsAGroup) {
  EXPECT_THAT(errors_of(std::string("[section]\naddressee = ['^To']\n") + kRule),
              ElementsAre(HasSubstr("needs 1 group")));
}

}  // namespace
}  // namespace troika::extract
