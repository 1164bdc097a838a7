#include "output/site/html_writer.h"

#include <gtest/gtest.h>

#include "output/site/base64.h"

namespace troika::output {
namespace {

TEST(HtmlWriter, WritesElementsWithinElements) {
  std::string out;
  HtmlWriter html(out);
  html.element("p", {{"class", "note"}}, [&] {
    html.text("See ");
    html.element("a", {{"href", "a.html"}}, "this");
    html.empty("img", {{"alt", ""}});
  });
  EXPECT_EQ(out, "<p class=\"note\">See <a href=\"a.html\">this</a><img alt=\"\"></p>\n");
}

TEST(HtmlWriter, TextStaysText) {
  const struct {
    std::string text, escaped;
  } cases[] = {
      {"", ""},
      {"Côte d’Ivoire", "Côte d’Ivoire"},
      {"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
      {"a & b &amp; c", "a &amp; b &amp;amp; c"},
      {"\" onload='x'", "&quot; onload=&#39;x&#39;"},
      {"<!-- ]]>", "&lt;!-- ]]&gt;"},
  };
  for (const auto& [text, escaped] : cases) {
    std::string out;
    HtmlWriter html(out);
    html.element("b", {{"title", text}}, text);
    EXPECT_EQ(out, "<b title=\"" + escaped + "\">" + escaped + "</b>");
  }
}

TEST(Base64, IsThatOfRfc4648) {
  const struct {
    std::string bytes, text;
  } cases[] = {{"", ""},
               {"f", "Zg=="},
               {"fo", "Zm8="},
               {"foo", "Zm9v"},
               {"foob", "Zm9vYg=="},
               {"fooba", "Zm9vYmE="},
               {"foobar", "Zm9vYmFy"},
               {"\xff\xfe\xfd", "//79"}};
  for (const auto& [bytes, text] : cases) EXPECT_EQ(base64(bytes), text);
}

}  // namespace
}  // namespace troika::output
