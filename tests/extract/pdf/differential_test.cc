// Our interpreter of content streams against Poppler's: the same words in the same order at the same place, on every
// page of every document at hand.
//
// The sample reports are always compared. With a folder of test documents (see CONTRIBUTING.md) a sample of its pages
// is compared too, and all of them where TROIKA_ALL_PAGES is set:
//
//   TROIKA_ALL_PAGES=1 extract_pdf_test --gtest_filter='*Differential*'
//
// Damaged files and contents are compared too, TROIKA_MUTATIONS of each (with sanitizers, many).

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
#include "tests/support/pdf.h"
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

// Where their words differ first, or nothing.
std::string difference_of_words(const Page& ours, const Page& poppler) {
  const std::size_t most = std::max(ours.words.size(), poppler.words.size());
  for (std::size_t i = 0; i < most; ++i) {
    if (i < ours.words.size() && i < poppler.words.size() && same(ours.words[i], poppler.words[i])) continue;
    return "word " + std::to_string(i) + ": " + show(ours, i) + ", Poppler: " + show(poppler, i);
  }
  return "";
}

std::string difference(const Page& ours, const Page& poppler) {
  if (const std::string words = difference_of_words(ours, poppler); !words.empty()) return words;
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

// What our interpreter passes over (paths, colours) it does not complain of either: complaints are not compared.
void compare_damaged(const std::string& bytes, const std::string& what) {
  auto ours = PdfDocument::open(bytes), poppler = PdfDocument::open(bytes, PdfReading::kPoppler);
  ASSERT_EQ(ours.has_value(), poppler.has_value()) << what;
  if (!ours) return;
  ASSERT_EQ(ours->page_count(), poppler->page_count()) << what;
  for (int number = 1; number <= std::min(ours->page_count(), 20); ++number)
    ASSERT_EQ(difference_of_words(ours->read_page(number), poppler->read_page(number)), "") << what;
}

int mutations() {
  const char* wanted = std::getenv("TROIKA_MUTATIONS");
  return wanted ? std::atoi(wanted) : 200;
}

// Every kind of operator that text depends on, and some that it does not.
constexpr std::string_view kContent =
    "q 0.9 0 0 .9 10 20 cm BT /F1 12 Tf 14 TL 1 Tc 2 Tw 90 Tz 3 Ts 72 700 Td (One \\(two\\) \\101) Tj T* "
    "[(sp) -80 (aced) 300 <4142> -.5 (x)] TJ 0 -20 TD (down) ' 4 1 (spaces) \" ET Q % comment\n"
    "1 0 0 RG 72 72 m 100 100 l S 0 0 10 10 re f q BT /F2 9 Tf 1 0 0 1 72 500 Tm 3 Tr (bold) Tj ET Q "
    "BT /F1 10 Tf 0 1 -1 0 300 300 Tm (turned) Tj ET /Span <</MCID 0 /Lang (en)>> BDC BT /F1 8 Tf 50 50 Td "
    "(marked) Tj (e) Tj -4 0 Td (\\264) Tj ET EMC [1 2] 0 d BT /F1 -6 Tf 200 200 Td (mirrored) Tj ET";

// What mutations insert.
constexpr std::string_view kPieces[] = {
    "q ",         "Q ",   "BT ",         "ET ",        "(",     ")",
    "[",          "]",    "<<",          ">> ",        "<",     ">",
    "\\",         "%",    " /F9 ",       " 1e9 ",      "-",     ".",
    "BI ",        " EI ", "Do ",         " /F2 7 Tf ", "\0",    "99999999999999999999 ",
    "true ",      "BX ",  "/OC /P BDC ", "7 Tr ",      "0 Tz ", "0 0 0 0 0 0 cm ",
    "(\\\n) Tj ", " R "};

class Dice {
 public:
  explicit Dice(unsigned seed) : state_(seed * 2654435761u + 1) {}
  std::size_t below(std::size_t sides) {
    state_ = state_ * 6364136223846793005ull + 1442695040888963407ull;
    return static_cast<std::size_t>(state_ >> 33) % sides;
  }

 private:
  unsigned long long state_;
};

std::string mutated(std::string text, Dice& dice) {
  for (std::size_t i = 0, times = 1 + dice.below(4); i < times && !text.empty(); ++i) {
    const std::size_t at = dice.below(text.size());
    switch (dice.below(6)) {
      case 0: text[at] = static_cast<char>(dice.below(256)); break;
      case 1: text.erase(at, 1 + dice.below(8)); break;
      case 2: text.insert(at, kPieces[dice.below(std::size(kPieces))]); break;
      case 3: text.insert(at, text.substr(dice.below(text.size()), dice.below(60))); break;
      case 4: text.resize(at); break;
      case 5: text[at] = static_cast<char>(text[at] ^ (1 << dice.below(8))); break;
    }
  }
  return text;
}

TEST_F(DifferentialTest, DamagedContents) {
  const std::string content(kContent);
  compare_damaged(pdf_of({content}), "not damaged");
  for (int seed = 0; seed < mutations(); ++seed) {
    Dice dice(static_cast<unsigned>(seed));
    const std::string damaged = mutated(content, dice);
    compare_damaged(pdf_of({damaged, content}), "seed " + std::to_string(seed) + ": " + damaged);
    if (HasFatalFailure()) return;
  }
}

// Of the sample reports, or of a folder of one's own: uncompressed files (qpdf --qdf) take more damage.
TEST_F(DifferentialTest, DamagedFiles) {
  const char* folder = std::getenv("TROIKA_MUTATE");
  const auto paths = folder ? pdfs_below(folder) : sample_paths();
  for (int seed = 0; seed < mutations() / 10; ++seed) {
    Dice dice(static_cast<unsigned>(seed));
    const auto& path = paths[dice.below(paths.size())];
    compare_damaged(mutated(bytes_of(path), dice), path.string() + " seed " + std::to_string(seed));
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace troika::extract
