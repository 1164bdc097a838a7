#include "config/toml_reader.h"

#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/temporary_folder.h"

namespace troika::config {
namespace {

using testing::ElementsAre;

std::string error_of(const std::string& path) {
  const auto file = read_toml(path);
  return file ? "none" : lines_of({file.error()})[0];
}

TEST(ReadTomlTest, KeepsTheBytes) {
  const TemporaryFolder folder;
  const std::string content = "\xEF\xBB\xBFname = \"Türkiye\"\r\n";
  const auto file = read_toml(folder.write("x.toml", content));
  ASSERT_TRUE(file.has_value());
  EXPECT_EQ(file->content, content);
  EXPECT_EQ(file->root["name"].value_or(""), std::string_view("Türkiye"));
}

TEST(ReadTomlTest, FilesThatCannotBeRead) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path("folder.toml"));
  ASSERT_EQ(mkfifo(folder.path("pipe.toml").c_str(), 0600), 0);
  std::filesystem::create_symlink("loop.toml", folder.path("loop.toml"));
  folder.write("large.toml", std::string(kMaxConfigBytes + 1, '\n'));
  EXPECT_EQ(error_of(folder.path("absent.toml")), "absent.toml: no such file; check its name");
  EXPECT_EQ(error_of(folder.path("folder.toml")), "folder.toml: is a folder; a file is needed");
  EXPECT_EQ(error_of(folder.path("pipe.toml")), "pipe.toml: is not a regular file");
  EXPECT_EQ(error_of(folder.path("loop.toml")), "loop.toml: cannot be read: Too many levels of symbolic links");
  EXPECT_EQ(error_of(folder.path("large.toml")),
            "large.toml: is larger than 4194304 bytes; this cannot be a configuration file");
  EXPECT_EQ(error_of(folder.write("full.toml", std::string(kMaxConfigBytes, '\n'))), "none");
}

TEST(ReadTomlTest, WhatIsNotToml) {
  const TemporaryFolder folder;
  const struct {
    std::string_view content, error;
  } kCases[] = {
      {"a = 1\nb = \n", "x.toml:2:5: not valid TOML: Error while parsing key-value pair: expected value, saw '\\n'"},
      {"pattern = \"\\d+\"\n",
       "x.toml:1:13: not valid TOML: Error while parsing string: unknown escape sequence '\\d'; "
       "write patterns in single quotes: '\\d+'"},
      {"a = 1\na = 2\n",
       "x.toml:2:5: not valid TOML: Error while parsing key-value pair: cannot redefine existing integer 'a'"},
      {"a = 'open\n",
       "x.toml:1:10: not valid TOML: Error while parsing literal string: "
       "control characters other than TAB (U+0009) are explicitly prohibited"},
      {"a = \"\xFF\"\n", "x.toml:1:5: not valid TOML: Encountered invalid utf-8 sequence"},
  };
  for (const auto& [content, error] : kCases) EXPECT_EQ(error_of(folder.write("x.toml", content)), error);
}

TEST(ReadTomlTest, NeverThrowsOnDeepNesting) {
  const TemporaryFolder folder;
  EXPECT_NE(error_of(folder.write("x.toml", "a = " + std::string(100'000, '['))), "none");
}

class TableReaderTest : public testing::Test {
 protected:
  TableReader read(const std::string& content) {
    file_ = read_toml(folder_.write("x.toml", content)).value();
    return {file_.root, "", log_};
  }
  std::vector<std::string> errors() { return lines_of(std::move(log_).in_file_order()); }

  TemporaryFolder folder_;
  TomlFile file_;
  ErrorLog log_{folder_.path("x.toml")};
};

TEST_F(TableReaderTest, Dates) {
  TableReader root = read(R"(a = 2014-07-02
b = "2014-07-02"
c = "2014-02-30"
d = "2. 7. 2014"
e = 2014-07-02T10:00:00
f = "2014-7-002"
g = "20-4-07-02"
h = "+014-07-02"
)");
  EXPECT_EQ(root.date("a", Need::kRequired).value, "2014-07-02");
  EXPECT_EQ(root.date("b", Need::kRequired).value, "2014-07-02");
  for (const char* name : {"c", "d", "e", "f", "g", "h"}) EXPECT_EQ(root.date(name, Need::kOptional).value, "") << name;
  EXPECT_EQ(root.date("i", Need::kOptional).value, "");
  EXPECT_THAT(errors(), ElementsAre("x.toml:3:5: c: '2014-02-30' is not a date; write it as \"2014-07-02\"",
                                    "x.toml:4:5: d: '2. 7. 2014' is not a date; write it as \"2014-07-02\"",
                                    "x.toml:5:5: e: must be a date, not a date with a time",
                                    "x.toml:6:5: f: '2014-7-002' is not a date; write it as \"2014-07-02\"",
                                    "x.toml:7:5: g: '20-4-07-02' is not a date; write it as \"2014-07-02\"",
                                    "x.toml:8:5: h: '+014-07-02' is not a date; write it as \"2014-07-02\""));
}

TEST_F(TableReaderTest, PositiveIntegers) {
  TableReader root = read("a = 7\nb = 0\nc = -1\nd = 9223372036854775807\ne = \"7\"\n");
  EXPECT_EQ(root.positive_integer("a").value, 7);
  for (const char* name : {"b", "c", "d", "e", "f"}) EXPECT_EQ(root.positive_integer(name).value, 0) << name;
  EXPECT_THAT(errors(), ElementsAre("x.toml: f: is missing", "x.toml:2:5: b: must be from 1 to 2147483647, and is 0",
                                    "x.toml:3:5: c: must be from 1 to 2147483647, and is -1",
                                    "x.toml:4:5: d: must be from 1 to 2147483647, and is 9223372036854775807",
                                    "x.toml:5:5: e: must be an integer, not a string"));
}

TEST_F(TableReaderTest, UnknownKeysNameTheNearestKnownOne) {
  TableReader root = read("pattern = 'x'\npaterns = 1\nPattern = 1\nexmaple = 1\nfoo = 1\nx = 1\n");
  root.text("pattern", Need::kRequired);
  root.text("example", Need::kOptional);
  root.reject_unknown_keys();
  EXPECT_THAT(errors(), ElementsAre("x.toml:2:1: paterns: unknown key 'paterns'; did you mean 'pattern'?",
                                    "x.toml:3:1: Pattern: unknown key 'Pattern'; did you mean 'pattern'?",
                                    "x.toml:4:1: exmaple: unknown key 'exmaple'; did you mean 'example'?",
                                    "x.toml:5:1: foo: unknown key 'foo'; known here: pattern, example",
                                    "x.toml:6:1: x: unknown key 'x'; known here: pattern, example"));
}

TEST_F(TableReaderTest, TablesInLists) {
  TableReader root = read("a = [{ n = 1 }, 2]\n[b]\nc = []\n");
  EXPECT_EQ(root.tables("a", Need::kRequired).size(), 1u);
  auto b = root.table("b");
  ASSERT_TRUE(b.has_value());
  EXPECT_TRUE(b->tables("c", Need::kRequired).empty());
  EXPECT_TRUE(b->tables("d", Need::kRequired).empty());
  EXPECT_THAT(errors(), ElementsAre("x.toml:1:17: a[1]: must be a table, not an integer", "x.toml:2:1: b.d: is missing",
                                    "x.toml:3:5: b.c: is empty; at least one is needed"));
}

}  // namespace
}  // namespace troika::config
