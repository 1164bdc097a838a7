// Numbers that Word counts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/docx/docx_text.h"
#include "tests/extract/docx/docx_file.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;

std::string level(int number, const std::string& sort, const std::string& text, const std::string& more = "") {
  return "<w:lvl w:ilvl=\"" + std::to_string(number) + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" + sort +
         "\"/><w:lvlText w:val=\"" + text + "\"/>" + more + "</w:lvl>";
}

std::string definition(int id, const std::string& levels) {
  return "<w:abstractNum w:abstractNumId=\"" + std::to_string(id) + "\">" + levels + "</w:abstractNum>";
}

std::string list(int id, int definition, const std::string& more = "") {
  return "<w:num w:numId=\"" + std::to_string(id) + "\"><w:abstractNumId w:val=\"" + std::to_string(definition) +
         "\"/>" + more + "</w:num>";
}

std::string item(int list, int level, const std::string& text) {
  return paragraph(text, "",
                   "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) + "\"/><w:numId w:val=\"" +
                       std::to_string(list) + "\"/></w:numPr>");
}

std::vector<std::string> lines_of(const std::string& body, const std::string& numbering,
                                  const std::string& styles = "") {
  const auto text = read_docx_text(DocxFile()
                                       .body(body)
                                       .part("numbering", "numbering", "w:numbering", numbering)
                                       .part("styles", "styles", "w:styles", styles)
                                       .bytes());
  if (!text) return {text.error().detail};
  std::vector<std::string> lines;
  for (const Line& line : text->lines) lines.push_back(line.text);
  return lines;
}

const std::string kNumbering =
    definition(0, level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "(%3)")) +
    definition(1, level(0, "bullet", "\xEF\x82\xB7")) +
    definition(2, level(0, "upperRoman", "%1", "<w:suff w:val=\"nothing\"/>")) + list(1, 0) + list(2, 1) + list(3, 2) +
    list(4, 0) + list(5, 0, "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"7\"/></w:lvlOverride>");

TEST(NumberingTest, LevelsCountAnewUnderEachNumber) {
  EXPECT_THAT(lines_of(item(1, 0, "a") + item(1, 1, "b") + item(1, 1, "c") + item(1, 2, "d") + item(1, 0, "e") +
                           item(1, 1, "f"),
                       kNumbering),
              ElementsAre("1. a", "1.1 b", "1.2 c", "(a) d", "2. e", "2.1 f"));
}

TEST(NumberingTest, ListsOfOneDefinitionGoOn) {
  EXPECT_THAT(lines_of(item(1, 0, "a") + item(4, 0, "b") + item(5, 0, "c") + item(5, 0, "d"), kNumbering),
              ElementsAre("1. a", "2. b", "7. c", "8. d"));
}

TEST(NumberingTest, WhatIsPrintedAndWhatIsNot) {
  EXPECT_THAT(
      lines_of(item(2, 0, "a") + item(3, 0, "b") + item(0, 0, "c") + item(99, 0, "d") + item(1, 8, "e"), kNumbering),
      ElementsAre("a", "Ib", "c", "d", "e"));
}

// A table's column of numbers is often nothing else.
TEST(NumberingTest, AParagraphMayBeItsNumber) {
  EXPECT_THAT(lines_of(table({row({cell(item(1, 0, "")), cell(paragraph("a"))}),
                              row({cell(item(1, 0, "")), cell(paragraph("b"))})}),
                       kNumbering),
              ElementsAre("1.", "a", "2.", "b"));
}

TEST(NumberingTest, DeletedParagraphsDoNotCount) {
  const std::string deleted =
      "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>"
      "<w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>";
  EXPECT_THAT(lines_of(item(1, 0, "a") + deleted + item(1, 0, "b"), kNumbering), ElementsAre("1. a", "2. b"));
}

TEST(NumberingTest, Styles) {
  const std::string styles =
      "<w:style w:type=\"paragraph\" w:styleId=\"Para\"><w:pPr><w:numPr><w:numId "
      "w:val=\"1\"/></w:numPr></w:pPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"Sub\"><w:pPr><w:numPr><w:numId "
      "w:val=\"1\"/></w:numPr></w:pPr></w:style>";
  const std::string numbering = definition(0, level(0, "decimal", "%1.", "<w:pStyle w:val=\"Para\"/>") +
                                                  level(1, "lowerRoman", "(%2)", "<w:pStyle w:val=\"Sub\"/>")) +
                                list(1, 0);
  const auto styled = [](const std::string& text, const std::string& style, const std::string& more = "") {
    return paragraph(text, "", "<w:pStyle w:val=\"" + style + "\"/>" + more);
  };
  EXPECT_THAT(lines_of(styled("a", "Para") + styled("b", "Sub") + styled("c", "Sub") +
                           styled("d", "Para", "<w:numPr><w:numId w:val=\"0\"/></w:numPr>") + styled("e", "Para"),
                       numbering, styles),
              ElementsAre("1. a", "(i) b", "(ii) c", "d", "2. e"));
}

TEST(NumberingTest, ADefinitionMayNameAnother) {
  const std::string numbering =
      "<w:abstractNum w:abstractNumId=\"0\"><w:numStyleLink w:val=\"UN\"/></w:abstractNum>"
      "<w:abstractNum w:abstractNumId=\"1\"><w:styleLink w:val=\"UN\"/>" +
      level(0, "decimalZero", "Rec. %1") + "</w:abstractNum>" + list(1, 0);
  EXPECT_THAT(lines_of(item(1, 0, "a"), numbering), ElementsAre("Rec. 01 a"));
}

TEST(NumberingTest, LettersGoOnAsWordHasThem) {
  std::string body;
  for (int i = 0; i < 28; ++i) body += item(1, 0, "x");
  const auto lines = lines_of(body, definition(0, level(0, "upperLetter", "%1)")) + list(1, 0));
  ASSERT_EQ(lines.size(), 28u);
  EXPECT_EQ(lines[25], "Z) x");
  EXPECT_EQ(lines[26], "AA) x");
  EXPECT_EQ(lines[27], "BB) x");
}

TEST(NumberingTest, FiguresOnlyWhereTheLevelSaysSo) {
  const std::string levels =
      level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>") + level(2, "decimal", "%1.%2.%3");
  EXPECT_THAT(lines_of(item(1, 0, "a") + item(1, 1, "b") + item(1, 2, "c"), definition(0, levels) + list(1, 0)),
              ElementsAre("I. a", "1.1 b", "I.1.1 c"));
}

}  // namespace
}  // namespace troika::extract
