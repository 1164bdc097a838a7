#include "extract/rules/table/table_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/html/html_text.h"
#include "extract/rules/recognizer.h"
#include "tests/extract/rules/table/thematic_list.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const std::string kTitle =
    "<p>UPR of the Republic of Varenia (3rd Cycle – 34th session) Thematic list of recommendations</p>";
const std::string kHeadings =
    "<tr><td>Recommendation<td>Position<td>Full list of themes<td>Assessment/comments on level of implementation";

std::string table(const std::string& rows) { return kTitle + "<table>" + rows + "</table>"; }
std::string list(const std::string& rows) { return table(kHeadings + rows); }

// A row of the usual columns.
std::string row(const std::string& recommendation, const std::string& position = "Supported",
                const std::string& themes = "A12 Treaties", const std::string& para = "A/HRC/28/90/Add.1 - Para. 5") {
  return "<tr><td><p>" + recommendation + "<p>Source of position: " + para + "<td>" + position + "<td>" + themes +
         "<td>";
}

Reading read(const std::string& html, std::vector<Claim>* claims = nullptr) {
  const auto page = read_html("<meta charset=utf-8>" + html);
  static const std::vector<RuleSet> sets = thematic_list_rules();
  const auto reading = recognize(sets, page->text, claims);
  if (reading) return *reading;
  Reading failed;
  failed.rejects.push_back({{std::string(fetch::code_name(reading.error().code)), reading.error().detail}, 0, 0, ""});
  return failed;
}

// "115.1 supported [A12] {children} 16 | doubt, flag"
std::string shown(const Item& item) {
  std::string text = std::to_string(item.paragraph) + "." + *item.item;
  for (const Position& position : item.positions)
    text += ' ' + (position.response ? std::string(name_of(*position.response)) : "?" + position.as_printed);
  for (const Theme& theme : item.themes) text += " [" + (theme.code.empty() ? theme.name : theme.code) + "]";
  for (const std::string& person : item.persons) text += " {" + person + "}";
  for (const int sdg : item.sdgs) text += " " + std::to_string(sdg);
  for (const Remark& doubt : item.doubts) text += " !" + doubt.code;
  for (const Remark& flag : item.flags) text += " ~" + flag.code;
  return text;
}

std::vector<std::string> shown(const Reading& reading) {
  std::vector<std::string> lines;
  for (const Item& item : reading.items) lines.push_back(shown(item));
  for (const Reject& reject : reading.rejects) lines.push_back("reject " + reject.why.code);
  for (const Remark& doubt : reading.doubts) lines.push_back("doubt " + doubt.code);
  for (const Remark& flag : reading.flags) lines.push_back("flag " + flag.code);
  return lines;
}

TEST(TableReaderTest, ReadsARow) {
  std::vector<Claim> claims;
  const Reading reading = read(list("<tr><td colspan=4>Theme: A12 Acceptance of international norms" +
                                    row("115.1. Ratify the Convention (Atlantis, Lemuria);", "Supported",
                                        "<p>A12 Acceptance of international norms<p>S16 SDG 16 - peace<p>Affected "
                                        "persons:<p>- children<p>- women")),
                               &claims);
  EXPECT_EQ(reading.kind, "upr/thematic-list");
  EXPECT_EQ(reading.cover.state, "Republic of Varenia");
  EXPECT_EQ(reading.cover.working_group_session, "34th");
  EXPECT_EQ(reading.cover.title, "Thematic list of recommendations");
  EXPECT_EQ(reading.cover.symbol, "");
  ASSERT_THAT(shown(reading), ElementsAre("115.1 supported [A12] {children} {women} 16"));
  const Item& item = reading.items[0];
  EXPECT_EQ(item.label, "115.1.");
  EXPECT_EQ(item.text, "Ratify the Convention (Atlantis, Lemuria);");
  EXPECT_EQ(item.verbatim, "115.1. Ratify the Convention (Atlantis, Lemuria);");
  EXPECT_EQ(item.report, "A/HRC/28/90");
  EXPECT_EQ(item.themes[0].name, "Acceptance of international norms");
  EXPECT_EQ(item.themes[0].vocabulary, "ohchr-codes/cycle-3");
  const Position& position = item.positions[0];
  EXPECT_EQ(position.as_printed, "Supported");
  EXPECT_EQ(position.document, "A/HRC/28/90/Add.1");
  EXPECT_EQ(position.paragraph, "5");
  EXPECT_EQ(position.rule, "supported");
  ASSERT_THAT(reading.statements, SizeIs(1));
  EXPECT_EQ(reading.statements[0].target, "115.1");
  EXPECT_EQ(reading.statements[0].report, "A/HRC/28/90");

  std::vector<std::string> claimed;
  for (const Claim& claim : claims) claimed.push_back(claim.what + " " + claim.rule);
  EXPECT_THAT(claimed,
              testing::IsSupersetOf({"columns columns.recommendation[0]", "columns columns.ignored[0]",
                                     "heading rows.heading[0]", "item rows.label", "source rows.source[0]",
                                     "statement supported", "theme code", "goal goal", "person rows.persons[0]"}));
}

