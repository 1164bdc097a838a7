// Tables of a page as cells.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/html/html_text.h"
#include "tests/support/tables.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::string> tables_of(const std::string& html) {
  const auto page = read_html("<meta charset=utf-8>" + html);
  return page ? shown_tables(page->text) : std::vector<std::string>{page.error().detail};
}

TEST(HtmlTableTest, Table) {
  struct Case {
    const char* html;
    std::vector<std::string> tables;
  };
  const Case cases[] = {
      {"<table><tr><th>No.<th>Text<tr><td>96.1<td>Ratify</table>", {"0 No. | 1 Text", "0 96.1 | 1 Ratify", "--"}},
      {"<table><thead><tr><th>a<tbody><tr><td><p>b<p>c<br>d</table>", {"0 a", "0 b/c/d", "--"}},
      // A cell over columns, over rows, over both.
      {"<table><tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e</table>", {"0+2 a | 2 b", "0 c | 1 d | 2 e", "--"}},
      {"<table><tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d</table>", {"0 a | 1 b", "0 ^ | 1 c", "0 d", "--"}},
      {"<table><tr><td>a<td rowspan=3>b<tr><td>c<tr></table>", {"0 a | 1 b", "0 c | 1 ^", "1 ^", "--"}},
      {"<table><tr><td rowspan=2 colspan=2>a<td>b<tr><td>c</table>", {"0+2 a | 2 b", "0+2 ^ | 2 c", "--"}},
      {"<table><tr><td>a<td rowspan=0>b<tr><td>c<tr><td>d</table>", {"0 a | 1 b", "0 c | 1 ^", "0 d | 1 ^", "--"}},
      // What is no number covers one.
      {"<table><tr><td colspan=x rowspan=-2>a<td colspan=0>b</table>", {"0 a | 1 b", "--"}},
      // A table in a cell: its lines are the cell's too.
      {"<table><tr><td>a<td><table><tr><td>b<td>c</table>d</table>", {"0 a | 1 b/c/d", "--", "0 b | 1 c", "--"}},
      // No table around the row, no row around the cell.
      {"<tr><td>a</td></tr>", {}},
      {"<table><td>a</table>", {}},
      {"<table></table>", {}},
  };
  for (const Case& c : cases) EXPECT_EQ(tables_of(c.html), c.tables) << c.html;
}

TEST(HtmlTableTest, KeepsCellsWhereAFootnoteIsTakenOut) {
  const auto page = read_html("<p>a<sup>1</sup><p><sup>1</sup> Note.<table><tr><td>b<td>c</table>");
  ASSERT_TRUE(page);
  EXPECT_THAT(page->text.lines, SizeIs(3));
  EXPECT_THAT(shown_tables(page->text), ElementsAre("0 b | 1 c", "--"));
}

// A few bytes that ask for thousands of cells a row, row after row.
TEST(HtmlTableTest, ReadsTablesOfTooManyCellsAsLines) {
  std::string html = "<table><tr>";
  for (int i = 0; i < 1000; ++i) html += "<td rowspan=65534>";
  for (int i = 0; i < 2000; ++i) html += "<tr>";
  const auto page = read_html(html + "<tr><td>last</table>");
  ASSERT_TRUE(page);
  EXPECT_THAT(page->text.tables, IsEmpty());
  ASSERT_THAT(page->text.damages, SizeIs(1));
  EXPECT_THAT(page->text.damages.front().what, testing::HasSubstr("more than 1000000 cells"));
  ASSERT_THAT(page->text.lines, SizeIs(1));
  EXPECT_EQ(page->text.lines.front().text, "last");
}

}  // namespace
}  // namespace troika::extract
