// The rules of reads = "outcomes", compiled. For this folder only. Immutable and thread-safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "config/outcomes_rules.h"
#include "extract/reading.h"
#include "extract/rules/compiled_rules.h"
#include "extract/rules/compiler.h"
#include "extract/rules/figures.h"

namespace troika::extract {

struct OutcomeRule {
  std::string name;
  std::unique_ptr<RE2> re;
  bool adopts = true;
};

// What one rule found; empty where its pattern has no such group.
struct OutcomeFacts {
  const OutcomeRule* rule = nullptr;
  std::string state, decision, date;
  Span at;
};

struct DocumentRule {
  std::string relation;
  Pattern pattern;
};

struct OutcomeRules {
  OutcomeRules(const config::OutcomesRules& source, Compiler& compiler);

  // What each rule that is found in the text says, in the order of the rules.
  std::vector<OutcomeFacts> facts_in(std::string_view text) const;

  // Symbols named in the text, in order. Where several rules are found at a place, the first says what it is.
  std::vector<Citation> documents_in(std::string_view text) const;

  // "the Gambia" -> "Gambia".
  std::string without_article(std::string_view state) const;

  Pattern paragraph;
  std::vector<Pattern> entry, end, state_speaks, others_speak, totals_in, article;
  std::vector<OutcomeRule> outcomes;
  std::vector<DocumentRule> documents;
  std::vector<SentenceRule> positions;
  FigureClauses figures;

 private:
  void compile_outcomes(const std::vector<config::OutcomeRule>& sources, Compiler& compiler);
};

}  // namespace troika::extract
