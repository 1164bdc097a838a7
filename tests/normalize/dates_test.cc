#include "normalize/dates.h"

#include <string>

#include <gtest/gtest.h>

namespace troika::normalize {
namespace {

TEST(DatesTest, IsoDate) {
  const struct {
    const char *printed, *iso;  // "": none
  } kCases[] = {
      {"7 July 2014", "2014-07-07"},
      {"20 JULY 2009", "2009-07-20"},
      {"1 january 2010", "2010-01-01"},
      {"31 December 2010", "2010-12-31"},
      {"07 July 2014", "2014-07-07"},
      {"7 July, 2014", "2014-07-07"},
      {"7  July\n2014", "2014-07-07"},
      {"28 March2014", "2014-03-28"},
      {"29 February 2012", "2012-02-29"},
      {"2014-09-18", "2014-09-18"},
      {"2014-13-18", ""},
      {"2013-02-29", ""},
      {"29 February 2013", ""},
      {"31 June 2014", ""},
      {"0 July 2014", ""},
      {"32 July 2014", ""},
      {"7 Juli 2014", ""},
      {"July 2014", ""},
      {"7 July 14", ""},
      {"on 7 July 2014", ""},
      {"", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(iso_date(c.printed).value_or(""), c.iso) << c.printed;
}

TEST(DatesTest, Ordinal) {
  const struct {
    const char* printed;
    int number;  // 0: none
  } kCases[] = {
      {"first", 1},
      {"second", 2},
      {"third", 3},
      {"ninth", 9},
      {"tenth", 10},
      {"eleventh", 11},
      {"twelfth", 12},
      {"nineteenth", 19},
      {"twentieth", 20},
      {"Twenty-first", 21},
      {"TWENTY-SECOND", 22},
      {"thirtieth", 30},
      {"Thirty-fourth", 34},
      {"forty-first", 41},
      {"fiftieth", 50},
      {"ninety-ninth", 99},
      {"1st", 1},
      {"2nd", 2},
      {"23rd", 23},
      {"26th", 26},
      {"nineteen", 0},
      {"twenty-", 0},
      {"twenty-zeroth", 0},
      {"0th", 0},
      {"zeroth", 0},
      {"twenty-tenth", 0},
      {"teen-first", 0},
      {"twenty first", 0},
      {"26", 0},
      {"100th", 0},
      {"", 0},
      {"-", 0},
      {"last", 0},
  };
  for (const auto& c : kCases) EXPECT_EQ(ordinal(c.printed).value_or(0), c.number) << c.printed;
}

}  // namespace
}  // namespace troika::normalize
