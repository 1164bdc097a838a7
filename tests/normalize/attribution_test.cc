#include "normalize/attribution.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/normalize/sample_states.h"

namespace troika::normalize {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;
using testing::SizeIs;

const StateTable& table() {
  static const StateTable states(sample_states());
  return states;
}

Attribution read(std::string_view text, bool comments_announced = false) {
  AttributionContext context;
  context.comments_announced = comments_announced;
  return read_attribution(text, table(), context);
}

std::string codes(const std::vector<StateRef>& states) {
  std::string joined;
  for (const StateRef& state : states) joined += (joined.empty() ? "" : " ") + state.iso3;
  return joined;
}

std::string codes(const std::vector<extract::Remark>& remarks) {
  std::string joined;
  for (const extract::Remark& remark : remarks) joined += (joined.empty() ? "" : " ") + remark.code;
  return joined;
}

struct Case {
  std::string_view item, text, states;
  std::size_t parts = 0;
  std::string_view flags = {}, doubts = {};
};

void expect(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    SCOPED_TRACE(c.item);
    const Attribution attribution = read(c.item);
    EXPECT_EQ(attribution.text, c.text);
    EXPECT_EQ(codes(attribution.states), c.states);
    EXPECT_THAT(attribution.parts, SizeIs(c.parts));
    EXPECT_EQ(codes(attribution.flags), c.flags);
    EXPECT_EQ(codes(attribution.doubts), c.doubts);
    EXPECT_EQ(attribution.comment, std::nullopt);
  }
}

TEST(AttributionTest, ReadsLists) {
  expect({
      {"Abolish the fee (Spain);", "Abolish the fee", "ESP"},
      {"Abolish the fee (Spain).", "Abolish the fee", "ESP"},
      {"Abolish the fee (Spain)", "Abolish the fee", "ESP"},
      {"Abolish the fee (SPAIN) ;", "Abolish the fee", "ESP"},
      {"Abolish the fee, (Spain);", "Abolish the fee", "ESP"},
      {"Abolish the fee; (Spain);", "Abolish the fee", "ESP"},
      {"Abolish the fee. (Spain);", "Abolish the fee.", "ESP"},
      {"Abolish the fee (Spain, Chile and Peru);", "Abolish the fee", "ESP CHL PER"},
      {"Abolish the fee (Spain, Chile & Peru);", "Abolish the fee", "ESP CHL PER"},
      {"Abolish the fee (Spain, Chile, and Peru);", "Abolish the fee", "ESP CHL PER"},
      {"Abolish the fee (Peru; Spain);", "Abolish the fee", "PER ESP"},
      {"Abolish the fee (Peru/Spain);", "Abolish the fee", "PER ESP"},
      {"Abolish the fee (Spain, Spain, Peru);", "Abolish the fee", "ESP PER"},
      {"Abolish the fee (Canada) (Spain);", "Abolish the fee", "CAN ESP"},
      {"Abolish the fee (Canada)(Spain);", "Abolish the fee", "CAN ESP"},
      {"Abolish the fee (Canada), (Spain);", "Abolish the fee", "CAN ESP"},
      {"Abolish the fee (Canada) and (Spain);", "Abolish the fee", "CAN ESP"},
      {"Abolish the fee (the former Yugoslav Republic of Macedonia);", "Abolish the fee", "MKD"},
      {"Abolish the fee (C\u00F4te d\u2019Ivoire);", "Abolish the fee", "CIV"},
      {"Abolish the fee (Bosnia and Herzegovina);", "Abolish the fee", "BIH"},
      {"Abolish the fee (Peru, Bosnia and Herzegovina, Spain);", "Abolish the fee", "PER BIH ESP"},
      {"Abolish the fee (Bosnia and Herzegovina and Trinidad and Tobago);", "Abolish the fee", "BIH TTO"},
      {"Abolish the fee (United Kingdom of Great Britain and Northern Ireland and Peru);", "Abolish the fee",
       "GBR PER"},
  });
}

TEST(AttributionTest, ReadsNestedBrackets) {
  expect({
      {"Abolish the fee (Iran (Islamic Republic of));", "Abolish the fee", "IRN"},
      {"Abolish the fee (Peru, Iran (Islamic Republic of), Spain);", "Abolish the fee", "PER IRN ESP"},
      {"Abolish the fee (Spain and Bolivia (Plurinational State of));", "Abolish the fee", "ESP BOL"},
      {"Abolish the fee (Bolivia (Plurinational State of)) (Spain);", "Abolish the fee", "BOL ESP"},
  });
}

