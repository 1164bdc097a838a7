#include <string>

#include <gtest/gtest.h>

#include "extract/html/html_text.h"

namespace troika::extract {
namespace {

Metadata metadata(const std::string& html) {
  const auto page = read_html("<meta charset=utf-8>" + html);
  return page && page->text.web_page ? *page->text.web_page : Metadata{"failed", "", "", ""};
}

TEST(MetadataTest, Title) {
  EXPECT_EQ(metadata("<title>A | Site</title><h1> B <i>c</i>\n</h1><h1>D</h1>").title, "B c");
  EXPECT_EQ(metadata("<title>A | Site</title><p>x").title, "A | Site");
  EXPECT_EQ(metadata("<meta property=og:title content='Z &amp; Y'><h1>B</h1>").title, "Z & Y");
  EXPECT_EQ(metadata("<script type='application/ld+json'>{\"headline\": \"J \\\"q\\\"\"}</script><h1>B</h1>").title,
            "J \"q\"");
  EXPECT_EQ(metadata("<p>x").title, "");
}

TEST(MetadataTest, Author) {
  EXPECT_EQ(metadata("<meta name=Author content='Jana Doe'>x").author, "Jana Doe");
  EXPECT_EQ(metadata("<meta property=article:author content='https://example.org/jana'>x").author, "");
  EXPECT_EQ(metadata("<script type='application/ld+json'>{\"publisher\":{\"name\":\"P\"},"
                     "\"author\":{\"@type\":\"Person\",\"name\":\"J\"}}</script>x")
                .author,
            "J");
  EXPECT_EQ(metadata("<script type='application/ld+json'>{\"author\":\"K\"}</script>x").author, "K");
  EXPECT_EQ(metadata("<script>{\"author\":\"K\"}</script>x").author, "");
}

TEST(MetadataTest, Date) {
  EXPECT_EQ(metadata("<p><time datetime=2014-09-18>18 September</time><time datetime=2015-01-01>x</time>").date,
            "2014-09-18");
  EXPECT_EQ(metadata("<meta name=DC.date content=2014-09-17><time datetime=2014-09-18>x</time>").date, "2014-09-17");
  EXPECT_EQ(metadata("<script type='application/ld+json'>{\"datePublished\" : \"2014-09-16\"}</script>x").date,
            "2014-09-16");
  EXPECT_EQ(metadata("<script type='application/ld+json'>{\"datePublished\":").date, "");
}

TEST(MetadataTest, Description) {
  EXPECT_EQ(metadata("<meta name=description content=' a\n b '>x").description, "a b");
}

TEST(MetadataTest, TheFooterOfASiteLeavesNoText) {
  const auto lines = [](const std::string& html) {
    std::string text;
    const auto page = read_html(html);
    for (const Line& line : page->text.lines) text += line.text + "|";
    return text;
  };
  EXPECT_EQ(lines("<main><p>a</p><footer>b</footer></main><footer>c</footer>"), "a|b|");
  EXPECT_EQ(lines("<title>t</title><nav>m</nav><main><h1>a</h1><p>b</p></main>"), "a|b|");
  EXPECT_EQ(lines("<html><head><title>t</title><main>a</main><section>b</section></html>"), "a|b|");
  EXPECT_EQ(lines("<article>a</article><p>d</p><footer>c<p>e</footer><p>f"), "a|d|f|");
}

}  // namespace
}  // namespace troika::extract
