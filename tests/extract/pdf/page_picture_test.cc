#include "extract/pdf/page_picture.h"

#include <cstdint>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/pdf/poppler_reader.h"
#include "tests/support/pdf.h"
#include "tests/support/samples.h"

namespace troika::extract {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class PagePictureTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { prepare_pdf_reader(); }
};

TEST_F(PagePictureTest, DrawsThePagesThatAreAskedFor) {
  const std::string pdf = pdf_of({"BT /F1 12 Tf 72 700 Td (Ratify) Tj ET", "", "BT /F1 12 Tf 72 700 Td (Sign) Tj ET"});
  const auto pictures = draw_pages(pdf, {3, 1, 4, 0, -1});
  ASSERT_TRUE(pictures);
  ASSERT_THAT(*pictures, SizeIs(2));
  EXPECT_EQ((*pictures)[0].page, 3);
  EXPECT_EQ((*pictures)[1].page, 1);
  EXPECT_NEAR((*pictures)[0].width, 612, 1);
  EXPECT_NEAR((*pictures)[0].height, 792, 1);
  EXPECT_EQ((*pictures)[0].media_type, "image/png");
  EXPECT_EQ((*pictures)[0].bytes.substr(0, 4), "\x89PNG");
  EXPECT_TRUE((*pictures)[0].bytes != (*pictures)[1].bytes);
}

TEST_F(PagePictureTest, IsTheSameOfTheSamePage) {
  const std::string pdf = bytes_of(sample_paths().front());
  EXPECT_TRUE((*draw_pages(pdf, {2}))[0].bytes == (*draw_pages(pdf, {1, 2}))[1].bytes);
}

// Noise in colours: what PNG is bad at.
TEST_F(PagePictureTest, TakesTheSmallerOfTwoFormats) {
  constexpr int kSide = 700;
  std::string noise;
  std::uint32_t state = 1;
  for (int i = 0; i < kSide * kSide * 3; ++i) {
    state = state * 1664525 + 1013904223;
    noise += static_cast<char>(state >> 24U);
  }
  const std::string side = std::to_string(kSide);
  const auto pictures = draw_pages(
      pdf_of({"q 612 0 0 792 0 0 cm BI /W " + side + " /H " + side + " /CS /RGB /BPC 8 ID " + noise + " EI Q"}), {1});
  ASSERT_TRUE(pictures);
  EXPECT_EQ((*pictures)[0].media_type, "image/jpeg");
  EXPECT_EQ((*pictures)[0].bytes.substr(0, 2), "\xff\xd8");
}

TEST_F(PagePictureTest, APosterIsNoLargerThanItNeedBe) {
  std::string pdf = pdf_of({"0 0 99999 99999 re f"});
  const std::size_t box = pdf.find("612 792");
  pdf.replace(box, 7, "9e4 9e4");
  const auto pictures = draw_pages(pdf, {1});
  ASSERT_TRUE(pictures);
  EXPECT_LT((*pictures)[0].bytes.size(), 100'000U);
}

TEST_F(PagePictureTest, FailsAsReadingDoes) {
  const auto no_pdf = draw_pages("<html>", {1});
  ASSERT_FALSE(no_pdf);
  EXPECT_EQ(no_pdf.error().code, fetch::FailureCode::kWrongType);
  EXPECT_THAT(*draw_pages(pdf_of({""}), {}), IsEmpty());
}

}  // namespace
}  // namespace troika::extract
