#include "output/site/site.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/mount.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "output/json_lines.h"
#include "tests/output/samples.h"

namespace troika::output {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class SiteTest : public testing::Test {
 protected:
  SiteTest() {
    std::string path = (fs::temp_directory_path() / "troika-site-XXXXXX").string();
    folder_ = ::mkdtemp(path.data());
    fs::create_directory(folder_ / "published");
    std::string records, reviews;
    append_recommendations(records, full_outcome());
    append_review(reviews, full_review());
    write("published/recommendations.jsonl", records);
    write("published/reviews.jsonl", reviews);
  }
  ~SiteTest() override {
    ::umount((folder_ / "disk").c_str());
    fs::remove_all(folder_);
  }

  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
  }
  std::string content(const std::string& name) const {
    std::ifstream file(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  // Every file below, with its bytes.
  std::map<std::string, std::string> files(const std::string& name) const {
    std::map<std::string, std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(folder_ / name))
      if (entry.is_regular_file()) {
        const std::string file = entry.path().lexically_relative(folder_);
        found[file.substr(name.size() + 1)] = content(file);
      }
    return found;
  }
  std::string path(const std::string& name) const { return folder_ / name; }
  fetch::Result<SiteSummary> make(const std::string& name) const {
    return write_site({path("published"),
                       path(name),
                       {{"XVA", {"Varenia", "none"}}, {"CHL", {"Chile", "latin-american-and-caribbean"}}}});
  }

  fs::path folder_;
};

TEST_F(SiteTest, HasAPageForEachState) {
  const auto made = make("site");
  ASSERT_TRUE(made) << made.error().detail;
  EXPECT_EQ(made->recommendations, 4U);
  const auto site = files("site");
  EXPECT_EQ(made->pages, 5U);
  for (const char* name : {"index.html", "table.html", "states/XVA.html", "recommending/CHL.html",
                           "recommending/TLS.html", "data/rows.js", "data/records-0.js", "assets/d3.LICENSE"})
    EXPECT_TRUE(site.contains(name)) << name;
  EXPECT_THAT(site.at("states/XVA.html"),
              AllOf(HasSubstr("<h1>Varenia under review</h1>"), HasSubstr("../table.html#state=XVA&amp;cycle=2")));
  EXPECT_THAT(site.at("recommending/CHL.html"), HasSubstr("Regional group: Latin American and Caribbean States."));
  EXPECT_THAT(site.at("recommending/TLS.html"), HasSubstr("Recommendations by TLS"));  // of which no name is known
}

TEST_F(SiteTest, StatesUnderReviewAreInTheOrderOfTheirNames) {
  DocumentOutcome outcome = full_outcome();
  std::vector<normalize::Recommendation>& records = outcome.report->recommendations;
  ASSERT_GE(records.size(), 3U);
  const char* codes[] = {"AGO", "ALB", "CIV"};
  for (std::size_t i = 0; i < std::size(codes); ++i) records[i].review.state_under_review = codes[i];
  std::string lines;
  append_recommendations(lines, outcome);
  write("published/recommendations.jsonl", lines);
  ASSERT_TRUE(write_site(
      {path("published"),
       path("site"),
       {{"AGO", {"Angola", "none"}}, {"ALB", {"Albania", "none"}}, {"CIV", {"C\u00f4te d\u2019Ivoire", "none"}}}}));
  const std::string page = content("site/index.html");
  const std::size_t albania = page.find(">Albania</a>"), angola = page.find(">Angola</a>");
  EXPECT_LT(albania, angola);
  EXPECT_LT(angola, page.find("Ivoire</a>"));
}

TEST_F(SiteTest, IsTheSameFromTheSameStreams) {
  ASSERT_TRUE(make("site"));
  ASSERT_TRUE(make("again"));
  EXPECT_EQ(files("site"), files("again"));
}

TEST_F(SiteTest, ReplacesAnEarlierOneWhole) {
  ASSERT_TRUE(make("site"));
  std::string records;
  append_recommendations(records, bare_outcome());
  write("published/recommendations.jsonl", records);
  EXPECT_EQ(why_not_site(path("site")), "");
  ASSERT_TRUE(make("site"));
  EXPECT_FALSE(fs::exists(folder_ / "site/states/XVA.html"));
  ASSERT_TRUE(make("new"));
  EXPECT_EQ(files("site"), files("new"));
  for (const auto& entry : fs::directory_iterator(folder_))
    EXPECT_THAT(entry.path().filename().string(), Not(HasSubstr("partial")));
}

TEST_F(SiteTest, RefusesAFolderThatHoldsSomethingElse) {
  EXPECT_EQ(why_not_site(path("new")), "");
  fs::create_directory(folder_ / "empty");
  EXPECT_EQ(why_not_site(path("empty")), "");
  EXPECT_EQ(why_not_site(path("published/reviews.jsonl")),
            path("published/reviews.jsonl") + ": is no folder; give another with -o");
  EXPECT_THAT(why_not_site(path("published")), HasSubstr("which is of no report; give an empty folder"));
  ASSERT_TRUE(make("site"));
  EXPECT_EQ(why_not_site(path("site")), "");
  EXPECT_EQ(why_not_site(path("site") + "/"), "");
  write("site/data/mine.csv", "a,b\n");
  EXPECT_EQ(why_not_site(path("site")),
            path("site") +
                ": holds 'data/mine.csv', which is of no report; give an empty folder, or one of an earlier report");
}

TEST_F(SiteTest, AStreamOfAnotherVersionLeavesTheEarlierSite) {
  ASSERT_TRUE(make("site"));
  const auto before = files("site");
  write("published/recommendations.jsonl", content("published/recommendations.jsonl") + "{\"id\":\"A/1#1\"}\n");
  const auto made = make("site");
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().detail, path("published") +
                                     "/recommendations.jsonl:5: a line of recommendations.jsonl is not as it was "
                                     "written; publish it again with this version of troika");
  EXPECT_EQ(files("site"), before);
}

