#include "extract/rules/replies/paragraphs.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace troika::extract {
namespace {

// What follows a sentence on more recommendations than these is about the review as a whole.
constexpr std::size_t kMostCommented = 4;
// A sentence of this many bytes, without a full stop, may introduce what is below it.
constexpr std::size_t kLongestLeadIn = 160;
// More letters than these behind a number are words about it.
constexpr int kFewLetters = 3;

bool is_remark(const std::string& text) {
  return std::count_if(text.begin(), text.end(), [](unsigned char c) { return std::isalpha(c) != 0; }) > kFewLetters;
}

std::optional<Response> opposite(std::optional<Response> response) {
  if (!response) return {};
  return response == Response::kNoted ? Response::kSupported : Response::kNoted;
}

std::vector<Reference> all_of(const std::vector<ReferenceList>& lists) {
  std::vector<Reference> references;
  for (const ReferenceList& list : lists)
    references.insert(references.end(), list.references.begin(), list.references.end());
  return references;
}

}  // namespace

std::string Paragraphs::read_heading(const Unit& unit) {
  named_.clear();
  const ReplySentence heading = reply_heading(unit.whole, rules_.word);
  const Clause clause = first_clause(rules_.category, heading);
  if (clause.rule) {
    scope_.open_heading(unit, position_of(clause, unit, unit.whole));
    if (clause.rule->response) state_by_scope(unit, clause.references);
    return clause.rule->name;
  }
  wait_for_answer(unit, heading);
  scope_.enter_heading(unit);
  return {};
}

std::string Paragraphs::read_paragraph(const Unit& unit) {
  scope_.enter_paragraph(unit);
  // A comment may go on in a paragraph without a number of its own.
  const bool goes_on = !unit.paragraph.empty() && unit.paragraph == paragraph_ && named_.size() <= kMostCommented;
  if (!goes_on) named_.clear();
  paragraph_ = unit.paragraph;
  spoken_.reset();
  if (waiting_loosely_) leave();
  const auto sentences = reply_sentences(unit.text, rules_.word);
  std::string rule;
  for (const ReplySentence& sentence : sentences) {
    std::string claimed = read_sentence(unit, sentence, &sentence == &sentences.back());
    if (rule.empty()) rule = std::move(claimed);
  }
  return rule;
}

std::string Paragraphs::read_sentence(const Unit& unit, const ReplySentence& sentence, bool last) {
  const bool recalled = first_found(rules_.recall, sentence.text) != nullptr;
  std::string rule = these(unit, sentence);
  if (!rule.empty()) return rule;
  spoken_.reset();
  const std::string figure = read_figures(unit, sentence, recalled);
  if (last && names_paragraph(sentence)) rule = introduced(unit, sentence, last);
  if (rule.empty()) rule = named(unit, sentence, recalled);
  if (rule.empty() && rules_.entries) rule = unnamed(unit, sentence, last);
  if (rule.empty() && figure.empty()) remark(sentence);
  return rule.empty() ? figure : rule;
}

// "The recommendations in paragraph 53 that are accepted are:"; an exception is not listed below as accepted.
bool Paragraphs::names_paragraph(const ReplySentence& sentence) const {
  const auto references = all_of(sentence.lists);
  return sentence.text.ends_with(':') && !first_clause(rules_.except, sentence).rule && !references.empty() &&
         std::all_of(references.begin(), references.end(), [](const Reference& one) { return one.item == 0; });
}

std::string Paragraphs::read_figures(const Unit& unit, const ReplySentence& sentence, bool recalled) {
  std::string rule;
  int answers = 0;
  for (const Figure& figure : rules_.figures.in(sentence.masked)) {
    if (rule.empty()) rule = figure.rule;
    if (!figure.of) continue;
    Total total{*figure.of, figure.count, unit.paragraph, unit.page, sentence.text, figure.rule, recalled};
    if (total.of == Total::Of::kReceived) total.recalled = false;
    reading_.totals.push_back(std::move(total));
    if (const auto response = response_named(name_of(*figure.of)); response && !recalled) {
      Position position;
      position.response = response;
      position.quote = sentence.text;
      position.as_printed = figure.said;
      position.rule = figure.rule;
      position.paragraph = unit.paragraph;
      position.page = unit.page;
      spoken_ = ++answers == 1 ? std::optional(std::move(position)) : std::nullopt;
    }
  }
  return rule;
}

// --- sentences that name what they are about

