// An archive on a disk that cannot be flushed (tests/support/failing_sync.cc): what may not be safe is not said to be.
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <string>
#include <tuple>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fetch/archive.h"
#include "fetch/sha256.h"
#include "tests/fetch/answers.h"
#include "tests/fetch/committing.h"
#include "tests/fetch/fetching.h"
#include "tests/fetch/misbehaving_server.h"

namespace troika::fetch {
namespace {

using testing::StartsWith;

// While it lives, files whose path holds `part` cannot be flushed, but for the first `well` times.
class FailingSync {
 public:
  explicit FailingSync(const std::string& part, int well = 0) {
    ::setenv("FAILING_SYNC_AFTER", std::to_string(well).c_str(), 1);
    ::setenv("FAILING_SYNC", part.c_str(), 1);
  }
  FailingSync(const FailingSync&) = delete;
  FailingSync& operator=(const FailingSync&) = delete;
  ~FailingSync() {
    ::unsetenv("FAILING_SYNC");
    ::unsetenv("FAILING_SYNC_AFTER");
  }
};

class ArchiveSyncTest : public FetchingTest {
 protected:
  std::vector<Result<Archived>> commit(std::size_t count) {
    std::vector<Archive::Ready> ready;
    for (std::size_t i = 0; i < count; ++i) {
      ready.push_back({*archive.begin(), ".pdf"});
      EXPECT_TRUE(ready.back().draft->append("document " + std::to_string(i)));
    }
    return commit_together(archive, std::move(ready));
  }

  // "2 files, 0 damaged, 0 drafts"
  std::string content() const {
    const auto verified = archive.verify({});
    const auto drafts = std::filesystem::directory_iterator(folder / "archive/tmp");
    return std::to_string(verified->files) + " files, " + std::to_string(verified->damaged) + " damaged, " +
           std::to_string(std::distance(begin(drafts), end(drafts))) + " drafts";
  }
};

constexpr std::size_t kMany = Committer::kTogether, kOne = 1;

TEST_F(ArchiveSyncTest, ContentThatCannotBeFlushedIsNotKept) {
  for (const auto& [count, part, said] :
       {std::tuple{kOne, "/tmp/", "cannot flush " + (folder / "archive/tmp/")},
        std::tuple{kMany, "/archive", "cannot flush the disk of " + (folder / "archive: ")}}) {
    {
      const FailingSync failing(part);
      for (const auto& result : commit(count)) {
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().code, FailureCode::kStore);
        EXPECT_TRUE(result.error().retryable);
        EXPECT_THAT(result.error().detail, StartsWith(said));
        EXPECT_THAT(result.error().detail, testing::EndsWith(": Input/output error; check the disk, then run again"));
      }
    }
    EXPECT_EQ(content(), "0 files, 0 damaged, 0 drafts") << part;
  }
}

// The bytes are safe and their name may not be: it is flushed when they come again, though they are there.
TEST_F(ArchiveSyncTest, ANameThatCannotBeFlushedIsNotPromised) {
  const std::string leaf = "/archive/" + sha256_hex("document 0").substr(0, 2);
  for (int time = 0; time < 2; ++time) {
    const FailingSync failing(leaf);
    const auto results = commit(kOne);
    ASSERT_FALSE(results[0]);
    EXPECT_EQ(results[0].error().detail, "cannot flush the folder " + (folder / leaf.substr(1)) +
                                             ": Input/output error; check the disk, then run again");
    EXPECT_EQ(content(), "1 files, 0 damaged, 0 drafts");
  }
  EXPECT_TRUE(commit(kOne)[0]);
}

// The first flush is that of the contents, the second that of the names.
TEST_F(ArchiveSyncTest, NamesThatCannotBeFlushedTogetherAreNotPromised) {
  const FailingSync failing("/archive", 1);
  for (const auto& result : commit(kMany)) {
    ASSERT_FALSE(result);
    EXPECT_THAT(result.error().detail, StartsWith("cannot flush the disk of " + (folder / "archive: ")));
  }
  EXPECT_EQ(content(), std::to_string(kMany) + " files, 0 damaged, 0 drafts");
}

// Another place to fetch it from would meet the same disk, and its answer must not hide what was wrong.
TEST_F(ArchiveSyncTest, TheDiskIsTheRunsTroubleWhateverOtherPlacesSay) {
  MisbehavingServer server(without_robots([](const SeenRequest& request, Peer& peer) {
    return request.target == "/1.pdf" ? peer.reply(200, {}, a_pdf()) : peer.reply(503);
  }));
  const FailingSync failing("/archive");
  policy.retries = 0;
  for (const auto& urls : {std::vector{server.url("/broken"), server.url("/1.pdf")},
                           std::vector{server.url("/1.pdf"), server.url("/broken")}}) {
    const Fetched fetched = fetch(task(urls));
    ASSERT_TRUE(fetched.failure);
    EXPECT_EQ(fetched.failure->code, FailureCode::kStore) << fetched.failure->detail;
  }
  EXPECT_EQ(server.count("/broken"), 1U) << "nothing is asked for that could not be kept";
}

}  // namespace
}  // namespace troika::fetch
