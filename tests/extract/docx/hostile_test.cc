// Documents that are damaged, or made to do harm.
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/docx/docx_text.h"
#include "extract/docx/package.h"
#include "tests/extract/docx/docx_file.h"

namespace troika::extract {
namespace {

using namespace std::string_literals;
using fetch::FailureCode;
using testing::HasSubstr;

// "damaged: its part ..."
std::string failure_of(const std::string& bytes) {
  const auto text = read_docx_text(bytes);
  return text ? "none" : std::string(fetch::code_name(text.error().code)) + ": " + text.error().detail;
}

const std::string kOle = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(504, '\0');

std::string wide(const std::string& text) {
  std::string result;
  for (const char c : text) result += {c, '\0'};
  return result;
}

std::string with_document(const std::string& xml) { return DocxFile().body("").file("word/document.xml", xml).bytes(); }

TEST(HostileDocxTest, Failures) {
  const std::string good = DocxFile().body(paragraph("a")).bytes();
  std::string entities = "<!DOCTYPE d [<!ENTITY a0 \"ha\">";
  for (int i = 1; i < 30; ++i) {
    const std::string last = "&a" + std::to_string(i - 1) + ";";
    entities += "<!ENTITY a" + std::to_string(i) + " \"" + last + last + "\">";
  }
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "<w:tbl>";
  struct Case {
    const char* what;
    std::string bytes;
    const char* failure;
  };
  const Case cases[] = {
      {"legacy Word", kOle + wide("WordDocument"),
       "wrong_type: a Word document of before 2007 (.doc); open it in Word"},
      {"a password in Word", kOle + wide("EncryptedPackage"), "encrypted: a Word document with a password"},
      {"legacy Excel", kOle + wide("Workbook"), "wrong_type: an Office document of before 2007"},
      {"encrypted parts", DocxFile().body(paragraph("a")).password("x").bytes(), "encrypted: its parts are encrypted"},
      {"half of it", good.substr(0, good.size() / 2), "damaged: truncated or damaged"},
      {"its first bytes", "PK\x03\x04", "damaged: truncated or damaged"},
      {"an empty archive", "PK\x05\x06" + std::string(18, '\0'), "wrong_type: a ZIP archive, and no Word document"},
      {"no document", DocxFile().body("").without("word/document.xml").bytes(), "damaged: its part word/document.xml"},
      {"any archive", DocxFile().file("a.txt", "a").bytes(), "wrong_type: a ZIP archive, and no Word document"},
      {"a workbook", with_document("<workbook/>"), "wrong_type: an Office document, and none of Word's"},
      {"no text", DocxFile().body("<w:p/>").bytes(), "no_text: "},
      {"half an element",
       with_document("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/"
                     "main\"><w:body><w:p>"),
       "damaged: its part word/document.xml cannot be read"},
      {"no XML", with_document("\x01\x02"), "damaged: its part word/document.xml cannot be read"},
      {"an empty part", with_document(""), "damaged: its part word/document.xml cannot be read"},
      {"deep nesting", DocxFile().body(deep).bytes(), "damaged: its part word/document.xml cannot be read"},
      {"a million laughs", with_document(entities + "]><d>&a29;</d>"), "document type declaration"},
      {"another file", with_document("<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><d>&x;</d>"),
       "document type declaration"},
      {"another host", with_document("<!DOCTYPE d SYSTEM \"http://127.0.0.1:9/d.dtd\"><d/>"),
       "document type declaration"},
      {"an unknown entity", with_document("<d>&x;</d>"), "damaged: its part word/document.xml cannot be read"},
      {"broken styles", DocxFile().body(paragraph("a")).part("styles", "styles", "w:styles", "<").bytes(),
       "damaged: its part word/styles.xml cannot be read"},
  };
  for (const Case& c : cases) EXPECT_THAT(failure_of(c.bytes), HasSubstr(c.failure)) << c.what;
}

TEST(HostileDocxTest, RefusesWhatUnpacksToTooMuch) {
  const std::string blank(kMaxPartBytes + 1, ' ');
  EXPECT_THAT(failure_of(DocxFile().body(blank).bytes()), HasSubstr("too_large: its part word/document.xml"));
  // Far smaller, and still nothing that anybody wrote.
  EXPECT_THAT(failure_of(DocxFile().body(std::string(20 << 20, ' ')).bytes()), HasSubstr("too_large"));
}

// The archive says that the part has ten bytes.
TEST(HostileDocxTest, DoesNotRelyOnTheSizeThatIsDeclared) {
  const std::string xml = "<d>" + std::string(20 << 20, ' ') + "</d>";
  std::string bytes = with_document(xml);
  const auto size = static_cast<std::uint32_t>(xml.size());
  std::string declared;
  for (int shift = 0; shift < 32; shift += 8) declared += static_cast<char>(size >> shift & 0xFF);
  int changed = 0;
  for (std::size_t at = bytes.find(declared); at != std::string::npos; at = bytes.find(declared, at + 1), ++changed)
    bytes.replace(at, 4, "\x0A\0\0\0"s);
  ASSERT_GE(changed, 1);
  EXPECT_THAT(failure_of(bytes), testing::AnyOf(HasSubstr("too_large"), HasSubstr("damaged")));
}

TEST(HostileDocxTest, RefusesTooManyParts) {
  DocxFile file;
  file.body(paragraph("a"));
  for (std::size_t i = 0; i < kMostParts; ++i) file.file("p" + std::to_string(i), "");
  EXPECT_THAT(failure_of(file.bytes()), HasSubstr("too_large: an archive of"));
}

// Pictures cost nothing, however large they say they are.
TEST(HostileDocxTest, DoesNotReadOtherParts) {
  EXPECT_EQ(failure_of(DocxFile().body(paragraph("a")).file("word/media/a.png", std::string(20 << 20, 'x')).bytes()),
            "none");
}

TEST(HostileDocxTest, ReadsMacroDocumentsAndOtherNames) {
  // Word for the web calls the part so.
  const std::string relations =
      "<Relationships><Relationship Id=\"a\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/"
      "officeDocument\" Target=\"/word/document2.xml\"/></Relationships>";
  const std::string strict = "<w:document xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><w:body>" +
                             paragraph("a") + "</w:body></w:document>";
  EXPECT_EQ(failure_of(DocxFile()
                           .file("_rels/.rels", relations)
                           .file("word/document2.xml", strict)
                           .file("word/vbaProject.bin", "macro")
                           .bytes()),
            "none");
}

// Bytes changed at random, at fixed seeds: any answer is good, a crash is not.
TEST(HostileDocxTest, SurvivesChangedBytes) {
  const std::string good =
      DocxFile()
          .body(table({row({cell(paragraph("115.1 Ratify (Varenia);")), cell(paragraph("Noted"))})}) +
                "<w:p><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>")
          .part("styles", "styles", "w:styles", "<w:style w:styleId=\"a\"/>")
          .part("numbering", "numbering", "w:numbering", "<w:abstractNum/><w:num/>")
          .bytes();
  ASSERT_EQ(failure_of(good), "none");
  for (unsigned seed = 0; seed < 2000; ++seed) {
    std::mt19937 random(seed);
    std::string bytes = good;
    for (unsigned i = 0; i <= seed % 8; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    if (seed % 5 == 0) bytes.resize(random() % bytes.size());
    failure_of(bytes);
  }
}

// The same in the markup, where the archive's checksums do not notice.
TEST(HostileDocxTest, SurvivesChangedMarkup) {
  const std::string good =
      "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" +
      table({row({cell(paragraph("a"), "<w:gridSpan w:val=\"2\"/><w:vMerge/>")}, "<w:gridBefore w:val=\"1\"/>")}) +
      paragraph("b", "<w:b/>", "<w:numPr><w:numId w:val=\"1\"/></w:numPr>") + "</w:body></w:document>";
  const std::vector<std::string> tags = {"<w:tbl>",
                                         "</w:tbl>",
                                         "<w:tr>",
                                         "</w:tr>",
                                         "<w:tc>",
                                         "</w:tc>",
                                         "<w:p>",
                                         "</w:p>",
                                         "<w:r>",
                                         "</w:r>",
                                         "<w:t>",
                                         "</w:t>",
                                         "<w:del>",
                                         "</w:del>",
                                         "<w:pPr>",
                                         "</w:pPr>",
                                         "<w:tcPr><w:vMerge/></w:tcPr>"};
  int read = 0;
  for (unsigned seed = 0; seed < 2000; ++seed) {
    std::mt19937 random(seed);
    std::string body;
    std::vector<std::string> open;
    for (int i = 0; i < 30; ++i) {
      const std::string& tag = tags[random() % tags.size()];
      if (tag.starts_with("</")) {
        if (open.empty()) continue;
        body += "</" + open.back() + ">";
        open.pop_back();
      } else if (tag.ends_with("/w:tcPr>")) {
        body += tag;
      } else {
        open.push_back(tag.substr(1, tag.size() - 2));
        body += tag + "x";
      }
    }
    for (; !open.empty(); open.pop_back()) body += "</" + open.back() + ">";
    std::string xml = good;
    xml.insert(xml.find("<w:body>") + 8, body);
    read += failure_of(with_document(xml)) == "none";
  }
  EXPECT_EQ(read, 2000);
}

}  // namespace
}  // namespace troika::extract
