// The published folder: the same bytes for the same store, and never half a file.
#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <gmock/gmock.h>

#include "output/store/sqlite.h"
#include "tests/output/store/store_fixture.h"

namespace troika::output {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kStreams[] = {"recommendations.jsonl", "documents.jsonl", "positions.jsonl", "failures.jsonl",
                                    "reviews.jsonl",         "pages.jsonl",     "changes.jsonl",   "runs.jsonl"};

class PublishTest : public StoreTest {
 protected:
  void fill(const std::string& run_id, const std::string& bytes) {
    begin(run_id, {"a", "b", "c"});
    extract("a", bytes, "A/1", {{"1.1", bytes}, {"1.2", "stays"}});
    extract("b", "b", "A/2", {{"2.1", "stays"}});
    fail("c", fetch::FailureCode::kBlocked);
  }

  // The inode of each file: a file that is written again has another.
  std::map<std::string, std::uint64_t> inodes() {
    std::map<std::string, std::uint64_t> inodes;
    for (const auto& entry : fs::directory_iterator(folder_ / "published")) {
      struct stat status {};
      ::stat(entry.path().c_str(), &status);
      inodes[entry.path().filename()] = status.st_ino;
    }
    return inodes;
  }
};

TEST_F(PublishTest, WritesAllStreamsInTheOrderOfKeys) {
  fill("run-1", "x");
  EXPECT_TRUE(publish());
  EXPECT_THAT(inodes(), SizeIs(std::size(kStreams) + 1));  // datapackage.json, and no other file
  EXPECT_THAT(lines_of(published("recommendations.jsonl")),
              ElementsAre(HasSubstr("A/1#1.1"), HasSubstr("A/1#1.2"), HasSubstr("A/2#2.1")));
  EXPECT_THAT(lines_of(published("documents.jsonl")),
              ElementsAre(HasSubstr(R"("input":"a")"), HasSubstr(R"("input":"b")"), HasSubstr(R"("input":"c")")));
  EXPECT_THAT(lines_of(published("positions.jsonl")), SizeIs(3));
  EXPECT_THAT(lines_of(published("failures.jsonl")),
              ElementsAre(HasSubstr(R"("level":"item","input":"a")"), HasSubstr(R"("level":"item","input":"b")"),
                          HasSubstr(R"("level":"document","input":"c")")));
  EXPECT_THAT(lines_of(published("changes.jsonl")), SizeIs(3));
  EXPECT_EQ(content_of(published("runs.jsonl")), "");
}

TEST_F(PublishTest, LeavesAloneWhatWouldBeTheSame) {
  fill("run-1", "x");
  value_of(store_->finish(RunRecord()));
  EXPECT_TRUE(publish());
  const auto before = inodes();
  EXPECT_FALSE(publish());
  EXPECT_EQ(inodes(), before);

  begin("run-2", {"a", "b", "c"});  // a night with nothing new
  recheck("a");
  recheck("b");
  fail("c", fetch::FailureCode::kBlocked);
  value_of(store_->finish(RunRecord()));
  EXPECT_FALSE(publish());
  auto after = inodes();
  EXPECT_NE(after["runs.jsonl"], before.at("runs.jsonl"));
  after["runs.jsonl"] = before.at("runs.jsonl");
  EXPECT_EQ(after, before);
  EXPECT_THAT(lines_of(published("runs.jsonl")), SizeIs(2));

  begin("run-3", {"a", "b", "c"});
  extract("a", "x", "A/1", {{"1.1", "x"}, {"1.2", "stays"}});  // again, with what it gave before
  EXPECT_FALSE(publish());
  extract("b", "b2", "A/2", {{"2.1", "changed"}});
  EXPECT_TRUE(publish());
  EXPECT_EQ(inodes()["failures.jsonl"] == before.at("failures.jsonl"), false);  // it names the new bytes
}

TEST_F(PublishTest, RepairsFilesThatWereTakenAwayOrCut) {
  fill("run-1", "x");
  publish();
  std::map<std::string, std::string> before;
  for (const char* stream : kStreams) before[stream] = content_of(published(stream));
  fs::remove(published("changes.jsonl"));
  fs::resize_file(published("recommendations.jsonl"), 10);
  EXPECT_TRUE(publish());
  for (const char* stream : kStreams) EXPECT_EQ(content_of(published(stream)), before[stream]) << stream;
}

// A run died after the streams had taken their names, and before the package had.
TEST_F(PublishTest, RepairsAPackageOfBefore) {
  fill("run-1", "x");
  publish();
  const std::string before = content_of(published("datapackage.json"));
  fill("run-2", "y");
  publish();
  const std::string now = content_of(published("datapackage.json"));
  ASSERT_NE(now, before);
  std::ofstream(published("datapackage.json")) << before;
  Database::open(path()).run("UPDATE published SET revision = revision - 1");
  publish();
  EXPECT_EQ(content_of(published("datapackage.json")), now);
}

TEST_F(PublishTest, EveryFolderGetsTheSame) {
  fill("run-1", "x");
  publish();
  const std::string other = folder_ / "deep" / "other";
  EXPECT_TRUE(value_of(store_->publish(other)));
  for (const char* stream : kStreams) EXPECT_EQ(content_of(fs::path(other) / stream), content_of(published(stream)));
}

TEST_F(PublishTest, TheOrderOfWorkDoesNotShow) {
  begin("run-1", {"a", "b"});
  const auto a = arrived(lease("a"), sha_of("1")), b = arrived(lease("b"), sha_of("2"));
  commit(b, report_of(b, "A/2", {{"2.1", "two"}}));
  commit(a, report_of(a, "A/1", {{"1.1", "one"}}));
  publish();
  EXPECT_THAT(changes(), ElementsAre("added A/1#1.1", "added A/2#2.1"));
  EXPECT_THAT(lines_of(published("recommendations.jsonl")), ElementsAre(HasSubstr("A/1#1.1"), HasSubstr("A/2#2.1")));
}

TEST_F(PublishTest, AReaderNeverSeesHalfAFile) {
  fill("run-0", "version 0");
  publish();
  const std::string path = published("recommendations.jsonl");
  std::atomic<bool> done{false};
  std::atomic<int> reads{0}, wrong{0};
  std::thread reader([&] {
    while (!done) {
      const auto lines = lines_of(path);
      const bool whole = lines.size() == 3 && lines[2].find("A/2#2.1") != std::string::npos && lines[2].back() == '}';
      wrong += whole ? 0 : 1;
      ++reads;
    }
  });
  for (int i = 1; i <= 40; ++i) {
    fill("run-" + std::to_string(i), "version " + std::to_string(i));
    EXPECT_TRUE(publish());
  }
  done = true;
  reader.join();
  EXPECT_GT(reads, 10);
  EXPECT_EQ(wrong, 0);
}

// 500 documents with 100 recommendations of about 1.5 KB each.
void fill_with_many_records(const std::string& path) {
  auto store = value_of(Store::open(path));
  RunOptions options = run_options("run-1");
  value_of(store->begin(options));
  std::vector<Wanted> documents;
  for (int i = 0; i < 500; ++i) documents.push_back(wanted("document-" + std::to_string(i)));
  value_of(store->plan(documents));
  Texts texts;
  for (int i = 0; i < 100; ++i) texts["1." + std::to_string(i)] = std::string(500, 'x');
  while (const auto task = value_of(store->lease())) {
    const auto fetched = arrived(*task, sha_of(task->key));
    value_of(store->commit(fetched, report_of(fetched, "A/" + task->key.substr(9), texts)));
  }
}

// In a process of its own, whose memory is only what `work` takes. Its exit status.
template <class Work>
int in_child(Work work) {
  const pid_t child = ::fork();
  if (child == 0) {
    try {
      ::_exit(work());
    } catch (const std::exception& error) {
      ::write(STDERR_FILENO, error.what(), std::string_view(error.what()).size());
      ::_exit(99);
    }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 100;
}

TEST_F(PublishTest, TakesNoMoreMemoryForFiftyThousandRecords) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer keeps freed memory";
#endif
  store_.reset();
  ASSERT_EQ(in_child([&] { return fill_with_many_records(path()), 0; }), 0);
  const auto peak_mib = [] {
    struct rusage usage {};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<int>(usage.ru_maxrss / 1024);
  };
  const int more = in_child([&] {
    const int before = peak_mib();
    value_of(value_of(Store::open(path()))->publish(folder_ / "published"));
    return std::min(98, peak_mib() - before);
  });
  EXPECT_LT(more, 40);  // MiB: SQLite's pages, its log's index, six buffers
  EXPECT_GT(fs::file_size(published("recommendations.jsonl")), std::uintmax_t{70} << 20);
  EXPECT_THAT(lines_of(published("changes.jsonl")), SizeIs(50'000));
}

}  // namespace
}  // namespace troika::output
