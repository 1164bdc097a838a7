#include "tests/output/store/store_fixture.h"

#include <fstream>
#include <iterator>
#include <regex>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

#include "fetch/sha256.h"

namespace troika::output {

Wanted wanted(const std::string& key, bool may_be_absent) {
  return {key, "symbols", {"https://example.org/" + key}, fetch::MediaType::kPdf, may_be_absent};
}

RunOptions run_options(const std::string& run_id) {
  RunOptions options;
  options.run_id = run_id;
  options.now = "2026-01-01T02:00:00Z";
  options.rules_fingerprint = "rules-1";
  return options;
}

std::string sha_of(const std::string& word) { return fetch::sha256_hex(word); }

fetch::Fetched arrived(const fetch::Task& task, const std::string& sha256) {
  fetch::Fetched fetched;
  fetched.task = task;
  fetched.url = task.urls.front();
  fetched.media_type = "application/pdf";
  fetched.validators = {"\"" + sha256.substr(0, 8) + "\"", ""};
  fetched.archived = fetch::Archived{sha256, "archive/" + sha256, 1000};
  fetched.unchanged = sha256 == task.sha256;
  return fetched;
}

fetch::Fetched unchanged(const fetch::Task& task) { return arrived(task, task.sha256); }

fetch::Fetched not_fetched(const fetch::Task& task, fetch::FailureCode code) {
  fetch::Fetched fetched;
  fetched.task = task;
  fetched.url = task.urls.front();
  fetched.failure = fetch::Failure{fetch::Stage::kFetch, code, true, "what the server said"};
  return fetched;
}

DocumentOutcome report_of(const fetch::Fetched& fetched, const std::string& symbol, const Texts& texts) {
  normalize::DocumentReport report;
  if (!symbol.empty()) report.document.symbol = symbol;
  report.document.kind = "upr/working-group-report";
  report.document.language = "en";
  report.document.sha256 = fetched.archived->sha256;
  report.document.url = fetched.url;
  report.provenance = {"upr/working-group-report", sha_of("rules"), {}};
  report.items_seen = static_cast<int>(texts.size()) + 1;
  for (const auto& [number, text] : texts) {
    normalize::Recommendation record;
    record.id = (symbol.empty() ? fetched.archived->sha256 : symbol) + "#" + number;
    record.mechanism = "upr";
    record.document.kind = report.document.kind;
    record.document.symbol = report.document.symbol;
    record.document.language = "en";
    record.document.sha256 = sha_of("any");  // these tests follow the text
    record.number = number;
    record.text = record.text_verbatim = text;
    record.provenance = report.provenance;
    report.recommendations.push_back(record);
    normalize::Statement statement{report.document.symbol, number, false, {}, {}, {}};
    statement.position.response = extract::Response::kNoted;
    report.statements.push_back(statement);
  }
  report.rejects = {{{"gap", "number 99"}, 1, 1, ""}};
  return {fetched.task.key, fetched.archived->sha256, report};
}

DocumentOutcome failure_of(const fetch::Fetched& fetched, fetch::FailureCode code, bool retryable) {
  const fetch::Failure failure = {fetch::Stage::kExtract, code, retryable, "what was wrong with it"};
  return {fetched.task.key, fetched.archived->sha256, tl::unexpected(failure)};
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> lines_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

StoreTest::StoreTest() {
  std::string name = std::filesystem::temp_directory_path() / "troika_store_XXXXXX";
  if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
  folder_ = name;
  open();
}

StoreTest::~StoreTest() {
  store_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

// A store gives back its leases when it is destroyed; a copy of its files, made before, has them still.
void StoreTest::die() {
  const auto copy = folder_ / "copy";
  std::filesystem::create_directory(copy);
  for (const char* suffix : {"", "-wal"})
    std::filesystem::copy_file(path() + suffix, copy / (std::string("store") + suffix));
  store_.reset();
  for (const char* suffix : {"", "-wal"})
    std::filesystem::rename(copy / (std::string("store") + suffix), path() + suffix);
  std::filesystem::remove_all(copy);
  open();
}

BeginSummary StoreTest::begin(const std::string& run_id, const std::vector<std::string>& keys) {
  std::vector<Wanted> documents;
  for (const std::string& key : keys) documents.push_back(wanted(key));
  return begin(run_options(run_id), documents);
}

BeginSummary StoreTest::begin(const RunOptions& options, const std::vector<Wanted>& documents) {
  const BeginSummary summary = value_of(store_->begin(options));
  value_of(store_->plan(documents));
  return summary;
}

fetch::Task StoreTest::lease(const std::string& key) {
  const auto task = value_of(store_->lease());
  if (!task || task->key != key) throw std::runtime_error("next is " + (task ? task->key : "none") + ", not " + key);
  return *task;
}

std::vector<std::string> StoreTest::lease_all() {
  std::vector<std::string> keys;
  while (const auto task = value_of(store_->lease())) keys.push_back(task->key);
  return keys;
}

CommitSummary StoreTest::commit(const fetch::Fetched& fetched, const DocumentOutcome& outcome) {
  const CommitSummary summary = value_of(store_->commit(fetched, outcome));
  value_of(store_->settle(fetched));
  return summary;
}

CommitSummary StoreTest::extract(const std::string& key, const std::string& bytes, const std::string& symbol,
                                 const Texts& texts) {
  const auto fetched = arrived(lease(key), sha_of(bytes));
  return commit(fetched, report_of(fetched, symbol, texts));
}

CommitSummary StoreTest::fail(const std::string& key, fetch::FailureCode code) {
  const auto fetched = not_fetched(lease(key), code);
  return commit(fetched, {key, "", tl::unexpected(*fetched.failure)});
}

CommitSummary StoreTest::unreadable(const std::string& key, const std::string& bytes, fetch::FailureCode code,
                                    bool retryable) {
  const auto fetched = arrived(lease(key), sha_of(bytes));
  return commit(fetched, failure_of(fetched, code, retryable));
}

void StoreTest::recheck(const std::string& key) {
  const auto fetched = unchanged(lease(key));
  EXPECT_FALSE(store_->needs_extraction(fetched)) << key;
  value_of(store_->commit_unchanged(fetched));
  value_of(store_->settle(fetched));
}

DocumentState StoreTest::state_of(const std::string& key) {
  for (const DocumentState& document : value_of(store_->documents("")))
    if (document.key == key) return document;
  throw std::runtime_error("the store does not know " + key);
}

std::vector<std::string> StoreTest::changes() {
  std::vector<std::string> changes;
  std::int64_t seq = 0;
  for (const std::string& line : lines_of(published("changes.jsonl"))) {
    std::smatch part;
    if (!std::regex_search(line, part,
                           std::regex(R"re(^\{"seq":(\d+),"op":"(\w+)","id":"([^"]+)","record":(null|\{))re")))
      throw std::runtime_error("not a change: " + line);
    EXPECT_EQ(part[1], std::to_string(++seq));
    EXPECT_EQ(part[4] == "null", part[2] == "withdrawn") << line;
    changes.push_back(part[2].str() + ' ' + part[3].str());
  }
  return changes;
}

}  // namespace troika::output
