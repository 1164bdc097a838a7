#include "extract/rules/blocks.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/document.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;

char sign_of(Block::Kind kind) {
  switch (kind) {
    case Block::Kind::kHeading: return 'H';
    case Block::Kind::kParagraph: return 'P';
    case Block::Kind::kSubParagraph: return 'S';
    case Block::Kind::kText: return 'T';
  }
  return '?';
}

// One entry per block: its kind, the place it stands in, its label in square brackets and its text.
std::vector<std::string> sketch(const DocumentText& text) {
  std::vector<std::string> lines;
  for (const Block& block : blocks_of(text)) {
    std::string line(1, sign_of(block.kind));
    if (block.kind == Block::Kind::kHeading) line += std::to_string(block.level);
    if (const std::string place = place_of(block); !place.empty()) line += " " + place;
    if (!block.label.empty()) line += " [" + block.label + "]";
    lines.push_back(line + " " + block.text);
  }
  return lines;
}

std::vector<std::string> sketch(const Document& document) { return sketch(document.build()); }

TEST(BlocksTest, TakesHeadingsParagraphsAndTextApart) {
  EXPECT_THAT(
      sketch(Document()
                 .block("II. Accepted recommendations")
                 .block("1. Varenia accepts the recommendations")
                 .line("listed below.")
                 .block("Rec. 18 The law is in force.")
                 .block("B. Others")
                 .block("2. Varenia notes the others.")),
      ElementsAre("H1 [II.] Accepted recommendations", "P 1 [1.] Varenia accepts the recommendations listed below.",
                  "T 1 Rec. 18 The law is in force.", "H2 [B.] Others", "P 2 [2.] Varenia notes the others."));
}

TEST(BlocksTest, TakesOnlyNumbersThatContinueForParagraphs) {
  EXPECT_THAT(sketch(Document()
                         .block("1. In its report of")
                         .line("2014. Varenia said so, in")
                         .line("3. March as well.")
                         .block("2. Next.")),
              ElementsAre("P 1 [1.] In its report of 2014. Varenia said so, in 3. March as well.", "P 2 [2.] Next."));
}

TEST(BlocksTest, NumbersMayStandInBrackets) {
  EXPECT_THAT(sketch(Document().block("(1) One.").line("1. not").block("(2) Two.").block("(a) A;").block("(3) Three.")),
              ElementsAre("P 1 [(1)] One. 1. not", "P 2 [(2)] Two.", "S 2 (a) [(a)] A;", "P 3 [(3)] Three."));
}

TEST(BlocksTest, AListInBracketsIsNoNumbering) {
  EXPECT_THAT(sketch(Document().block("1. One:").block("(1) A;").block("(2) B.").block("2. Two.").block("3. Three.")),
              ElementsAre("P 1 [1.] One:", "T 1 (1) A;", "T 1 (2) B.", "P 2 [2.] Two.", "P 3 [3.] Three."));
}

TEST(BlocksTest, ABoldLineBehindASentenceIsAHeading) {
  DocumentText text = Document().block("1. One.").bold("Prisons").block("2. Two").build();
  text.lines[1].opens_block = false;
  EXPECT_THAT(sketch(text), ElementsAre("P 1 [1.] One.", "H4 Prisons", "P 2 [2.] Two"));
}

TEST(BlocksTest, GoesOnBehindAParagraphThatIsMissing) {
  EXPECT_THAT(sketch(Document().block("1. One.").block("3. Three.").block("4. Four.")),
              ElementsAre("P 1 [1.] One.", "P 3 [3.] Three.", "P 4 [4.] Four."));
}

TEST(BlocksTest, BeginsAnewInAnAnnex) {
  EXPECT_THAT(sketch(Document().block("1. One.").block("2. Two.").block("1. Annex.").block("2. More.")),
              ElementsAre("P 1 [1.] One.", "P 2 [2.] Two.", "P 1 [1.] Annex.", "P 2 [2.] More."));
}

TEST(BlocksTest, NestsSubParagraphs) {
  EXPECT_THAT(sketch(Document()
                         .block("11. Before.")
                         .block("12. It recommends:")
                         .block("(a) To ratify:")
                         .block("(i) The first;")
                         .block("(ii) The second;")
                         .block("(b) To report.")),
              ElementsAre("P 11 [11.] Before.",
                          "P 12 [12.] It recommends:", "S 12 (a) [(a)] To ratify:", "S 12 (a) (i) [(i)] The first;",
                          "S 12 (a) (ii) [(ii)] The second;", "S 12 (b) [(b)] To report."));
}

TEST(BlocksTest, TellsTheLetterIFromTheNumber) {
  Document document;
  document.block("1. It recommends:");
  for (char letter = 'a'; letter <= 'j'; ++letter) document.block(std::string("(") + letter + ") To act;");
  EXPECT_EQ(sketch(document)[9], "S 1 (i) [(i)] To act;");
  EXPECT_EQ(sketch(document)[10], "S 1 (j) [(j)] To act;");
}

TEST(BlocksTest, TakesFootnoteMarksOut) {
  EXPECT_THAT(sketch(Document().block("1. Convention No. 169{2} holds.")),
              ElementsAre("P 1 [1.] Convention No. 169 holds."));
}

// A page's first line opens a block in the layout's eyes.
TEST(BlocksTest, JoinsASentenceThatAPageBreaks) {
  EXPECT_THAT(sketch(Document()
                         .block("1. Varenia accepts the")
                         .page(2)
                         .block("recommendations made.")
                         .block("2. It should:")
                         .block("(a) Ratify the Convention and")
                         .page(3)
                         .block("the Protocol;")
                         .block("(b) Report.")
                         .page(4)
                         .block("Another thought.")),
              ElementsAre("P 1 [1.] Varenia accepts the recommendations made.",
                          "P 2 [2.] It should:", "S 2 (a) [(a)] Ratify the Convention and the Protocol;",
                          "S 2 (b) [(b)] Report.", "T 2 (b) Another thought."));
}

TEST(BlocksTest, ListsGoOnBehindZ) {
  EXPECT_THAT(sketch(Document().block("1. It should:").block("(z) Sign;").block("(aa) Ratify.")),
              ElementsAre("P 1 [1.] It should:", "S 1 (z) [(z)] Sign;", "S 1 (aa) [(aa)] Ratify."));
}

}  // namespace
}  // namespace troika::extract
