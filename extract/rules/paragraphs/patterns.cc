#include "extract/rules/paragraphs/patterns.h"

#include <optional>
#include <utility>

#include "extract/rules/sentences.h"

namespace troika::extract {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

constexpr std::string_view kActors = "{actors}";

std::string alternatives(const std::vector<config::Text>& patterns) {
  std::string all;
  for (const config::Text& pattern : patterns) all += (all.empty() ? "(?:" : "|") + pattern.value;
  return all + ")";
}

// What {actors} stands for: one actor, or several with what divides them.
std::string actors_pattern(const config::ParagraphsRules& rules) {
  if (rules.actor.empty()) return {};
  const std::string actor = alternatives(rules.actor);
  return rules.between.empty() ? actor : actor + "(?:" + alternatives(rules.between) + actor + ")*";
}

config::Text with_actors(config::Text pattern, const std::string& actors) {
  for (std::size_t at = pattern.value.find(kActors); at != std::string::npos && !actors.empty();
       at = pattern.value.find(kActors, at + actors.size()))
    pattern.value.replace(at, kActors.size(), actors);
  return pattern;
}

std::vector<config::Text> with_actors(std::vector<config::Text> patterns, const std::string& actors) {
  for (config::Text& pattern : patterns) pattern = with_actors(std::move(pattern), actors);
  return patterns;
}

AskingPattern compile(const config::AskingRule& source, const std::string& actors, const std::string& key,
                      Compiler& compiler) {
  AskingPattern rule{source.name.value, compiler.pattern(with_actors(source.pattern, actors), key, 0).re};
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
    const AskingPattern* claimed_by = first_claim(patterns.rules, sources.rules[i].example.value).rule;
    if (claimed_by == &patterns.rules[i]) continue;
    compiler.add_example_error(sources.rules[i].example, "recommendation[" + std::to_string(i) + "].example",
                               patterns.rules[i].name, claimed_by ? claimed_by->name : "");
  }
}

}  // namespace

ParagraphPatterns compile(const config::ParagraphsRules& rules, Compiler& compiler) {
  const std::string actors = actors_pattern(rules);
  ParagraphPatterns patterns;
  patterns.begin = compiler.patterns(rules.begin, "section.begin", 0);
  patterns.end = compiler.patterns(rules.end, "section.end", 0);
  patterns.skip = compiler.patterns(rules.skip, "section.skip", 0);
  patterns.addressee = compiler.patterns(rules.addressee, "section.addressee", 1);
  patterns.recommender = compiler.patterns(rules.recommender, "section.recommender", 1);
  patterns.bullets = compiler.patterns(rules.bullets, "paragraphs.bullets", 0);
  patterns.suspect = compiler.patterns(rules.suspect, "paragraphs.suspect", 0);
  patterns.actor = compiler.patterns(rules.actor, "paragraphs.actor", 0);
  patterns.between = compiler.patterns(rules.between, "paragraphs.between", 0);
  patterns.further = compiler.patterns(with_actors(rules.further, actors), "paragraphs.further", 1);
  patterns.by_bullets = rules.unit.value == "bullet";
  patterns.sub_records = rules.sub_paragraphs.value == "records";
  patterns.keep_unclaimed = rules.unclaimed.value == "record";
  for (std::size_t i = 0; i < rules.rules.size(); ++i)
    patterns.rules.push_back(
        compile(rules.rules[i], actors, "recommendation[" + std::to_string(i) + "].pattern", compiler));
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

}  // namespace troika::extract
