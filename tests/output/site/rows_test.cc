#include "output/site/rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "output/site/site_error.h"
#include "tests/output/samples.h"

namespace troika::output {
namespace {

TableRow sample() {
  TableRow row;
  row.id = "A/HRC/26/903#104.8";
  row.state = "XVA";
  row.by = {"HUN", "TLS"};
  row.response = "noted";
  row.kind = "upr/working-group-report";
  row.document = "A/HRC/26/903";
  row.cycle = 2;
  return row;
}

TEST(Rows, HoldWhatTheTableShows) {
  const TableRow row = row_of(full_outcome().report->recommendations[0]);
  EXPECT_EQ(row.id, "A/HRC/27/910#124.36");
  EXPECT_EQ(row.source, "A/HRC/27/910");
  EXPECT_EQ(row.url, "https://docs.un.org/en/A/HRC/27/910#page=14");
  EXPECT_EQ(row.state, "XVA");
  EXPECT_EQ(row.by, (std::vector<std::string>{"CHL", "TLS"}));
  EXPECT_EQ(row.response, "partially_supported");
  EXPECT_EQ(row.page, 14);
  EXPECT_EQ(row.goals, (std::vector<int>{5, 16}));
  EXPECT_TRUE(row.doubted);
}

TEST(Rows, SayNothingOfWhatIsNotKnown) {
  const TableRow row = row_of(bare_outcome().report->recommendations[0]);
  EXPECT_EQ(row.state + row.url + row.body, "");
  EXPECT_EQ(row.source, std::string(12, 'a'));
  EXPECT_EQ(row.response, "none");
  EXPECT_EQ(row.cycle + row.year + row.page, 0);
}

// Pages are files named by the code.
TEST(Rows, RefuseACodeThatIsNone) {
  normalize::Recommendation record = bare_outcome().report->recommendations[0];
  for (const char* code : {"../x", "xva", "XV", "XVAR", ""}) {
    record.review.state_under_review = code;
    EXPECT_THROW(row_of(record), SiteError) << code;
    record.review.state_under_review.reset();
    record.recommending_states = {{code, "Varenia", "Varenia", "none"}};
    EXPECT_THROW(row_of(record), SiteError) << code;
    record.recommending_states.clear();
  }
}

TEST(Filters, MatchRowsThatHaveEveryValue) {
  const TableRow row = sample();
  const struct {
    const char *key, *value;
    bool matches;
  } cases[] = {{"state", "XVA", true},
               {"state", "HUN", false},
               {"by", "TLS", true},
               {"by", "XVA", false},
               {"cycle", "2", true},
               {"cycle", "none", false},
               {"response", "noted", true},
               {"response", "none", false},
               {"doubts", "no", true},
               {"doubts", "yes", false},
               {"document", "A/HRC/26/903", true},
               {"kind", "upr/addendum", false}};
  for (const auto& [key, value, matches] : cases) {
    EXPECT_EQ(Filter().with(key, value).matches(row), matches) << key << ' ' << value;
    EXPECT_EQ(Filter().with("state", "XVA").with(key, value).matches(row), matches) << key << ' ' << value;
  }
  EXPECT_TRUE(Filter().matches(row));
  EXPECT_THAT(matching({&row}, Filter().with("cycle", "3")), testing::IsEmpty());
}

TEST(Filters, AreLinks) {
  EXPECT_EQ(Filter().href(), "table.html");
  EXPECT_EQ(Filter().with("state", "XVA").with("cycle", "2").href(), "table.html#state=XVA&cycle=2");
  EXPECT_EQ(Filter().with("document", "A/B&c=d #\xc3\xa9").href(), "table.html#document=A/B%26c%3Dd%20%23%C3%A9");
}

TEST(DocumentUrl, IsOfTheUnOrOfTheWeb) {
  const struct {
    const char *symbol, *url, *language;
    int page;
    const char* expected;
  } cases[] = {
      {"A/HRC/27/10", "", "en", 14, "https://docs.un.org/en/A/HRC/27/10#page=14"},
      {"A/HRC/27/10/Add.1", "https://example.org/a.pdf", "fr", 0, "https://docs.un.org/fr/A/HRC/27/10/Add.1"},
      {"", "https://example.org/a.pdf#x", "en", 3, "https://example.org/a.pdf#page=3"},
      {"", "javascript:alert(1)", "en", 3, ""},
      {"", "file:///etc/passwd", "en", 0, ""},
      {"", "", "en", 3, ""},
      {"A/\"><script>", "", "en", 0, "https://docs.un.org/en/A/%22%3E%3Cscript%3E"},
  };
  for (const auto& [symbol, url, language, page, expected] : cases)
    EXPECT_EQ(document_url(symbol, url, language, page), expected);
}

}  // namespace
}  // namespace troika::output