TEST_F(SiteTest, AFullDiskLeavesTheEarlierSite) {
  fs::create_directory(folder_ / "disk");
  if (::mount("tmpfs", path("disk").c_str(), "tmpfs", 0, "size=700k") != 0) GTEST_SKIP() << "no small disk can be made";
  ASSERT_TRUE(make("disk/site"));
  const auto before = files("disk/site");
  write("disk/other", std::string(200'000, 'x'));
  const auto made = make("disk/site");
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().detail, HasSubstr("No space left on device; make room and start again"));
  EXPECT_EQ(files("disk/site"), before);
  fs::remove(folder_ / "disk/other");
}

TEST_F(SiteTest, TextOfDocumentsIsEscapedEverywhere) {
  DocumentOutcome outcome = full_outcome();
  const std::string hostile = "</script><script>alert(1)</script>";
  for (normalize::Recommendation& record : outcome.report->recommendations) {
    record.text = hostile;
    record.document.symbol = "A/" + hostile;
    record.document.kind = hostile;
    record.recommending_body = hostile;
    for (normalize::StateRef& state : record.recommending_states) state.name = hostile;
  }
  normalize::ReviewSummary review = full_review();
  review.report = "A/" + hostile;
  for (normalize::StatedTotal& total : review.totals) total.document = total.total.quote = hostile;
  for (extract::Remark& doubt : review.doubts) doubt.detail = hostile;
  std::string records, reviews;
  append_recommendations(records, outcome);
  append_review(reviews, review);
  write("published/recommendations.jsonl", records);
  write("published/reviews.jsonl", reviews);
  ASSERT_TRUE(make("site"));
  int met = 0;
  for (const auto& [name, bytes] : files("site")) {
    if (!name.ends_with(".html")) continue;
    EXPECT_THAT(bytes, Not(HasSubstr("<script>alert"))) << name;
    met += bytes.find("&lt;script&gt;alert(1)") != std::string::npos ? 1 : 0;
  }
  EXPECT_GE(met, 2);
}

}  // namespace
}  // namespace troika::output
