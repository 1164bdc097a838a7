#include "extract/rules/paragraphs/patterns.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "extract/rules/sentences.h"

namespace troika::extract {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

AskingPattern compile(const config::AskingRule& source, const std::string& key, Compiler& compiler) {
  AskingPattern rule{source.name.value, compiler.pattern(source.pattern, key, 0).re};
  rule.other = source.means.value == "other";
  if (!rule.re) return rule;
  for (const auto& [name, index] : rule.re->NamedCapturingGroups()) {
    if (name == "verb") {
      rule.verb = index;
    } else if (name == "addressee") {
      rule.addressee = index;
    } else {
      compiler.add_error(source.pattern, key, "'" + name + "' is no group; choose one of verb, addressee");
    }
  }
  return rule;
}

// What the rule reads in one sentence; nothing where it does not claim it.
std::optional<Asked> claim(const AskingPattern& rule, std::string_view sentence) {
  std::vector<re2::StringPiece> groups(static_cast<std::size_t>(rule.re->NumberOfCapturingGroups()) + 1);
  if (!rule.re->Match(piece(sentence), 0, sentence.size(), RE2::UNANCHORED, groups.data(),
                      static_cast<int>(groups.size())))
    return {};
  Asked asked;
  asked.rule = &rule;
  if (rule.verb > 0) asked.verb = std::string(groups[static_cast<std::size_t>(rule.verb)]);
  if (rule.addressee > 0) asked.addressee = std::string(groups[static_cast<std::size_t>(rule.addressee)]);
  return asked;
}

Asked first_claim(const std::vector<AskingPattern>& rules, std::string_view sentence) {
  for (const AskingPattern& rule : rules)
    if (auto asked = claim(rule, sentence)) return *asked;
  return {};
}

void check_examples(const config::ParagraphsRules& sources, const ParagraphPatterns& patterns, Compiler& compiler) {
  for (std::size_t i = 0; i < sources.rules.size(); ++i) {
    const config::AskingRule& source = sources.rules[i];
    const AskingPattern* claimed_by = first_claim(patterns.rules, source.example.value).rule;
    if (claimed_by == &patterns.rules[i]) continue;
    std::string message = claimed_by
                              ? "is claimed by '" + claimed_by->name + "', which stands above '" + source.name.value +
                                    "'; move or narrow one of the two"
                              : "is not claimed by '" + source.name.value + "' itself; mend the pattern or the example";
    compiler.add_error(source.example, "recommendation[" + std::to_string(i) + "].example", std::move(message));
  }
}

}  // namespace

ParagraphPatterns compile(const config::ParagraphsRules& rules, Compiler& compiler) {
  ParagraphPatterns patterns;
  patterns.begin = compiler.patterns(rules.begin, "section.begin", 0);
  patterns.end = compiler.patterns(rules.end, "section.end", 0);
  patterns.skip = compiler.patterns(rules.skip, "section.skip", 0);
  patterns.addressee = compiler.patterns(rules.addressee, "section.addressee", 1);
  patterns.recommender = compiler.patterns(rules.recommender, "section.recommender", 1);
  patterns.bullets = compiler.patterns(rules.bullets, "paragraphs.bullets", 0);
  patterns.suspect = compiler.patterns(rules.suspect, "paragraphs.suspect", 0);
  patterns.between = compiler.patterns(rules.between, "paragraphs.between", 0);
  patterns.actor = compiler.patterns(rules.actor, "paragraphs.actor", 0);
  patterns.by_bullets = rules.unit.value == "bullet";
  patterns.sub_records = rules.sub_paragraphs.value == "records";
  patterns.keep_unclaimed = rules.unclaimed.value == "record";
  for (std::size_t i = 0; i < rules.rules.size(); ++i)
    patterns.rules.push_back(compile(rules.rules[i], "recommendation[" + std::to_string(i) + "].pattern", compiler));
  if (compiler.checks_examples()) check_examples(rules, patterns, compiler);
  return patterns;
}

Asked asked_in(const ParagraphPatterns& patterns, std::string_view text) {
  Asked other;
  for (const Span& span : sentences_of(text)) {
    Asked asked = first_claim(patterns.rules, text.substr(span.begin, span.end - span.begin));
    asked.begin = span.begin;
    if (asked.recommends()) return asked;
    if (asked.rule && !other.rule) other = asked;
  }
  return other;
}

std::vector<std::string> addressees_in(const ParagraphPatterns& patterns, std::string_view printed) {
  if (printed.empty()) return {};
  std::vector<Span> separators;
  for (const Pattern& between : patterns.between) {
    re2::StringPiece found;
    for (std::size_t from = 0;
         between.re->Match(piece(printed), from, printed.size(), RE2::UNANCHORED, &found, 1) && !found.empty();
         from = separators.back().end) {
      const auto begin = static_cast<std::size_t>(found.data() - printed.data());
      separators.push_back({begin, begin + found.size()});
    }
  }
  std::ranges::sort(separators, {}, &Span::begin);
  separators.push_back({printed.size(), printed.size()});

  std::vector<std::string> addressees;
  std::string_view before;  // what stands between the last two separators that count
  std::size_t begin = 0;
  for (std::size_t i = 0; i + 1 < separators.size(); ++i) {
    const std::string_view behind = printed.substr(
        separators[i].end, separators[i + 1].begin - std::min(separators[i].end, separators[i + 1].begin));
    before = printed.substr(begin, separators[i].begin - std::min(begin, separators[i].begin));
    if (!first_found(patterns.actor, std::string(before)) || !first_found(patterns.actor, std::string(behind)))
      continue;
    addressees.emplace_back(before);
    begin = separators[i].end;
  }
  addressees.emplace_back(printed.substr(begin));
  return addressees;
}

}  // namespace troika::extract
