// A rule set compiled and ready to apply. Made from a config::RuleFile; the patterns are RE2.
//
//   auto set = RuleSet::compile(file);            // all errors at once: bad patterns, an example another rule claims
//   if (!set) for (auto& e : set.error()) ...
//
// Share one between all threads.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "config/rule_file.h"

namespace troika::extract {

class RuleSet {
 public:
  struct Compiled;  // patterns; defined in compiled_rules.h, for this folder only

  static tl::expected<RuleSet, std::vector<config::Error>> compile(const config::RuleFile& file);

  // Of a file that compile() is known to take: the patterns of its cover now, all others when the first document of
  // its kind comes, without its examples. With many rule sets, of which few documents need more than one, most of the
  // start is saved.
  static tl::expected<RuleSet, std::vector<config::Error>> of_checked(config::RuleFile file);

  RuleSet(RuleSet&&) noexcept;
  RuleSet& operator=(RuleSet&&) noexcept;
  ~RuleSet();

  const std::string& name() const;
  const std::string& sha256() const;  // of the rule file's bytes
  const Compiled& compiled() const;
  // Names, and what tells a document of this kind (title, symbol_of_kind, web_page); all else may be missing.
  const Compiled& of_kind() const { return *compiled_; }

 private:
  struct Later;  // what is still to be compiled

  explicit RuleSet(std::unique_ptr<Compiled> compiled, std::unique_ptr<Later> later);
  std::unique_ptr<Compiled> compiled_;
  std::unique_ptr<Later> later_;  // null where `compiled_` has all
};

// Warnings for patterns that RE2 reads otherwise than their author may think: \b, \w, \s, \d are ASCII-only beside
// letters that are not, class intersections are accepted and mean something else, look-around is refused.
std::vector<config::Error> lint(const config::RuleFile& file);

}  // namespace troika::extract