TEST(TableReaderTest, WhatRowsSay) {
  struct Case {
    const char* what;
    std::string html;
    std::vector<std::string> expected;
  };
  const Case cases[] = {
      {"names without codes, goals by number",
       list(row("1.1 Act (A)", "Noted",
                "<p>- Right to health<p>SDGs: <p>- 16 - PEACE<p>- 3 - HEALTH<p>Affected persons: <p>- women")),
       {"1.1 noted [Right to health] {women} 16 3"}},
      {"several goals in a line",
       list(row("1.1 Act (A)", "Noted", "<p>SDGs:<p>5, 8 and 16<p>SDG 3")),
       {"1.1 noted 5 8 16 3"}},
      {"positions by their first letters",
       list(row("1.1 Act (A)", "S") + row("1.2 Do (B)", "N") + row("1.3 Go (C)", "S/N")),
       {"1.1 supported [A12]", "1.2 noted [A12]", "1.3 partially_supported [A12]"}},
      {"a cluster's name in a row of its own",
       list("<tr><td colspan=4>A. Treaties" + row("1.1 Act (A)", "Noted", "")),
       {"1.1 noted [A]"}},
      {"under several themes, once",
       list("<tr><td>Theme: B1 One" + row("1.1 Act (A)", "Noted", "B1 One") + "<tr><td>Theme: C2 Two" +
            row("1.1 Act (A)", "Noted", "<p>C2 Two<p>Affected persons:<p>- women")),
       {"1.1 noted [B1] [C2] {women}"}},
      {"the theme above, where the column lacks it",
       list("<tr><td>Theme: B1 One" + row("1.1 Act (A)", "Noted", "")),
       {"1.1 noted [B1]"}},
      {"columns in another order",
       table("<tr><td>Themes<td>Position<td>Recommendation<td>No.<tr><td>B1 One<td>Noted<td>Act (A)<p>Source of "
             "position: "
             "A/HRC/28/90/Add.1<td>1.1"),
       {"1.1 noted [B1]"}},
      {"a heading over two columns",
       table("<tr><td colspan=2>Recommendation<td>Position<tr><td>1.1<td>Act (A)<p>Source of position: "
             "A/HRC/28/90<td>Noted"),
       {"1.1 noted"}},
      {"no column of positions",
       table("<tr><td>Recommendation<td>Themes<tr><td>1.1 Act (A)<td>B1 One"),
       {"1.1 [B1]", "doubt no-position-column", "doubt no-report"}},
      {"no position", list(row("1.1 Act (A)", "")), {"1.1 [A12] !no-position"}},
      {"a position that no rule knows", list(row("1.1 Act (A)", "Perhaps")), {"1.1 ?Perhaps [A12] !unknown-position"}},
      {"both", list(row("1.1 Act (A); Do (B)", "Supported/Noted")), {"1.1 partially_supported [A12]"}},
      {"two columns of positions that differ",
       table("<tr><td>Recommendation<td>Position<td>Final position<tr><td>1.1 Act (A)<p>Source of position: "
             "A/HRC/28/90/Add.1<td>Noted<td>Supported"),
       {"1.1 noted supported !two-positions"}},
      {"two columns of positions that agree",
       table("<tr><td>Recommendation<td>Position<td>Final position<tr><td>1.1 Act (A)<p>Source of position: "
             "A/HRC/28/90/Add.1<td>Noted<td>Noted"),
       {"1.1 noted"}},
      {"a position for two rows",
       table("<tr><td>Recommendation<td>Position<tr><td>1.1 Act (A)<p>Source of position: A/HRC/28/90/Add.1<td "
             "rowspan=2>Noted"
             "<tr><td>1.2 Do (B)<p>Source of position: A/HRC/28/90/Add.1"),
       {"1.1 noted", "1.2 noted ~merged-cell"}},
      {"a recommendation for two rows",
       list("<tr><td rowspan=2>1.1 Act (A)<p>Source of position: A/HRC/28/90/Add.1<td>Noted<td>B1 "
            "One<tr><td>Supported<td>C1 Two"),
       {"1.1 noted supported [B1] [C1] !two-positions ~merged-cell"}},
      {"a cell over two columns",
       list("<tr><td colspan=2>1.1 Act (A)<p>Source of position: A/HRC/28/90<td>B1 One"),
       {"1.1 [B1] !merged-cell !no-position"}},
      {"no number", list(row("Act (A)") + row("1.1 Act (A)")), {"1.1 supported [A12]", "reject no-number"}},
      {"a number alone", list(row("1.1") + row("1.1 Act (A)")), {"1.1 supported [A12]", "reject no-recommendation"}},
      {"no recommendation",
       list("<tr><td><td>Noted<td>" + row("1.1 Act (A)")),
       {"1.1 supported [A12]", "reject no-recommendation"}},
      {"a row of more cells",
       list("<tr><td>1.2 Do<td>Noted<td>B1 One<td><td>x" + row("1.1 Act (A)")),
       {"1.1 supported [A12]", "reject no-columns"}},
      {"a gap",
       list(row("1.1 Act (A)") + row("1.4 Do (B)")),
       {"1.1 supported [A12]", "1.4 supported [A12]", "reject gap"}},
      {"one number, two recommendations",
       list(row("1.1 Act (A)") + row("1.1 Do (B)")),
       {"1.1 supported [A12]", "1.1 supported [A12] !repeated-number"}},
      {"headings again, and a second table",
       list(row("1.1 Act (A)") + kHeadings + row("1.2 Do (B)")) + "<table>" + row("1.3 Go (C)") + "</table>",
       {"1.1 supported [A12]", "1.2 supported [A12]", "1.3 supported [A12]"}},
      {"a column that no rule knows",
       table("<tr><td>Recommendation<td>Position<td>Budget<tr><td>1.1 Act (A)<p>Source of position: "
             "A/HRC/28/90<td>Noted<td>5"),
       {"1.1 noted", "flag unknown-column"}},
      {"goals that are none",
       list(row("1.1 Act (A)", "Noted", "<p>SDGs:<p>- 18 - MORE<p>- none")),
       {"1.1 noted !unknown-goal !unknown-goal"}},
      {"another source",
       list(row("1.1 Act (A)", "Noted", "", "A/HRC/28/2 - Para. 9") + row("1.2 Do (B)", "Noted", "") +
            row("1.3 Go (C)", "Noted", "")),
       {"1.1 noted ~report-of-list", "1.2 noted", "1.3 noted"}},
      {"a source that is none",
       list(row("1.1 Act (A)", "Noted", "", "see above")),
       {"1.1 noted !unknown-source", "doubt no-report"}},
      {"no headings", table(row("1.1 Act (A)")), {"reject no_section"}},
      {"no table", kTitle + "<p>1.1 Act (A)</p>", {"reject no_section"}},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(read(c.html)), c.expected) << c.what;
}

