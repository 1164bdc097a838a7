#include "extract/docx/styles.h"

namespace troika::extract {
namespace {

// Word's own styles stand on three others at most; one that is based on itself ends here.
constexpr int kDeepestStyle = 20;
// Of text that nothing is said about (ECMA-376, part 1, 17.3.2.38).
constexpr double kDefaultSize = 10;

}  // namespace

void Styles::start(const XmlTag& tag) {
  const std::string parent = open_.empty() ? "" : open_.back();
  open_.emplace_back(tag.vocabulary == XmlVocabulary::kWord ? tag.name : "");
  if (tag.vocabulary != XmlVocabulary::kWord) return;
  if (tag.name == "docDefaults") current_ = &defaults_;
  if (tag.name == "style") {
    const std::string id(tag.value("styleId"));
    current_ = &styles_[id];
    if (tag.value("type") == "paragraph" && tag.is_on("default", false)) default_paragraph_ = id;
  }
  if (!current_) return;
  if (tag.name == "basedOn") current_->based_on = tag.value("val");
  if (parent == "rPr") read_run_property(tag, current_->run);
  if (parent == "pPr" || parent == "numPr") read_paragraph_property(tag, current_->paragraph);
}

void Styles::end() {
  if (open_.empty()) return;
  if (open_.back() == "style" || open_.back() == "docDefaults") current_ = nullptr;
  open_.pop_back();
}

void Styles::apply(const std::string& id, Style& to, int depth) const {
  const auto found = styles_.find(id);
  if (found == styles_.end() || depth > kDeepestStyle) return;
  if (!found->second.based_on.empty()) apply(found->second.based_on, to, depth + 1);
  to.paragraph.apply(found->second.paragraph);
  to.run.apply(found->second.run);
}

Style Styles::paragraph_style(const std::string& id) const {
  Style style = defaults_;
  if (!style.run.size) style.run.size = kDefaultSize;
  apply(id.empty() ? default_paragraph_ : id, style, 0);
  return style;
}

RunFormat Styles::character_style(const std::string& id) const {
  Style style;
  apply(id, style, 0);
  return style.run;
}

}  // namespace troika::extract
