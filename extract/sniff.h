// What kind of document some bytes are, by how they begin: a server's or a file name's word is not taken for it. Pure;
// any thread may call it.
#pragma once

#include <string_view>

namespace troika::extract {

enum class DocumentType {
  kPdf,   // "%PDF-" within the first 1024 bytes, as PDF readers have it
  kHtml,  // begins with a tag or a doctype of HTML, behind white space, comments and an XML declaration
  kDocx,  // a ZIP archive with Word's folder in it, also where its end is lost
  kZip,   // any other ZIP archive
  kOle,   // Word's format of before 2007 (.doc), a Word document with a password, or another old Office document
  kUnknown,
};

DocumentType sniff(std::string_view bytes);

}  // namespace troika::extract
