// A store in a folder of its own, and documents to put into it.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "output/store/store.h"

namespace troika::output {

using Texts = std::map<std::string, std::string>;  // of recommendations, by number

// Ends the test where there is a failure.
template <class T>
T value_of(fetch::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().detail);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

Wanted wanted(const std::string& key, bool may_be_absent = false);
RunOptions run_options(const std::string& run_id);  // begins at "2026-01-01T02:00:00Z", rules "rules-1"

// A SHA-256 as good as any, the same for the same word.
std::string sha_of(const std::string& word);

// What the downloader says of a task.
fetch::Fetched arrived(const fetch::Task& task, const std::string& sha256);
fetch::Fetched unchanged(const fetch::Task& task);
fetch::Fetched not_fetched(const fetch::Task& task, fetch::FailureCode code);

// What extraction makes of it.
DocumentOutcome report_of(const fetch::Fetched& fetched, const std::string& symbol, const Texts& texts);
DocumentOutcome failure_of(const fetch::Fetched& fetched, fetch::FailureCode code, bool retryable = false);

std::string content_of(const std::filesystem::path& file);
std::vector<std::string> lines_of(const std::filesystem::path& file);

class StoreTest : public testing::Test {
 protected:
  StoreTest();
  ~StoreTest() override;

  void open() { store_ = value_of(Store::open(path())); }
  // As if the process had died: nothing is given back.
  void die();
  std::string path() const { return folder_ / "store.sqlite"; }
  std::string published(const std::string& stream) const { return folder_ / "published" / stream; }

  // A run that wants these documents begins.
  BeginSummary begin(const std::string& run_id, const std::vector<std::string>& keys);
  BeginSummary begin(const RunOptions& options, const std::vector<Wanted>& documents);
  fetch::Task lease(const std::string& key);  // which must be the next one
  std::vector<std::string> lease_all();

  // The next document, which must be `key`, and what becomes of it.
  CommitSummary extract(const std::string& key, const std::string& bytes, const std::string& symbol,
                        const Texts& texts);
  CommitSummary fail(const std::string& key, fetch::FailureCode code);
  CommitSummary unreadable(const std::string& key, const std::string& bytes, fetch::FailureCode code,
                           bool retryable = false);
  void recheck(const std::string& key);
  CommitSummary commit(const fetch::Fetched& fetched, const DocumentOutcome& outcome);

  bool publish() { return value_of(store_->publish(folder_ / "published")); }
  DocumentState state_of(const std::string& key);
  // "added A/1#1.1", ... of changes.jsonl.
  std::vector<std::string> changes();

  std::filesystem::path folder_;
  std::unique_ptr<Store> store_;
};

}  // namespace troika::output
