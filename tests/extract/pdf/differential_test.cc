// Our interpreter of content streams against Poppler's: the same words in the same order at the same place, on every
// page of every document at hand.
//
// The sample reports are always compared. With a folder of test documents (see CONTRIBUTING.md) a sample of its pages
// is compared too, and all of them where TROIKA_ALL_PAGES is set:
//
//   TROIKA_ALL_PAGES=1 extract_pdf_test --gtest_filter='*Differential*'

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/pdf/pdf_document.h"
#include "extract/pdf/poppler_reader.h"
#include "tests/support/samples.h"

namespace troika::extract {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> pdfs_below(const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".pdf") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

bool same(const Word& a, const Word& b) {
  return a.text == b.text && a.box.left == b.box.left && a.box.top == b.box.top && a.box.right == b.box.right &&
         a.box.bottom == b.box.bottom && a.baseline == b.baseline && a.size == b.size && a.bold == b.bold;
}

std::string show(const Page& page, std::size_t at) {
  if (at >= page.words.size()) return "nothing";
  const Word& word = page.words[at];
  return testing::PrintToString(word.text) + " at " + testing::PrintToString(word.box.left) + " " +
         testing::PrintToString(word.baseline) + ", size " + testing::PrintToString(word.size);
}

// Where they differ first, or nothing.
std::string difference(const Page& ours, const Page& poppler) {
  const std::size_t most = std::max(ours.words.size(), poppler.words.size());
  for (std::size_t i = 0; i < most; ++i) {
    if (i < ours.words.size() && i < poppler.words.size() && same(ours.words[i], poppler.words[i])) continue;
    return "word " + std::to_string(i) + ": " + show(ours, i) + ", Poppler: " + show(poppler, i);
  }
  if (ours.damage != poppler.damage) return "complaint: " + ours.damage + ", Poppler: " + poppler.damage;
  return ours.width == poppler.width && ours.height == poppler.height ? "" : "size of the page";
}

struct Tally {
  int pages = 0;
  std::map<std::string, int> left_to_poppler;
};

// Every `step`th page, beginning with the first.
void compare(const fs::path& path, int step, Tally& tally) {
  const std::string bytes = bytes_of(path);
  auto ours = PdfDocument::open(bytes), poppler = PdfDocument::open(bytes, PdfReading::kPoppler);
  ASSERT_EQ(ours.has_value(), poppler.has_value()) << path;
  if (!ours) return;
  ASSERT_EQ(ours->page_count(), poppler->page_count()) << path;
  for (int number = 1; number <= ours->page_count(); number += step) {
    ++tally.pages;
    EXPECT_EQ(difference(ours->read_page(number), poppler->read_page(number)), "") << path << " page " << number;
  }
  for (const auto& [why, pages] : ours->left_to_poppler()) tally.left_to_poppler[std::string(why)] += pages;
}

void compare_all(const std::vector<fs::path>& paths, int step) {
  Tally tally;
  for (const fs::path& path : paths) compare(path, step, tally);
  EXPECT_GT(tally.pages, 0);
  std::cout << "  " << tally.pages << " pages compared";
  for (const auto& [why, pages] : tally.left_to_poppler) std::cout << "; left to Poppler for " << why << ": " << pages;
  std::cout << '\n';
}

class DifferentialTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { prepare_pdf_reader(); }
};

TEST_F(DifferentialTest, SampleReports) { compare_all(sample_paths(), 1); }

TEST_F(DifferentialTest, TestDocuments) {
  const char* named = std::getenv("TROIKA_TEST_DOCUMENTS");
  const fs::path folder = fs::path(named ? named : TROIKA_GOLDEN "/../../../shared") / "corpus";
  if (!fs::is_directory(folder)) GTEST_SKIP() << "no folder of test documents";
  // A prime: pages of all kinds, not always the same of the documents.
  compare_all(pdfs_below(folder), std::getenv("TROIKA_ALL_PAGES") ? 1 : 13);
}

}  // namespace
}  // namespace troika::extract
