// The interpreter through PdfDocument: what it reads itself, what it leaves to Poppler and why, and that the words are
// Poppler's in either case. (differential_test.cc does so on whole documents.)

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/pdf/pdf_document.h"
#include "extract/pdf/poppler_reader.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

struct Parts {
  std::string content;
  std::string resources;             // beside the font /F1
  std::vector<std::string> objects;  // from number 6 on, which is the font /T3 and Courier where nothing is said
  std::string catalog;               // entries
  std::string page;                  // entries
};

const std::string kCourier = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>";

std::string stream_of(const std::string& entries, const std::string& content) {
  return "<< " + entries + " /Length " + std::to_string(content.size()) + " >>\nstream\n" + content + "\nendstream";
}

// One page, 600 x 800. Object 4 is the content, 5 the font Helvetica.
std::string pdf_of_parts(const Parts& parts) {
  std::vector<std::string> objects = {
      "<< /Type /Catalog /Pages 2 0 R " + parts.catalog + " >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R " + parts.page +
          " /Resources << /Font << /F1 5 0 R /T3 6 0 R >> " + parts.resources + " >> >>",
      stream_of("", parts.content),
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  };
  if (parts.objects.empty()) objects.push_back(kCourier);
  objects.insert(objects.end(), parts.objects.begin(), parts.objects.end());
  std::string pdf = "%PDF-1.5\n";
  std::vector<std::string> entries;
  for (const std::string& object : objects) {
    const std::string offset = std::to_string(pdf.size());
    entries.push_back(std::string(10 - offset.size(), '0') + offset + " 00000 n \n");
    pdf += std::to_string(entries.size()) + " 0 obj\n" + object + "\nendobj\n";
  }
  const std::string table = std::to_string(pdf.size()), size = std::to_string(entries.size() + 1);
  pdf += "xref\n0 " + size + "\n0000000000 65535 f \n";
  for (const std::string& entry : entries) pdf += entry;
  return pdf + "trailer\n<< /Size " + size + " /Root 1 0 R >>\nstartxref\n" + table + "\n%%EOF\n";
}

std::vector<std::string> texts_of(const Page& page) {
  std::vector<std::string> texts;
  for (const Word& word : page.words) texts.push_back(word.text);
  return texts;
}

struct Answer {
  std::vector<std::string> words;
  std::map<std::string_view, int> left_to_poppler;
};

// Reads both ways; they must agree.
Answer read(const Parts& parts) {
  const std::string bytes = pdf_of_parts(parts);
  auto ours = PdfDocument::open(bytes), poppler = PdfDocument::open(bytes, PdfReading::kPoppler);
  if (!ours || !poppler) {
    ADD_FAILURE() << "not opened";
    return {};
  }
  const Page page = ours->read_page(1), expected = poppler->read_page(1);
  EXPECT_EQ(texts_of(page), texts_of(expected));
  EXPECT_EQ(page.damage, expected.damage);
  for (std::size_t i = 0; i < std::min(page.words.size(), expected.words.size()); ++i) {
    EXPECT_EQ(page.words[i].box.left, expected.words[i].box.left) << page.words[i].text;
    EXPECT_EQ(page.words[i].baseline, expected.words[i].baseline) << page.words[i].text;
    EXPECT_EQ(page.words[i].size, expected.words[i].size) << page.words[i].text;
  }
  return {texts_of(page), ours->left_to_poppler()};
}

class ContentInterpreterTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { prepare_pdf_reader(); }
};

const std::string kForm = "/Type /XObject /Subtype /Form /BBox [0 0 100 100] ";

TEST_F(ContentInterpreterTest, ReadsItself) {
  const struct {
    const char* what;
    Parts parts;
    std::vector<std::string> words;
  } kCases[] = {
      {"nothing", {"", "", {}, "", ""}, {}},
      {"two lines", {"BT /F1 12 Tf 14 TL 72 700 Td (One) Tj (two) ' ET", "", {}, "", ""}, {"One", "two"}},
      {"kerning and gaps",
       {"BT /F1 12 Tf 72 700 Td [(Ker) 40 (ned) -500 (apart)] TJ ET", "", {}, "", ""},
       {"Kerned", "apart"}},
      {"a form with a matrix and the page's font",
       {"/X Do BT /F1 12 Tf 72 700 Td (after) Tj ET",
        "/XObject << /X 7 0 R >>",
        {kCourier, stream_of(kForm + "/Matrix [2 0 0 2 30 30]", "BT /F1 12 Tf (inside) Tj ET")},
        "",
        ""},
       {"inside", "after"}},
      {"a form in itself",
       {"/X Do", "/XObject << /X 7 0 R >>", {kCourier, stream_of(kForm, "BT /F1 9 Tf (once) Tj ET /X Do")}, "", ""},
       {"once"}},
      {"a form that restores less than it saves",
       {"/X Do BT /F1 9 Tf 72 700 Td (after) Tj ET",
        "/XObject << /X 7 0 R >>",
        {kCourier, stream_of(kForm, "q q 5 0 0 5 0 0 cm")},
        "",
        ""},
       {"after"}},
      {"an image",
       {"/X Do BT /F1 9 Tf (text) Tj ET",
        "/XObject << /X 7 0 R >>",
        {kCourier, stream_of("/Type /XObject /Subtype /Image /Width 1 /Height 1", "x")},
        "",
        ""},
       {"text"}},
      {"marks", {"/P <</MCID 3>> BDC BT /F1 9 Tf (text) Tj ET EMC", "", {}, "", ""}, {"text"}},
      {"optional content where the document has none",
       {"/OC /P BDC BT /F1 9 Tf (text) Tj ET EMC", "", {}, "", ""},
       {"text"}},
      {"a link", {"BT /F1 9 Tf (text) Tj ET", "", {}, "", "/Annots [<< /Subtype /Link /Rect [0 0 9 9] >>]"}, {"text"}},
      {"a page that lies", {"BT /F1 9 Tf 9 9 Td (text) Tj ET", "", {}, "", "/Rotate 90"}, {}},
  };
  for (const auto& [what, parts, words] : kCases) {
    SCOPED_TRACE(what);
    const Answer answer = read(parts);
    EXPECT_EQ(answer.words, words);
    EXPECT_THAT(answer.left_to_poppler, IsEmpty());
  }
}

