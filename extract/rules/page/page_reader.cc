#include "extract/rules/page/page_reader.h"

namespace troika::extract {
namespace {

class PageReader : public Reader {
 public:
  fetch::Result<void> read(const RuleSet::Compiled&, const DocumentText&, Reading&,
                           std::vector<Claim>*) const override {
    return tl::unexpected(fetch::Failure{fetch::Stage::kExtract, fetch::FailureCode::kNoSection, false, ""});
  }
};

}  // namespace

std::unique_ptr<const Reader> make_page_reader(const config::PageRules&, Compiler&) {
  return std::make_unique<PageReader>();
}

}  // namespace troika::extract
