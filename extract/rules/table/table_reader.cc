#include "extract/rules/table/table_reader.h"

namespace troika::extract {
namespace {

class TableReader : public Reader {
 public:
  fetch::Result<void> read(const RuleSet::Compiled&, const DocumentText&, Reading&,
                           std::vector<Claim>*) const override {
    return tl::unexpected(fetch::Failure{fetch::Stage::kExtract, fetch::FailureCode::kNoSection, false, ""});
  }
};

}  // namespace

std::unique_ptr<const Reader> make_table_reader(const config::TableRules&, Compiler&) {
  return std::make_unique<TableReader>();
}

}  // namespace troika::extract
