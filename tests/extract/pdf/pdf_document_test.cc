#include "extract/pdf/pdf_document.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/pdf/pdf_text.h"
#include "extract/pdf/poppler_reader.h"
#include "tests/support/pdf.h"
#include "tests/support/samples.h"

namespace troika::extract {
namespace {

using fetch::FailureCode;
using testing::AnyOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class PdfDocumentTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { prepare_pdf_reader(); }
};

TEST_F(PdfDocumentTest, ReadsTheSamples) {
  const std::map<std::string, std::size_t> kPages = {
      {"upr-2008", 7}, {"upr-2010", 6}, {"upr-2014", 6}, {"upr-2019", 5}, {"upr-2025", 5}};
  ASSERT_THAT(sample_paths(), testing::Not(IsEmpty()));
  for (const auto& path : sample_paths()) {
    const auto pages = read_pdf(bytes_of(path));
    ASSERT_TRUE(pages.has_value()) << path << pages.error().detail;
    const auto known = kPages.find(path.parent_path().filename());
    if (known != kPages.end()) {
      EXPECT_THAT(*pages, SizeIs(known->second)) << path;
    }
    int number = 0;
    for (const Page& page : *pages) {
      EXPECT_EQ(page.number, ++number) << path;
      EXPECT_NEAR(page.width, 595, 1) << path;
      EXPECT_NEAR(page.height, 842, 1) << path;
      EXPECT_GT(page.words.size(), 10u) << path << " page " << number;
      for (const Word& word : page.words) {
        EXPECT_FALSE(word.text.empty());
        EXPECT_EQ(word.text.find_first_of(" \t\n\f"), std::string::npos) << word.text;
        EXPECT_GT(word.box.width(), 0) << word.text;
        EXPECT_GT(word.size, 4) << word.text;
        EXPECT_GE(word.baseline, word.box.top - 2) << word.text;
        EXPECT_LE(word.baseline, word.box.bottom + 2) << word.text;
      }
    }
  }
}

TEST_F(PdfDocumentTest, WordsKnowTheirPlaceSizeAndWeight) {
  const auto pages = read_pdf(pdf_of({"BT /F1 12 Tf 100 700 Td (Two words) Tj /F2 9 Tf 0 -20 Td (Bold) Tj ET"}));
  ASSERT_TRUE(pages.has_value()) << pages.error().detail;
  ASSERT_THAT(*pages, SizeIs(1));
  EXPECT_DOUBLE_EQ(pages->front().width, 612);
  EXPECT_DOUBLE_EQ(pages->front().height, 792);
  ASSERT_THAT(pages->front().words, SizeIs(3));
  const Word &two = pages->front().words[0], &words = pages->front().words[1], &bold = pages->front().words[2];
  EXPECT_EQ(two.text, "Two");
  EXPECT_NEAR(two.box.left, 100, 0.5);
  EXPECT_NEAR(two.baseline, 92, 0.5) << "from the top";
  EXPECT_NEAR(two.size, 12, 0.1);
  EXPECT_FALSE(two.bold);
  EXPECT_EQ(words.text, "words");
  EXPECT_GT(words.box.left, two.box.right + 2);
  EXPECT_EQ(bold.text, "Bold");
  EXPECT_NEAR(bold.baseline, 112, 0.5);
  EXPECT_NEAR(bold.size, 9, 0.1);
}

TEST_F(PdfDocumentTest, Bold) {
  const auto pages = read_pdf(bytes_of(TROIKA_GOLDEN "/upr-2010/document.pdf"));
  ASSERT_TRUE(pages.has_value());
  std::size_t bold = 0, plain = 0;
  for (const Page& page : *pages)
    for (const Word& word : page.words) (word.bold ? bold : plain) += 1;
  EXPECT_GT(bold, 50u);
  EXPECT_GT(plain, 50u);
}

TEST_F(PdfDocumentTest, TurnedTextIsLeftOut) {
  const auto pages =
      read_pdf(pdf_of({"BT /F1 12 Tf 0 1 -1 0 100 300 Tm (Barcode) Tj ET BT /F1 12 Tf 100 700 Td (Body) Tj ET"}));
  ASSERT_TRUE(pages.has_value());
  ASSERT_THAT(pages->front().words, SizeIs(1));
  EXPECT_EQ(pages->front().words[0].text, "Body");
}

TEST_F(PdfDocumentTest, NotAPdf) {
  for (const std::string& bytes :
       {std::string(), std::string("<html>Not found</html>"), std::string(2000, ' ') + "%PDF-1.4"}) {
    const auto pages = read_pdf(bytes);
    ASSERT_FALSE(pages.has_value());
    EXPECT_EQ(pages.error().code, FailureCode::kWrongType);
    EXPECT_EQ(pages.error().stage, fetch::Stage::kExtract);
    EXPECT_FALSE(pages.error().retryable);
    EXPECT_THAT(pages.error().detail, HasSubstr("give the PDF itself"));
  }
}

TEST_F(PdfDocumentTest, BytesBeforeTheHeader) {
  EXPECT_TRUE(read_pdf("HTTP/1.1 200 OK\r\n\r\n" + pdf_of({"BT /F1 12 Tf 100 700 Td (Body) Tj ET"})).has_value());
}

TEST_F(PdfDocumentTest, AHeaderAndNothingElseIsDamaged) {
  for (const char* bytes : {"%PDF-1.4", "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"}) {
    const auto pages = read_pdf(bytes);
    ASSERT_FALSE(pages.has_value());
    EXPECT_EQ(pages.error().code, FailureCode::kDamaged);
    EXPECT_THAT(pages.error().detail, HasSubstr("fetch"));
  }
}

// Poppler mends what it can: a cut file gives its first pages, or a failure.
TEST_F(PdfDocumentTest, CutShortAnywhere) {
  const std::string whole = bytes_of(sample_paths().front());
  const auto all = read_pdf_text(whole);
  ASSERT_TRUE(all.has_value());
  for (std::size_t percent = 0; percent < 100; percent += 5) {
    const auto cut = read_pdf_text(whole.substr(0, whole.size() * percent / 100));
    if (cut) {
      EXPECT_LE(cut->lines.size(), all->lines.size()) << percent << " %";
    } else {
      EXPECT_THAT(cut.error().code, AnyOf(FailureCode::kWrongType, FailureCode::kDamaged, FailureCode::kNoText))
          << percent << " %";
      EXPECT_FALSE(cut.error().detail.empty());
    }
  }
}

TEST_F(PdfDocumentTest, BytesTurnedOver) {
  const std::string whole = pdf_of({"BT /F1 12 Tf 100 700 Td (Two words) Tj ET"});
  for (std::size_t at = 0; at < whole.size(); at += 7) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(~damaged[at]);
    const auto text = read_pdf_text(damaged);
    if (!text) {
      EXPECT_FALSE(text.error().detail.empty()) << at;
    }
  }
}

