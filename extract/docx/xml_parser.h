// The tags and the text of an XML part, one after the other. This is the one place here that knows libxml2.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/failure.h"

namespace troika::extract {

enum class XmlVocabulary { kWord, kCompatibility, kMath, kOther };

struct XmlTag {
  XmlVocabulary vocabulary = XmlVocabulary::kOther;
  std::string_view name;  // without prefix
  struct Attribute {
    std::string_view name;  // without prefix
    std::string value;
  };
  std::vector<Attribute> attributes;

  bool has(std::string_view attribute) const;
  std::string_view value(std::string_view attribute) const;     // empty where there is none
  int number(std::string_view attribute, int otherwise) const;  // also where it is none, or out of an int's range
  bool is_on(std::string_view attribute, bool otherwise = true) const;  // "0", "false", "off" are not
};

// Without white space at its ends.
std::string_view trimmed(std::string_view text);

// Gets a part's elements in order; an end for every start, unless the part is damaged.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(const XmlTag& tag) = 0;
  virtual void end() = 0;
  virtual void text(std::string_view) {}
};

// One part, piece by piece. A document type declaration ends it: no Word document has one (ECMA-376, part 2), and it is
// where entities are declared that grow without end or name other files. Opens no file and no connection. Elements
// nested deeper than libxml2's 256 are damage; tables in tables take ten each. What the handler throws comes through.
class XmlParser {
 public:
  explicit XmlParser(XmlHandler& handler);  // must outlive this
  ~XmlParser();
  XmlParser(const XmlParser&) = delete;
  XmlParser& operator=(const XmlParser&) = delete;

  bool feed(std::string_view bytes);  // false: more is of no use, see finish()
  fetch::Result<void> finish();       // kDamaged, with the line where

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace troika::extract
