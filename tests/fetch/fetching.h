// What tests of the downloader share: a folder, an archive in it, and a policy that does not let a test wait.
#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "fetch/archive.h"
#include "fetch/downloader.h"

namespace troika::fetch {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = testing::TempDir() + "fetch_XXXXXX";
    path_ = mkdtemp(name.data());
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }

  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline std::string a_pdf(std::size_t size = 2000) {
  const std::string begin = "%PDF-1.7\n", end = "\n%%EOF\n";
  std::string bytes = begin;
  for (std::size_t i = 0; bytes.size() + end.size() < size; ++i) bytes += static_cast<char>(' ' + i * i % 90);
  return bytes + end;
}

// "archived application/pdf", "archived application/pdf, unchanged", "server_error (retryable): detail"
inline std::string outcome_of(const Fetched& fetched) {
  EXPECT_NE(fetched.archived.has_value(), fetched.failure.has_value()) << "exactly one is set";
  if (fetched.archived) return "archived " + fetched.media_type + (fetched.unchanged ? ", unchanged" : "");
  const Failure& failure = *fetched.failure;
  EXPECT_EQ(failure.stage, Stage::kFetch);
  EXPECT_EQ(failure.detail.find('\n'), std::string::npos) << failure.detail;
  return std::string(code_name(failure.code)) + (failure.retryable ? " (retryable)" : "") + ": " + failure.detail;
}

class FetchingTest : public testing::Test {
 protected:
  FetchingTest() : archive(*Archive::open(folder / "archive")) {
    using std::chrono::milliseconds;
    policy.user_agent = "Troika/0.1 (+https://troika.example; test@troika.example)";
    policy.interval_per_host = milliseconds(0);
    policy.connect_timeout = milliseconds(2000);
    policy.stall_timeout = milliseconds(1000);
    policy.total_timeout = milliseconds(10000);
    policy.first_backoff = milliseconds(10);
    policy.longest_backoff = milliseconds(1500);
    policy.allow_private_addresses = true;
  }

  static Task task(std::vector<std::string> urls, MediaType expects = MediaType::kPdf) {
    Task task;
    task.key = urls.empty() ? "" : urls.front();
    task.urls = std::move(urls);
    task.expects = expects;
    return task;
  }

  // In the order of completion.
  std::vector<Fetched> fetch_all(std::vector<Task> tasks) {
    Downloader downloader(policy, archive);
    std::vector<Fetched> all;
    std::size_t at = 0;
    downloader.run(
        [&]() -> std::optional<Task> { return at < tasks.size() ? std::optional(tasks[at++]) : std::nullopt; },
        [&](Fetched fetched) { all.push_back(std::move(fetched)); }, [] { return false; }, [] { return true; });
    EXPECT_EQ(all.size(), tasks.size());
    return all;
  }
  Fetched fetch(const Task& one) { return std::move(fetch_all({one}).at(0)); }
  Fetched fetch(const std::string& url, MediaType expects = MediaType::kPdf) { return fetch(task({url}, expects)); }

  TemporaryFolder folder;
  Archive archive;
  DownloadPolicy policy;
};

}  // namespace troika::fetch
