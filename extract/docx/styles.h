// The styles of a Word document (word/styles.xml): what text looks like that does not say so itself.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extract/docx/formats.h"

namespace troika::extract {

struct Style {
  ParagraphFormat paragraph;
  RunFormat run;
  std::string based_on;
};

// Filled by DocxPackage::read, then asked. An unknown style says nothing.
class Styles : public XmlHandler {
 public:
  void start(const XmlTag& tag) override;
  void end() override;

  // With the document's defaults and all that the style is based on; "" is the default style of paragraphs.
  Style paragraph_style(const std::string& id) const;
  // Of characters: only what it says itself, and what it is based on.
  RunFormat character_style(const std::string& id) const;

 private:
  void apply(const std::string& id, Style& to, int depth) const;

  std::map<std::string, Style, std::less<>> styles_;
  Style defaults_;
  std::string default_paragraph_;
  std::vector<std::string> open_;  // names of elements
  Style* current_ = nullptr;       // the style or the defaults being read
};

}  // namespace troika::extract
