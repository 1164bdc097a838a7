#include "extract/rules/outcomes/outcomes_reader.h"

namespace troika::extract {
namespace {

class OutcomesReader : public Reader {
 public:
  fetch::Result<void> read(const RuleSet::Compiled&, const DocumentText&, Reading&,
                           std::vector<Claim>*) const override {
    return tl::unexpected(fetch::Failure{fetch::Stage::kExtract, fetch::FailureCode::kNoSection, false, ""});
  }
};

}  // namespace

std::unique_ptr<const Reader> make_outcomes_reader(const config::OutcomesRules&, Compiler&) {
  return std::make_unique<OutcomesReader>();
}

}  // namespace troika::extract