TEST(AttributionTest, RepairsWhatIsMisprinted) {
  expect({
      {"Abolish the fee (Azerbeijan, Spain);", "Abolish the fee", "AZE ESP", 0, "repaired-state"},
      {"Abolish the fee (Spain) and/or (Peru);", "Abolish the fee", "ESP PER"},
      {"Abolish the fee (Lichtenstein Ruritania, Spain);", "Abolish the fee", "ESP", 0, "", "unknown-state"},
      {"Abolish the fee (\u00D6sterreich).", "Abolish the fee (\u00D6sterreich).", "", 0, "", "unknown-state"},
      {"Ratify the Convention (CEDAW) and its protocol.", "Ratify the Convention (CEDAW) and its protocol.", "", 0,
       "no-state"},
      {"Abolish the fee (Iran (Islamic Republic of);", "Abolish the fee", "IRN", 0, "unbalanced-bracket"},
      {"Abolish the fee (Spain, Iran (Islamic Republic of);", "Abolish the fee", "ESP IRN", 0, "unbalanced-bracket"},
      {"Abolish the fee (Spain;", "Abolish the fee", "ESP", 0, "unbalanced-bracket"},
      {"Abolish the fee (Spain));", "Abolish the fee", "ESP", 0, "unbalanced-bracket"},
      {"Abolish the fee (Spain)) (Peru).", "Abolish the fee", "ESP PER"},
      {"Abolish the fee (Spain) ;)", "Abolish the fee (Spain) ;)", "ESP", 0, "words-after-attribution"},
      {"Protect their rights Bangladesh);", "Protect their rights", "BGD", 0, "", "unbalanced-bracket"},
      {"Protect their rights Bosnia and Herzegovina);", "Protect their rights", "BIH", 0, "", "unbalanced-bracket"},
      {"Abolish the fee (Lichtenstein);", "Abolish the fee", "LIE", 0, "misprinted-state"},
      {"Abolish the fee (Canada 4);", "Abolish the fee", "CAN", 0, "figure-in-state"},
      {"Abolish the fee (Canada 4, Spain);", "Abolish the fee", "CAN ESP", 0, "figure-in-state"},
      {"Abolish the fee (Poland United Kingdom);", "Abolish the fee", "POL GBR", 0, "missing-comma"},
      {"Abolish the fee (Spain, Poland United Kingdom, Peru);", "Abolish the fee", "ESP POL GBR PER", 0,
       "missing-comma"},
      {"Abolish the fee (Azerbeijan);", "Abolish the fee", "AZE", 0, "repaired-state"},
      {"Abolish the fee (Azerbeijan).", "Abolish the fee", "AZE", 0, "repaired-state"},
      {"Abolish the fee (Azerbeijan and Polend);", "Abolish the fee", "AZE POL", 0, "repaired-state"},
      // In the middle brackets hold all kinds of words.
      {"Meet the office (Azerbeijan) on the fee (Spain);", "Meet the office (Azerbeijan) on the fee", "ESP"},
  });
}

TEST(AttributionTest, LeavesOtherBracketsInTheText) {
  expect({
      {"Ratify the Convention (CEDAW) (Spain);", "Ratify the Convention (CEDAW)", "ESP"},
      {"Ratify the Convention (CEDAW) soon (Spain);", "Ratify the Convention (CEDAW) soon", "ESP"},
      {"Help the regions (the east, such as France and Spain) (Peru);",
       "Help the regions (the east, such as France and Spain)", "PER"},
      {"Ratify the Convention (ICERD, in line with earlier pledges (Peru);",
       "Ratify the Convention (ICERD, in line with earlier pledges", "PER"},
      {"Ratify the Convention (ICERD (Peru);", "Ratify the Convention (ICERD", "PER"},
      {"Take up: (a) the fee; (b) the tax (Peru);", "Take up: (a) the fee; (b) the tax", "PER"},
      {"Take up: a) the fee; b) the tax (Peru);", "Take up: a) the fee; b) the tax", "PER"},
  });
}

TEST(AttributionTest, LeavesWordsBehindTheLastGroup) {
  expect({
      {"Abolish the fee (Spain), as pledged;", "Abolish the fee (Spain), as pledged", "ESP", 0,
       "words-after-attribution"},
      {"Abolish the fee (Spain) and the tax.", "Abolish the fee (Spain) and the tax.", "ESP", 0,
       "words-after-attribution"},
      {"Abolish the fee (Spain). It was pledged.", "Abolish the fee (Spain). It was pledged.", "ESP", 0,
       "words-after-attribution"},
  });
}

