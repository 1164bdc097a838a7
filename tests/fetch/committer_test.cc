#include "fetch/committer.h"

#include <csignal>
#include <filesystem>
#include <iterator>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>

#include "fetch/sha256.h"
#include "tests/fetch/committing.h"
#include "tests/fetch/fetching.h"

namespace troika::fetch {
namespace {

class CommitterTest : public FetchingTest {
 protected:
  Archive::Ready draft(const std::string& bytes) const {
    Archive::Ready ready{*archive.begin(), ".pdf"};
    EXPECT_TRUE(ready.draft->append(bytes));
    return ready;
  }

  // "30 files, 0 damaged, 0 drafts"
  std::string content() const {
    const auto verified = archive.verify({});
    const auto drafts = std::filesystem::directory_iterator(folder / "archive/tmp");
    return std::to_string(verified->files) + " files, " + std::to_string(verified->damaged) + " damaged, " +
           std::to_string(std::distance(begin(drafts), end(drafts))) + " drafts";
  }
};

TEST_F(CommitterTest, CommitsFewAndMany) {
  std::vector<Archive::Ready> first;
  first.push_back(draft("document 2"));
  const std::string known = commit_together(archive, std::move(first)).front()->path;
  for (const std::size_t count :
       {std::size_t{0}, std::size_t{1}, Committer::kTogether - 1, Committer::kTogether, std::size_t{40}}) {
    std::vector<Archive::Ready> ready;
    for (std::size_t i = 0; i < count; ++i) ready.push_back(draft("document " + std::to_string(i % 30)));  // some twice
    const auto results = commit_together(archive, std::move(ready));
    ASSERT_EQ(results.size(), count);
    for (std::size_t i = 0; i < count; ++i) {
      ASSERT_TRUE(results[i]) << results[i].error().detail;
      EXPECT_EQ(content_of(results[i]->path), "document " + std::to_string(i % 30));
    }
  }
  EXPECT_EQ(archive.find(sha256_hex("document 2"))->path, known);
  EXPECT_EQ(content(), "30 files, 0 damaged, 0 drafts");
}

TEST_F(CommitterTest, FinishesWhatItWasGiven) {
  {
    Committer committer(archive, [] {});
    for (std::size_t i = 0; i < 50; ++i) {
      std::vector<Committer::Draft> drafts;
      drafts.push_back({i, draft("document " + std::to_string(i))});
      committer.commit(std::move(drafts));
    }
  }
  EXPECT_EQ(content(), "50 files, 0 damaged, 0 drafts");
}

// One document of a group that the disk has no room for is told of, and takes no other along.
TEST_F(CommitterTest, TellsWhichOfManyDidNotFit) {
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    rlimit limit{5'000, 5'000};
    setrlimit(RLIMIT_FSIZE, &limit);
    std::vector<Archive::Ready> ready;
    for (std::size_t i = 0; i < 8; ++i)
      ready.push_back(draft(std::to_string(i) + std::string(i == 3 ? 6'000 : 4'000, 'x')));
    const auto results = commit_together(archive, std::move(ready));
    bool right = results.size() == 8;
    for (std::size_t i = 0; i < results.size(); ++i) {
      if (i == 3) {
        right = right && !results[i] && results[i].error().code == FailureCode::kStore && results[i].error().retryable;
      } else {
        right = right && results[i] && std::filesystem::file_size(results[i]->path) == 4'001;
      }
    }
    _exit(right ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(content(), "7 files, 0 damaged, 0 drafts");
}

}  // namespace
}  // namespace troika::fetch
