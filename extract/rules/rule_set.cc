#include "extract/rules/rule_set.h"

#include <array>
#include <utility>

#include "extract/rules/compiled_rules.h"
#include "fetch/sha256.h"

namespace troika::extract {
namespace {

using config::Error;
using config::Text;

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

std::string trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(kBlank) - begin + 1));
}

// Compiles everything and keeps every error.
class Compiler {
 public:
  explicit Compiler(std::vector<Error>& errors) : errors_(errors) {}

  Pattern pattern(const Text& source, std::string key, int groups) {
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

  std::vector<Pattern> patterns(const std::vector<Text>& sources, const std::string& key, int groups) {
    std::vector<Pattern> compiled;
    for (std::size_t i = 0; i < sources.size(); ++i)
      compiled.push_back(pattern(sources[i], key + "[" + std::to_string(i) + "]", groups));
    return compiled;
  }

  std::vector<SentenceRule> sentences(const std::vector<config::LeadInRule>& sources, const std::string& table) {
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

  // A wrong order of rules shows in an example that an earlier rule claims.
  void check_examples(const std::vector<config::LeadInRule>& sources, const std::vector<SentenceRule>& rules,
                      const std::string& table) {
    for (std::size_t i = 0; i < sources.size(); ++i) {
      const SentenceRule* claimed_by = first_match(rules, sources[i].example.value).rule;
      if (claimed_by == &rules[i]) continue;
      std::string message = claimed_by
                                ? "is claimed by '" + claimed_by->name + "', which stands above '" + rules[i].name +
                                      "'; move or narrow one of the two"
                                : "is not claimed by '" + rules[i].name + "' itself; mend the pattern or the example";
      errors_.push_back({sources[i].example.at, table + "[" + std::to_string(i) + "].example", std::move(message)});
    }
  }

 private:
  // A misspelt "refs" would make the sentence one about the whole list.
  void check_group_names(const RE2& re, const Text& source, const std::string& key) {
    for (const auto& [name, index] : re.NamedCapturingGroups())
      if (name != "said" && name != "refs" && name != "paragraphs")
        errors_.push_back({source.at, key, "'" + name + "' is no group; choose one of said, refs, paragraphs"});
  }

  std::unique_ptr<RE2> regex(const Text& source) {
    RE2::Options options;
    options.set_log_errors(false);
    auto re = std::make_unique<RE2>(source.value, options);
    if (re->ok()) return re;
    reason_ = re->error();
    return nullptr;
  }

  std::vector<Error>& errors_;
  std::string reason_;
};

}  // namespace

namespace {

SentenceMatch match_of(const SentenceRule& rule, std::string_view sentence) {
  // More groups than a readable pattern has; those beyond are not looked at.
  std::array<re2::StringPiece, 8> groups;
  const int count = std::min<int>(1 + rule.re->NumberOfCapturingGroups(), static_cast<int>(groups.size()));
  if (!rule.re->Match(piece(sentence), 0, sentence.size(), RE2::UNANCHORED, groups.data(), count)) return {};
  SentenceMatch match;
  match.rule = &rule;
  match.said = std::string(groups[0]);
  match.begin = static_cast<std::size_t>(groups[0].data() - sentence.data());
  match.end = match.begin + groups[0].size();
  for (const auto& [name, index] : rule.re->NamedCapturingGroups()) {
    if (index >= count || groups[static_cast<std::size_t>(index)].data() == nullptr) continue;
    std::string value(groups[static_cast<std::size_t>(index)]);
    if (name == "said") match.said = value;
    if (name == "refs") match.refs = value;
    if (name == "paragraphs") match.paragraphs = value;
  }
  return match;
}

}  // namespace

SentenceMatch first_match(const std::vector<SentenceRule>& rules, std::string_view sentence) {
  for (const SentenceRule& rule : rules)
    if (SentenceMatch match = match_of(rule, sentence); match.rule) return match;
  return {};
}

SentenceMatch earliest_match(const std::vector<SentenceRule>& rules, std::string_view text) {
  SentenceMatch earliest;
  for (const SentenceRule& rule : rules) {
    SentenceMatch match = match_of(rule, text);
    if (match.rule && (!earliest.rule || match.begin < earliest.begin)) earliest = std::move(match);
  }
  return earliest;
}

const Pattern* first_found(const std::vector<Pattern>& patterns, std::string_view text) {
  for (const Pattern& pattern : patterns)
    if (pattern.found_in(text)) return &pattern;
  return nullptr;
}

std::string first_value(const std::vector<Pattern>& patterns, std::string_view text) {
  for (const Pattern& pattern : patterns) {
    std::string value;
    if (RE2::PartialMatch(piece(text), *pattern.re, &value)) return trimmed(value);
  }
  return {};
}

RuleSet::RuleSet(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
RuleSet::RuleSet(RuleSet&&) noexcept = default;
RuleSet& RuleSet::operator=(RuleSet&&) noexcept = default;
RuleSet::~RuleSet() = default;

const std::string& RuleSet::name() const { return compiled_->name; }
const std::string& RuleSet::sha256() const { return compiled_->sha256; }

tl::expected<RuleSet, std::vector<Error>> RuleSet::compile(const config::RuleFile& file) {
  std::vector<Error> errors;
  Compiler compiler(errors);
  auto set = std::make_unique<Compiled>();
  set->name = file.name.value;
  set->kind = file.kind.value;
  set->language = file.language.value;
  set->sha256 = fetch::sha256_hex(file.content);
  set->title = compiler.patterns(file.title, "cover.title", 0);
  set->not_title = compiler.patterns(file.not_title, "cover.not_title", 0);
  set->symbol = compiler.patterns(file.cover.symbol, "cover.symbol", 1);
  set->published = compiler.patterns(file.cover.published, "cover.published", 1);
  set->state = compiler.patterns(file.cover.state, "cover.state", 1);
  set->council_session = compiler.patterns(file.cover.council_session, "cover.council_session", 1);
  set->working_group_session = compiler.patterns(file.cover.working_group_session, "cover.working_group_session", 1);
  set->review_date = compiler.patterns(file.cover.review_date, "cover.review_date", 1);
  set->section_begin = compiler.patterns(file.section_begin, "section.begin", 0);
  set->section_end = compiler.patterns(file.section_end, "section.end", 0);
  set->paragraph_label = compiler.pattern(file.paragraph_label, "numbering.paragraph", 1);
  set->item_label = compiler.patterns(file.item_label, "numbering.item", 2);
  set->lead_in = compiler.sentences(file.lead_in, "lead_in");
  set->after = compiler.sentences(file.after, "after");
  if (errors.empty()) {
    compiler.check_examples(file.lead_in, set->lead_in, "lead_in");
    compiler.check_examples(file.after, set->after, "after");
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return RuleSet(std::move(set));
}

}  // namespace troika::extract
