#include "extract/html/html_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// One string a line: "> " per 36 points of indent, "+ " where it goes on in its block, "# " where it is bold.
std::vector<std::string> lines_of(const std::string& html) {
  const auto page = read_html("<meta charset=utf-8>" + html);
  if (!page) return {"failed: " + page.error().detail};
  std::vector<std::string> lines;
  for (const Line& line : page->text.lines) {
    std::string shown;
    for (double indent = line.indent; indent > 0; indent -= 36) shown += "> ";
    lines.push_back(shown + (line.opens_block ? "" : "+ ") + (line.bold ? "# " : "") + line.text);
  }
  return lines;
}

TEST(HtmlTextTest, Table) {
  struct Case {
    const char* html;
    std::vector<std::string> lines;
  };
  const Case cases[] = {
      // Blocks and white space.
      {"<p>One\n  two</p><p>three", {"One two", "three"}},
      {"<div>a<p>b</p>c</div>", {"a", "b", "c"}},
      {"a<br>b<br/>c<p>d", {"a", "+ b", "+ c", "d"}},
      {"<p>un<b>bold</b>ed <i> x</i> y</p>", {"unbolded x y"}},
      {"<p>no&nbsp;break&#8239;space</p>", {"no break space"}},
      {"<p>co&shy;operate&#8203;d&#x7;</p>", {"cooperated"}},
      {"<pre>a\n  b</pre>", {"a", "+ b"}},
      {"<p>&eacute;&amp;&lt;&#8217;&unknown;</p>", {"é&<’&unknown;"}},
      {"<p></p><p> </p><hr>", {}},
      // Bold.
      {"<h2>Title</h2><p><b>Most</b> of</p><p><b>Not</b> of this</p>", {"# Title", "# Most of", "Not of this"}},
      {"<p style='font-weight: bold'>a", {"# a"}},
      // Lists.
      {"<ul><li>a<ul><li>b</ul><li><p>c</p><p>d</p></ul>e", {"> a", "> > b", "> c", "> d", "e"}},
      {"<ol><li>a<li><p>b<li value=7>c<li>d</ol>", {"> 1. a", "> 2. b", "> 7. c", "> 8. d"}},
      {"<ol type=a start=27><li>a</ol><ol type=I start=4><li>b</ol>", {"> aa. a", "> IV. b"}},
      {"<ol style='list-style: none'><li>96.1 a</ol>", {"> 96.1 a"}},
      {"<ol><li></li><li>b</ol>", {"> 2. b"}},
      {"<blockquote>a</blockquote><dl><dt>b<dd>c</dl>", {"> a", "b", "> c"}},
      {"<li>stray</li></ul></td></tr>", {"stray"}},
      // Tables.
      {"<table><tr><td>96.1<td><p>Ratify</p><p>it</p></tr><tr><td><td>x</table>", {"96.1", "+ Ratify", "+ it", "x"}},
      {"<table><tr><th>No.<th>Text</table>", {"# No.", "+ # Text"}},
      {"<table><tr><td><p>a</p><p>b</p></td></tr></table>", {"a", "b"}},
      {"<table><tr><td>menu<td><p>a<p>b<p>c<p>d<p>e</table>", {"menu", "a", "b", "c", "d", "e"}},
      {"<table><tr><td>menu<td><table><tr><td>1<td>a</tr></table></table>", {"menu", "1", "+ a"}},
      {"<table><tr>stray<td>a</table><td>b", {"stray", "a", "b"}},
      {"<body><tr><td>a<td>b", {"a", "b"}},
      // What is not shown.
      {"<nav><p>menu</p></nav><p>a<script>b</script><style>c</style><span hidden>d</span></p>", {"a"}},
      {"<p>a<p style='display: none'>b<p aria-hidden=true>c<div role=navigation><ul><li>d</ul></div>e", {"a", "e"}},
      {"a<nav hidden><ol><li><table><tr><td>x</table></ol></nav><ol><li>b</ol>", {"a", "> 1. b"}},
      {"<title>t</title><p>a<select><option>b</select><button>c</button>", {"a"}},
      // Malformed.
      {"<p>a<p<p>b", {"a", "b"}},
      {"<p a=\"b>c", {}},
      {"<b><p>a</b>b</p></i></b></table>c", {"ab", "c"}},
      {"<", {}},
      {"<!-- a", {}},
      {"<![CDATA[x]]><p>a", {"a"}},
      {"<p>a<![if !supportFootnotes]>b<![endif]>c<!--[if gte mso 9]><p>x<![endif]-->d", {"abcd"}},
      {"<!doctype html><p>a<!p>b<![", {"ab"}},
  };
  for (const Case& c : cases) EXPECT_EQ(lines_of(c.html), c.lines) << c.html;
}

