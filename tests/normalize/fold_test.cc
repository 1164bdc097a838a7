#include "normalize/fold.h"

#include <string>

#include <gtest/gtest.h>

namespace troika::normalize {
namespace {

TEST(FoldTest, NamesThatAreOne) {
  const struct {
    const char *printed, *folded;
  } kCases[] = {
      {"Spain", "spain"},
      {"SPAIN", "spain"},
      {"  Spain ;", "spain"},
      {"Spain*.", "spain"},
      {"the Netherlands", "netherlands"},
      {"The Netherlands", "netherlands"},
      {"(Argentina)", "argentina"},
      {"((the Netherlands))", "netherlands"},
      {"C\u00f4te d\u2019Ivoire", "cote d'ivoire"},
      {"Co\u0302te d'Ivoire", "cote d'ivoire"},
      {"COTE D`IVOIRE", "cote d'ivoire"},
      {"Cote d\u00b4Ivoire", "cote d'ivoire"},
      {"Lao People\u201fs Democratic Republic", "lao people's democratic republic"},
      {"T\u00fcrkiye", "turkiye"},
      {"Timor\u2011Leste", "timor-leste"},
      {"Timor\u2013Leste", "timor-leste"},
      {"Bosnia & Herzegovina", "bosnia and herzegovina"},
      {"Bosnia\u00a0and\n Herzegovina", "bosnia and herzegovina"},
      {"Iran(Islamic Republic of)", "iran (islamic republic of)"},
      {"Iran ( Islamic Republic of )", "iran (islamic republic of)"},
      {"\ufb01ji", "fiji"},
      {"", ""},
      {" . ", ""},
      {"()", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(fold_name(c.printed), c.folded) << c.printed;
}

TEST(FoldTest, NamesThatAreNot) {
  EXPECT_EQ(fold_name("(a) and (b)"), "(a) and (b)");
  EXPECT_EQ(fold_name("Theland"), "theland");
  EXPECT_EQ(fold_name("U.K."), "u.k");
  EXPECT_EQ(fold_name("Timor Leste"), "timor leste");
}

TEST(FoldTest, FoldingTwiceChangesNothing) {
  for (const char* name :
       {"C\u00f4te d\u2019Ivoire", "(the Netherlands)", "Bosnia & Herzegovina", "Iran(Islamic Republic of)"}) {
    EXPECT_EQ(fold_name(fold_name(name)), fold_name(name)) << name;
  }
}

TEST(FoldTest, CleanText) {
  const struct {
    const char *printed, *clean;
  } kCases[] = {
      {"plain text - as it is", "plain text - as it is"},
      {"two  spaces", "two spaces"},
      {"No.\u00a0169", "No. 169"},
      {"thin\u2009space", "thin space"},
      {"no-break\u00a0 and plain", "no-break and plain"},
      {"e\u0301tat", "\u00e9tat"},
      {"de\ufb01ne e\ufb00ort o\ufb03ce wa\ufb04e \ufb02ow \u00e9", "define effort office waffle flow \u00e9"},
      {"zero\u200b\u200c\u200d\u2060width\ufeff and so\u00adft", "zerowidth and soft"},
      {"a line\nand a\ttab", "a line and a tab"},
      {"\u201cquoted\u201d \u2013 dash \u2019", "\u201cquoted\u201d \u2013 dash \u2019"},
      {"\u00bd \u2122", "\u00bd \u2122"},
      {"", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(clean_text(c.printed), c.clean) << c.printed;
}

TEST(FoldTest, BrokenUtf8IsNoCrash) {
  for (const char* bytes : {"\xff", "a\xc3", "\xe2\x82", "(\x80)"}) {
    fold_name(bytes);
    EXPECT_FALSE(clean_text(bytes).empty());
  }
}

}  // namespace
}  // namespace troika::normalize