std::string Paragraphs::named(const Unit& unit, const ReplySentence& sentence, bool recalled) {
  std::vector<Clause> exceptions;
  std::vector<Reference> excepted;
  ReplySentence rest = sentence;
  for (Clause clause = first_clause(rules_.except, rest); clause.rule; clause = first_clause(rules_.except, rest)) {
    rest = without(rest, clause.begin, clause.end);
    excepted.insert(excepted.end(), clause.references.begin(), clause.references.end());
    exceptions.push_back(std::move(clause));
  }
  const std::vector<std::size_t> before = named_;
  std::string rule;
  std::optional<Response> response;
  for (std::size_t from = 0;;) {
    const Clause on_numbers = nearest_clause(rules_.named, rest, from);
    const Clause on_all = first_clause(rules_.all, rest, from);
    const bool all = on_all.rule && (!on_numbers.rule || on_all.begin <= on_numbers.begin);
    const Clause& clause = all ? on_all : on_numbers;
    if (!clause.rule) break;
    if (rule.empty()) rule = clause.rule->name;
    if (!response) response = clause.rule->response;
    // "For recommendation 112.24, please refer to that on 112.14"
    if (!clause.rule->response && clause.rule->qualifiers.empty() && rest.names_before(clause.begin))
      commented(sentence);
    if (all) {
      state_on_all(unit, sentence, clause);
    } else {
      state_on_named(unit, sentence, clause, excepted, recalled);
    }
    from = clause.end;
  }
  // "Recommendation 63.1: Varenia accepts this recommendation, which is being implemented."
  if (!rule.empty() && !response && sentence.opens_with_list() && exceptions.empty())
    answered(unit, sentence, sentence.lists.front().references);
  // A sentence with numbers of its own does not go on with the list of a lead-in above.
  if (!named_.empty() && named_ != before) scope_.leave_lead_in();
  for (const Clause& exception : exceptions) {
    state_on_exceptions(unit, sentence, exception, response);
    if (rule.empty()) rule = exception.rule->name;
  }
  return rule;
}

void Paragraphs::state_on_named(const Unit& unit, const ReplySentence& sentence, const Clause& clause,
                                const std::vector<Reference>& excepted, bool recalled) {
  if (!clause.rule->response && clause.rule->qualifiers.empty()) return;
  named_.clear();
  for (const Reference& reference : clause.references) {
    if (std::find(excepted.begin(), excepted.end(), reference) != excepted.end()) continue;
    Statement statement = statements_.statement_on(reference, position_of(clause, unit, sentence.text));
    if (!clause.rule->response) {
      statements_.qualify_later(std::move(statement));
      continue;
    }
    if (scope_.answers_with(clause.rule->response)) add_qualifiers(statement.position.qualifiers, scope_.qualifiers());
    named_.push_back(statements_.add(std::move(statement), recalled));
  }
}

void Paragraphs::state_on_all(const Unit& unit, const ReplySentence& sentence, const Clause& clause) {
  if (!clause.rule->response) return;
  Statement statement{"*", position_of(clause, unit, sentence.text)};
  statement.report = statements_.report_here();
  statement.flags.push_back({"all-others", "all recommendations on which the document says nothing else"});
  statements_.add(std::move(statement));
}

// Says of itself how the exceptions are answered, or means that they are answered the other way. Those that it does not
// name stand below, or in the next sentence.
void Paragraphs::state_on_exceptions(const Unit& unit, const ReplySentence& sentence, const Clause& clause,
                                     std::optional<Response> others) {
  Position position = position_of(clause, unit, sentence.text);
  if (!position.response) position.response = opposite(others);
  if (clause.references.empty() && position.response) {
    if (sentence.text.ends_with(':')) scope_.open_lead_in(unit, position);
    spoken_ = position;
  }
  for (const Reference& reference : clause.references) {
    Statement statement = statements_.statement_on(reference, position);
    statement.flags.push_back({"by-exception", "named as what the sentence does not hold for"});
    statements_.add(std::move(statement));
  }
}

// "These are 88.1 and 88.2": what the sentence before spoke of.
std::string Paragraphs::these(const Unit& unit, const ReplySentence& sentence) {
  if (!spoken_) return {};
  const Clause clause = first_clause(rules_.these, sentence);
  if (!clause.rule) return {};
  named_.clear();
  for (const Reference& reference : clause.references) {
    Position position = *spoken_;
    position.page = unit.page;
    position.quote += " " + sentence.text;
    named_.push_back(statements_.add(statements_.statement_on(reference, std::move(position))));
  }
  return clause.rule->name;
}

// --- sentences that name no number with a position

// About the list before it, or before the list below it.
std::string Paragraphs::unnamed(const Unit& unit, const ReplySentence& sentence, bool last) {
  if (!named_.empty() && sentence.lists.empty()) {
    const Clause clause = first_clause(rules_.answer, sentence);
    if (clause.rule && !clause.rule->response && !clause.rule->qualifiers.empty()) {
      for (std::size_t index : named_) statements_.qualify(index, clause.rule->qualifiers);
      return clause.rule->name;
    }
  }
  if (std::string rule = introduced(unit, sentence, last); !rule.empty()) return rule;
  if (sentence.lists.empty()) return answered(unit, sentence, waiting_);
  if (std::string rule = listed(unit, sentence); !rule.empty()) return rule;
  if (std::string rule = commented(sentence); !rule.empty()) return rule;
  if (std::string rule = answered(unit, sentence, sentence.lists.front().references); !rule.empty()) return rule;
  if (!first_clause(rules_.reference, sentence).rule) wait_for_answer(unit, sentence);
  return {};
}

