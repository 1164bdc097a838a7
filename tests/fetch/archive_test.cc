#include "fetch/archive.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fetch/sha256.h"
#include "tests/fetch/committing.h"
#include "tests/fetch/fetching.h"

namespace troika::fetch {
namespace {

namespace fs = std::filesystem;

class ArchiveTest : public testing::Test {
 protected:
  ArchiveTest() : where(folder / "data/archive"), archive(*Archive::open(where)) {}

  Result<Archived> put(const std::string& bytes, const std::string& suffix = ".pdf") const {
    auto draft = archive.begin();
    if (!draft) return tl::unexpected(draft.error());
    if (auto appended = (*draft)->append(bytes); !appended) return tl::unexpected(appended.error());
    return (*draft)->commit(suffix);
  }

  // "checked/damaged", and a line for each report.
  std::string verified() const {
    std::string lines;
    const auto result = archive.verify([&](const std::string& path, const std::string& what) {
      lines += "\n" + path.substr(where.size() + 1) + " " + what;
    });
    return std::to_string(result->files) + "/" + std::to_string(result->damaged) + lines;
  }

  // Six documents, small and large.
  void fill(bool together, const std::string& title, int first) const {
    std::vector<Archive::Ready> ready;
    for (int n = first; n < first + 6; ++n) {
      auto draft = archive.begin();
      const std::size_t size = n % 3 == 0 ? 2'500'000 : 1000;
      static_cast<void>((*draft)->append(title + std::to_string(n) + std::string(size, 'x')));
      ready.push_back({std::move(*draft), ".pdf"});
    }
    if (together) {
      commit_together(archive, std::move(ready));
      return;
    }
    for (Archive::Ready& one : ready) static_cast<void>(one.draft->commit(one.suffix));
  }

  std::size_t drafts() const {
    const fs::directory_iterator entries(where + "/tmp");
    return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
  }

