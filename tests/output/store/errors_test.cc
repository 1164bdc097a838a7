// What goes wrong around the store: each is a failure that names the file, the reason and the next step, and what was
// committed is there when the trouble is over.
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>

#include "output/store/sqlite.h"
#include "tests/output/store/store_fixture.h"

namespace troika::output {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;

const Texts kOne = {{"1.1", "Ratify"}};

template <class T>
std::string detail_of(const fetch::Result<T>& result) {
  if (result) return "no failure";
  EXPECT_EQ(result.error().stage, fetch::Stage::kOutput);
  EXPECT_EQ(result.error().code, fetch::FailureCode::kStore);
  return result.error().detail;
}

// What `work` says in a process that may do no more than nobody may.
template <class Work>
std::string as_nobody(Work work) {
  int ends[2];
  if (::pipe(ends) != 0) return "no pipe";
  const pid_t child = ::fork();
  if (child == 0) {
    const bool is_root = ::geteuid() == 0;
    const std::string said = is_root && ::setuid(65534) != 0 ? "cannot become nobody" : work();
    ::_exit(::write(ends[1], said.data(), said.size()) < 0 ? 1 : 0);
  }
  ::close(ends[1]);
  std::string said(4096, '\0');
  const ssize_t count = ::read(ends[0], said.data(), said.size());
  said.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  return said;
}

class ErrorsTest : public StoreTest {
 protected:
  ~ErrorsTest() override {
    store_.reset();
    ::umount2((folder_ / "disk").c_str(), MNT_DETACH);  // where there is one
  }
};

TEST_F(ErrorsTest, NoFolder) {
  const std::string path = folder_ / "none" / "store.sqlite";
  EXPECT_THAT(detail_of(Store::open(path)),
              AllOf(StartsWith(path + ": the store cannot be opened or written: "),
                    HasSubstr("No such file or directory"), HasSubstr("the folder must be there")));
}

TEST_F(ErrorsTest, NotADatabase) {
  const std::string path = folder_ / "text";
  std::ofstream(path) << std::string(5000, 'x');
  EXPECT_THAT(detail_of(Store::open(path)), AllOf(StartsWith(path + ": the store is damaged, or is no store: "),
                                                  HasSubstr("put a backup in its place")));
}

TEST_F(ErrorsTest, ReadOnlyFolders) {
  begin("run-1", {"a"});
  extract("a", "1", "A/1", kOne);
  store_.reset();
  fs::permissions(path(), fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
  fs::permissions(folder_, fs::perms(0555));
  EXPECT_THAT(as_nobody([&] { return detail_of(Store::open(path())); }),
              AllOf(StartsWith(path() + ": the store cannot be opened or written: "), HasSubstr("writable")));
  const fs::path mine = folder_ / "mine";
  fs::permissions(folder_, fs::perms(0755));
  fs::create_directory(mine);
  fs::permissions(mine, fs::perms(0777));
  fs::create_directory(folder_ / "sealed");
  fs::permissions(folder_ / "sealed", fs::perms(0555));
  EXPECT_THAT(as_nobody([&] {
                auto store = value_of(Store::open(mine / "store.sqlite"));
                return detail_of(store->publish(folder_ / "sealed"));
              }),
              AllOf(HasSubstr("recommendations.jsonl: cannot be made: Permission denied; "),
                    HasSubstr("give another with -o")));
}

TEST_F(ErrorsTest, LockedByAnotherProgram) {
  Database other = Database::open(path());
  other.execute("BEGIN EXCLUSIVE");
  Database ours = Database::open(path(), std::chrono::milliseconds(20));
  try {
    Transaction change(ours);
    FAIL() << "two writers at once";
  } catch (const StoreError& error) {
    EXPECT_TRUE(error.failure().retryable);
    EXPECT_THAT(error.what(), AllOf(StartsWith(path() + ": the store is locked by another program: "),
                                    HasSubstr("wait until that program is done")));
  }
}

TEST_F(ErrorsTest, DamagedPages) {
  begin("run-1", {"a"});
  extract("a", "1", "A/1", kOne);
  store_.reset();
  {
    std::fstream file(path(), std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(4096);
    file << std::string(fs::file_size(path()) - 4096, '\x7f');
  }
  auto store = Store::open(path());
  EXPECT_THAT(store ? detail_of((*store)->documents("")) : detail_of(store),
              HasSubstr("the store is damaged, or is no store"));
}

// A disk of two megabytes: what was committed before it was full is there, and the run goes on when there is room.
TEST_F(ErrorsTest, FullDisk) {
  const fs::path disk = folder_ / "disk";
  fs::create_directory(disk);
  if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=2m") != 0) GTEST_SKIP() << "no small disk can be made";
  store_ = value_of(Store::open(disk / "store.sqlite"));
  std::vector<std::string> keys;
  for (int i = 100; i < 400; ++i) keys.push_back(std::to_string(i));
  begin("run-1", keys);
  std::vector<fetch::Fetched> waiting;
  std::string why;
  int committed = 0;
  while (why.empty()) {
    const auto task = store_->lease();
    if (!task) {
      why = detail_of(task);
      break;
    }
    ASSERT_TRUE(*task) << "the disk was never full";
    const auto fetched = arrived(**task, sha_of((*task)->key));
    const auto done =
        store_->commit(fetched, report_of(fetched, "A/" + (*task)->key, {{"1.1", std::string(20'000, 'x')}}));
    done ? void(++committed) : void(why = detail_of(done));
  }
  EXPECT_GT(committed, 5);
  EXPECT_THAT(why, AllOf(StartsWith((disk / "store.sqlite").string() + ": the store cannot be written: "),
                         HasSubstr("make room on the disk and start again")));
  EXPECT_THAT(detail_of(store_->publish(disk / "published")), HasSubstr("make room"));

  ASSERT_EQ(::mount("tmpfs", disk.c_str(), "tmpfs", MS_REMOUNT, "size=64m"), 0);
  store_.reset();
  store_ = value_of(Store::open(disk / "store.sqlite"));
  value_of(store_->publish(folder_ / "published"));
  EXPECT_THAT(lines_of(published("recommendations.jsonl")), SizeIs(committed));
  begin("run-1", keys);
  while (const auto task = value_of(store_->lease())) {
    const auto fetched = arrived(*task, sha_of(task->key));
    commit(fetched, report_of(fetched, "A/" + task->key, {{"1.1", std::string(20'000, 'x')}}));
  }
  value_of(store_->publish(folder_ / "published"));
  EXPECT_THAT(lines_of(published("recommendations.jsonl")), SizeIs(keys.size()));
}

}  // namespace
}  // namespace troika::output
