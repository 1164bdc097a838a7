#include "extract/docx/relationships.h"

#include <algorithm>

namespace troika::extract {
namespace {

// "word/" and "../header1.xml" make "header1.xml".
std::string joined(std::string folder, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  while (target.starts_with("../") || target.starts_with("./")) {
    if (target.starts_with("../") && !folder.empty()) {
      folder.pop_back();
      folder.resize(folder.rfind('/') + 1);  // npos + 1 is 0
    }
    target.remove_prefix(target.find('/') + 1);
  }
  return folder.append(target);
}

}  // namespace

std::string Relationships::part_of(std::string_view part) {
  const std::size_t name = part.rfind('/') + 1;
  return std::string(part.substr(0, name)) + "_rels/" + std::string(part.substr(name)) + ".rels";
}

void Relationships::start(const XmlTag& tag) {
  if (tag.name != "Relationship" || tag.value("TargetMode") == "External") return;
  const std::string_view type = tag.value("Type");
  all_.push_back({std::string(tag.value("Id")), std::string(type.substr(type.rfind('/') + 1)),
                  joined(folder_, tag.value("Target"))});
}

std::string Relationships::of_type(std::string_view type) const {
  const auto found = std::ranges::find(all_, type, &Relationship::type);
  return found == all_.end() ? "" : found->part;
}

std::string Relationships::of_id(std::string_view id) const {
  const auto found = std::ranges::find(all_, id, &Relationship::id);
  return found == all_.end() ? "" : found->part;
}

}  // namespace troika::extract
