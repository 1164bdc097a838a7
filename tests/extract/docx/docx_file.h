// A Word document made in a test.
//
//   std::string bytes = DocxFile().body("<w:p><w:r><w:t>Text</w:t></w:r></w:p>").part("styles", styles).bytes();
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace troika::extract {

class DocxFile {
 public:
  // What stands in <w:body>.
  DocxFile& body(const std::string& xml);

  // word/<name>.xml, related to the document by `type` ("styles"), or by `type` and an id of its own ("header",
  // "rId7"). `xml` is what stands in its root element `root` ("w:styles").
  DocxFile& part(const std::string& name, const std::string& type, const std::string& root, const std::string& xml,
                 const std::string& id = "");

  // Any file of the archive, as it is.
  DocxFile& file(const std::string& name, const std::string& content);
  DocxFile& without(const std::string& name);
  DocxFile& password(const std::string& password);

  std::string bytes() const;

 private:
  std::map<std::string, std::string> files_;
  std::string relationships_, password_;
  int parts_ = 0;
};

// <w:p> with one run.
std::string paragraph(const std::string& text, const std::string& run_properties = "",
                      const std::string& properties = "");
// <w:r> with text whose spaces count.
std::string run(const std::string& text, const std::string& properties = "");
std::string cell(const std::string& content, const std::string& properties = "");
std::string row(const std::vector<std::string>& cells, const std::string& properties = "");
std::string table(const std::vector<std::string>& rows);

}  // namespace troika::extract