TEST(HtmlTextTest, FootnotesAndTheirMarks) {
  const auto text = read_html_text(
      "<h2>Recommendations<sup>*</sup></h2><p>Take<sup><a href='#n1'>[1]</a></sup> the 19<sup>th</sup> "
      "<span class=MsoFootnoteReference>2</span></p><hr><p><sup>*</sup>Not edited.</p>"
      "<p><sup>[1]</sup> As read:<br>take it</p><p><sup>2</sup></p><p><sup>th</sup> a</p>");
  ASSERT_TRUE(text.has_value());
  ASSERT_EQ(text->lines.size(), 4u);
  EXPECT_EQ(text->lines[0].text, "Recommendations*");
  ASSERT_EQ(text->lines[0].marks.size(), 1u);
  EXPECT_EQ(text->lines[0].marks[0].begin, 15u);
  EXPECT_EQ(text->lines[0].marks[0].end, 16u);
  EXPECT_EQ(text->lines[1].text, "Take[1] the 19th 2");
  ASSERT_EQ(text->lines[1].marks.size(), 2u);
  EXPECT_EQ(text->lines[1].marks[0].begin, 4u);
  EXPECT_EQ(text->lines[1].marks[0].end, 7u);
  EXPECT_EQ(text->lines[1].marks[1].begin, 17u);
  EXPECT_EQ(text->lines[2].text, "2");
  ASSERT_EQ(text->notes.size(), 2u);
  EXPECT_EQ(text->notes[0].mark, "*");
  EXPECT_EQ(text->notes[0].text, "Not edited.");
  EXPECT_EQ(text->notes[1].mark, "[1]");
  EXPECT_EQ(text->notes[1].text, "As read: take it");
  EXPECT_EQ(text->notes[1].page, 1);
}

TEST(HtmlTextTest, MarksStayInPlaceInATableRow) {
  const auto text = read_html_text("<table><tr><td>1<td>a<sup>3</sup></table>");
  ASSERT_TRUE(text.has_value());
  ASSERT_EQ(text->lines.size(), 2u);
  ASSERT_EQ(text->lines[1].text, "a3");
  EXPECT_EQ(text->lines[1].marks[0].begin, 1u);
}

TEST(HtmlTextTest, GivesTheLinksOfMenusToo) {
  const auto page = read_html(
      "<base href='/docs/'><nav><a href=index.html>Home</a></nav><p><a href='a.pdf'>A</a><a name=x>"
      "<a href='a.pdf#2'>A again</a><a href='b.pdf&amp;c?d=1&amp;e'>B</a><script>'<a href=no.pdf>'</script>",
      "", "https://example.org/x/y");
  ASSERT_TRUE(page.has_value());
  EXPECT_THAT(page->links, ElementsAre("https://example.org/docs/index.html", "https://example.org/docs/a.pdf",
                                       "https://example.org/docs/b.pdf&c?d=1&e"));
}

TEST(HtmlTextTest, FailsWithWords) {
  const auto empty = read_html_text("<script>x</script>");
  ASSERT_FALSE(empty.has_value());
  EXPECT_EQ(empty.error().code, fetch::FailureCode::kNoText);
  EXPECT_EQ(empty.error().detail,
            "a web page without text; if a script makes its text, save it from a browser and give that file");
  EXPECT_TRUE(read_html("").has_value());

  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  const auto too_deep = read_html_text(deep + "x");
  ASSERT_FALSE(too_deep.has_value());
  EXPECT_EQ(too_deep.error().code, fetch::FailureCode::kDamaged);
  EXPECT_EQ(too_deep.error().detail, "its elements are nested deeper than 2000; look whether it is a web page at all");

  const auto too_large = read_html_text("<p>" + std::string(std::size_t{65} << 20, 'x'));
  ASSERT_FALSE(too_large.has_value());
  EXPECT_EQ(too_large.error().code, fetch::FailureCode::kTooLarge);
  EXPECT_EQ(too_large.error().detail, "a page of 65 MB; at most 64 MB are read");
}

TEST(HtmlTextTest, EntitiesOfThePageAreNotExpanded) {
  EXPECT_THAT(lines_of("<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'><!ENTITY f SYSTEM "
                       "'file:///etc/passwd'>]><p>&b;&f;"),
              testing::Contains(testing::HasSubstr("&b;&f;")));
}

// libxml2 has limits at 10 MB.
TEST(HtmlTextTest, LargePagesAreReadToTheirEnd) {
  const std::string kilobyte(1024, 'x');
  std::string html;
  for (int i = 0; i < 12'000; ++i) html += "<p>" + std::to_string(i) + ' ' + kilobyte + "</p>\n";
  const auto lines = lines_of(html);
  ASSERT_EQ(lines.size(), 12'000u);
  EXPECT_EQ(lines.back(), "11999 " + kilobyte);
  EXPECT_EQ(lines_of("<p>" + std::string(std::size_t{12} << 20, 'x'))[0].size(), std::size_t{12} << 20);
}

// Every beginning of a page that has something of everything is read without harm.
TEST(HtmlTextTest, CutAnywhere) {
  const std::string html =
      "<!DOCTYPE html><!-- c --><html><head><title>t</title></head><body><ol type=i><li value='3'>a<sup>1</sup>"
      "<table><tr><td rowspan=2>b<td>c&eacute;&#233;</table><script>d</script><pre>e\nf</pre></ol><svg><p>g</svg>"
      "<p><sup>1</sup> note \xC3\xA9</p><frameset><frame></frameset><plaintext>h";
  for (std::size_t size = 0; size <= html.size(); ++size) EXPECT_TRUE(read_html(html.substr(0, size)).has_value());
  for (std::size_t i = 0; i < html.size(); ++i) {
    std::string broken = html;
    broken[i] = '<';
    EXPECT_TRUE(read_html(broken).has_value());
    broken[i] = '\0';
    EXPECT_TRUE(read_html(broken).has_value());
  }
}

}  // namespace
}  // namespace troika::extract