TEST(AttributionTest, DoubtsWhereNoStateIsRead) {
  expect({
      {"Ratify the Convention (CEDAW);", "Ratify the Convention (CEDAW)", "", 0, "", "unknown-state"},
      {"Abolish the fee (Ruritania);", "Abolish the fee (Ruritania)", "", 0, "", "unknown-state"},
      {"Abolish the fee (Ruritania).", "Abolish the fee (Ruritania).", "", 0, "", "unknown-state"},
      {"Abolish the fee (Ruritania and Spain);", "Abolish the fee", "ESP", 0, "", "unknown-state"},
      {"Abolish the fee (Austrlia);", "Abolish the fee (Austrlia)", "", 0, "", "unknown-state"},
      {"Abolish the fee (Spein);", "Abolish the fee (Spein)", "", 0, "", "unknown-state"},
      {"Abolish the fee.", "Abolish the fee.", "", 0, "no-state"},
      {"Abolish the fee (for now).", "Abolish the fee (for now).", "", 0, "no-state"},
      {"Abolish the fee;", "Abolish the fee", "", 0, "", "no-attribution"},
      {"Abolish the fee in Spain", "Abolish the fee in Spain", "", 0, "", "no-attribution"},
      {"", "", "", 0, "", "no-attribution"},
  });
}

TEST(AttributionTest, SplitsParts) {
  const struct {
    std::string_view item, text, first, first_states, second, second_states;
  } kCases[] = {
      {"Abolish the fee (Spain, Chile); lower the tax (Peru);", "Abolish the fee (Spain, Chile); lower the tax",
       "Abolish the fee", "ESP CHL", "lower the tax", "PER"},
      {"Abolish the fee (Spain) / Lower the tax (Peru);", "Abolish the fee (Spain) / Lower the tax", "Abolish the fee",
       "ESP", "Lower the tax", "PER"},
      {"Abolish the fee (Spain) and lower the tax (Peru).", "Abolish the fee (Spain) and lower the tax",
       "Abolish the fee", "ESP", "lower the tax", "PER"},
      {"Abolish the fee (Spain), or lower the tax (Peru).", "Abolish the fee (Spain), or lower the tax",
       "Abolish the fee", "ESP", "lower the tax", "PER"},
      {"Abolish the fee (Spain), and/or lower the tax (Peru).", "Abolish the fee (Spain), and/or lower the tax",
       "Abolish the fee", "ESP", "lower the tax", "PER"},
      {"Abolish the fee. (Spain) Lower the tax. (Spain) (Peru)", "Abolish the fee. (Spain) Lower the tax.",
       "Abolish the fee", "ESP", "Lower the tax", "ESP PER"},
      {"Abolish the fee (France) (Iran (Islamic Republic of)) and lower the tax (Spain, Chile);",
       "Abolish the fee (France) (Iran (Islamic Republic of)) and lower the tax", "Abolish the fee", "FRA IRN",
       "lower the tax", "ESP CHL"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.item);
    const Attribution attribution = read(c.item);
    EXPECT_EQ(attribution.text, c.text);
    ASSERT_THAT(attribution.parts, SizeIs(2));
    EXPECT_EQ(attribution.parts[0].text, c.first);
    EXPECT_EQ(codes(attribution.parts[0].recommending_states), c.first_states);
    EXPECT_EQ(attribution.parts[1].text, c.second);
    EXPECT_EQ(codes(attribution.parts[1].recommending_states), c.second_states);
    EXPECT_THAT(attribution.flags, IsEmpty());
    EXPECT_THAT(attribution.doubts, IsEmpty());
  }
}

TEST(AttributionTest, AStateOfTwoPartsIsListedOnce) {
  const Attribution attribution = read("Abolish the fee (Spain); lower the tax (Peru, Spain); keep the rest (Chile);");
  EXPECT_EQ(codes(attribution.states), "ESP PER CHL");
  ASSERT_THAT(attribution.parts, SizeIs(3));
  EXPECT_EQ(codes(attribution.parts[1].recommending_states), "PER ESP");
  EXPECT_EQ(attribution.parts[2].text, "keep the rest");
}

TEST(AttributionTest, CutsAComment) {
  const struct {
    std::string_view item;
    bool announced;
    std::string_view comment;
  } kCases[] = {
      {"Abolish the fee (Canada): The fee is needed.", false, "The fee is needed."},
      {"Abolish the fee (Canada): The fee is needed.", true, "The fee is needed."},
      {"Abolish the fee (Canada). The fee is needed.", true, "The fee is needed."},
      {"Abolish the fee (Canada); The fee (for all) is needed.", true, "The fee (for all) is needed."},
  };
  for (const auto& [item, announced, comment] : kCases) {
    SCOPED_TRACE(item);
    const Attribution attribution = read(item, announced);
    EXPECT_THAT(attribution.comment, Optional(std::string(comment)));
    EXPECT_EQ(attribution.text, "Abolish the fee");
    EXPECT_EQ(codes(attribution.states), "CAN");
    EXPECT_EQ(codes(attribution.flags), "comment");
    EXPECT_THAT(attribution.doubts, IsEmpty());
  }
}

