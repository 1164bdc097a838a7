#include "extract/rules/replies/reply_rules.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <memory>
#include <utility>

#include "extract/rules/sentences.h"

namespace troika::extract {
namespace {

using config::LeadInRule;
using config::Text;

// Signs that documents do not use.
constexpr std::string_view kOpen = "⟦";
constexpr std::string_view kClose = "⟧";

// A list, or two with a remark between them: "104.4 and, after further thought, recommendation 104.9".
constexpr std::string_view kNumbers =
    "⟦\\d+⟧(?:,? (?:and|as well as)(?:, (?:having|after|upon|following)[^⟦⟧.;,]{0,60},)? ⟦\\d+⟧)*";

// Letters that a list of numbers may have beside it: "and", "and finally".
constexpr std::size_t kFewLetters = 12;

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

std::shared_ptr<const RE2> anchored(const Text& source, const std::string& key, Compiler& compiler) {
  return std::shared_ptr<const RE2>(compiler.pattern(source, key, 0).re);
}

ReferenceWords reference_words(const config::RepliesRules& rules, const Text& before, const std::string& key,
                               Compiler& compiler) {
  Text other = rules.other.empty() ? Text{} : rules.other.front();
  for (std::size_t i = 1; i < rules.other.size(); ++i) other.value += "|" + rules.other[i].value;
  const auto optional = [&](const Text& pattern, const char* name) {
    return pattern.value.empty() ? nullptr : anchored(pattern, name, compiler);
  };
  return ReferenceWords{anchored(before, key, compiler),
                        anchored(rules.label, "numbers.label", compiler),
                        anchored(rules.also, "numbers.and", compiler),
                        anchored(rules.upto, "numbers.to", compiler),
                        anchored(other, "numbers.other", compiler),
                        anchored(rules.paragraphs, "numbers.paragraphs", compiler),
                        anchored(rules.behind, "numbers.amount", compiler),
                        optional(rules.of_paragraph, "numbers.of_paragraph"),
                        optional(rules.bracket, "numbers.bracket")};
}

std::string sign_of(std::size_t list) { return std::string(kOpen) + std::to_string(list) + std::string(kClose); }

// Calls `visit` with each sign's place and the number in it.
template <typename Visit>
void for_each_sign(std::string_view masked, const Visit& visit) {
  for (std::size_t at = masked.find(kOpen); at != std::string_view::npos; at = masked.find(kOpen, at + 1)) {
    const std::size_t close = masked.find(kClose, at);
    if (close == std::string_view::npos) return;
    std::size_t index = 0;
    std::from_chars(masked.data() + at + kOpen.size(), masked.data() + close, index);
    visit(at, close + kClose.size(), index);
  }
}

std::string unmasked(std::string_view masked, std::string_view text, const std::vector<ReferenceList>& lists) {
  std::string plain;
  std::size_t from = 0;
  for_each_sign(masked, [&](std::size_t begin, std::size_t end, std::size_t index) {
    plain += masked.substr(from, begin - from);
    plain += text.substr(lists[index].at.begin, lists[index].at.end - lists[index].at.begin);
    from = end;
  });
  plain += masked.substr(from);
  return plain;
}

// A full stop behind a list's last number is the sentence's, if a new sentence follows.
std::size_t end_within_sentence(std::string_view text, const ReferenceList& list) {
  std::size_t end = list.at.end;
  if (end == 0 || text[end - 1] != '.') return end;
  const std::size_t next = text.find_first_not_of(' ', end);
  const bool ends = next == std::string_view::npos || std::isupper(static_cast<unsigned char>(text[next]));
  return ends ? end - 1 : end;
}

std::vector<SentenceRule> sentence_rules(const std::vector<LeadInRule>& sources, const std::string& table,
                                         const ReferenceWords& words, Compiler& compiler) {
  std::vector<LeadInRule> expanded = sources;
  for (LeadInRule& rule : expanded) {
    rule.pattern.value = replaced(rule.pattern.value, "{numbers}", kNumbers);
    rule.pattern.value = replaced(rule.pattern.value, "{gap}", "[^⟦⟧.;]*?");
  }
  std::vector<SentenceRule> compiled = compiler.sentences(expanded, table);
  if (!compiler.checks_examples()) return compiled;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const Clause clause = first_clause(compiled, reply_heading(sources[i].example.value, words));
    if (clause.rule == &compiled[i]) continue;
    compiler.add_error(sources[i].example, table + "[" + std::to_string(i) + "].example",
                       clause.rule
                           ? "is claimed by '" + clause.rule->name + "' before '" + compiled[i].name +
                                 "'; move or narrow one of the two"
                           : "is not claimed by '" + compiled[i].name + "' itself; mend the pattern or the example");
  }
  return compiled;
}

}  // namespace

