#include "fetch/local_file.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "fetch/sha256.h"

namespace troika::fetch {
namespace {

namespace fs = std::filesystem;

class LocalFileTest : public testing::Test {
 protected:
  LocalFileTest() {
    std::string name = testing::TempDir() + "local_file_XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~LocalFileTest() override { fs::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return path(name);
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

 private:
  fs::path folder_;
};

// "code: detail", with "(retryable)" where it is.
std::string failure_of(const std::string& path, std::size_t max_bytes = kMaxDocumentBytes) {
  const auto file = read_local_file(path, max_bytes);
  if (file) return "none";
  const Failure& failure = file.error();
  EXPECT_EQ(failure.stage, Stage::kFetch);
  return std::string(code_name(failure.code)) + ": " + failure.detail + (failure.retryable ? " (retryable)" : "");
}

TEST_F(LocalFileTest, ReadsTheWholeFile) {
  // The sizes around the ends of the buffers, and bytes that text functions would stumble over.
  for (const std::size_t size : {1u, 2u, 4095u, 4096u, (1u << 20) - 1, 1u << 20, (1u << 20) + 1, 3'000'000u}) {
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 7);
    const std::string name = write("document.pdf", bytes);
    const auto file = read_local_file(name);
    ASSERT_TRUE(file.has_value()) << size;
    EXPECT_EQ(file->path, name);
    EXPECT_EQ(file->bytes, bytes) << size;
    EXPECT_EQ(file->sha256, sha256_hex(bytes));
  }
}

TEST_F(LocalFileTest, ReadsFilesThatClaimNoSize) {
  const auto file = read_local_file("/proc/self/maps");
  ASSERT_TRUE(file.has_value());
  EXPECT_NE(file->bytes.find("[stack]"), std::string::npos);
}

TEST_F(LocalFileTest, FollowsLinks) {
  write("document.pdf", "bytes");
  fs::create_symlink("document.pdf", path("link.pdf"));
  EXPECT_EQ(read_local_file(path("link.pdf"))->bytes, "bytes");
}

TEST_F(LocalFileTest, HoldsTheLimit) {
  const std::string name = write("document.pdf", "12345");
  EXPECT_EQ(failure_of(name, 5), "none");
  EXPECT_EQ(failure_of(name, 4), "too_large: is larger than the limit of 4 bytes; check that it is a document");
}

// fstat tells 0 bytes of it, so only the count while reading can stop it, as for a file that grows.
TEST_F(LocalFileTest, HoldsTheLimitWhileReading) {
  EXPECT_EQ(failure_of("/proc/self/maps", 100),
            "too_large: is larger than the limit of 100 bytes; check that it is a document");
}

TEST_F(LocalFileTest, RefusesWhatIsThereAndIsNoDocument) {
  EXPECT_EQ(failure_of(write("empty.pdf", "")), "empty: is empty (0 bytes); fetch it again");
  EXPECT_EQ(failure_of("/dev/zero"), "unreadable: is a socket or a device; give a regular file");
  EXPECT_EQ(failure_of("/dev/null"), "unreadable: is a socket or a device; give a regular file");
}

TEST_F(LocalFileTest, RefusesFoldersAndTellsHowToGiveTheirFiles) {
  fs::create_directory(path("reports"));
  const std::string expected = "is_folder: is a folder; give its files: " + path("reports/*.pdf");
  EXPECT_EQ(failure_of(path("reports")), expected);
  EXPECT_EQ(failure_of(path("reports//")), expected);
  EXPECT_EQ(failure_of("/"), "is_folder: is a folder; give its files: /*.pdf");
}

TEST_F(LocalFileTest, DetailStaysOneLine) {
  fs::create_directory(path("two\nlines"));
  EXPECT_EQ(failure_of(path("two\nlines")), "is_folder: is a folder; give its files: " + path("two?lines/*.pdf"));
}

TEST_F(LocalFileTest, TellsThatThereIsNoSuchFile) {
  const std::string file = write("document.pdf", "bytes");
  fs::create_symlink("nowhere.pdf", path("dangling.pdf"));
  for (const std::string& missing : {path("absent.pdf"), file + "/page", path("dangling.pdf"), std::string()}) {
    EXPECT_EQ(failure_of(missing), "not_found: no such file; check the path") << missing;
  }
  EXPECT_EQ(failure_of(file + '\0' + ".txt"), "not_found: no such file: the path holds a NUL byte; check the path");
}

TEST_F(LocalFileTest, DoesNotWaitForAPipe) {
  ASSERT_EQ(mkfifo(path("pipe").c_str(), 0600), 0);
  EXPECT_EQ(failure_of(path("pipe")), "unreadable: is a pipe; save what it gives to a file, and give that");
}

TEST_F(LocalFileTest, RefusesSockets) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name = path("socket");
  ASSERT_LT(name.size(), sizeof(address.sun_path));
  name.copy(address.sun_path, name.size());
  const int server = socket(AF_UNIX, SOCK_STREAM, 0);
  ASSERT_EQ(bind(server, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  EXPECT_EQ(failure_of(name), "unreadable: is a socket or a device; give a regular file");
  close(server);
}

TEST_F(LocalFileTest, TellsWhatTheSystemSaid) {
  fs::create_symlink("loop.pdf", path("loop.pdf"));
  EXPECT_EQ(failure_of(path("loop.pdf")),
            "unreadable: cannot be read: Too many levels of symbolic links; check the path");
  EXPECT_EQ(failure_of(path(std::string(300, 'n'))), "unreadable: cannot be read: File name too long; check the path");
}

// Address 0 of a process is never mapped, so reading there fails with an I/O error, for every user.
TEST_F(LocalFileTest, OnlyAnotherTryOfAnInputErrorMayDiffer) {
  EXPECT_EQ(failure_of("/proc/self/mem"), "unreadable: cannot be read: Input/output error; try again (retryable)");
}

// Root may read everything, so there the test becomes another user for a moment.
TEST_F(LocalFileTest, RefusesWhatThisUserMayNotRead) {
  constexpr uid_t kNobody = 65534;
  const std::string name = write("document.pdf", "bytes");
  ASSERT_EQ(chmod(name.c_str(), 0), 0);
  const uid_t user = geteuid();
  if (user == 0 && seteuid(kNobody) != 0) GTEST_SKIP() << "runs as root and may not become another user";
  const std::string failure = failure_of(name);
  ASSERT_EQ(seteuid(user), 0);
  EXPECT_EQ(failure, "unreadable: permission denied; make it readable for this user");
}

}  // namespace
}  // namespace troika::fetch
