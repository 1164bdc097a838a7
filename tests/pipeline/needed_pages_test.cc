// What is read from the pages that a document's kind needs is what is read from all of them, to the byte.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "extract/pdf/pdf_pages.h"
#include "extract/pdf/poppler_reader.h"
#include "pipeline/engine.h"
#include "pipeline/wire.h"
#include "tests/support/samples.h"

namespace troika::pipeline {
namespace {

namespace fs = std::filesystem;

// Passes pages on and counts those that were read.
class CountingPages : public extract::PagedText {
 public:
  explicit CountingPages(extract::PdfPages pages)
      : pages_(std::move(pages)), read_(static_cast<std::size_t>(pages_.page_count())) {}

  int page_count() const override { return pages_.page_count(); }
  const std::vector<extract::Line>& printed(int page) override {
    read_[static_cast<std::size_t>(page - 1)] = true;
    return pages_.printed(page);
  }
  extract::DocumentText part(int front, int from) override {
    for (int page = 1; page <= page_count(); ++page)
      if (page <= front || page >= from) read_[static_cast<std::size_t>(page - 1)] = true;
    return pages_.part(front, from);
  }
  fetch::Result<extract::DocumentText> whole() override {
    read_.assign(read_.size(), true);
    return pages_.whole();
  }
  std::ptrdiff_t read_pages() const { return std::count(read_.begin(), read_.end(), true); }

 private:
  extract::PdfPages pages_;
  std::vector<bool> read_;
};

class NeededPagesTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto engine = Engine::load(TROIKA_SOURCE_CONFIG);
    ASSERT_TRUE(engine.has_value());
    engine_ = new Engine(*std::move(engine));
  }
  static void TearDownTestSuite() {
    delete engine_;
    engine_ = nullptr;
  }

  // All that goes into the streams.
  static std::string encoded(const fetch::Result<extract::Reading>& reading) {
    output::DocumentOutcome outcome{"", "", {}};
    outcome.report = reading ? engine_->normalizer().normalize(*reading, {"", std::nullopt})
                             : fetch::Result<normalize::DocumentReport>(tl::unexpected(reading.error()));
    return encode(outcome);
  }

  void compare(const fs::path& path) {
    const std::string bytes = bytes_of(path);
    auto all = extract::PdfPages::open(bytes);
    auto needed = extract::PdfPages::open(bytes);
    ASSERT_EQ(all.has_value(), needed.has_value()) << path;
    if (!all) return;
    const auto text = all->whole();
    CountingPages counted(*std::move(needed));
    const auto reading = extract::recognize(engine_->rule_sets(), counted);
    const auto expected = text ? extract::recognize(engine_->rule_sets(), *text)
                               : fetch::Result<extract::Reading>(tl::unexpected(text.error()));
    EXPECT_EQ(encoded(reading), encoded(expected)) << path;
    pages_ += counted.page_count();
    read_ += counted.read_pages();
  }

  static const Engine* engine_;
  std::ptrdiff_t pages_ = 0, read_ = 0;
};

const Engine* NeededPagesTest::engine_ = nullptr;

TEST_F(NeededPagesTest, SampleReports) {
  ASSERT_FALSE(sample_paths().empty());
  for (const fs::path& path : sample_paths()) compare(path);
}

TEST_F(NeededPagesTest, TestDocuments) {
  const char* named = std::getenv("TROIKA_TEST_DOCUMENTS");
  const fs::path folder = fs::path(named ? named : TROIKA_GOLDEN "/../../../shared") / "corpus";
  if (!fs::is_directory(folder)) GTEST_SKIP() << "no folder of test documents";
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".pdf") compare(entry.path());
  EXPECT_LT(read_, pages_);
  std::cout << read_ << " of " << pages_ << " pages read\n";
}

}  // namespace
}  // namespace troika::pipeline