TEST(AttributionTest, WhatIsNoSentenceIsNoComment) {
  for (std::string_view item : {"Abolish the fee (Canada); and the tax", "Abolish the fee (Canada) The fee stays"}) {
    const Attribution attribution = read(item, true);
    EXPECT_EQ(attribution.comment, std::nullopt) << item;
    EXPECT_EQ(attribution.text, item);
    EXPECT_EQ(codes(attribution.flags), "words-after-attribution") << item;
  }
  EXPECT_EQ(read("Abolish the fee: The tax, too", true).comment, std::nullopt);
}

TEST(AttributionTest, RemarksQuoteWhatIsPrinted) {
  const struct {
    std::string_view item, detail;
  } kCases[] = {
      {"Abolish the fee (Canada 4);", "(Canada 4)"},
      {"Abolish the fee (Iran (Islamic Republic of);", "(Iran (Islamic Republic of)"},
      {"Protect their rights Bangladesh);", "Bangladesh)"},
      {"Abolish the fee (Ruritania);", "Ruritania"},
      {"Abolish the fee (Spain, Ruritania);", "Ruritania"},
      {"Abolish the fee (Spain), as pledged;", "as pledged"},
  };
  for (const auto& [item, detail] : kCases) {
    Attribution attribution = read(item);
    std::vector<extract::Remark> remarks = attribution.flags;
    remarks.insert(remarks.end(), attribution.doubts.begin(), attribution.doubts.end());
    EXPECT_THAT(remarks, ElementsAre(testing::Field(&extract::Remark::detail, std::string(detail)))) << item;
  }
}

TEST(AttributionTest, StatesCarryTheirNamesAtTheDateAndAsPrinted) {
  AttributionContext context;
  context.date = "2010-06-17";
  const Attribution attribution =
      read_attribution("Abolish the fee (TURKEY, Canada 4); lower the tax (Turkey);", table(), context);
  ASSERT_THAT(attribution.states, SizeIs(2));
  EXPECT_EQ(attribution.states[0].name, "Turkey");
  EXPECT_EQ(attribution.states[0].as_printed, "TURKEY");
  EXPECT_EQ(attribution.states[0].group, "western-european-and-others");
  EXPECT_EQ(attribution.states[1].as_printed, "Canada 4");
  ASSERT_THAT(attribution.parts, SizeIs(2));
  ASSERT_THAT(attribution.parts[1].recommending_states, SizeIs(1));
  EXPECT_EQ(attribution.parts[1].recommending_states[0].as_printed, "Turkey");
  context.date = "2023-06-17";
  EXPECT_EQ(read_attribution("Abolish the fee (Turkey);", table(), context).states.at(0).name, "Türkiye");
}

TEST(AttributionTest, ReadsWhatRealReportsPrint) {
  expect({
      {"Abolish the fee (Canada, , Turkey);", "Abolish the fee", "CAN TUR"},
      {"Abolish the fee ( the United Kingdom );", "Abolish the fee", "GBR"},
      {"Abolish the fee(Spain);", "Abolish the fee", "ESP"},
      {"Abolish the fee (Spain) ;*", "Abolish the fee", "ESP"},
      {"Abolish the fee (Spain); and", "Abolish the fee", "ESP"},
      {"(Spain);", "", "ESP"},
      {"Abolish the fee (Niger, Nigeria);", "Abolish the fee", "NER NGA"},
      {"Abolish the fee (Iran(Islamic Republic of));", "Abolish the fee", "IRN"},
      {"Abolish the fee (Poland (Canada);", "Abolish the fee", "POL CAN", 0, "unbalanced-bracket missing-comma"},
      {"Apply the Rules (Bangkok Rules) (France);", "Apply the Rules (Bangkok Rules)", "FRA"},
      {"Help children (under 18, also from abroad) (Spain);", "Help children (under 18, also from abroad)", "ESP"},
      {"Help [Spain] (France);", "Help [Spain]", "FRA"},
      {"Accede to (France)/Consider ratifying (Spain) the Protocol;",
       "Accede to (France)/Consider ratifying (Spain) the Protocol", "FRA ESP", 2, "words-after-attribution"},
  });
}

// The limit on how far a repair reaches holds for a bracket that nothing closes and for one that is closed far away.
TEST(AttributionTest, ALongTextInABracketCostsNoTime) {
  std::string words;
  for (int i = 0; i < 10000; ++i) words += " words";
  for (const std::string& item : {"Abolish (the" + words + " (Spain);", "Abolish (the" + words + ") it (Spain);"}) {
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(codes(read(item).states), "ESP");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
  }
}

}  // namespace
}  // namespace troika::normalize
