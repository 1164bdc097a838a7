// Reads the section that lists recommendations: its items and what the State under review says on them.
#pragma once

#include "extract/rules/reader.h"

namespace troika::extract {

class SectionReader : public Reader {
 public:
  LineTest begins_at_last() const override;
  fetch::Result<void> read(const RuleSet::Compiled& rules, const DocumentText& text, Reading& reading,
                           std::vector<Claim>* claims) const override;
};

}  // namespace troika::extract
