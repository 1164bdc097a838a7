// The shipped rule set for thematic lists.
#pragma once

#include <iostream>
#include <vector>

#include "config/rule_file.h"
#include "extract/rules/rule_set.h"

namespace troika::extract {

// Empty, and said on standard error, where the file has errors.
inline std::vector<RuleSet> thematic_list_rules() {
  std::vector<RuleSet> sets;
  const auto file = config::read_rule_file(TROIKA_SOURCE_CONFIG "/rules/upr-thematic-list.toml");
  auto set = file ? RuleSet::compile(*file) : tl::unexpected(file.error());
  if (set) {
    sets.push_back(*std::move(set));
  } else {
    for (const config::Error& error : set.error()) std::cerr << error.to_string() << '\n';
  }
  return sets;
}

}  // namespace troika::extract
