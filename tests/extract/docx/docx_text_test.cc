// What Word users produce, as lines.
#include "extract/docx/docx_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extract/docx/docx_file.h"
#include "tests/support/tables.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// "2: " for a page behind the first, "+ " where it goes on in its block, "# " where it is bold, {} around marks.
std::string shown(const Line& line) {
  std::string text = line.text;
  for (auto mark = line.marks.rbegin(); mark != line.marks.rend(); ++mark) {
    text.insert(mark->end, "}");
    text.insert(mark->begin, "{");
  }
  const std::string page = line.page > 1 ? std::to_string(line.page) + ": " : "";
  return page + (line.opens_block ? "" : "+ ") + (line.bold ? "# " : "") + text;
}

std::vector<std::string> lines_of(const DocxFile& file) {
  const auto text = read_docx_text(file.bytes());
  if (!text) return {"failed: " + text.error().detail};
  std::vector<std::string> lines;
  for (const Line& line : text->lines) lines.push_back(shown(line));
  return lines;
}

TEST(DocxTextTest, Body) {
  const auto p = [](const std::string& runs) { return "<w:p>" + runs + "</w:p>"; };
  struct Case {
    const char* what;
    std::string body;
    std::vector<std::string> lines;
  };
  const Case cases[] = {
      {"runs", p(run("Var") + run("enia ") + run(" takes\xC2\xA0note")), {"Varenia takes note"}},
      {"white space that does not count", p("<w:r><w:t>\n a </w:t></w:r>" + run(" b ")), {"a b"}},
      {"empty paragraphs", p("") + p(run(" ")) + p(run("a")), {"a"}},
      {"tabs", p("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>1.</w:t><w:tab/><w:t>a</w:t></w:r>"), {"1. a"}},
      {"line breaks", p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t></w:r>"), {"a", "+ b", "+ c"}},
      {"hyphens",
       p("<w:r><w:t>co</w:t><w:softHyphen/><w:t>op&#xAD;erate non</w:t><w:noBreakHyphen/><w:t>x</w:t></w:r>"),
       {"cooperate non-x"}},
      {"symbols",
       p(run("a") + "<w:r><w:sym w:font=\"Symbol\" w:char=\"F02A\"/><w:sym w:font=\"Wingdings\" "
                    "w:char=\"F04A\"/></w:r>"),
       {"a*\uFFFD"}},
      {"ampersand", p(run("a &amp; b &#8217;")), {"a & b ’"}},
      {"bold", p(run("Most ", "<w:b/>") + run("of")) + p(run("Not", "<w:b w:val=\"0\"/>")), {"# Most of", "Not"}},
      {"hidden text", p(run("a") + run("b", "<w:vanish/>")), {"a"}},
      {"hyperlinks", p("<w:hyperlink r:id=\"x\">" + run("A/HRC/1/2") + "</w:hyperlink>"), {"A/HRC/1/2"}},
      {"content controls",
       "<w:sdt><w:sdtPr><w:rPr><w:b/></w:rPr></w:sdtPr><w:sdtContent>" +
           p("<w:sdt><w:sdtContent>" + run("a") + "</w:sdtContent></w:sdt>" + run("b")) + "</w:sdtContent></w:sdt>",
       {"ab"}},
      {"a control's prompt",
       p(run("a") + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("Click here") +
         "</w:sdtContent></w:sdt>" + run("b")),
       {"ab"}},
      {"superscripts",
       p(run("No. 169") + run("2", "<w:vertAlign w:val=\"superscript\"/>") + run(" of the 19") +
         run("th", "<w:vertAlign w:val=\"superscript\"/>")),
       {"No. 169{2} of the 19th"}},
      {"a mark in two runs",
       p(run("a") + run("1", "<w:vertAlign w:val=\"superscript\"/>") +
         run("2", "<w:vertAlign w:val=\"superscript\"/>")),
       {"a{12}"}},
      {"a formula", p(run("a ") + "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"), {"a x"}},
      {"ruby",
       p("<w:r><w:ruby><w:rt>" + run("spoken") + "</w:rt><w:rubyBase>" + run("a") + "</w:rubyBase></w:ruby></w:r>"),
       {"a"}},
      {"other vocabularies", p("<x:t>no</x:t>" + run("a")), {"a"}},
      {"a text box, in two versions",
       p(run("anchor") + "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:txbxContent>" + p(run("box")) +
         "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" + p(run("old")) +
         "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>" + run(" goes on")),
       {"box", "anchor goes on"}},
      {"only the version for old readers",
       p("<w:r><mc:AlternateContent><mc:Fallback><w:t>a</w:t></mc:Fallback></mc:AlternateContent></w:r>"),
       {"a"}},
  };
  for (const Case& c : cases) EXPECT_EQ(lines_of(DocxFile().body(c.body)), c.lines) << c.what;
}

TEST(DocxTextTest, TrackedChangesAreAccepted) {
  const std::string deleted_mark = "<w:rPr><w:del w:id=\"1\"/></w:rPr>";
  struct Case {
    const char* what;
    std::string body;
    std::vector<std::string> lines;
  };
  const Case cases[] = {
      {"text",
       "<w:p><w:ins>" + run("new ") + "</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>" + run("a") +
           "</w:p>",
       {"new a"}},
      {"moved text",
       "<w:p><w:moveFrom>" + run("x") + "</w:moveFrom>" + run("a") + "<w:moveTo>" + run("x") + "</w:moveTo></w:p>",
       {"ax"}},
      {"a paragraph's end",
       paragraph("One ", "", deleted_mark) + paragraph("two") + paragraph("three"),
       {"One two", "three"}},
      {"the last paragraph's end", table({row({cell(paragraph("a", "", deleted_mark))})}) + paragraph("b"), {"a", "b"}},
      {"former looks",
       "<w:p><w:r><w:rPr><w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:t>a</w:t></w:r></w:p>",
       {"a"}},
      {"a row",
       table({row({cell(paragraph("a"))}, "<w:del w:id=\"1\"/>"), row({cell(paragraph("b"))}, "<w:ins/>")}),
       {"b"}},
      {"a cell", table({row({cell(paragraph("a"), "<w:cellDel/>"), cell(paragraph("b"))})}), {"b"}},
      {"a footnote", "<w:p>" + run("a") + "<w:del><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:del></w:p>", {"a"}},
  };
  for (const Case& c : cases) EXPECT_EQ(lines_of(DocxFile().body(c.body)), c.lines) << c.what;
}

TEST(DocxTextTest, FieldsShowTheirResult) {
  const auto part = [](const std::string& type) { return "<w:r><w:fldChar w:fldCharType=\"" + type + "\"/></w:r>"; };
  const auto code = [](const std::string& text) { return "<w:r><w:instrText>" + text + "</w:instrText></w:r>"; };
  const std::string page = part("begin") + code(" PAGE ") + part("separate") + run("66") + part("end");
  EXPECT_THAT(lines_of(DocxFile().body("<w:p>" + run("Page ") + page + run(" of 70") + "</w:p>")),
              ElementsAre("Page 66 of 70"));
  // One in another's code.
  EXPECT_THAT(lines_of(DocxFile().body("<w:p>" + part("begin") + code("IF ") + page + part("separate") + run("a") +
                                       part("end") + "</w:p>")),
              ElementsAre("a"));
  EXPECT_THAT(lines_of(DocxFile().body("<w:p><w:fldSimple w:instr=\"NUMPAGES\">" + run("3") + "</w:fldSimple></w:p>")),
              ElementsAre("3"));
  // One that never ends hides no more than its paragraph.
  EXPECT_THAT(lines_of(DocxFile().body("<w:p>" + part("begin") + run("x") + "</w:p>" + paragraph("a"))),
              ElementsAre("a"));
}

TEST(DocxTextTest, SaysThatANumberIsMissing) {
  const std::string body =
      "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> AUTONUM \\s . </w:instrText></w:r>"
      "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" +
      run(" Ratify") + "</w:p>";
  const auto text = read_docx_text(DocxFile().body(body).bytes());
  ASSERT_TRUE(text);
  ASSERT_THAT(text->damages, SizeIs(1));
  EXPECT_THAT(text->damages.front().what, HasSubstr("AUTONUM"));
}

TEST(DocxTextTest, LooksOfStyles) {
  const auto file =
      DocxFile()
          .body(paragraph("Title", "", "<w:pStyle w:val=\"H1\"/>") + paragraph("Text") +
                paragraph("Note", "<w:rStyle w:val=\"Mark\"/>", "<w:ind w:start=\"200\" w:hanging=\"100\"/>"))
          .part("styles", "styles", "w:styles",
                "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"18\"/></w:rPr></w:rPrDefault></w:docDefaults>"
                "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:pPr><w:ind "
                "w:left=\"1134\"/></w:pPr></w:style>"
                "<w:style w:type=\"paragraph\" w:styleId=\"H\"><w:basedOn w:val=\"Normal\"/><w:rPr><w:b/>"
                "</w:rPr></w:style>"
                "<w:style w:type=\"paragraph\" w:styleId=\"H1\"><w:basedOn w:val=\"H\"/><w:rPr><w:sz "
                "w:val=\"28\"/></w:rPr></w:style>"
                "<w:style w:type=\"character\" w:styleId=\"Mark\"><w:basedOn w:val=\"Mark\"/><w:rPr>"
                "<w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>");
  const auto text = read_docx_text(file.bytes());
  ASSERT_TRUE(text) << text.error().detail;
  ASSERT_THAT(text->lines, SizeIs(3));
  EXPECT_EQ(text->lines[0].size, 14);
  EXPECT_TRUE(text->lines[0].bold);
  EXPECT_DOUBLE_EQ(text->lines[0].indent, 56.7);
  EXPECT_EQ(text->lines[1].size, 9);
  EXPECT_FALSE(text->lines[1].bold);
  EXPECT_DOUBLE_EQ(text->lines[2].indent, 5);
  EXPECT_THAT(text->lines[2].marks, IsEmpty());  // letters are no mark
}

TEST(DocxTextTest, Pages) {
  const std::string last = "<w:r><w:lastRenderedPageBreak/></w:r>";
  const auto p = [](const std::string& runs) { return "<w:p>" + runs + "</w:p>"; };
  // A break, and Word's mark of it, are one; cells side by side all tell of the same break.
  const std::string body = p(run("a") + "<w:r><w:br w:type=\"page\"/></w:r>") + p(last + run("b")) +
                           paragraph("c", "", "<w:pageBreakBefore/>") +
                           table({row({cell(p(last + run("d"))), cell(p(last + run("e")))}),
                                  row({cell(p(run("f") + last + run("g"))), cell(paragraph("h"))})}) +
                           paragraph("i");
  EXPECT_THAT(lines_of(DocxFile().body(body)),
              ElementsAre("a", "2: b", "3: c", "4: d", "4: + e", "4: fg", "4: + h", "5: i"));
  EXPECT_EQ(read_docx_text(DocxFile().body(body).bytes())->pages, 5);
}

TEST(DocxTextTest, Footnotes) {
  const auto note = [](const std::string& id, const std::string& runs, const std::string& more = "") {
    return "<w:footnote w:id=\"" + id + "\"" + more + "><w:p>" + runs + "</w:p></w:footnote>";
  };
  const auto file = DocxFile()
                        .body("<w:p>" + run("One") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>" + run(" two") +
                              "<w:r><w:footnoteReference w:customMarkFollows=\"1\" w:id=\"3\"/><w:t>**</w:t></w:r>" +
                              run(" three") + "<w:r><w:endnoteReference w:id=\"1\"/></w:r>" +
                              "<w:r><w:footnoteReference w:id=\"4\"/></w:r>" + "</w:p>")
                        .part("footnotes", "footnotes", "w:footnotes",
                              note("-1", run("a rule"), " w:type=\"separator\"") +
                                  note("2", "<w:r><w:footnoteRef/><w:tab/></w:r>" + run("As spoken.") + "</w:p><w:p>" +
                                                run("More.")) +
                                  note("3", run("**", "<w:vertAlign w:val=\"superscript\"/>") + run(" Starred.")) +
                                  note("4", run("Last.")))
                        .part("endnotes", "endnotes", "w:endnotes",
                              "<w:endnote w:id=\"1\"><w:p>" + run("At the end.") + "</w:p></w:endnote>");
  const auto text = read_docx_text(file.bytes());
  ASSERT_TRUE(text) << text.error().detail;
  ASSERT_THAT(text->lines, SizeIs(1));
  EXPECT_EQ(shown(text->lines[0]), "One{1} two{**} three{1}{2}");
  std::vector<std::string> notes;
  for (const Note& one : text->notes) notes.push_back(one.mark + " " + one.text);
  EXPECT_THAT(notes, ElementsAre("1 As spoken. More.", "** Starred.", "1 At the end.", "2 Last."));
}

TEST(DocxTextTest, HeadersAndFooters) {
  const std::string references =
      "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"h1\"/><w:headerReference w:type=\"first\" r:id=\"h2\"/>"
      "<w:footerReference w:type=\"default\" r:id=\"f1\"/>";
  const auto file = [&](const std::string& more) {
    return DocxFile()
        .body(table({row({cell(paragraph("a"))})}) + references + more + "</w:sectPr>")
        .part("header1", "header", "w:hdr", paragraph("Every page"), "h1")
        .part("header2", "header", "w:hdr", paragraph("First page"), "h2")
        .part("footer1", "footer", "w:ftr", paragraph("Foot"), "f1");
  };
  EXPECT_THAT(lines_of(file("<w:titlePg/>")), ElementsAre("First page", "a"));
  EXPECT_THAT(lines_of(file("")), ElementsAre("Every page", "a"));
  const auto text = read_docx_text(file("").bytes());
  ASSERT_TRUE(text);
  EXPECT_THAT(text->furniture, SizeIs(3));
  EXPECT_THAT(shown_tables(*text), ElementsAre("0 a", "--"));
}

TEST(DocxTextTest, Tables) {
  const auto c = [](const std::string& text, const std::string& properties = "") {
    return cell(paragraph(text), properties);
  };
  const std::string body =
      table({row({c("No."), c("Text", "<w:gridSpan w:val=\"2\"/>")}),
             row({c("1", "<w:vMerge w:val=\"restart\"/>"), c("a"), cell(paragraph("b") + paragraph("c"))}),
             row({c("not shown", "<w:vMerge/>"), c("d"), cell(table({row({c("e")})}) + paragraph("f"))}),
             row({c("g")}, "<w:gridBefore w:val=\"1\"/>"), row({cell("<w:p/>"), c("h")})});
  const auto text = read_docx_text(DocxFile().body(body).bytes());
  ASSERT_TRUE(text);
  EXPECT_THAT(shown_tables(*text), ElementsAre("0 No. | 1+2 Text", "0 1 | 1 a | 2 b/c", "0 ^ | 1 d | 2 e/f", "1 g",
                                               "0 | 1 h", "--", "0 e", "--"));
  EXPECT_THAT(lines_of(DocxFile().body(body)),
              ElementsAre("No.", "+ Text", "1", "+ a", "+ b", "+ c", "d", "e", "f", "g", "h"));
}

TEST(DocxTextTest, SaysWhatItDoesNotRead) {
  const auto text = read_docx_text(DocxFile().body(paragraph("a") + "<w:altChunk r:id=\"x\"/>").bytes());
  ASSERT_TRUE(text);
  ASSERT_THAT(text->damages, SizeIs(1));
  EXPECT_THAT(text->damages.front().what, HasSubstr("altChunk"));
}

}  // namespace
}  // namespace troika::extract