TEST_F(ContentInterpreterTest, LeavesToPoppler) {
  const std::string text = "BT /F1 9 Tf 9 9 Td (text) Tj ET";
  const struct {
    const char* why;
    Parts parts;
  } kCases[] = {
      {"optional content",
       {"/OC /P BDC " + text + " EMC",
        "/Properties << /P 7 0 R >>",
        {kCourier, "<< /Type /OCG /Name (Layer) >>"},
        "/OCProperties << /OCGs [7 0 R] /D << /OFF [7 0 R] >> >>",
        ""}},
      {"ActualText", {"/Span <</ActualText (other)>> BDC " + text + " EMC", "", {}, "", ""}},
      {"inline image", {"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI " + text, "", {}, "", ""}},
      {"Type 3 font",
       {"BT /T3 1 Tf (a) Tj ET " + text,
        "",
        {"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [.1 0 0 .1 0 0] /FirstChar 97 /LastChar 97 "
         "/Widths [9] /Encoding << /Differences [97 /a] >> /CharProcs << >> >>"},
        "",
        ""}},
      {"soft mask",
       {"/G gs " + text, "/ExtGState << /G << /SMask << /S /Alpha /G 7 0 R >> >> >>", {kCourier, "null"}, "", ""}},
      {"annotations", {text, "", {}, "", "/Annots [<< /Subtype /FreeText /Rect [0 0 9 9] /Contents (note) >>]"}},
      {"unknown font", {"BT /F9 9 Tf (text) Tj ET", "", {}, "", ""}},
      {"unknown operator", {"what " + text, "", {}, "", ""}},
      {"operands that do not fit", {"1 Td " + text, "", {}, "", ""}},
      {"operands without an operator", {text + " 1", "", {}, "", ""}},
      {"damaged content stream", {text + " (open", "", {}, "", ""}},
      {"restored more than saved", {"Q " + text, "", {}, "", ""}},
      {"text without a font", {"BT (text) Tj ET", "", {}, "", ""}},
      {"text at the end of a path", {"BT /F1 9 Tf 9 9 Td (a) Tj 50 50 m (text) Tj ET", "", {}, "", ""}},
      {"unknown form or image", {"/X Do " + text, "", {}, "", ""}},
  };
  for (const auto& [why, parts] : kCases) EXPECT_THAT(read(parts).left_to_poppler, ElementsAre(Pair(why, 1)));
}

// Forms nest no deeper than in Poppler, and a deep dictionary does not use up the stack.
TEST_F(ContentInterpreterTest, Recursion) {
  Parts chain{"/X7 Do", "/XObject << ", {kCourier}, "", ""};
  for (int number = 7; number < 7 + 150; ++number) {
    chain.resources += "/X" + std::to_string(number) + " " + std::to_string(number) + " 0 R ";
    chain.objects.push_back(stream_of(kForm, "/X" + std::to_string(number + 1) + " Do"));
  }
  chain.resources += "/X157 157 0 R >>";
  chain.objects.push_back(stream_of(kForm, "BT /F1 9 Tf (deep) Tj ET"));
  EXPECT_THAT(read(chain).left_to_poppler, ElementsAre(Pair("too many forms in one another", 1)));

  std::string deep = "/P ";
  for (int i = 0; i < 100'000; ++i) deep += "<</A ";
  EXPECT_THAT(read({deep, "", {}, "", ""}).left_to_poppler, ElementsAre(Pair("damaged dictionary", 1)));
}

TEST_F(ContentInterpreterTest, PagesInAnyOrderAndAgain) {
  const std::string bytes = pdf_of_parts({"BT /F1 9 Tf (text) Tj ET", "", {}, "", ""});
  auto document = PdfDocument::open(bytes);
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(document->page_count(), 1);
  EXPECT_THAT(texts_of(document->read_page(1)), ElementsAre("text"));
  EXPECT_THAT(texts_of(document->read_page(1)), ElementsAre("text"));
}

}  // namespace
}  // namespace troika::extract
