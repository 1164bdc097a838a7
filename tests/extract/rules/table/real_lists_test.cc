// Thematic lists as OHCHR published them: an optional folder of test documents.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "extract/docx/docx_text.h"
#include "extract/rules/recognizer.h"
#include "tests/extract/rules/table/thematic_list.h"

namespace troika::extract {
namespace {

struct RealList {
  const char* path;  // of the folder
  const char* state;
  const char* session;
  const char* report;
  std::size_t supported, noted;  // the Council's own figures
};

class RealListTest : public testing::TestWithParam<RealList> {};

TEST_P(RealListTest, EveryRowIsAnItem) {
  const char* named = std::getenv("TROIKA_TEST_DOCUMENTS");
  const std::filesystem::path folder = named ? named : std::string(TROIKA_SOURCE) + "/../shared";
  const std::filesystem::path path = folder / GetParam().path;
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not there";
  std::ifstream file(path, std::ios::binary);
  const auto text = read_docx_text(std::string(std::istreambuf_iterator<char>(file), {}));
  ASSERT_TRUE(text) << text.error().detail;
  const std::vector<RuleSet> sets = thematic_list_rules();
  const auto reading = recognize(sets, *text);
  ASSERT_TRUE(reading) << reading.error().detail;

  EXPECT_EQ(reading->cover.state, GetParam().state);
  EXPECT_EQ(reading->cover.working_group_session, GetParam().session);
  EXPECT_EQ(reading->rejects.size(), 0u);
  EXPECT_EQ(reading->doubts.size(), 0u);
  EXPECT_EQ(reading->flags.size(), 0u);
  std::size_t supported = 0, noted = 0;
  for (const Item& item : reading->items) {
    EXPECT_EQ(item.doubts.size(), 0u) << item.label << ' ' << item.doubts.front().detail;
    EXPECT_EQ(item.report, GetParam().report) << item.label;
    EXPECT_EQ(item.positions.size(), 1u) << item.label;
    EXPECT_FALSE(item.themes.empty()) << item.label;
    if (item.positions.empty()) continue;
    EXPECT_TRUE(item.positions[0].document.starts_with(GetParam().report)) << item.label;
    supported += item.positions[0].response == Response::kSupported;
    noted += item.positions[0].response == Response::kNoted;
  }
  EXPECT_EQ(supported, GetParam().supported);
  EXPECT_EQ(noted, GetParam().noted);
  EXPECT_EQ(reading->items.size(), supported + noted);
}

INSTANTIATE_TEST_SUITE_P(
    Corpus, RealListTest,
    testing::Values(RealList{"corpus/upr-chains/SVN/2/UPR20__Slovenia_ThematicListRecommendations_E.docx", "Slovenia",
                             "20th", "A/HRC/28/15", 142, 21},
                    RealList{"corpus/upr-chains/SVN/3/UPR34_Slovenia_Thematic_list_of_Recommendations.docx", "Slovenia",
                             "34th", "A/HRC/43/15", 182, 33},
                    RealList{"corpus/upr-matrices/china_cycle2_matrix.docx", "China", "17th", "A/HRC/25/5", 204, 48},
                    RealList{"corpus/upr-matrices/china_cycle3_matrix.docx", "China", "31st", "A/HRC/40/6", 284, 62}),
    [](const auto& list) { return list.param.state + std::string("Session") + list.param.session; });

}  // namespace
}  // namespace troika::extract
