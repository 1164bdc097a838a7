#include "config/rule_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/temporary_folder.h"

namespace troika::config {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kHead = R"(name = "upr/test"
kind = "upr/test"
language = "en"

[cover]
title = ['^Report']

[section]
begin = ['^II\.']
end = ['^Annex']

[numbering]
paragraph = '^(\d+)\. '
item = ['^(\d+)\.(\d+)']

)";

constexpr std::string_view kLeadIn = R"([[lead_in]]
name = "supported"
pattern = 'enjoy'
response = "supported"
example = "enjoy the support"
)";

class RuleFileTest : public testing::Test {
 protected:
  tl::expected<RuleFile, std::vector<Error>> read(const std::string& content) const {
    return read_rule_file(folder_.write("x.toml", content));
  }
  std::vector<std::string> errors_of(const std::string& content) const {
    const auto rules = read(content);
    return rules ? std::vector<std::string>() : lines_of(rules.error());
  }
  std::string replaced(std::string_view from, std::string_view to) const {
    std::string text = std::string(kHead) + std::string(kLeadIn);
    return text.replace(text.find(from), from.size(), to);
  }

  TemporaryFolder folder_;
};

std::vector<std::string> values(const std::vector<Text>& texts) {
  std::vector<std::string> values;
  for (const Text& text : texts) values.push_back(text.value);
  return values;
}

TEST_F(RuleFileTest, ReadsEveryKey) {
  const std::string content = R"(name = "upr/working-group-report"
kind = "upr/wg"
language = "fr"
[cover]
title = ['t1', 't2']
symbol = ['s1']
state = ['s2']
council_session = ['s3']
working_group_session = ['s4']
review_date = ['s5']
published = ['s6']
[section]
begin = ['b\d']
end = ['e1', 'e2']
[numbering]
paragraph = 'p'
item = ['i1', 'i2']
[[lead_in]]
name = "first"
pattern = '''the State's'''
response = "noted"
qualifiers = ["in_principle", "reserved"]
example = "the State's"
[[after]]
name = "second"
pattern = 'x'
response = "none"
example = "x"
)";
  const auto rules = read(content);
  ASSERT_TRUE(rules.has_value()) << lines_of(rules.error())[0];
  EXPECT_EQ(rules->path, folder_.path("x.toml"));
  EXPECT_EQ(rules->content, content);
  EXPECT_EQ(rules->name.value, "upr/working-group-report");
  EXPECT_EQ(rules->kind.value, "upr/wg");
  EXPECT_EQ(rules->language.value, "fr");
  EXPECT_THAT(values(rules->title), ElementsAre("t1", "t2"));
  EXPECT_THAT(values(rules->cover.symbol), ElementsAre("s1"));
  EXPECT_THAT(values(rules->cover.state), ElementsAre("s2"));
  EXPECT_THAT(values(rules->cover.council_session), ElementsAre("s3"));
  EXPECT_THAT(values(rules->cover.working_group_session), ElementsAre("s4"));
  EXPECT_THAT(values(rules->cover.review_date), ElementsAre("s5"));
  EXPECT_THAT(values(rules->cover.published), ElementsAre("s6"));
  EXPECT_THAT(values(rules->section_begin), ElementsAre("b\\d"));
  EXPECT_THAT(values(rules->section_end), ElementsAre("e1", "e2"));
  EXPECT_EQ(rules->paragraph_label.value, "p");
  EXPECT_THAT(values(rules->item_label), ElementsAre("i1", "i2"));
  ASSERT_EQ(rules->lead_in.size(), 1u);
  EXPECT_EQ(rules->lead_in[0].name.value, "first");
  EXPECT_EQ(rules->lead_in[0].pattern.value, "the State's");
  EXPECT_EQ(rules->lead_in[0].response.value, "noted");
  EXPECT_THAT(values(rules->lead_in[0].qualifiers), ElementsAre("in_principle", "reserved"));
  EXPECT_EQ(rules->lead_in[0].example.value, "the State's");
  ASSERT_EQ(rules->after.size(), 1u);
  EXPECT_EQ(rules->after[0].name.value, "second");
}

TEST_F(RuleFileTest, EveryValueKnowsItsPlace) {
  const auto rules = read(std::string(kHead) + std::string(kLeadIn));
  ASSERT_TRUE(rules.has_value());
  EXPECT_EQ(rules->name.at.path, folder_.path("x.toml"));
  EXPECT_EQ(rules->name.at.line, 1);
  EXPECT_EQ(rules->name.at.column, 8);
  EXPECT_EQ(rules->title[0].at.line, 6);
  EXPECT_EQ(rules->title[0].at.column, 10);
  EXPECT_EQ(rules->lead_in[0].pattern.at.line, 18);
}

TEST_F(RuleFileTest, OptionalListsMayBeAbsentOrEmpty) {
  const auto rules = read(replaced("title =", "symbol = []\ntitle ="));
  ASSERT_TRUE(rules.has_value());
  EXPECT_THAT(rules->cover.symbol, IsEmpty());
  EXPECT_THAT(rules->cover.state, IsEmpty());
  EXPECT_THAT(rules->lead_in[0].qualifiers, IsEmpty());
  EXPECT_THAT(rules->after, IsEmpty());
}

