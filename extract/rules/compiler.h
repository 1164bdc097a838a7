// Turns the texts of a rule file into patterns, and keeps every error. For this folder only.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "config/rule_file.h"
#include "extract/rules/compiled_rules.h"

namespace troika::extract {

class Compiler {
 public:
  enum class Examples { kCheck, kTrust };

  // `errors` must outlive this.
  explicit Compiler(std::vector<config::Error>& errors, Examples examples = Examples::kCheck)
      : errors_(errors), examples_(examples) {}

  // `key` is where the rule file states it. Needs `groups` groups in parentheses at least. On an error `re` is null.
  Pattern pattern(const config::Text& source, std::string key, int groups);
  std::vector<Pattern> patterns(const std::vector<config::Text>& sources, const std::string& key, int groups);
  std::vector<SentenceRule> sentences(const std::vector<config::LeadInRule>& sources, const std::string& table);

  void add_error(const config::Text& source, std::string key, std::string message);
  // An example that its rule does not claim; `claimed_by` is the rule above that does, or empty.
  void add_example_error(const config::Text& example, std::string key, const std::string& rule,
                         const std::string& claimed_by);

  // Whether examples are to be held against patterns: they can be if all were compiled, and need be if nobody has.
  bool checks_examples() const { return examples_ == Examples::kCheck && errors_.empty(); }

  // A wrong order of rules shows in an example that an earlier rule claims. Call only while checks_examples().
  void check_examples(const std::vector<config::LeadInRule>& sources, const std::vector<SentenceRule>& rules,
                      const std::string& table);

 private:
  void check_group_names(const RE2& re, const config::Text& source, const std::string& key);
  std::unique_ptr<RE2> regex(const config::Text& source);

  std::vector<config::Error>& errors_;
  Examples examples_;
  std::string reason_;
};

}  // namespace troika::extract