  TemporaryFolder folder;
  std::string where;
  Archive archive;
};

TEST_F(ArchiveTest, KeepsBytesUnderTheirHash) {
  const std::string hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  const auto archived = put("abc");
  ASSERT_TRUE(archived);
  EXPECT_EQ(archived->sha256, hash);
  EXPECT_EQ(archived->path, where + "/ba/" + hash + ".pdf");
  EXPECT_EQ(archived->size, 3u);
  EXPECT_EQ(content_of(archived->path), "abc");
  EXPECT_EQ(archive.find(hash)->path, archived->path);
  EXPECT_EQ(archive.find(hash)->size, 3u);
  EXPECT_EQ(drafts(), 0u);
}

TEST_F(ArchiveTest, TakesBytesInPieces) {
  // Around the size from which a draft goes to the disk as it arrives.
  for (const std::size_t size : {0u, 1u, (1u << 20) - 1, 1u << 20, (1u << 20) + 1, 5'000'001u}) {
    std::string bytes(size, 'x');
    for (std::size_t i = 0; i < size; i += 101) bytes[i] = static_cast<char>(i);
    auto draft = archive.begin();
    for (std::size_t at = 0; at < size; at += 16'000) {
      ASSERT_TRUE((*draft)->append(std::string_view(bytes).substr(at, 16'000)));
    }
    EXPECT_EQ((*draft)->size(), size);
    EXPECT_EQ((*draft)->head(), bytes.substr(0, Archive::Draft::kHeadBytes));
    EXPECT_EQ((*draft)->tail(), bytes.substr(size - std::min(size, Archive::Draft::kTailBytes)));
    const auto archived = (*draft)->commit(".pdf");
    ASSERT_TRUE(archived) << size;
    EXPECT_EQ(archived->sha256, sha256_hex(bytes));
    EXPECT_EQ(content_of(archived->path), bytes);
  }
  EXPECT_EQ(drafts(), 0u);
  EXPECT_EQ(verified(), "6/0");
}

TEST_F(ArchiveTest, KeepsIdenticalContentOnce) {
  const auto first = put("abc");
  fs::last_write_time(first->path, fs::file_time_type{});
  const auto second = put("abc");
  EXPECT_EQ(second->path, first->path);
  EXPECT_EQ(fs::last_write_time(first->path), fs::file_time_type{}) << "written again";
  EXPECT_EQ(verified(), "1/0");
}

TEST_F(ArchiveTest, DraftsLeaveNothingBehind) {
  {
    auto draft = archive.begin();
    ASSERT_TRUE((*draft)->append(std::string(3'000'000, 'x')));
    EXPECT_EQ(drafts(), 1u);
    // Another process opens the archive meanwhile: the draft is in use.
    ASSERT_TRUE(Archive::open(where));
    EXPECT_EQ(drafts(), 1u);
  }
  EXPECT_EQ(drafts(), 0u);
}

TEST_F(ArchiveTest, TakesAwayWhatADeadProcessLeft) {
  std::ofstream(where + "/tmp/1-2.draft") << "half a document";
  std::ofstream(where + "/tmp/notes.txt") << "not ours";
  ASSERT_TRUE(Archive::open(where));
  EXPECT_FALSE(fs::exists(where + "/tmp/1-2.draft"));
  EXPECT_TRUE(fs::exists(where + "/tmp/notes.txt"));
}

TEST_F(ArchiveTest, TellsWhatIsNotThere) {
  const std::string hash = sha256_hex("nothing");
  const auto found = archive.find(hash);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, FailureCode::kNotFound);
  EXPECT_EQ(found.error().detail, "no document with SHA-256 " + hash + " is in " + where + "; fetch it again");
  for (const std::string bad : {"", "abc", "../../../../etc/passwd"}) EXPECT_FALSE(archive.find(bad)) << bad;
}

TEST_F(ArchiveTest, FindsDamage) {
  const std::string good = put("good")->path, flipped = put("flipped")->path, cut = put("cut")->path;
  const std::string moved = put("moved")->path, stray = where + "/ab/stray.pdf";
  std::ofstream(flipped) << "flopped";
  fs::resize_file(cut, 2);
  fs::create_directories(where + "/ab");
  fs::rename(moved, where + "/ab/" + fs::path(moved).filename().string());
  std::ofstream(stray) << "stray";
  const std::string report = verified();
  EXPECT_THAT(report, testing::StartsWith("5/4\n"));
  const auto relative = [&](const std::string& path) { return path.substr(where.size() + 1); };
  const std::string again = "; delete it, and the next run fetches it again";
  EXPECT_THAT(report, testing::HasSubstr("\n" + relative(flipped) + " is damaged: its bytes have the SHA-256 " +
                                         sha256_hex("flopped") + again));
  EXPECT_THAT(report, testing::HasSubstr("\n" + relative(cut) + " is damaged: its bytes have the SHA-256 " +
                                         sha256_hex("cu") + again));
  EXPECT_THAT(report,
              testing::HasSubstr("\nab/" + fs::path(moved).filename().string() +
                                 " lies in the wrong folder; move it to " + fs::path(moved).parent_path().string()));
  EXPECT_THAT(report, testing::HasSubstr("\nab/stray.pdf is not named by a SHA-256; it is no document of the archive: "
                                         "move it away"));
  EXPECT_THAT(report, testing::Not(testing::HasSubstr(relative(good))));

  // A cut file is noticed by its size, and made good, when its document comes in again.
  EXPECT_EQ(put("cut")->path, cut);
  EXPECT_EQ(content_of(cut), "cut");
}

TEST_F(ArchiveTest, TellsThatTheFolderCannotBeMade) {
  std::ofstream(folder / "file") << "x";
  const auto opened = Archive::open(folder / "file/archive");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, FailureCode::kStore);
  EXPECT_EQ(opened.error().detail, "cannot make the archive's folder " + (folder / "file/archive/tmp") +
                                       ": Not a directory; a file lies where a folder should be: move it away");
}

// Root may write everywhere, so there the test becomes another user for a moment.
TEST_F(ArchiveTest, ReadsWhereItMayNotWrite) {
  constexpr uid_t kNobody = 65534;
  const auto archived = put("abc");
  fs::permissions(folder.path(), fs::perms(0755));
  for (const auto& entry : fs::recursive_directory_iterator(folder.path())) fs::permissions(entry, fs::perms(0755));
  fs::permissions(where + "/tmp", fs::perms(0555));
  const uid_t user = geteuid();
  if (user == 0 && seteuid(kNobody) != 0) GTEST_SKIP() << "runs as root and may not become another user";
  const auto opened = Archive::open(where);
  const auto draft = archive.begin();
  const auto found = archive.find(archived->sha256);
  ASSERT_EQ(seteuid(user), 0);
  EXPECT_TRUE(opened) << opened.error().detail;
  EXPECT_TRUE(found);
  ASSERT_FALSE(draft);
  EXPECT_EQ(draft.error().code, FailureCode::kStore);
  EXPECT_EQ(draft.error().detail, "cannot write to " + where +
                                      "/tmp: Permission denied; make it writable for this "
                                      "user, or give another folder with --data");
}

// A limit of a file's size stands for all errors while writing.
TEST_F(ArchiveTest, TellsThatTheDiskIsFull) {
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    rlimit limit{1'500'000, 1'500'000};
    setrlimit(RLIMIT_FSIZE, &limit);
    auto draft = archive.begin();
    const auto appended = (*draft)->append(std::string(3'000'000, 'x'));
    const bool told = !appended && appended.error().code == FailureCode::kStore && appended.error().retryable;
    draft->reset();
    _exit(told && drafts() == 0 ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST_F(ArchiveTest, ManyMayFillItAtOnce) {
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < 50; ++n) EXPECT_TRUE(put("document " + std::to_string(n)));
      });
    }
    for (int n = 0; n < 50; ++n) EXPECT_TRUE(Archive::open(where));
  }
  EXPECT_EQ(verified(), "50/0");
  EXPECT_EQ(drafts(), 0u);
}

// Kills a process at random moments while it fills the archive: what is there is whole, and nothing else stays.
TEST_F(ArchiveTest, SurvivesBeingKilled) {
  std::mt19937 random(1);
  std::uniform_int_distribution<int> microseconds(100, 40'000);
  for (int round = 0; round < 40; ++round) {
    const pid_t child = fork();
    if (child == 0) {
      for (int n = 0;; n += 6) fill(round % 2 == 0, "round " + std::to_string(round) + " ", n);
    }
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds(random)));
    kill(child, SIGKILL);
    ASSERT_EQ(waitpid(child, nullptr, 0), child);
  }
  ASSERT_TRUE(Archive::open(where));
  EXPECT_EQ(drafts(), 0u);
  EXPECT_THAT(verified(), testing::EndsWith("/0"));
}

}  // namespace
}  // namespace troika::fetch