ReplyRules::ReplyRules(const config::RepliesRules& rules, Compiler& compiler)
    : entries(rules.entries),
      report(compiler.patterns(rules.report, "replies.report", 1)),
      cited_report(compiler.patterns(rules.cited_report, "replies.cited_report", 1)),
      cites(compiler.patterns(rules.cites, "replies.cites", 1)),
      list_paragraph(compiler.patterns(rules.list_paragraph, "replies.list_paragraph", 1)),
      recommendation(compiler.patterns(rules.recommendation, "replies.recommendation", 1)),
      skip(compiler.patterns(rules.skip, "replies.skip", 0)),
      comment_column(compiler.patterns(rules.comment_column, "replies.comment_column", 0)),
      text_column(compiler.patterns(rules.text_column, "replies.text_column", 0)),
      lead_in(compiler.patterns(rules.lead_in, "replies.lead_in", 0)),
      recall(compiler.patterns(rules.recall, "replies.recall", 0)),
      label(reference_words(rules, rules.label, "numbers.label", compiler)),
      word(reference_words(rules, rules.word, "numbers.word", compiler)),
      category(sentence_rules(rules.category, "category", word, compiler)),
      labels(sentence_rules(rules.label_rules, "label", word, compiler)),
      answer(sentence_rules(rules.answer, "answer", word, compiler)),
      named(sentence_rules(rules.named, "named", word, compiler)),
      except(sentence_rules(rules.except, "except", word, compiler)),
      these(sentence_rules(rules.these, "these", word, compiler)),
      all(sentence_rules(rules.all, "all", word, compiler)),
      reference(sentence_rules(rules.reference, "reference", word, compiler)),
      figures(rules.figures, compiler) {}

bool ReplySentence::opens_with_list() const { return !lists.empty() && masked.starts_with(sign_of(0)); }

bool ReplySentence::names_before(std::size_t at) const { return masked.find(kOpen) < at; }

std::string ReplySentence::behind_list() const {
  const std::string behind = text.substr(std::min(text.size(), lists.front().at.end - lists.front().at.begin));
  const std::size_t begin = behind.find_first_not_of(" ,.;:-");
  return begin == std::string::npos ? std::string() : behind.substr(begin);
}

bool ReplySentence::is_list() const {
  if (lists.empty()) return false;
  if (masked.find(": " + sign_of(0)) != std::string::npos) return true;
  std::size_t letters = 0, from = 0;
  const auto count = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) letters += std::isalpha(static_cast<unsigned char>(masked[i])) ? 1U : 0U;
  };
  for_each_sign(masked, [&](std::size_t begin, std::size_t end, std::size_t) {
    count(from, begin);
    from = end;
  });
  count(from, masked.size());
  return letters <= kFewLetters;
}

namespace {

// The whole text, as if it were one sentence.
ReplySentence masked_text(std::string_view text, const ReferenceWords& words) {
  ReplySentence whole{std::string(text), {}, lists_in(text, words)};
  std::size_t from = 0;
  for (std::size_t i = 0; i < whole.lists.size(); ++i) {
    whole.lists[i].at.end = end_within_sentence(text, whole.lists[i]);
    whole.masked += text.substr(from, whole.lists[i].at.begin - from);
    whole.masked += sign_of(i);
    from = whole.lists[i].at.end;
  }
  whole.masked += text.substr(from);
  return whole;
}

}  // namespace

ReplySentence reply_heading(std::string_view text, const ReferenceWords& words) { return masked_text(text, words); }

std::vector<ReplySentence> reply_sentences(std::string_view text, const ReferenceWords& words) {
  const ReplySentence whole = masked_text(text, words);
  std::vector<ReplySentence> sentences;
  for (const Span& span : sentences_of(whole.masked)) {
    ReplySentence sentence;
    const std::string part = whole.masked.substr(span.begin, span.end - span.begin);
    sentence.text = unmasked(part, text, whole.lists);
    std::size_t at = 0;
    for_each_sign(part, [&](std::size_t begin, std::size_t end, std::size_t index) {
      sentence.masked += part.substr(at, begin - at) + sign_of(sentence.lists.size());
      sentence.lists.push_back(whole.lists[index]);
      at = end;
    });
    sentence.masked += part.substr(at);
    sentences.push_back(std::move(sentence));
  }
  return sentences;
}

ReplySentence without(const ReplySentence& sentence, std::size_t begin, std::size_t end) {
  ReplySentence rest = sentence;
  rest.masked.erase(begin, end - begin);
  return rest;
}

Clause first_clause(const std::vector<SentenceRule>& rules, const ReplySentence& sentence, std::size_t from) {
  Clause clause;
  if (from > sentence.masked.size()) return clause;
  const std::string_view rest = std::string_view(sentence.masked).substr(from);
  const SentenceMatch match = earliest_match(rules, rest);
  if (!match.rule) return clause;
  clause.rule = match.rule;
  clause.begin = from + match.begin;
  clause.end = from + std::max(match.end, match.begin + 1);
  clause.said = match.said;
  const std::size_t said = sentence.masked.find(match.said, clause.begin);
  clause.said_end = said == std::string::npos ? clause.end : said + match.said.size();
  clause.list = clause.end;
  for_each_sign(rest.substr(match.begin, match.end - match.begin), [&](std::size_t at, std::size_t, std::size_t index) {
    clause.list = std::min(clause.list, clause.begin + at);
    const auto& named = sentence.lists[index].references;
    clause.references.insert(clause.references.end(), named.begin(), named.end());
  });
  return clause;
}

Clause nearest_clause(const std::vector<SentenceRule>& rules, const ReplySentence& sentence, std::size_t from) {
  Clause clause = first_clause(rules, sentence, from);
  while (clause.rule && clause.said_end < clause.list) {
    Clause nearer = first_clause(rules, sentence, clause.said_end);
    if (!nearer.rule || nearer.begin >= clause.list || nearer.list != clause.list) break;
    clause = std::move(nearer);
  }
  return clause;
}

Clause answering_clause(const std::vector<SentenceRule>& rules, const ReplySentence& sentence) {
  Clause clause = first_clause(rules, sentence);
  while (clause.rule && !clause.rule->response) clause = first_clause(rules, sentence, clause.end);
  return clause;
}

}  // namespace troika::extract
