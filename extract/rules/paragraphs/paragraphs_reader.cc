#include "extract/rules/paragraphs/paragraphs_reader.h"

#include <utility>

#include "extract/rules/paragraphs/bullets.h"
#include "extract/rules/paragraphs/numbered.h"

namespace troika::extract {
namespace {

class ParagraphsReader : public Reader {
 public:
  explicit ParagraphsReader(ParagraphPatterns patterns) : patterns_(std::move(patterns)) {}

  fetch::Result<void> read(const RuleSet::Compiled&, const DocumentText& text, Reading& reading,
                           std::vector<Claim>* claims) const override {
    RecordMaker records(text, reading, claims);
    if (!read_part(text, reading, records, claims))
      return tl::unexpected(fetch::Failure{fetch::Stage::kExtract, fetch::FailureCode::kNoSection, false,
                                           "the part that holds the recommendations was not found; see "
                                           "`troika explain` on this file"});
    if (reading.items.empty())
      reading.doubts.push_back({"no-items", "the part was found, but no recommendation in it"});
    return {};
  }

 private:
  bool read_part(const DocumentText& text, Reading& reading, RecordMaker& records, std::vector<Claim>* claims) const {
    if (patterns_.by_bullets) return read_bullets(patterns_, text, records, claims);
    const auto part = part_of(patterns_, text, claims);
    if (!part) return false;
    read_numbered(patterns_, *part, records, reading);
    return true;
  }

  ParagraphPatterns patterns_;
};

}  // namespace

std::unique_ptr<const Reader> make_paragraphs_reader(const config::ParagraphsRules& rules, Compiler& compiler) {
  return std::make_unique<ParagraphsReader>(compile(rules, compiler));
}

}  // namespace troika::extract
