// Rule sets as they are shipped. Needs the definition TROIKA_SOURCE_CONFIG.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "config/rule_file.h"
#include "extract/rules/rule_set.h"

namespace troika::extract {

// These files of config/rules, "hrc-decision" and so on, in this order. Aborts the test program where one has an error.
inline std::vector<RuleSet> shipped_rule_sets(const std::vector<std::string>& names) {
  const auto give_up = [](const std::vector<config::Error>& errors) {
    for (const config::Error& error : errors) std::cerr << error.to_string() << '\n';
    std::abort();
  };
  std::vector<RuleSet> sets;
  for (const std::string& name : names) {
    auto file = config::read_rule_file(TROIKA_SOURCE_CONFIG "/rules/" + name + ".toml");
    if (!file) give_up(file.error());
    auto set = RuleSet::compile(*file);
    if (!set) give_up(set.error());
    sets.push_back(*std::move(set));
  }
  return sets;
}

// All of them, in the order of their files' names.
inline std::vector<RuleSet> shipped_rule_sets() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(TROIKA_SOURCE_CONFIG "/rules"))
    if (entry.path().extension() == ".toml") names.push_back(entry.path().stem());
  std::sort(names.begin(), names.end());
  return shipped_rule_sets(names);
}

}  // namespace troika::extract
