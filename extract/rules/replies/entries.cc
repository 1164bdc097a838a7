#include "extract/rules/replies/entries.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/rules/item_text.h"

namespace troika::extract {
namespace {

// What an answer says behind its label: "1. The law", " – the law", ") The law".
std::string behind_label(const std::string& text) {
  static const RE2 re(R"((?:\d{0,2}[\s.,;:)/-]|–|—)*)");
  re2::StringPiece rest(text);
  RE2::Consume(&rest, re);
  return std::string(rest);
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" .;:-");
  return begin == std::string_view::npos ? std::string() : std::string(text.substr(begin));
}

class Entry {
 public:
  Entry(const ReplyRules& rules, const Scope& scope, const Unit& unit, Statements& statements)
      : rules_(rules), scope_(scope), unit_(unit), statements_(statements), answer_(without_recommendation(unit.text)) {
    sentences_ = reply_sentences(answer_, rules_.word);
  }

  std::string read() {
    if (std::string rule = label(); !rule.empty()) {
      if (in_sentence()) others();
      return rule;
    }
    std::string rule = governed();
    if (rule.empty()) rule = answered();
    others();
    return rule;
  }

 private:
  // --- what the answer is

  // The text without the recommendation's own, where that is repeated before the answer. A second clause of it goes on
  // in small letters: "Sign it (Peru); ratify it (Chile)".
  std::string without_recommendation(const std::string& text) const {
    std::string rest = text;
    for (bool first = true;; first = false) {
      const bool goes_on = !rest.empty() && (std::islower(static_cast<unsigned char>(rest.front())) != 0);
      const std::size_t end = first || goes_on ? end_of_recommendation(rest) : 0;
      if (end == 0) return rest;
      rest = trimmed(std::string_view(rest).substr(end));
    }
  }

  std::size_t end_of_recommendation(const std::string& text) const {
    for (const Pattern& pattern : rules_.recommendation) {
      re2::StringPiece repeated;
      if (!RE2::PartialMatch(text, *pattern.re, &repeated)) continue;
      const auto end = static_cast<std::size_t>(repeated.data() - text.data()) + repeated.size();
      if (!states_position(text.substr(0, end))) return end;
    }
    return 0;
  }

  bool states_position(const std::string& text) const {
    if (first_match(rules_.labels, text).rule) return true;
    return answering_clause(rules_.answer, reply_heading(text, rules_.word)).rule != nullptr;
  }

  // --- the three ways to answer

  std::string label() {
    const SentenceMatch match = first_match(rules_.labels, answer_);
    if (!match.rule) return {};
    const std::size_t said = answer_.find(match.said, match.begin);
    const std::string comment = behind_label(answer_.substr(said + match.said.size()));
    for (const Reference& reference : unit_.references) {
      if (const auto stated = statements_.stated_on(reference, match.rule->response)) {
        statements_.qualify(*stated, match.rule->qualifiers);
        statements_.comment_on(*stated, comment);
        continue;
      }
      Position position;
      position.response = match.rule->response;
      position.qualifiers = match.rule->qualifiers;
      position.quote = sentences_.front().text;
      position.as_printed = match.said;
      position.rule = match.rule->name;
      if (!comment.empty()) position.comment = comment;
      add(reference, std::move(position));
    }
    return match.rule->name;
  }

  // Below a category, or where the number has its position from a list: the text is a comment.
  std::string governed() {
    const bool listed = std::all_of(unit_.references.begin(), unit_.references.end(), [&](const Reference& reference) {
      return statements_.stated_on(reference).has_value();
    });
    if (!scope_.answers() && !listed) return {};
    std::vector<Qualifier> qualifiers;
    for (const ReplySentence& sentence : sentences_)
      if (sentence.lists.empty()) add_qualifiers(qualifiers, qualifiers_in(sentence));
    std::string rule;
    for (const Reference& reference : unit_.references) {
      auto stated = statements_.stated_on(reference);
      if (!stated) stated = add(reference, scope_.position(unit_));
      statements_.qualify(*stated, qualifiers);
      statements_.comment_on(*stated, answer_);
      rule = statements_.at(*stated).position.rule;
      doubt_contrary(*stated);
    }
    return rule;
  }

  // The heading governs; but an answer that says of this recommendation, in so many words, the contrary, is reported.
  void doubt_contrary(std::size_t stated) {
    const Position& position = statements_.at(stated).position;
    for (const ReplySentence& sentence : sentences_) {
      const Clause clause = answering_clause(rules_.answer, sentence);
      if (!clause.rule || !sentence.lists.empty() || !are_contrary(position.response, clause.rule->response)) continue;
      statements_.doubt(stated, {"contrary-answer", "stands with those that \"" + position.as_printed +
                                                        "\", and says \"" + clause.said + "\""});
      return;
    }
  }

  static bool are_contrary(std::optional<Response> one, std::optional<Response> other) {
    return (one == Response::kSupported && other == Response::kNoted) ||
           (one == Response::kNoted && other == Response::kSupported);
  }