TEST_F(RuleFileTest, OneMistakeOneError) {
  const struct {
    std::string_view from, to, error;
  } kCases[] = {
      {"kind = \"upr/test\"\n", "", "x.toml: kind: is missing"},
      {"language = \"en\"", "language = \"\"", "x.toml:3:12: language: is empty"},
      {"language = \"en\"", "language = 1", "x.toml:3:12: language: must be a string, not an integer"},
      {"title = ['^Report']", "title = '^Report'",
       "x.toml:6:9: cover.title: must be a list of strings: ['...'], not a string"},
      {"title = ['^Report']", "title = []", "x.toml:6:9: cover.title: is empty; at least one is needed"},
      {"title = ['^Report']", "", "x.toml:5:1: cover.title: is missing"},
      {"title = ['^Report']", "title = ['a', '']", "x.toml:6:15: cover.title[1]: is empty"},
      {"title = ['^Report']", "title = ['a', 2.5]", "x.toml:6:15: cover.title[1]: must be a string, not a float"},
      {"[cover]\ntitle = ['^Report']", "", "x.toml: cover: is missing"},
      {"[cover]\ntitle = ['^Report']", "cover = true", "x.toml:5:9: cover: must be a table: [cover], not a boolean"},
      {"title = ['^Report']", "title = ['^Report']\nsybmol = []",
       "x.toml:7:1: cover.sybmol: unknown key 'sybmol'; did you mean 'symbol'?"},
      {"end = ['^Annex']", "", "x.toml:8:1: section.end: is missing"},
      {"item = ['^(\\d+)\\.(\\d+)']", "item = []", "x.toml:14:8: numbering.item: is empty; at least one is needed"},
      {"[[lead_in]]", "[lead_in]", "x.toml:16:1: lead_in: must be a list of tables: [[lead_in]], not a table"},
      {kLeadIn, "", "x.toml: lead_in: is missing"},
      {"language = \"en\"", "language = \"en\"\nafter = 3",
       "x.toml:4:9: after: must be a list of tables: [[after]], not an integer"},
      {"pattern = 'enjoy'", "pattern = ''", "x.toml:18:11: lead_in[0].pattern: is empty"},
      {"pattern = 'enjoy'", "pattern = \"\\benjoy\"",
       R"(x.toml:18:11: lead_in[0].pattern: holds a control character )"
       R"(("\b" in double quotes is a backspace); use single quotes: '\b')"},
      {"response = \"supported\"", "response = \"accepted\"",
       "x.toml:19:12: lead_in[0].response: 'accepted' is not a response; choose one of supported, noted, "
       "partially_supported, pending, none"},
      {"example = \"enjoy the support\"", "", "x.toml:16:1: lead_in[0].example: is missing"},
      {"example =", "qualifiers = [\"reserved\", \"implemented\"]\nexample =",
       "x.toml:20:27: lead_in[0].qualifiers: 'implemented' is not a qualifier; choose one of already_implemented, "
       "in_process, in_principle, reserved"},
      {"language = \"en\"", "language = \"en\"\nversion = 3",
       "x.toml:4:1: version: unknown key 'version'; known here: name, kind, language, reads, cover, section, "
       "numbering, "
       "lead_in, after"},
  };
  for (const auto& [from, to, error] : kCases) {
    EXPECT_THAT(errors_of(replaced(from, to)), ElementsAre(error)) << to;
  }
}

TEST_F(RuleFileTest, NamesAreUniqueOverBothLists) {
  const std::string after = R"([[after]]
name = "supported"
pattern = 'x'
response = "none"
example = "x"
)";
  EXPECT_THAT(errors_of(std::string(kHead) + std::string(kLeadIn) + std::string(kLeadIn) + after),
              ElementsAre("x.toml:22:8: lead_in[1].name: 'supported' is already the name of the rule in line 17",
                          "x.toml:27:8: after[0].name: 'supported' is already the name of the rule in line 17"));
}

TEST_F(RuleFileTest, TellsAllErrorsAtOnceInFileOrder) {
  EXPECT_THAT(errors_of(R"([[after]]
name = "x"
patern = 'x'
response = "yes"
example = "x"

[numbering]
item = 'x'
paragraph = ['x']

[cover]
titel = ['x']
)"),
              ElementsAre("x.toml: name: is missing", "x.toml: kind: is missing", "x.toml: language: is missing",
                          "x.toml: section: is missing", "x.toml: lead_in: is missing",
                          "x.toml:1:1: after[0].pattern: is missing",
                          "x.toml:3:1: after[0].patern: unknown key 'patern'; did you mean 'pattern'?",
                          "x.toml:4:12: after[0].response: 'yes' is not a response; choose one of supported, noted, "
                          "partially_supported, pending, none",
                          "x.toml:8:8: numbering.item: must be a list of strings: ['...'], not a string",
                          "x.toml:9:13: numbering.paragraph: must be a string, not a list",
                          "x.toml:11:1: cover.title: is missing",
                          "x.toml:12:1: cover.titel: unknown key 'titel'; did you mean 'title'?"));
}

// The example in the documentation is what authors copy.
TEST_F(RuleFileTest, ReadsTheDocumentedExample) {
  std::ifstream stream(std::string(TROIKA_SOURCE_CONFIG) + "/rules/README.md");
  const std::string text(std::istreambuf_iterator<char>(stream), {});
  const std::string fence = "```toml\n";
  const std::size_t begin = text.find(fence);
  ASSERT_NE(begin, std::string::npos);
  const std::size_t end = text.find("```\n", begin + fence.size());
  EXPECT_THAT(errors_of(text.substr(begin + fence.size(), end - begin - fence.size())), IsEmpty());
}

}  // namespace
}  // namespace troika::config
