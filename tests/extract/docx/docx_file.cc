#include "tests/extract/docx/docx_file.h"

#include <cstdlib>
#include <zip.h>

namespace troika::extract {
namespace {

const std::string kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const std::string kTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const std::string kNamespaces =
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
    " xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\""
    " xmlns:x=\"urn:test:other\"";

std::string relationships(const std::string& all) {
  return kHead + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + all +
         "</Relationships>";
}

std::string relationship(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + kTypes + type + "\" Target=\"" + target + "\"/>";
}

void check(bool good) {
  if (!good) std::abort();
}

}  // namespace

DocxFile& DocxFile::body(const std::string& xml) {
  file("[Content_Types].xml", kHead + "<Types/>");
  file("_rels/.rels", relationships(relationship("rId1", "officeDocument", "word/document.xml")));
  return file("word/document.xml", kHead + "<w:document" + kNamespaces + "><w:body>" + xml + "</w:body></w:document>");
}

DocxFile& DocxFile::part(const std::string& name, const std::string& type, const std::string& root,
                         const std::string& xml, const std::string& id) {
  relationships_ += relationship(id.empty() ? "rTest" + std::to_string(++parts_) : id, type, name + ".xml");
  file("word/_rels/document.xml.rels", relationships(relationships_));
  return file("word/" + name + ".xml", kHead + "<" + root + kNamespaces + ">" + xml + "</" + root + ">");
}

DocxFile& DocxFile::file(const std::string& name, const std::string& content) {
  files_[name] = content;
  return *this;
}

DocxFile& DocxFile::without(const std::string& name) {
  files_.erase(name);
  return *this;
}

DocxFile& DocxFile::password(const std::string& password) {
  password_ = password;
  return *this;
}

std::string DocxFile::bytes() const {
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  check(target);
  zip_source_keep(target);
  zip_t* zip = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  check(zip);
  for (const auto& [name, content] : files_) {
    zip_source_t* source = zip_source_buffer(zip, content.data(), content.size(), 0);
    const zip_int64_t index = zip_file_add(zip, name.c_str(), source, 0);
    check(index >= 0);
    if (!password_.empty())
      check(zip_file_set_encryption(zip, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256, password_.c_str()) == 0);
  }
  check(zip_close(zip) == 0);
  check(zip_source_open(target) == 0);
  zip_stat_t stat;
  check(zip_source_stat(target, &stat) == 0);
  std::string bytes(stat.size, '\0');
  check(zip_source_read(target, bytes.data(), bytes.size()) == static_cast<zip_int64_t>(bytes.size()));
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

std::string run(const std::string& text, const std::string& properties) {
  return "<w:r><w:rPr>" + properties + "</w:rPr><w:t xml:space=\"preserve\">" + text + "</w:t></w:r>";
}

std::string paragraph(const std::string& text, const std::string& run_properties, const std::string& properties) {
  return "<w:p><w:pPr>" + properties + "</w:pPr>" + run(text, run_properties) + "</w:p>";
}

std::string cell(const std::string& content, const std::string& properties) {
  return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + content + "</w:tc>";
}

std::string row(const std::vector<std::string>& cells, const std::string& properties) {
  std::string xml = "<w:tr><w:trPr>" + properties + "</w:trPr>";
  for (const std::string& one : cells) xml += one;
  return xml + "</w:tr>";
}

std::string table(const std::vector<std::string>& rows) {
  std::string xml = "<w:tbl>";
  for (const std::string& one : rows) xml += one;
  return xml + "</w:tbl>";
}

}  // namespace troika::extract
