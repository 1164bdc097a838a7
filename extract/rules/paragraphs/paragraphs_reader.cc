#include "extract/rules/paragraphs/paragraphs_reader.h"

namespace troika::extract {
namespace {

class ParagraphsReader : public Reader {
 public:
  fetch::Result<void> read(const RuleSet::Compiled&, const DocumentText&, Reading&,
                           std::vector<Claim>*) const override {
    return tl::unexpected(fetch::Failure{fetch::Stage::kExtract, fetch::FailureCode::kNoSection, false, ""});
  }
};

}  // namespace

std::unique_ptr<const Reader> make_paragraphs_reader(const config::ParagraphsRules&, Compiler&) {
  return std::make_unique<ParagraphsReader>();
}

}  // namespace troika::extract
