#include "pipeline/sink.h"

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/output_file.h"
#include "tests/pipeline/outcomes.h"

namespace troika::pipeline {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class FolderSinkTest : public testing::Test {
 protected:
  FolderSinkTest() { fs::remove_all(folder); }
  ~FolderSinkTest() override { fs::remove_all(folder); }

  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
  }
  std::string content(const std::string& name) const {
    std::ifstream file(folder / name);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void write_run(const std::string& text, bool finish) const {
    auto sink = make_folder_sink(folder);
    ASSERT_TRUE(sink);
    Rendered document;
    document[Stream::kRecommendations] = text;
    ASSERT_TRUE((*sink)->write(document));
    if (finish) {
      ASSERT_TRUE((*sink)->finish({}));
    }
  }

  const fs::path folder = fs::path(testing::TempDir()) / ("sink_test_" + std::to_string(::getpid())) / "made";
};

TEST_F(FolderSinkTest, PublishesAllStreams) {
  write_run("one\n", true);
  EXPECT_THAT(files(), ElementsAre("datapackage.json", "documents.jsonl", "failures.jsonl", "pages.jsonl",
                                   "positions.jsonl", "recommendations.jsonl", "reviews.jsonl", "runs.jsonl"));
  EXPECT_EQ(content("recommendations.jsonl"), "one\n");
  EXPECT_THAT(content("runs.jsonl"), HasSubstr("\"exit_status\":0"));
}

TEST_F(FolderSinkTest, AbortedRunLeavesTheLastOne) {
  write_run("one\n", true);
  write_run("two\n", false);
  EXPECT_EQ(content("recommendations.jsonl"), "one\n");
  EXPECT_EQ(files().size(), 8U);
}

TEST_F(FolderSinkTest, AbortedFirstRunLeavesNothing) {
  write_run("one\n", false);
  EXPECT_THAT(files(), IsEmpty());
}

TEST(FolderSink, FileInTheWayIsAnError) {
  const auto sink = make_folder_sink("/dev/null/records");
  ASSERT_FALSE(sink);
  EXPECT_THAT(sink.error().message, HasSubstr("/dev/null/records: this folder cannot be made"));
}

TEST(DescriptorSink, FullDiskSaysWhatToDo) {
  const FileDescriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  Rendered document;
  document[Stream::kRecommendations] = "one\n";
  const Written written = make_descriptor_sink(full.get())->write(document);
  ASSERT_FALSE(written);
  EXPECT_FALSE(written.error().reader_gone);
  EXPECT_EQ(written.error().message,
            "standard output: cannot be written: No space left on device; make room and start again");
}

}  // namespace
}  // namespace troika::pipeline
