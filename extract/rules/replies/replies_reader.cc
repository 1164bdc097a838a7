#include "extract/rules/replies/replies_reader.h"

namespace troika::extract {
namespace {

class RepliesReader : public Reader {
 public:
  fetch::Result<void> read(const RuleSet::Compiled&, const DocumentText&, Reading&,
                           std::vector<Claim>*) const override {
    return tl::unexpected(fetch::Failure{fetch::Stage::kExtract, fetch::FailureCode::kNoSection, false, ""});
  }
};

}  // namespace

std::unique_ptr<const Reader> make_replies_reader(const config::RepliesRules&, Compiler&) {
  return std::make_unique<RepliesReader>();
}

}  // namespace troika::extract
