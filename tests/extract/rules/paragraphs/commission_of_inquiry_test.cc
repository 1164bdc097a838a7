#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extract/rules/paragraphs/shipped.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;

Document whole() {
  return Document()
      .block("United Nations A/HRC/98/63")
      .block("General Assembly Distr.: General")
      .line("7 February 2031")
      .block("Human Rights Council")
      .line("Ninety-eighth session")
      .line("Agenda item 4")
      .block("Report of the commission of inquiry on human rights in")
      .line("Varenia*")
      .block("Summary")
      .page(2)
      .block("I. Introduction")
      .block("1. The commission was established by the Council.")
      .block("IV. Conclusions and recommendations")
      .block("2. Systematic violations have been committed by the authorities of Varenia.")
      .block("3. The commission of inquiry recommends that Varenia:")
      .block("(a) Undertake reforms without delay;")
      .block("(b) Dismantle the camps.")
      .block("4. The commission makes the following recommendations:")
      .bold("To the Government of Varenia")
      .block("(a) Cease all acts of torture;")
      .block("(b) Release all prisoners.")
      .bold("To the Human Rights Council")
      .block("(a) Ensure that the commission’s findings do not pass from attention.")
      .bold("To all Member States")
      .block("5. States should not return anybody.")
      .block("6. Extend the mandate.");
}

TEST(CommissionOfInquiryTest, ReadsTheCover) {
  const Cover cover = read_by("commission-of-inquiry-report", whole()).cover;
  EXPECT_EQ(cover.symbol, "A/HRC/98/63");
  EXPECT_EQ(cover.published, "7 February 2031");
  EXPECT_EQ(cover.state, "Varenia");
  EXPECT_EQ(cover.author, "commission of inquiry on human rights in\nVarenia");
}

// Lists below headings begin anew at (a), under one number.
TEST(CommissionOfInquiryTest, ReadsListsBelowHeadingsThatNameWhoIsAsked) {
  const Reading reading = read_by("commission-of-inquiry-report", whole());
  const std::string lead_in = "The commission of inquiry recommends that Varenia: ";
  const std::string makes = "The commission makes the following recommendations: ";
  EXPECT_THAT(sketch(reading),
              ElementsAre("3.a | recommends | Varenia | " + lead_in + "Undertake reforms without delay;",
                          "3.b | recommends | Varenia | " + lead_in + "Dismantle the camps",
                          "4.a | recommendations | the Government of Varenia | " + makes + "Cease all acts of torture;",
                          "4.b | recommendations | the Government of Varenia | " + makes + "Release all prisoners",
                          "4.a~2 | recommendations | the Human Rights Council | " + makes +
                              "Ensure that the commission’s findings do not pass from attention",
                          "5 | should | States | States should not return anybody.",
                          "6 | Extend | all Member States | Extend the mandate."));
}

TEST(CommissionOfInquiryTest, SeveralAddressees) {
  const struct {
    const char* printed;
    std::vector<std::string> addressees;
  } kCases[] = {
      {"The commission recommends that the ferrymen’s union and the Government of Varenia resume their talks.",
       {"the ferrymen’s union", "the Government of Varenia"}},
      {"The commission urges the Government of Trinidad and Tobago to publish the report.",
       {"the Government of Trinidad and Tobago"}},
      {"States that have records of these flights should make them available to the commission.",
       {"States that have records of these flights"}},
  };
  for (const auto& c : kCases) {
    const Reading reading = read_by("commission-of-inquiry-report",
                                    Document()
                                        .block("United Nations A/HRC/99/51")
                                        .block("Report of the commission of inquiry on human rights in Varenia")
                                        .block("V. Recommendations")
                                        .block(std::string("1. ") + c.printed));
    ASSERT_EQ(reading.items.size(), 1U) << c.printed;
    EXPECT_EQ(reading.items[0].addressees, c.addressees) << c.printed;
    EXPECT_TRUE(reading.items[0].text.ends_with('.')) << c.printed;
  }
}

}  // namespace
}  // namespace troika::extract
