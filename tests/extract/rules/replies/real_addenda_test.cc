// Addenda of the optional folder of test documents.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include <gtest/gtest.h>

#include "extract/pdf/pdf_text.h"
#include "extract/pdf/poppler_reader.h"
#include "tests/extract/rules/replies/addendum.h"

namespace troika::extract {
namespace {

struct Case {
  const char* file;
  std::map<std::string, int> responses;  // statements with each
};

TEST(RealAddenda, GiveAPositionOnEachRecommendation) {
  const char* named = std::getenv("TROIKA_TEST_DOCUMENTS");
  const std::filesystem::path folder = named ? named : std::string(TROIKA_SOURCE) + "/../shared";
  const std::filesystem::path chains = folder / "corpus/upr-chains/SVN";
  if (!std::filesystem::exists(chains)) GTEST_SKIP() << "no test documents in " << chains;
  const Case cases[] = {{"1/g1012465.pdf", {{"supported", 92}, {"noted", 5}, {"pending", 2}, {"none", 1}}},
                        {"2/g1504261.pdf", {{"supported", 142}, {"noted", 21}}},
                        {"3/g2004192.pdf", {{"supported", 124}, {"noted", 33}}}};
  prepare_pdf_reader();
  for (const Case& one : cases) {
    std::ifstream file(chains / one.file, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    const auto text = read_pdf_text(bytes);
    ASSERT_TRUE(text) << one.file;
    const Reading reading = read(*text);
    std::map<std::string, int> responses;
    for (const Statement& statement : reading.statements)
      ++responses[statement.position.response ? std::string(name_of(*statement.position.response)) : "none"];
    EXPECT_EQ(responses, one.responses) << one.file;
    EXPECT_TRUE(reading.rejects.empty()) << one.file;
    EXPECT_TRUE(reading.doubts.empty()) << one.file;
  }
}

}  // namespace
}  // namespace troika::extract