  // "Recommendation 63.1 is accepted" reads as one sentence with its label.
  bool in_sentence() const {
    return !unit_.text.empty() && std::islower(static_cast<unsigned char>(unit_.text.front())) != 0;
  }
  std::vector<ReplySentence> sentences_with_label() const {
    return in_sentence() ? reply_sentences(unit_.whole, rules_.word) : sentences_;
  }

  // What the entry's own sentences say: one position, several on its parts, or none.
  std::string answered() {
    struct Part {
      Position position;
      std::string comment;
    };
    std::vector<Part> parts;
    std::vector<Qualifier> qualifiers;
    for (const ReplySentence& sentence : sentences_with_label()) {
      add_qualifiers(qualifiers, qualifiers_in(sentence));
      Clause clause = answering_clause(rules_.answer, sentence);
      const Clause on_numbers = first_clause(rules_.named, sentence);
      if (on_numbers.rule && on_numbers.rule->response && on_numbers.references == unit_.references)
        clause = on_numbers;
      const bool is_new = clause.rule && std::none_of(parts.begin(), parts.end(), [&](const Part& part) {
                            return part.position.response == clause.rule->response;
                          });
      if (is_new) parts.push_back({position_of(clause, sentence.text), {}});
      if (parts.empty()) continue;
      add_qualifiers(parts.back().position.qualifiers, std::exchange(qualifiers, {}));
      join_line(parts.back().comment, sentence.text);
    }
    for (const Reference& reference : unit_.references) {
      if (parts.empty()) without_position(reference, qualifiers);
      for (const Part& part : parts) {
        Position position = part.position;
        const std::string& comment = parts.size() == 1 ? answer_ : part.comment;
        if (!comment.empty() && comment != position.quote) position.comment = comment;
        add(reference, std::move(position));
      }
    }
    return parts.empty() ? "" : parts.front().position.rule;
  }

  std::vector<Qualifier> qualifiers_in(const ReplySentence& sentence) const {
    std::vector<Qualifier> qualifiers;
    for (Clause clause = first_clause(rules_.answer, sentence); clause.rule;
         clause = first_clause(rules_.answer, sentence, clause.end))
      add_qualifiers(qualifiers, clause.rule->qualifiers);
    return qualifiers;
  }

  // Neither the entry nor what stands above it has words that answer.
  void without_position(const Reference& reference, const std::vector<Qualifier>& qualifiers) {
    Position position;
    if (const auto general = statements_.stated_in_general(reference); general && !answer_.empty())
      position = statements_.at(*general).position;
    add_qualifiers(position.qualifiers, qualifiers);
    add_qualifiers(position.qualifiers, scope_.qualifiers());
    if (position.quote.empty() && !sentences_.empty()) position.quote = sentences_.front().text;
    if (!answer_.empty()) position.comment = answer_;
    if (!unit_.unpaired && !sentences_.empty()) {
      const Clause clause = first_clause(rules_.reference, sentences_.front());
      if (clause.rule && !clause.references.empty()) statements_.refer(clause);
    }
    const std::size_t index = add(reference, std::move(position));
    if (unit_.unpaired)
      statements_.doubt(index, {"unpaired-columns", "the answers stand in another column, and are more or fewer"});
  }

  // Sentences on other numbers, for which the text behind the entry has no label.
  void others() {
    for (const ReplySentence& sentence : sentences_with_label()) {
      const bool recalled = first_found(rules_.recall, sentence.text) != nullptr;
      for (Clause clause = nearest_clause(rules_.named, sentence); clause.rule;
           clause = nearest_clause(rules_.named, sentence, clause.end))
        if (clause.rule->response && none_of_unit(clause.references))
          for (const Reference& reference : clause.references) {
            Position position = position_of(clause, sentence.text);
            position.paragraph = unit_.paragraph;
            statements_.add(statements_.statement_on(reference, std::move(position)), recalled);
          }
    }
  }

  bool none_of_unit(const std::vector<Reference>& references) const {
    return std::none_of(references.begin(), references.end(), [&](const Reference& reference) {
      return std::find(unit_.references.begin(), unit_.references.end(), reference) != unit_.references.end();
    });
  }

  Position position_of(const Clause& clause, const std::string& quote) const {
    return extract::position_of(clause, unit_, quote);
  }

  std::size_t add(const Reference& reference, Position position) {
    position.paragraph = target_of(reference);
    position.page = unit_.page;
    Statement statement = statements_.statement_on(reference, std::move(position));
    if (unit_.shares_answer) statement.flags.push_back({"shared-answer", "several numbers stand before one answer"});
    if (unit_.paired) statement.flags.push_back({"paired-by-order", "numbers and answers stand in two columns"});
    return statements_.add(std::move(statement));
  }

  const ReplyRules& rules_;
  const Scope& scope_;
  const Unit& unit_;
  Statements& statements_;
  std::string answer_;
  std::vector<ReplySentence> sentences_;
};

}  // namespace

std::string read_entry(const ReplyRules& rules, const Scope& scope, const Unit& unit, Statements& statements) {
  return Entry(rules, scope, unit, statements).read();
}

}  // namespace troika::extract
