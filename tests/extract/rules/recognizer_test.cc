#include "extract/rules/recognizer.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/pdf/pdf_text.h"
#include "extract/pdf/poppler_reader.h"
#include "extract/rules/cover.h"
#include "tests/support/document.h"
#include "tests/support/rule_sets.h"
#include "tests/support/samples.h"

namespace troika::extract {
namespace {

using fetch::FailureCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Document report() {
  return Document()
      .block("A/HRC/27/999")
      .block("Report of the Working Group")
      .page(2)
      .block("1. The review of Varenia was held.")
      .page(3)
      .block("II. Conclusions");
}

Reading read(const Document& document, std::vector<Claim>* claims = nullptr) {
  auto reading = recognize(rule_sets(small_rule_set()), document.build(), claims);
  if (reading) return *std::move(reading);
  ADD_FAILURE() << reading.error().detail;
  return {};
}

std::vector<std::string> codes(const std::vector<Remark>& remarks) {
  std::vector<std::string> codes;
  for (const Remark& remark : remarks) codes.push_back(remark.code);
  return codes;
}

// "67.1 Take (Spain); <supported>" of each item, with the rules of its positions.
std::vector<std::string> sketch(const std::vector<Item>& items) {
  std::vector<std::string> sketches;
  for (const Item& item : items) {
    std::string sketch = std::to_string(item.paragraph) + (item.item ? "." + *item.item : "") + " " + item.text + " <";
    for (const Position& position : item.positions)
      sketch += (&position == &item.positions.front() ? "" : " ") + position.rule +
                (position.comment ? ": " + *position.comment : "");
    sketches.push_back(sketch + ">");
  }
  return sketches;
}

TEST(RecognizerTest, UnknownKind) {
  const auto reading =
      recognize(rule_sets(small_rule_set()), Document().block("A letter of 1 May").line("to all").build());
  ASSERT_FALSE(reading.has_value());
  EXPECT_EQ(reading.error().code, FailureCode::kUnknownKind);
  EXPECT_EQ(reading.error().detail,
            "no rule set is for a document that begins \"A letter of 1 May to all\"; see `troika rules check`");
}

TEST(RecognizerTest, AnExcerptEndsAtACharactersBoundary) {
  for (std::size_t lead = 76; lead < 82; ++lead) {
    const auto reading = recognize({}, Document().block(std::string(lead, 'x') + "\u20ac\u20ac and more").build());
    ASSERT_FALSE(reading.has_value());
    EXPECT_EQ(reading.error().code, FailureCode::kUnknownKind);
    const std::string& detail = reading.error().detail;
    const std::size_t dots = detail.find(" ...\"");
    ASSERT_NE(dots, std::string::npos);
    EXPECT_TRUE(detail[dots - 1] == 'x' || detail.substr(dots - 3, 3) == "\u20ac") << detail;
  }
}

TEST(RecognizerTest, NoSection) {
  const auto reading = recognize(rule_sets(small_rule_set()), Document().block("Report of the Working Group").build());
  ASSERT_FALSE(reading.has_value());
  EXPECT_EQ(reading.error().code, FailureCode::kNoSection);
  EXPECT_THAT(reading.error().detail, HasSubstr("troika explain"));
}

TEST(RecognizerTest, TheFirstRuleSetThatClaimsTheCover) {
  std::vector<RuleSet> sets;
  for (const char* name : {"test/other", "test/first", "test/second"}) {
    config::RuleFile file = small_rule_file();
    file.name = text(name);
    if (file.name.value == "test/other") file.title = {text("^Decision")};
    sets.push_back(compiled(file));
  }
  const auto reading = recognize(sets, report().block("104. They enjoy the support:").build());
  ASSERT_TRUE(reading.has_value());
  EXPECT_EQ(reading->rule_set, "test/first");
}

TEST(RecognizerTest, ACoverThatTwoClaimIsADoubt) {
  std::vector<RuleSet> sets;
  for (const char* name : {"test/first", "test/second"}) {
    config::RuleFile file = small_rule_file();
    file.name = text(name);
    sets.push_back(compiled(file));
  }
  const auto reading =
      recognize(sets, report().block("80. They enjoy the support:").block("1. Go (Chad).").block("Annex").build());
  ASSERT_TRUE(reading.has_value());
  ASSERT_EQ(reading->doubts.size(), 1u);
  EXPECT_EQ(reading->doubts[0].code, "kind-ambiguous");
  EXPECT_EQ(reading->doubts[0].detail, "its cover is claimed by test/first, test/second; the first is taken");
}

TEST(RecognizerTest, WhatTheCoverToldIsClaimed) {
  std::vector<Claim> claims;
  read(report().block("80. They enjoy the support:").block("1. Go (Chad).").block("Annex"), &claims);
  ASSERT_GE(claims.size(), 3u);
  EXPECT_EQ(claims[0].line, 0u);
  EXPECT_EQ(claims[0].what, "cover");
  EXPECT_EQ(claims[0].rule, "cover.symbol[0]");
  EXPECT_EQ(claims[1].line, 1u);
  EXPECT_EQ(claims[1].rule, "cover.title[0]");
  EXPECT_EQ(claims[2].line, 2u);
  EXPECT_EQ(claims[2].rule, "cover.state[0]");
}

// Where the first page cannot be read, the headers of the others tell the kind; where it can, they do not.
TEST(RecognizerTest, TheKindByTheSymbolInTheHeaders) {
  config::RuleFile file = small_rule_file();
  file.symbol_of_kind = {text("^A/HRC/\\d+/9\\d\\d$")};
  DocumentText document = Document()
                              .page(3)
                              .block("II. Conclusions")
                              .block("80. They enjoy the support:")
                              .block("1. Go (Chad).")
                              .block("Annex")
                              .build();
  document.furniture.push_back(Document().page(2).block("A/HRC/27/999 Page 2").build().lines[0]);
  const auto reading = recognize(rule_sets(compiled(file)), document);
  ASSERT_TRUE(reading.has_value()) << reading.error().detail;
  EXPECT_EQ(reading->cover.symbol, "A/HRC/27/999");
  ASSERT_EQ(reading->doubts.size(), 1u);
  EXPECT_EQ(reading->doubts[0].code, "kind-by-symbol");
  EXPECT_EQ(reading->items.size(), 1u);

  document.lines.insert(document.lines.begin(), line_of("A letter"));
  EXPECT_FALSE(recognize(rule_sets(compiled(file)), document).has_value());
  document.damages.push_back({1, "cannot be read"});
  EXPECT_TRUE(recognize(rule_sets(compiled(file)), document).has_value());
  EXPECT_FALSE(recognize(rule_sets(small_rule_set()), document).has_value()) << "no pattern for the symbol";
}

TEST(RecognizerTest, ASmallDocument) {
  const Document document = report()
                                .block("67. They enjoy the support of Varenia:")
                                .block("67.1 Ratify Convention No. 169{2} on the", 28)
                                .line("rights of all (Spain);{3}")
                                .page(4)
                                .note("2", "As read: Ratify it (Spain).")
                                .note("3", "Not edited.")
                                .block("69.2 Go on (Chad).", 28)
                                .block("68. Others will be examined by Varenia:")
                                .block("68.2 Stop (Mali);", 28)
                                .block("69. Recommendations 67.2 and 68.1 did not enjoy the support.")
                                .block("70. It thanks all.")
                                .block("Annex")
                                .block("Not read");
  const Reading reading = read(document);
  EXPECT_EQ(reading.kind, "upr/test");
  EXPECT_EQ(reading.language, "en");
  EXPECT_EQ(reading.rule_set, "test/small");
  EXPECT_EQ(reading.rules_sha256, small_rule_set().sha256());
  EXPECT_EQ(reading.pages, 4);
  EXPECT_EQ(reading.cover.symbol, "A/HRC/27/999");
  EXPECT_EQ(reading.cover.state, "Varenia");
  EXPECT_THAT(sketch(reading.items),
              ElementsAre("67.1 Ratify Convention No. 169 on the rights of all (Spain); <supported>",
                          "67.2 Go on (Chad). <supported noted-numbers>", "68.2 Stop (Mali); <pending>"));
  const Item &first = reading.items[0], &second = reading.items[1], &last = reading.items[2];
  EXPECT_EQ(first.label, "67.1");
  EXPECT_EQ(first.verbatim, "67.1 Ratify Convention No. 1692 on the\nrights of all (Spain);3");
  EXPECT_EQ(first.where.size(), 1u);
  EXPECT_EQ(first.where[0].page, 3);
  ASSERT_THAT(first.notes, SizeIs(2));
  EXPECT_EQ(first.notes[0].text, "As read: Ratify it (Spain).");
  EXPECT_EQ(first.positions[0].page, 3);
  EXPECT_EQ(first.positions[0].paragraph, "67");
  EXPECT_EQ(first.positions[0].quote, "They enjoy the support of Varenia:");
  EXPECT_THAT(codes(first.flags), ElementsAre("footnote"));
  EXPECT_THAT(codes(first.doubts), IsEmpty());
  EXPECT_EQ(second.label, "69.2");
  EXPECT_THAT(codes(second.flags), ElementsAre("misprinted-number"));
  EXPECT_THAT(codes(last.doubts), ElementsAre("gap", "list-end"));

  ASSERT_THAT(reading.rejects, SizeIs(1));
  EXPECT_EQ(reading.rejects[0].why.code, "gap");
  EXPECT_EQ(reading.rejects[0].why.detail, "no item 68.1 was found");
  EXPECT_EQ(reading.rejects[0].paragraph, 68);
  EXPECT_EQ(reading.rejects[0].page, 4);
  std::vector<std::string> targets;
  for (const Statement& statement : reading.statements)
    targets.push_back(statement.target + " " + statement.position.rule);
  EXPECT_THAT(targets, ElementsAre("67.1 supported", "67.2 supported", "68.2 pending", "67.2 noted-numbers",
                                   "68.1 noted-numbers"));
  EXPECT_THAT(codes(reading.flags), ElementsAre("unclaimed-text"));
  EXPECT_THAT(codes(reading.doubts), IsEmpty());
}

TEST(RecognizerTest, ASingleRecommendationWithoutANumber) {
  const Reading reading = read(
      report().block("80. The following recommendation will be examined:").block("Ratify it (Spain).").block("Annex"));
  EXPECT_THAT(sketch(reading.items), ElementsAre("80 Ratify it (Spain). <pending>"));
  EXPECT_EQ(reading.items[0].label, "");
  EXPECT_FALSE(reading.items[0].item);
}

TEST(RecognizerTest, AnUnknownLeadInCostsTheResponseOnly) {
  const Reading reading =
      read(report().block("80. Varenia is glad of these:").block("80.1 Ratify it (Spain).").block("Annex"));
  EXPECT_THAT(sketch(reading.items), ElementsAre("80.1 Ratify it (Spain). <>"));
  EXPECT_THAT(codes(reading.items[0].doubts), ElementsAre("unknown-lead-in"));
  EXPECT_THAT(codes(reading.doubts), ElementsAre("unknown-lead-in"));
  EXPECT_EQ(reading.doubts[0].detail, "paragraph 80: Varenia is glad of these:");
}

TEST(RecognizerTest, ListsOfOtherThings) {
  std::vector<Claim> claims;
  const Reading reading = read(report()
                                   .block("80. The following conclusions were drawn:")
                                   .block("1. All is well.")
                                   .block("81. They enjoy the support:")
                                   .block("1. Ratify it (Spain).")
                                   .block("Annex"),
                               &claims);
  EXPECT_THAT(sketch(reading.items), ElementsAre("81.1 Ratify it (Spain). <supported>"));
  const auto other = std::ranges::find(claims, "other", &Claim::what);
  ASSERT_GE(claims.end() - other, 2);
  EXPECT_EQ(other[1].what, "other");
  EXPECT_EQ(other[1].rule, "others");
}

TEST(RecognizerTest, AnAnnouncedListWithoutItemsIsNotSilent) {
  const Reading reading =
      read(report().block("80. They enjoy the support:").block("81. It thanks all.").block("Annex"));
  ASSERT_THAT(reading.rejects, SizeIs(1));
  EXPECT_EQ(reading.rejects[0].why.code, "empty-list");
  EXPECT_EQ(reading.rejects[0].text, "They enjoy the support:");
  EXPECT_THAT(codes(reading.doubts), ElementsAre("empty-list", "no-items"));
}

TEST(RecognizerTest, TheSectionWithoutAnEnd) {
  EXPECT_THAT(codes(read(report().block("80. They enjoy the support:").block("1. Ratify it (Spain).")).doubts),
              ElementsAre("section-end-not-found"));
}

TEST(RecognizerTest, RepeatedNumbersGiveTwoItems) {
  const Reading reading = read(report()
                                   .block("80. They enjoy the support:")
                                   .block("80.1 Ratify it (Spain);", 28)
                                   .block("80.2 Go on (Chad);", 28)
                                   .block("80.2 Stop (Mali);", 28)
                                   .block("80.3 End (Peru).", 28)
                                   .block("Annex"));
  EXPECT_THAT(sketch(reading.items),
              ElementsAre("80.1 Ratify it (Spain); <supported>", "80.2 Go on (Chad); <supported>",
                          "80.2~2 Stop (Mali); <supported>", "80.3 End (Peru). <supported>"));
  EXPECT_THAT(codes(reading.items[2].doubts), ElementsAre("repeated-number"));
}

// A list whose lead-in no rule knows gives no positions; its comments have a place all the same.
TEST(RecognizerTest, NumberedCommentsInAListThatNoRuleKnows) {
  const Reading reading = read(report()
                                   .block("80. Varenia has comments on these:")
                                   .block("80.2 It was told so.", 28)
                                   .block("80.3 Ratify it (Spain);", 28)
                                   .block("80.4 It has been signed.", 28)
                                   .block("Annex"));
  ASSERT_THAT(reading.items, SizeIs(2));
  EXPECT_EQ(reading.items[1].positions.at(0).comment, "It has been signed.");
}

TEST(RecognizerTest, ADamagedPageIsADoubt) {
  DocumentText text = report().block("80. They enjoy the support:").block("80.1 Go (Chad).", 28).block("Annex").build();
  text.damages.push_back({2, "Too few args to 'Tm' operator"});
  const auto reading = recognize(rule_sets(small_rule_set()), text);
  ASSERT_TRUE(reading.has_value());
  ASSERT_THAT(codes(reading->doubts), ElementsAre("damaged-page"));
  EXPECT_EQ(reading->doubts[0].detail, "page 2: Too few args to 'Tm' operator");
}

TEST(RecognizerTest, CommentsBehindAnItem) {
  const Reading reading = read(report()
                                   .block("80. They enjoy the support, with comments:")
                                   .block("80.1 Ratify it (Spain);", 28)
                                   .block("It has been signed.", 28)
                                   .block("It will be sent to Parliament.", 28)
                                   .block("Health", 28)
                                   .block("80.2 Go on (Chad).", 28)
                                   .block("Annex"));
  EXPECT_THAT(sketch(reading.items),
              ElementsAre("80.1 Ratify it (Spain); <supported: It has been signed. It will be sent to Parliament.>",
                          "80.2 Go on (Chad). <supported>"));
  EXPECT_THAT(codes(reading.flags), ElementsAre("unclaimed-text")) << "the sub-heading";
}

TEST(RecognizerTest, CommentsWithNumbersOfTheirOwn) {
  const Reading reading = read(report()
                                   .block("80. They enjoy the support, with comments:")
                                   .block("1. Ratify it (Spain).", 28)
                                   .block("2. It has been signed.", 28)
                                   .block("3. Go on (Chad).", 28)
                                   .block("Annex"));
  EXPECT_THAT(sketch(reading.items), ElementsAre("80.1 Ratify it (Spain). <supported: It has been signed.>",
                                                 "80.3 Go on (Chad). <supported>"));
}

// Of the section: without those of the cover.
std::vector<Claim> of_section(const std::vector<Claim>& all) {
  std::vector<Claim> claims;
  for (const Claim& claim : all)
    if (claim.what != "cover") claims.push_back(claim);
  return claims;
}

// Every line from the heading to the end is claimed, once.
void expect_claimed_once(const DocumentText& text, const std::vector<Claim>& all, const std::string& what) {
  const std::vector<Claim> claims = of_section(all);
  ASSERT_FALSE(claims.empty()) << what;
  EXPECT_EQ(claims.front().what, "heading") << what;
  EXPECT_EQ(claims.back().what, "end") << what;
  std::size_t line = claims.front().line;
  for (const Claim& claim : claims) {
    ASSERT_LT(claim.line, text.lines.size()) << what;
    EXPECT_EQ(claim.line, line++) << what << ": " << text.lines[claim.line].text;
  }
}

TEST(RecognizerTest, ClaimsCoverTheSection) {
  const Document document = report()
                                .line("Not edited")
                                .block("67. They enjoy the support, with comments:")
                                .block("67.1 Ratify it", 28)
                                .line("at last (Spain);")
                                .block("It is signed.", 28)
                                .block("68. Those of no rule:")
                                .block("68.1 Stop (Mali).", 28)
                                .block("69. Recommendations 67.2 and 68.1 did not enjoy the support.")
                                .block("70. It thanks all.")
                                .block("71. The following recommendation will be examined:")
                                .block("Ratify another (Chad).")
                                .block("72. The following conclusions were drawn:")
                                .block("72.1 All is well.")
                                .block("Annex")
                                .block("Composition");
  std::vector<Claim> claims;
  read(document, &claims);
  expect_claimed_once(document.build(), claims, "by hand");
  std::map<std::string, int> counts;
  for (const Claim& claim : of_section(claims)) ++counts[claim.what];
  EXPECT_EQ(counts, (std::map<std::string, int>{{"heading", 1},
                                                {"lead-in", 2},
                                                {"item", 4},
                                                {"comment", 1},
                                                {"unclaimed", 3},
                                                {"statement", 1},
                                                {"other", 2},
                                                {"end", 1}}));
}

TEST(RecognizerTest, ClaimsCoverTheSectionOfEverySample) {
  prepare_pdf_reader();
  const std::vector<RuleSet> shipped = rule_sets(shipped_rule_set());
  ASSERT_THAT(sample_paths(), testing::Not(IsEmpty()));
  for (const auto& path : sample_paths()) {
    const auto text = read_pdf_text(bytes_of(path));
    ASSERT_TRUE(text.has_value()) << path;
    if (!claims_cover(shipped.front().compiled(), *text)) continue;  // of another kind
    std::vector<Claim> claims;
    const auto reading = recognize(shipped, *text, &claims);
    ASSERT_TRUE(reading.has_value()) << path << reading.error().detail;
    expect_claimed_once(*text, claims, path);
    EXPECT_THAT(codes(reading->doubts), IsEmpty()) << path;
    EXPECT_THAT(reading->rejects, IsEmpty()) << path;
    for (const Claim& claim : claims)
      EXPECT_NE(claim.what, "unclaimed") << path << ": " << text->lines[claim.line].text;
  }
}

}  // namespace
}  // namespace troika::extract
