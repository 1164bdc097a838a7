#include "tests/support/rule_sets.h"

#include <cstdlib>
#include <iostream>
#include <utility>

namespace troika::extract {

using config::LeadInRule;
using config::RuleFile;
using config::Text;

Text text(std::string value, int line, int column) { return Text{std::move(value), {"rules.toml", line, column}}; }

LeadInRule sentence_rule(std::string name, std::string pattern, std::string response, std::string example,
                         std::vector<Text> qualifiers) {
  LeadInRule rule;
  rule.name = text(std::move(name));
  rule.pattern = text(std::move(pattern));
  rule.response = text(std::move(response));
  rule.example = text(std::move(example));
  rule.qualifiers = std::move(qualifiers);
  return rule;
}

RuleFile small_rule_file() {
  RuleFile file;
  file.path = "rules.toml";
  file.content = "small";
  file.name = text("test/small");
  file.kind = text("upr/test");
  file.language = text("en");
  file.title = {text("(?m)^Report of the Working Group$")};
  file.not_title = {text("(?m)^Addendum$")};
  file.cover.symbol = {text("(?m)^(A/HRC/[0-9/]+)$")};
  file.cover.state = {text("The review of (.+?) was held")};
  file.section_begin = {text("^II\\. Conclusions$")};
  file.section_end = {text("^Annex$")};
  file.paragraph_label = text("^(\\d{1,3})\\s?\\.(?:\\s|$)");
  file.item_label = {text("^(\\d{1,3})\\s?[.-]\\s?(\\d{1,3})\\s?\\.?(?:\\s|$)"),
                     text("^()(\\d{1,3})\\s?\\.?(?:\\s|$)")};

  LeadInRule others = sentence_rule("others", "following conclusions", "none", "The following conclusions were drawn:");
  others.lists = text("other");
  file.lead_in = {
      std::move(others),
      sentence_rule("pending", "(?P<said>will be examined)", "pending", "They will be examined by Varenia:"),
      sentence_rule("supported", "(?P<said>enjoy the support)", "supported", "They enjoy the support of Varenia:"),
      sentence_rule("made", "recommendations? were made", "none", "In the dialogue, recommendations were made:"),
  };
  file.after = {
      sentence_rule("noted-paragraphs", "in paragraphs (?P<paragraphs>.+?) (?P<said>did not enjoy)", "noted",
                    "Those in paragraphs 4 and 5 did not enjoy the support of Varenia."),
      sentence_rule("noted-numbers",
                    "ecommendations? (?P<refs>\\d[^a-z]*(?:(?:and|to) \\d[^a-z]*)*) (?P<said>did not enjoy)", "noted",
                    "Recommendations 4 and 5 did not enjoy the support of Varenia."),
      sentence_rule("in-process",
                    "ecommendations? (?P<refs>\\d[^a-z]*(?:(?:and|to) \\d[^a-z]*)*) (?P<said>are in process)", "none",
                    "Recommendations 4 to 6 are in process.", {text("in_process")}),
      sentence_rule("answers-list", "these recommendations (?P<said>will be examined)", "pending",
                    "The answer to these recommendations will be examined."),
  };
  return file;
}

RuleSet compiled(const RuleFile& file) {
  auto set = RuleSet::compile(file);
  if (!set) {
    for (const config::Error& error : set.error()) std::cerr << error.to_string() << '\n';
    std::abort();
  }
  return *std::move(set);
}

RuleSet small_rule_set() { return compiled(small_rule_file()); }

std::vector<RuleSet> rule_sets(RuleSet set) {
  std::vector<RuleSet> sets;
  sets.push_back(std::move(set));
  return sets;
}

std::string shipped_rule_path() { return TROIKA_SOURCE_CONFIG "/rules/upr-working-group-report.toml"; }

RuleSet shipped_rule_set() {
  auto file = config::read_rule_file(shipped_rule_path());
  if (!file) {
    for (const config::Error& error : file.error()) std::cerr << error.to_string() << '\n';
    std::abort();
  }
  return compiled(*file);
}

}  // namespace troika::extract
