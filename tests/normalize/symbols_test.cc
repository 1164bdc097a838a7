#include "normalize/symbols.h"

#include <gtest/gtest.h>

namespace troika::normalize {
namespace {

TEST(SymbolsTest, Clean) {
  EXPECT_EQ(clean_symbol("A/HRC/ 27 /910"), "A/HRC/27/910");
  EXPECT_EQ(clean_symbol("A/HRC/27/910*"), "A/HRC/27/910");
  EXPECT_EQ(clean_symbol(""), "");
}

TEST(SymbolsTest, ParentOfAddendum) {
  EXPECT_EQ(parent_of_addendum("A/HRC/28/915/Add.1"), "A/HRC/28/915");
  EXPECT_EQ(parent_of_addendum("A/HRC/28/915/Add.1/Rev.1"), "A/HRC/28/915");
  EXPECT_EQ(parent_of_addendum("A/HRC/28/915"), std::nullopt);
  EXPECT_EQ(parent_of_addendum("A/HRC/28/915/Corr.1"), std::nullopt);
}

TEST(SymbolsTest, WorkingGroupNumber) {
  const auto number = working_group_number("A/HRC/WG.6/20/XVA/1");
  ASSERT_TRUE(number);
  EXPECT_EQ(number->session, 20);
  EXPECT_EQ(number->iso3, "XVA");
  EXPECT_FALSE(working_group_number("A/HRC/WG.6/20/L.3"));
  EXPECT_FALSE(working_group_number("A/HRC/28/915"));
}

TEST(SymbolsTest, DecisionSymbol) {
  EXPECT_EQ(decision_symbol("28/111"), "A/HRC/DEC/28/111");
  EXPECT_EQ(decision_symbol("decision 28/111"), "A/HRC/DEC/28/111");
  EXPECT_EQ(decision_symbol("A/HRC/DEC/28/111"), "A/HRC/DEC/28/111");
}

TEST(SymbolsTest, CouncilReport) {
  EXPECT_TRUE(is_council_report("A/HRC/28/915"));
  EXPECT_FALSE(is_council_report("A/HRC/28/915/Add.1"));
  EXPECT_FALSE(is_council_report("A/HRC/DEC/28/911"));
}

}  // namespace
}  // namespace troika::normalize
