// Which parts belong to a part of a Word document (_rels/*.rels). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/docx/xml_parser.h"

namespace troika::extract {

class Relationships : public XmlHandler {
 public:
  // `part` is the one they belong to: "word/document.xml"; empty for the whole package.
  explicit Relationships(std::string_view part) : folder_(part.substr(0, part.rfind('/') + 1)) {}

  // The part that holds the relationships of `part`: "word/_rels/document.xml.rels".
  static std::string part_of(std::string_view part);

  void start(const XmlTag& tag) override;
  void end() override {}

  // Names of parts; empty where there is none. `type` is the last word of the type: "styles".
  std::string of_type(std::string_view type) const;
  std::string of_id(std::string_view id) const;

 private:
  struct Relationship {
    std::string id, type, part;
  };
  std::string folder_;
  std::vector<Relationship> all_;
};

}  // namespace troika::extract
