#include "extract/sniff.h"

#include <string>

#include <gtest/gtest.h>

namespace troika::extract {
namespace {

using namespace std::string_literals;

TEST(SniffTest, Table) {
  struct Case {
    std::string bytes;
    DocumentType type;
  };
  const Case cases[] = {
      {"%PDF-1.4\n", DocumentType::kPdf},
      {"\r\n\r\n%PDF-1.4", DocumentType::kPdf},
      {std::string(2000, ' ') + "%PDF-1.4", DocumentType::kUnknown},
      {"<!DOCTYPE html><html>", DocumentType::kHtml},
      {"\xEF\xBB\xBF \n<HTML>", DocumentType::kHtml},
      {"\xFF\xFE<\0h\0t\0m\0l\0>\0"s, DocumentType::kHtml},
      {"<?xml version='1.0'?>\n<!-- saved --><html xmlns='x'>", DocumentType::kHtml},
      {"<p>Text", DocumentType::kHtml},
      {"<a", DocumentType::kHtml},
      {"<pdf>", DocumentType::kUnknown},
      {"<?xml version='1.0'?><rss>", DocumentType::kUnknown},
      {"<!-- never closed", DocumentType::kUnknown},
      {"PK\x03\x04....[Content_Types].xml....word/document.xml", DocumentType::kDocx},
      {"PK\x03\x04....[Content_Types].xml....word/document2.xml", DocumentType::kDocx},
      {"PK\x03\x04....xl/workbook.xml", DocumentType::kZip},
      {"PK\x05\x06", DocumentType::kZip},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", DocumentType::kOle},
      {"", DocumentType::kUnknown},
      {"\0"s, DocumentType::kUnknown},
      {"{\"error\": 404}", DocumentType::kUnknown},
      {"A/HRC/27/10", DocumentType::kUnknown},
  };
  for (const Case& c : cases) EXPECT_EQ(sniff(c.bytes), c.type) << c.bytes;
}

}  // namespace
}  // namespace troika::extract