TEST(TableReaderTest, StatesMayHaveAColumn) {
  const Reading reading = read(
      table("<tr><td>No.<td>Recommendation<td>Recommending State<td>Position<tr><td>1.1<td>Act.<td>Norway and Sweden"
            "<td>Noted"));
  ASSERT_THAT(reading.items, SizeIs(1));
  EXPECT_EQ(reading.items[0].text, "Act (Norway and Sweden)");
}

TEST(TableReaderTest, Sources) {
  struct Case {
    const char* printed;
    const char* document;
    const char* paragraph;
  };
  const Case cases[] = {
      {"A/HRC/28/90/Add.1 - Para. 3", "A/HRC/28/90/Add.1", "3"},
      {"A/HRC/28/90/Add.1 - Para.3", "A/HRC/28/90/Add.1", "3"},
      {"A/HRC/28/90 - Para 121", "A/HRC/28/90", "121"},
      {"A/HRC/28/90/Add.1", "A/HRC/28/90/Add.1", ""},
      {"A/HRC/28/90/Add.1, para. 3 - Para. 4", "A/HRC/28/90/Add.1", "4"},
      {"A/HRC/28/90/Add.1 – Para. 186.28. ", "A/HRC/28/90/Add.1", "186.28"},
      {"A/HRC/28/90/Add.1, paras. 3 and 4", "A/HRC/28/90/Add.1", "3 and 4"},
  };
  for (const Case& c : cases) {
    const Reading reading = read(list(row("1.1 Act (A)", "Noted", "", c.printed)));
    ASSERT_THAT(reading.items, SizeIs(1)) << c.printed;
    EXPECT_EQ(reading.items[0].report, "A/HRC/28/90") << c.printed;
    EXPECT_EQ(reading.items[0].positions[0].document, c.document) << c.printed;
    EXPECT_EQ(reading.items[0].positions[0].paragraph, c.paragraph) << c.printed;
    EXPECT_THAT(reading.items[0].doubts, IsEmpty()) << c.printed;
  }
}

// The kind is told by the columns where the header is lost.
TEST(TableReaderTest, KnowsAListByItsColumns) {
  const Reading reading = read("<table>" + kHeadings + row("1.1 Act (A)") + "</table>");
  EXPECT_EQ(reading.kind, "upr/thematic-list");
  EXPECT_EQ(reading.cover.state, "");
  EXPECT_THAT(shown(reading), ElementsAre("1.1 supported [A12]"));
}

}  // namespace
}  // namespace troika::extract
