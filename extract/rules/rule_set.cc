#include "extract/rules/rule_set.h"

#include <array>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "extract/rules/compiled_rules.h"
#include "extract/rules/compiler.h"
#include "extract/rules/outcomes/outcomes_reader.h"
#include "extract/rules/page/page_reader.h"
#include "extract/rules/paragraphs/paragraphs_reader.h"
#include "extract/rules/replies/replies_reader.h"
#include "extract/rules/section_reader.h"
#include "extract/rules/table/table_reader.h"
#include "fetch/sha256.h"

namespace troika::extract {
namespace {

using config::Error;

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

std::string trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(kBlank) - begin + 1));
}

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

LabelPattern::LabelPattern(Pattern pattern) : re(std::move(pattern.re)) {
  // The range that RE2 tells is of whole matches; of a line that goes on behind the match, only the first byte is
  // known.
  constexpr int kEnoughBytes = 4;
  std::string from, to;
  if (!re || !re->PossibleMatchRange(&from, &to, kEnoughBytes) || from.empty()) return;
  least = static_cast<unsigned char>(from.front());
  most = static_cast<unsigned char>(to.front());
}

bool LabelPattern::begins(std::string_view line, re2::StringPiece* groups, int count) const {
  const unsigned char first = line.empty() ? 0 : static_cast<unsigned char>(line.front());
  if (first < least || first > most) return false;
  return re->Match(piece(line), 0, line.size(), RE2::ANCHOR_START, groups, count);
}

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

struct RuleSet::Later {
  config::RuleFile file;
  std::once_flag once;
  std::unique_ptr<Compiled> compiled;
};

RuleSet::RuleSet(std::unique_ptr<Compiled> compiled, std::unique_ptr<Later> later)
    : compiled_(std::move(compiled)), later_(std::move(later)) {}
RuleSet::RuleSet(RuleSet&&) noexcept = default;
RuleSet& RuleSet::operator=(RuleSet&&) noexcept = default;
RuleSet::~RuleSet() = default;

const std::string& RuleSet::name() const { return compiled_->name; }
const std::string& RuleSet::sha256() const { return compiled_->sha256; }

namespace {

std::unique_ptr<const Reader> make_section_reader(const config::RuleFile& file, Compiler& compiler,
                                                  RuleSet::Compiled& set) {
  set.section_begin = compiler.patterns(file.section_begin, "section.begin", 0);
  set.section_end = compiler.patterns(file.section_end, "section.end", 0);
  set.paragraph_label = LabelPattern(compiler.pattern(file.paragraph_label, "numbering.paragraph", 1));
  for (Pattern& pattern : compiler.patterns(file.item_label, "numbering.item", 2))
    set.item_label.emplace_back(std::move(pattern));
  set.lead_in = compiler.sentences(file.lead_in, "lead_in");
  set.after = compiler.sentences(file.after, "after");
  if (compiler.checks_examples()) {
    compiler.check_examples(file.lead_in, set.lead_in, "lead_in");
    compiler.check_examples(file.after, set.after, "after");
  }
  return std::make_unique<SectionReader>();
}

std::unique_ptr<const Reader> make_reader(const config::RuleFile& file, Compiler& compiler, RuleSet::Compiled& set) {
  if (file.replies) return make_replies_reader(*file.replies, compiler);
  if (file.paragraphs) return make_paragraphs_reader(*file.paragraphs, compiler);
  if (file.table) return make_table_reader(*file.table, compiler);
  if (file.outcomes) return make_outcomes_reader(*file.outcomes, compiler);
  if (file.page) return make_page_reader(*file.page, compiler);
  return make_section_reader(file, compiler, set);
}

// What tells a document of the rule set's kind.
std::unique_ptr<RuleSet::Compiled> compile_kind(const config::RuleFile& file, Compiler& compiler) {
  auto set = std::make_unique<RuleSet::Compiled>();
  set->name = file.name.value;
  set->kind = file.kind.value;
  set->language = file.language.value;
  set->sha256 = fetch::sha256_hex(file.content);
  set->title = compiler.patterns(file.title, "cover.title", 0);
  set->not_title = compiler.patterns(file.not_title, "cover.not_title", 0);
  set->symbol_of_kind = compiler.patterns(file.symbol_of_kind, "cover.symbol_of_kind", 0);
  set->web_page = file.web_page;
  return set;
}

std::unique_ptr<RuleSet::Compiled> compile_all(const config::RuleFile& file, Compiler& compiler) {
  auto set = compile_kind(file, compiler);
  set->symbol = compiler.patterns(file.cover.symbol, "cover.symbol", 1);
  set->published = compiler.patterns(file.cover.published, "cover.published", 1);
  set->state = compiler.patterns(file.cover.state, "cover.state", 1);
  set->council_session = compiler.patterns(file.cover.council_session, "cover.council_session", 1);
  set->working_group_session = compiler.patterns(file.cover.working_group_session, "cover.working_group_session", 1);
  set->review_date = compiler.patterns(file.cover.review_date, "cover.review_date", 1);
  set->author = compiler.patterns(file.cover.author, "cover.author", 1);
  set->agenda_item = compiler.patterns(file.cover.agenda_item, "cover.agenda_item", 1);
  set->reader = make_reader(file, compiler, *set);
  return set;
}

}  // namespace

tl::expected<RuleSet, std::vector<Error>> RuleSet::compile(const config::RuleFile& file) {
  std::vector<Error> errors;
  Compiler compiler(errors);
  auto set = compile_all(file, compiler);
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return RuleSet(std::move(set), nullptr);
}

tl::expected<RuleSet, std::vector<Error>> RuleSet::of_checked(config::RuleFile file) {
  std::vector<Error> errors;
  Compiler compiler(errors);
  auto set = compile_kind(file, compiler);
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  auto later = std::make_unique<Later>();
  later->file = std::move(file);
  return RuleSet(std::move(set), std::move(later));
}

const RuleSet::Compiled& RuleSet::compiled() const {
  if (!later_) return *compiled_;
  std::call_once(later_->once, [this] {
    std::vector<Error> errors;
    Compiler compiler(errors, Compiler::Examples::kTrust);
    auto set = compile_all(later_->file, compiler);
    if (!errors.empty())
      throw std::logic_error("rules that were checked cannot be used: " + errors.front().to_string());
    later_->compiled = std::move(set);
  });
  return *later_->compiled;
}

}  // namespace troika::extract
