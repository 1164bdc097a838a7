#include "extract/rules/sentences.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace troika::extract {
namespace {

using testing::ElementsAre;

std::vector<std::string> sentences(const std::string& text) {
  std::vector<std::string> result;
  for (const Span& span : sentences_of(text)) result.push_back(text.substr(span.begin, span.end - span.begin));
  return result;
}

TEST(SentencesTest, Table) {
  EXPECT_THAT(sentences(""), ElementsAre());
  EXPECT_THAT(sentences("One"), ElementsAre("One"));
  EXPECT_THAT(sentences("One. Two! 3 more?  Four"), ElementsAre("One.", "Two!", "3 more?", "Four"));
  EXPECT_THAT(sentences("It says so. “Yes.” No."), ElementsAre("It says so.", "“Yes.”", "No."));
  EXPECT_THAT(sentences("Under No. 5 and art. 12, J. Doe spoke. End."),
              ElementsAre("Under No. 5 and art. 12, J. Doe spoke.", "End."));
  EXPECT_THAT(sentences("It was adopted (see sect. C below). Next."),
              ElementsAre("It was adopted (see sect. C below).", "Next."));
  EXPECT_THAT(sentences("It is i.e. so. then on"), ElementsAre("It is i.e. so. then on"));
  EXPECT_THAT(sentences("See A/HRC/42/99/Add.1, A/RES/48/161 and A/HRC/42/99/Add.2 Annex. End."),
              ElementsAre("See A/HRC/42/99/Add.1, A/RES/48/161 and A/HRC/42/99/Add.2 Annex.", "End."));
  EXPECT_THAT(sentences("A note.12 Next."), ElementsAre("A note.12", "Next."));
}

TEST(SentencesTest, ABracketThatIsNeverClosedHoldsBackOnlyWhatIsNear) {
  const std::string text = "It (was " + std::string(400, 'x') + ". Next.";
  EXPECT_EQ(sentences(text).size(), 2u);
}

}  // namespace
}  // namespace troika::extract
