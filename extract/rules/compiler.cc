#include "extract/rules/compiler.h"

#include <utility>

namespace troika::extract {

using config::Error;
using config::Text;

Pattern Compiler::pattern(const Text& source, std::string key, int groups) {
  Pattern compiled{std::move(key), regex(source)};
  if (!compiled.re) {
    errors_.push_back({source.at, compiled.key, "not a pattern that RE2 takes: " + reason_});
  } else if (compiled.re->NumberOfCapturingGroups() < groups) {
    errors_.push_back({source.at, compiled.key,
                       "needs " + std::to_string(groups) + " group(s) in parentheses, has " +
                           std::to_string(compiled.re->NumberOfCapturingGroups())});
  }
  return compiled;
}

std::vector<Pattern> Compiler::patterns(const std::vector<Text>& sources, const std::string& key, int groups) {
  std::vector<Pattern> compiled;
  for (std::size_t i = 0; i < sources.size(); ++i)
    compiled.push_back(pattern(sources[i], key + "[" + std::to_string(i) + "]", groups));
  return compiled;
}

std::vector<SentenceRule> Compiler::sentences(const std::vector<config::LeadInRule>& sources,
                                              const std::string& table) {
  std::vector<SentenceRule> compiled;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const config::LeadInRule& source = sources[i];
    Pattern p = pattern(source.pattern, table + "[" + std::to_string(i) + "].pattern", 0);
    if (p.re) check_group_names(*p.re, source.pattern, p.key);
    SentenceRule rule{
        source.name.value, std::move(p.re), response_named(source.response.value), {}, source.lists.value == "other"};
    for (const Text& word : source.qualifiers)
      if (auto qualifier = qualifier_named(word.value)) rule.qualifiers.push_back(*qualifier);
    compiled.push_back(std::move(rule));
  }
  return compiled;
}

void Compiler::add_error(const Text& source, std::string key, std::string message) {
  errors_.push_back({source.at, std::move(key), std::move(message)});
}

void Compiler::add_example_error(const Text& example, std::string key, const std::string& rule,
                                 const std::string& claimed_by) {
  add_error(example, std::move(key),
            claimed_by.empty() ? "is not claimed by '" + rule + "' itself; mend the pattern or the example"
                               : "is claimed by '" + claimed_by + "', which stands above '" + rule +
                                     "'; move or narrow one of the two");
}

void Compiler::check_examples(const std::vector<config::LeadInRule>& sources, const std::vector<SentenceRule>& rules,
                              const std::string& table) {
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const SentenceRule* claimed_by = first_match(rules, sources[i].example.value).rule;
    if (claimed_by == &rules[i]) continue;
    add_example_error(sources[i].example, table + "[" + std::to_string(i) + "].example", rules[i].name,
                      claimed_by ? claimed_by->name : "");
  }
}

// A misspelt "refs" would make the sentence one about the whole list.
void Compiler::check_group_names(const RE2& re, const Text& source, const std::string& key) {
  for (const auto& [name, index] : re.NamedCapturingGroups())
    if (name != "said" && name != "refs" && name != "paragraphs")
      errors_.push_back({source.at, key, "'" + name + "' is no group; choose one of said, refs, paragraphs"});
}

std::unique_ptr<RE2> Compiler::regex(const Text& source) {
  RE2::Options options;
  options.set_log_errors(false);
  auto re = std::make_unique<RE2>(source.value, options);
  if (re->ok()) return re;
  reason_ = re->error();
  return nullptr;
}

}  // namespace troika::extract
