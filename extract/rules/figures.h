// Figures that a sentence gives about a review, by the rules of a rule file (config/figure_rules.h). For this folder
// only. Immutable and thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/figure_rules.h"
#include "extract/reading.h"
#include "extract/rules/compiled_rules.h"
#include "extract/rules/compiler.h"

namespace troika::extract {

struct Figure {
  std::optional<Total::Of> of;  // absent: of recommendations that are answered in a way that has no name of its own
  int count = 0;
  std::string rule;
  std::string said;  // the clause, as printed
};

class FigureClauses {
 public:
  FigureClauses(const config::FigureRules& rules, Compiler& compiler);

  // From left to right: the clause that begins first, then the first behind it, and so on.
  std::vector<Figure> in(std::string_view sentence) const;

 private:
  struct Clause {
    std::string name;
    std::unique_ptr<RE2> re;
  };
  struct Match {
    const Clause* clause = nullptr;
    std::vector<re2::StringPiece> groups;
  };

  std::string with_numbers(std::string pattern) const;
  Match first_in(std::string_view text, std::size_t from) const;
  void add(const Match& match, std::vector<Figure>& figures) const;
  std::optional<int> number_of(std::string_view printed) const;
  void check_groups(const Clause& clause, const config::Text& source, const std::string& key, Compiler& compiler) const;
  void check_examples(const config::FigureRules& rules, Compiler& compiler) const;

  std::vector<std::vector<std::string>> words_;  // for 0, 1, 2, ...
  std::vector<Clause> clauses_;
};

}  // namespace troika::extract