std::string Paragraphs::introduced(const Unit& unit, const ReplySentence& sentence, bool last) {
  const Clause clause = first_clause(rules_.category, sentence);
  if (!clause.rule || !last) return {};
  const bool introduces = (sentence.lists.empty() && first_found(rules_.lead_in, sentence.text)) ||
                          sentence.text.ends_with(':') ||
                          (sentence.text.size() <= kLongestLeadIn && !sentence.text.ends_with('.'));
  if (!introduces) return {};
  scope_.open_lead_in(unit, position_of(clause, unit, sentence.text));
  if (clause.rule->response) state_by_scope(unit, clause.references);
  return clause.rule->name;
}

// A list below a heading or a lead-in, or a number there with words about it.
std::string Paragraphs::listed(const Unit& unit, const ReplySentence& sentence) {
  if (!scope_.answers()) return {};
  if (sentence.is_list()) {
    state_by_scope(unit, all_of(sentence.lists));
  } else if (sentence.opens_with_list()) {
    named_.clear();
    for (const Reference& reference : sentence.lists.front().references) {
      const auto stated = statements_.stated_on(reference);
      named_.push_back(stated ? *stated : statements_.add(statements_.statement_on(reference, scope_.position(unit))));
    }
    for (std::size_t index : named_) statements_.comment_on(index, sentence.behind_list());
  } else {
    return {};
  }
  return scope_.position(unit).rule;
}

// "With regard to 58.6, the law ...", where the document states the position on 58.6 before.
std::string Paragraphs::commented(const ReplySentence& sentence) {
  std::vector<std::size_t> all;
  for (const Reference& reference : sentence.lists.front().references) {
    const auto stated = statements_.stated_on(reference);
    if (!stated) return {};
    all.push_back(*stated);
  }
  named_ = std::move(all);
  const std::string comment = sentence.opens_with_list() ? sentence.behind_list() : sentence.text;
  for (std::size_t index : named_)
    if (is_remark(comment)) statements_.comment_on(index, comment);
  return statements_.at(named_.front()).position.rule;
}

// "With regard to recommendation 77.4, the Government accepts the recommendation", or that in the next paragraph, where
// "Accepted." is enough.
std::string Paragraphs::answered(const Unit& unit, const ReplySentence& sentence,
                                 const std::vector<Reference>& references) {
  if (references.empty() || sentence.lists.size() > 1) return {};
  Clause clause = answering_clause(rules_.answer, sentence);
  const bool waited = &references == &waiting_;
  if (!clause.rule && waited && !waiting_loosely_) clause = answering_clause(rules_.labels, sentence);
  if (!clause.rule || (waited && waiting_loosely_ && !on_the_recommendation(sentence, clause))) return {};
  named_.clear();
  for (const Reference& reference : references)
    named_.push_back(statements_.add(statements_.statement_on(reference, position_of(clause, unit, sentence.text))));
  if (waited || waiting_ == references) waiting_reject_.reset();
  waiting_.clear();
  return clause.rule->name;
}

// "It therefore takes note of the recommendation.", but neither "accepts the part on costs" nor "has accepted the
// recommendations of the Committee".
bool Paragraphs::on_the_recommendation(const ReplySentence& sentence, const Clause& clause) const {
  const std::string match = sentence.masked.substr(clause.begin, clause.end - clause.begin);
  const std::size_t next = sentence.masked.find_first_not_of(' ', clause.end);
  const bool ends = next == std::string::npos || std::ispunct(static_cast<unsigned char>(sentence.masked[next])) != 0;
  return ends && RE2::PartialMatch(match, *rules_.word.before);
}

void Paragraphs::state_by_scope(const Unit& unit, const std::vector<Reference>& references) {
  named_.clear();
  for (const Reference& reference : references)
    named_.push_back(statements_.add(statements_.statement_on(reference, scope_.position(unit))));
}

// A sentence behind the position on a few recommendations, that says nothing else.
void Paragraphs::remark(const ReplySentence& sentence) {
  if (!sentence.lists.empty() || named_.size() > kMostCommented) return;
  if (first_found(rules_.list_paragraph, sentence.text)) return;
  for (std::size_t index : named_) statements_.comment_on(index, sentence.text);
}

// Numbers without a position: the text below may give it. Until it does they count as rejected.
void Paragraphs::wait_for_answer(const Unit& unit, const ReplySentence& sentence) {
  if (sentence.lists.empty() || first_found(rules_.list_paragraph, sentence.text)) return;
  leave();
  waiting_reject_ = Reject{{"numbers-without-position", sentence.text}, 0, unit.page, sentence.text};
  waiting_loosely_ = !sentence.is_list();
  if (sentence.lists.size() == 1 && (!waiting_loosely_ || unit.kind == Unit::Kind::kText)) {
    waiting_ = sentence.lists.front().references;
  } else {
    leave();
  }
}

void Paragraphs::leave() {
  if (waiting_reject_) reading_.rejects.push_back(*std::exchange(waiting_reject_, std::nullopt));
  waiting_.clear();
  waiting_loosely_ = false;
}

}  // namespace troika::extract
