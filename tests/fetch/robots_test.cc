#include "fetch/robots.h"

#include <chrono>
#include <string>

#include <gtest/gtest.h>

namespace troika::fetch {
namespace {

TEST(RobotsTest, RulesAgainstPaths) {
  // Each row: the rules of one group, a path, and whether it is allowed. The first rows are the RFC's own examples
  // (sections 2.2.2, 2.2.3 and 5.2).
  const struct {
    const char *rules, *path;
    bool allowed;
  } kTable[] = {
      {"Allow: /foo/bar?baz=quz", "/foo/bar?baz=quz", true},
      {"Disallow: /foo/bar?baz=quz", "/foo/bar?baz=quz", false},
      {"Disallow: /foo/bar?baz=http://foo.bar", "/foo/bar?baz=http%3A%2F%2Ffoo.bar", false},
      {"Disallow: /foo/bar?baz=http%3a%2f%2ffoo.bar", "/foo/bar?baz=http://foo.bar", false},
      {"Disallow: /foo/bar/\xE3\x83\x84", "/foo/bar/%E3%83%84", false},
      {"Disallow: /foo/bar/%E3%83%84", "/foo/bar/%e3%83%84", false},
      {"Disallow: /foo/bar/%62%61%7A", "/foo/bar/baz", false},
      {"Disallow: /foo/bar/baz", "/foo/bar/%62%61%7A", false},
      {"Allow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/disallowed.gif", false},
      {"Allow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/1.gif", true},
      {"Disallow: *.gif$\nDisallow: /example/\nAllow: /publications/", "/1.gif", false},
      {"Disallow: *.gif$\nDisallow: /example/\nAllow: /publications/", "/publications/1.gif", true},
      {"Disallow: *.gif$", "/1.gif?x", true},
      {"Disallow: /path/file-with-a-%2A.html", "/path/file-with-a-*.html", false},
      {"Disallow: /path/file-with-a-%2A.html", "/path/file-with-a-x.html", true},
      {"Disallow: /path/foo-%24", "/path/foo-$", false},
      {"Disallow: /path/foo-%24", "/path/foo-$/more", false},
      {"Disallow: /a$b", "/a$b", false},
      {"Disallow: /a$b", "/a", true},

      {"", "/", true},
      {"Disallow:", "/", true},
      {"Disallow: /", "/", false},
      {"Disallow: /", "/robots.txt", true},
      {"Disallow: /\nAllow: /", "/x", true},
      {"Allow: /\nDisallow: /", "/x", true},
      {"Disallow: /fish", "/fish", false},
      {"Disallow: /fish", "/fish.html", false},
      {"Disallow: /fish", "/Fish", true},
      {"Disallow: /fish", "/catfish", true},
      {"Disallow: /fish*", "/fishheads/yummy.html", false},
      {"Disallow: /fish/", "/fish", true},
      {"Disallow: /fish/", "/fish/?id=anything", false},
      {"Disallow: /*.php", "/folder/filename.php?parameters", false},
      {"Disallow: /*.php", "/windows.PHP", true},
      {"Disallow: /*.php$", "/filename.php5", true},
      {"Disallow: /*.php$", "/x.php/y.php", false},
      {"Disallow: /fish*.php", "/fishheads/catfish.php?p", false},
      {"Disallow: /$", "/", false},
      {"Disallow: /$", "/x", true},
      {"Disallow: *", "/x", false},
      {"Disallow: /*/", "/x", true},
      {"Disallow: /a*b*c$", "/a-b-c-b-c", false},
      {"Disallow: /a*b*c$", "/a-b-c-d", true},
      {"Disallow: /page\nAllow: /*.html", "/page.html", true},
      {"Disallow: /*.html$\nAllow: /page", "/page.html", false},
      {"Disallow: fish", "/fish", true},
  };
  for (const auto& row : kTable) {
    const Robots robots = Robots::parse("User-agent: *\n" + std::string(row.rules) + "\n", "Troika");
    EXPECT_EQ(robots.allows(row.path), row.allowed) << row.rules << "\n" << row.path;
  }
}

TEST(RobotsTest, WhoIsMeant) {
  const struct {
    const char* text;
    bool allowed;  // /x, for Troika
  } kTable[] = {
      {"", true},
      {"User-agent: Troika\nDisallow: /x\n", false},
      {"user-AGENT : tROIKA\ndisAllow : /x\n", false},
      {"User-agent: Troika/0.1\nDisallow: /x\n", false},
      {"User-agent: Troikas\nDisallow: /x\n", true},
      {"User-agent: Tro\nDisallow: /x\n", true},
      {"User-agent: Other\nDisallow: /x\n", true},
      {"User-agent: *\nDisallow: /x\n", false},
      // A group of one's own replaces that for everybody, wherever it stands.
      {"User-agent: *\nDisallow: /x\n\nUser-agent: Troika\nDisallow: /y\n", true},
      {"User-agent: Troika\nDisallow: /y\n\nUser-agent: *\nDisallow: /x\n", true},
      {"User-agent: Troika\n\nUser-agent: *\nDisallow: /x\n", false},
      {"User-agent: Troika\nDisallow:\n\nUser-agent: *\nDisallow: /x\n", true},
      // Groups of the same name are one.
      {"User-agent: Troika\nDisallow: /y\nUser-agent: Other\nDisallow: /z\nUser-agent: troika\nDisallow: /x\n", false},
      // Several names for one group; what does not belong to the standard ends no group.
      {"User-agent: Other\nUser-agent: Troika\nUser-agent: Third\nDisallow: /x\n", false},
      {"User-agent: Troika\nSitemap: https://x.org/map\nCrawl-delay: 5\nDisallow: /x\n", false},
      {"Disallow: /x\nUser-agent: Other\nDisallow: /\n", true},
      {"User-agent: Other\nDisallow: /\nUser-agent: Troika\nAllow: /\n", true},
      // Lines
      {"\xEF\xBB\xBFUser-agent: *\nDisallow: /x\n", false},
      {"User-agent: *\rDisallow: /x\r", false},
      {"User-agent: *\r\nDisallow: /x\r\n", false},
      {"User-agent: * # all\nDisallow: /x # why\n", false},
      {"User-agent: *\nDisallow: /x", false},
      {"User-agent: *\nDisallow /x\n", true},
      {"User-agent\nDisallow: /x\n:\n#\n::::\n", true},
      {"<html>\nUser-agent: *\n<p>Disallow: /x\n", true},
  };
  for (const auto& row : kTable) EXPECT_EQ(Robots::parse(row.text, "Troika").allows("/x"), row.allowed) << row.text;
  EXPECT_FALSE(Robots::disallow_all().allows("/x"));
  EXPECT_TRUE(Robots::allow_all().allows("/x"));
}

TEST(RobotsTest, NamesTheRule) {
  const Robots robots = Robots::parse("User-agent: *\nDisallow: /a%7Eb*\nAllow: /a~b/c/\n", "Troika");
  EXPECT_EQ(robots.deciding_rule("/a~b/x"), "Disallow: /a%7Eb*");
  EXPECT_EQ(robots.deciding_rule("/a~b/c/x"), "");
}

TEST(RobotsTest, ReadsTheFirst500Kibibytes) {
  std::string text = "User-agent: *\nDisallow: /first\n";
  text.resize(kMaxRobotsBytes - 18, '\n');
  EXPECT_FALSE(Robots::parse(text + "\nDisallow: /last\n", "Troika").allows("/last"));
  EXPECT_TRUE(Robots::parse(text + std::string(100, '\n') + "Disallow: /last\n", "Troika").allows("/last"));
  EXPECT_FALSE(Robots::parse(text + std::string(100, '\n') + "Disallow: /last\n", "Troika").allows("/first"));
  text += "\nDisallow: /last, whatever";
  EXPECT_TRUE(Robots::parse(text, "Troika").allows("/")) << "half a line is none";
}

TEST(RobotsTest, TakesItsTimeFromNobody) {
  std::string text = "User-agent: *\n";
  while (text.size() < kMaxRobotsBytes) text += "Disallow: /*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b$\n";
  const Robots robots = Robots::parse(text, "Troika");
  const auto start = std::chrono::steady_clock::now();
  EXPECT_TRUE(robots.allows("/" + std::string(2000, 'a')));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST(RobotsTest, ProductTokens) {
  EXPECT_EQ(product_token("Troika/0.1 (+https://example.org)"), "Troika");
  EXPECT_EQ(product_token("My-Bot_x1"), "My-Bot_x");
  EXPECT_EQ(product_token(""), "");
  EXPECT_TRUE(Robots::parse("User-agent: 1\nDisallow: /\n", "").allows("/x")) << "no name is nobody's name";
}

}  // namespace
}  // namespace troika::fetch
