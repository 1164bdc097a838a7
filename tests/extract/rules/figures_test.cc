#include "extract/rules/figures.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/rule_sets.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

config::FigureRules rules() {
  config::FigureRules rules;
  rules.number_words = {text("none|no"), text("one"), text("two")};
  rules.clauses = {
      {text("all-noted"), text("noted all (?P<received>(?P<noted>{number}))"), text("noted all 9")},
      {text("received"), text("out of (?P<received>{number})"), text("out of 9")},
      {text("supported"), text("supported (?P<supported>{number})"), text("supported 9")},
      {text("noted"), text("noted (?P<noted>{number})"), text("noted 9")},
      {text("clarified"), text("clarified (?P<other>{number})"), text("clarified 9")},
  };
  return rules;
}

std::vector<std::string> errors_of(const config::FigureRules& source) {
  std::vector<config::Error> errors;
  Compiler compiler(errors);
  const FigureClauses clauses(source, compiler);
  std::vector<std::string> lines;
  for (const config::Error& error : errors) lines.push_back(error.key + ": " + error.message);
  return lines;
}

std::vector<std::string> figures(const std::string& sentence) {
  std::vector<config::Error> errors;
  Compiler compiler(errors);
  const FigureClauses clauses(rules(), compiler);
  EXPECT_THAT(errors, IsEmpty());
  std::vector<std::string> found;
  for (const Figure& figure : clauses.in(sentence))
    found.push_back((figure.of ? std::string(name_of(*figure.of)) : "other") + "=" + std::to_string(figure.count));
  return found;
}

TEST(FiguresTest, ClausesFromLeftToRight) {
  EXPECT_THAT(figures("out of 186, it supported 176, clarified 4 and noted two."),
              ElementsAre("received=186", "supported=176", "other=4", "noted=2"));
  EXPECT_THAT(figures("It noted all 167 of them"), ElementsAre("received=167", "noted=167"));
  EXPECT_THAT(figures("it noted None"), IsEmpty()) << "the pattern says what is told from what";
  EXPECT_THAT(figures("it noted no"), ElementsAre("noted=0"));
  EXPECT_THAT(figures("it noted 2014 of them"), IsEmpty()) << "a year";
  EXPECT_THAT(figures(""), IsEmpty());
}

TEST(FiguresTest, ErrorsAreFoundWhenTheRulesAreLoaded) {
  config::FigureRules broken = rules();
  broken.clauses[1].pattern = text("out of (?P<recieved>{number})");
  EXPECT_THAT(errors_of(broken), ElementsAre(HasSubstr("figure[1].pattern: 'recieved' is no group; choose one of")));

  broken = rules();
  broken.clauses[1].pattern = text("out of ({number})");
  EXPECT_THAT(errors_of(broken), ElementsAre(HasSubstr("needs a group with a name")));

  broken = rules();
  broken.clauses[3].example = text("supported 9");
  EXPECT_THAT(errors_of(broken), ElementsAre(HasSubstr("figure[3].example: is claimed by 'supported'")));

  broken = rules();
  broken.clauses[3].example = text("nothing");
  EXPECT_THAT(errors_of(broken), ElementsAre(HasSubstr("is not claimed by 'noted' itself")));
}

}  // namespace
}  // namespace troika::extract
