#include <gtest/gtest.h>
#include <re2/re2.h>

#include "extract/rules/references.h"

namespace troika::extract {
namespace {

ReferenceWords words() {
  const auto re = [](const char* pattern) { return std::make_shared<const RE2>(pattern); };
  const auto before = re(R"((?i)(?:recommendations?|recs?\b\.?)?(?:\s*nos?\b\.?)?\s*)");
  return {re(R"((?i)(?:recommendations?|recs?\b\.?)(?: in paragraphs?)?(?:\s*nos?\b\.?)?\s*|nos?\b\.?\s*)"),
          before,
          re(R"((?:and|&)\s*)"),
          re(R"(to\s+)"),
          re(R"((?i)(?:article|protocol|act)\s(?:no\.\s)?[\d./]+)"),
          re(R"((?i)(?:the )?recommendations in paragraphs? )"),
          re(R"(\s?(?:per cent|%))")};
}

std::string shown(const std::vector<Reference>& references) {
  std::string text;
  for (const Reference& reference : references)
    text += (text.empty() ? "" : " ") + (reference.paragraph > 0 ? std::to_string(reference.paragraph) + "." : "") +
            std::to_string(reference.item);
  return text;
}

struct Case {
  const char* text;
  const char* expected;  // empty: no list
};

TEST(LeadingList, ReadsLabels) {
  const Case cases[] = {{"122.14– 15", "122.14 122.15"},
                        {"122.91–92", "122.91 122.92"},
                        {"Rec. 18 We consider", "18"},
                        {"Recs. 6–8 The", "6 7 8"},
                        {"Recommendation 63.1", "63.1"},
                        {"5., 6., 7. Accepted", "5 6 7"},
                        {"40., 41., 42.,", "40 41 42"},
                        {"No. 3, 5", "3 5"},
                        {"106.1Accepted", "106.1"},
                        {"141.7.; 141.8.;", "141.7 141.8"},
                        {"140.35. 140.36", "140.35 140.36"},
                        {"140.120, 209", "140.120 140.209"},
                        {"No.91.1.–91.3.", "91.1 91.2 91.3"},
                        {"101.8.", "101.8"},
                        {"7. 102.5 The", "102.5"},
                        {"18 months later", ""},
                        {"2014 was", ""},
                        {"8.1 of the Treaty", ""},
                        {"45.5 per cent", ""}};
  for (const Case& one : cases) {
    const auto list = leading_list(one.text, words());
    EXPECT_EQ(list ? shown(list->references) : "", one.expected) << one.text;
  }
}

TEST(ListsInText, NeedAWordOrAParagraph) {
  const Case cases[] = {{"accepts recommendations 1–3, 14 and 16. In 2015", "1 2 3 14 16"},
                        {"134.6 (ratifying ILO 189), 134.15 (others)", "134.6 134.15"},
                        {"accepts 122.62- 64, 122.68", "122.62 122.63 122.64 122.68"},
                        {"adopted 14 laws under Article 53.4 (para. 15)", ""},
                        {"the recommendations in paragraph 106 and", "106.0"},
                        {"Recommendations in paragraphs 115, 116 and 117.", "115.0 116.0 117.0"},
                        {"recommendations in paragraph 90.4 and 90.5", "90.4 90.5"},
                        {"Act No. 40/2014 and Protocol No. 12", ""},
                        {"fell to 45.5 per cent", ""}};
  for (const Case& one : cases) {
    std::vector<Reference> all;
    for (const ReferenceList& list : lists_in(one.text, words()))
      all.insert(all.end(), list.references.begin(), list.references.end());
    EXPECT_EQ(shown(all), one.expected) << one.text;
  }
}

}  // namespace
}  // namespace troika::extract