TEST_F(PdfDocumentTest, Encrypted) {
  if (std::system("qpdf --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "needs qpdf to make an encrypted PDF";
  std::string folder = testing::TempDir() + "poppler_XXXXXX";
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  const std::string plain = folder + "/plain.pdf", locked = folder + "/locked.pdf",
                    printable = folder + "/printable.pdf";
  std::ofstream(plain, std::ios::binary) << pdf_of({"BT /F1 12 Tf 100 700 Td (Body) Tj ET"});
  const std::string qpdf = "qpdf --encrypt ";
  ASSERT_EQ(std::system((qpdf + "secret owner 256 -- '" + plain + "' '" + locked + "'").c_str()), 0);
  ASSERT_EQ(std::system((qpdf + "'' owner 256 -- '" + plain + "' '" + printable + "'").c_str()), 0);

  const auto pages = read_pdf(bytes_of(locked));
  ASSERT_FALSE(pages.has_value());
  EXPECT_EQ(pages.error().code, FailureCode::kEncrypted);
  EXPECT_THAT(pages.error().detail, HasSubstr("password"));
  EXPECT_TRUE(read_pdf(bytes_of(printable)).has_value()) << "no password to open, one to change";
  std::filesystem::remove_all(folder);
}

TEST_F(PdfDocumentTest, ABlankPageIsNoFailureUntilTextIsAsked) {
  const std::string blank = pdf_of({"", ""});
  const auto pages = read_pdf(blank);
  ASSERT_TRUE(pages.has_value());
  ASSERT_THAT(*pages, SizeIs(2));
  EXPECT_THAT(pages->front().words, IsEmpty());

  const auto text = read_pdf_text(blank);
  ASSERT_FALSE(text.has_value());
  EXPECT_EQ(text.error().code, FailureCode::kNoText);
  EXPECT_EQ(text.error().detail, "no text on its 2 page(s): blank or scanned; run OCR on it and give the result");
}

TEST_F(PdfDocumentTest, PreparesTwice) { prepare_pdf_reader(); }

}  // namespace
}  // namespace troika::extract
