#include "extract/rules/replies/replies.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "extract/rules/item_text.h"
#include "extract/rules/replies/consistency.h"
#include "extract/rules/replies/statements.h"

namespace troika::extract {
namespace {

constexpr int kNoLevel = 4;
// What follows a sentence on more recommendations than these is about the review as a whole.
constexpr std::size_t kMostCommented = 4;
// A sentence of this many bytes, without a full stop, may introduce what is below it.
constexpr std::size_t kLongestLeadIn = 160;

std::string trimmed(std::string_view text, std::string_view blank = " .;:-") {
  const std::size_t begin = text.find_first_not_of(blank);
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin));
}

// What an answer says behind its label: "1. The law", " – the law", ") The law".
std::string behind_label(const std::string& text) {
  static const RE2 re(R"((?:\d{0,2}[\s.,;:)/-]|–|—)*)");
  re2::StringPiece rest(text);
  RE2::Consume(&rest, re);
  return std::string(rest);
}

// How everything below a heading or a lead-in is answered.
struct Category {
  const SentenceRule* rule = nullptr;
  std::string said, quote;
  bool of_heading = false;
  int level = kNoLevel;
  double size = 0;
};

class Replies {
 public:
  Replies(const ReplyRules& rules, const DocumentText& text, Reading& reading, std::vector<Claim>* claims)
      : rules_(rules), text_(text), reading_(reading), claims_(claims), statements_(rules, reading) {}

  void read(const std::vector<Unit>& units) {
    for (const Unit& unit : units) statements_.find_list_paragraph(unit.whole);
    for (const Note& note : text_.notes) statements_.find_list_paragraph(note.text);
    for (const Unit& unit : units) {
      statements_.cite_all(unit.whole);
      if (unit.kind == Unit::Kind::kHeading) heading(unit);
      if (unit.kind == Unit::Kind::kText) text(unit);
      if (unit.kind == Unit::Kind::kEntry) entry(unit);
    }
    give_up_waiting();
    for (const Note& note : text_.notes) statements_.cite_all(note.text);
    statements_.resolve_references();
  }

 private:
  // --- headings and lead-ins

  void heading(const Unit& unit) {
    const Clause clause = first_clause(rules_.category, reply_heading(unit.whole, rules_.word));
    if (clause.rule) {
      set_category(unit, clause, unit.whole, true);
      claim(unit, "heading", clause.rule->name, "");
      if (clause.rule->response) state_by_category(unit, clause.references);
      return;
    }
    claim(unit, "heading", "", "");
    wait_for_answer(unit, reply_heading(unit.whole, rules_.word));
    if (category_ && ends_category(unit)) category_.reset();
  }

  // A heading of the same rank; within a category, smaller ones only order it.
  bool ends_category(const Unit& unit) const {
    if (!category_->of_heading) return unit.level < kNoLevel;
    if (category_->level < kNoLevel || unit.level < kNoLevel) return unit.level <= category_->level;
    return unit.size >= category_->size;
  }

  void set_category(const Unit& unit, const Clause& clause, const std::string& quote, bool of_heading) {
    category_ = Category{clause.rule, clause.said, quote, of_heading, unit.level, unit.size};
  }

  // --- paragraphs

  void text(const Unit& unit) {
    const bool within = unit.paragraph == category_paragraph_ || unit.paragraph.starts_with(category_paragraph_ + "(");
    if (category_ && !category_->of_heading && !unit.paragraph.empty() && !within) category_.reset();
    last_named_.clear();
    const auto sentences = reply_sentences(unit.text, rules_.word);
    std::string rule;
    for (const ReplySentence& sentence : sentences) {
      const bool recalled = first_found(rules_.recall, sentence.text) != nullptr;
      const std::string figure = figures(unit, sentence, recalled);
      std::string said = named(unit, sentence, recalled);
      // Such sentences do not go on with the list of a lead-in above.
      if (!last_named_.empty() && !said.empty() && category_ && !category_->of_heading) category_.reset();
      if (said.empty() && rules_.entries) said = unnamed(unit, sentence, &sentence == &sentences.back());
      const bool remark = said.empty() && figure.empty() && sentence.lists.empty() &&
                          last_named_.size() <= kMostCommented && !first_found(rules_.list_paragraph, sentence.text);
      if (remark)
        for (std::size_t index : last_named_) statements_.comment_on(index, sentence.text);
      if (rule.empty()) rule = said.empty() ? figure : said;
    }
    claim(unit, rule.empty() ? "other" : "statement", rule, unit.paragraph);
  }

  std::string figures(const Unit& unit, const ReplySentence& sentence, bool recalled) {
    std::string rule;
    bool recall = recalled;
    for (const Figure& figure : rules_.figures.in(sentence.masked)) {
      if (rule.empty()) rule = figure.rule;
      if (!figure.of) continue;
      Total total{*figure.of, figure.count, unit.paragraph, unit.page, sentence.text, figure.rule, recall};
      if (total.of == Total::Of::kReceived) total.recalled = false;
      reading_.totals.push_back(std::move(total));
    }
    return rule;
  }

  // Clauses on numbers that the sentence names, and on all others; then what they do not hold for.
  std::string named(const Unit& unit, const ReplySentence& sentence, bool recalled) {
    std::vector<Clause> exceptions;
    ReplySentence rest = sentence;
    for (Clause clause = first_clause(rules_.except, rest); clause.rule; clause = first_clause(rules_.except, rest)) {
      rest = without(rest, clause.begin, clause.end);
      exceptions.push_back(std::move(clause));
    }
    std::string rule;
    std::optional<Response> response;
    for (std::size_t from = 0;;) {
      const Clause on_numbers = first_clause(rules_.named, rest, from);
      const Clause on_all = first_clause(rules_.all, rest, from);
      const bool all = on_all.rule && (!on_numbers.rule || on_all.begin <= on_numbers.begin);
      const Clause& clause = all ? on_all : on_numbers;
      if (!clause.rule) break;
      if (rule.empty()) rule = clause.rule->name;
      if (!response) response = clause.rule->response;
      if (all) {
        state_on_all(unit, sentence, clause);
      } else {
        state_on_named(unit, sentence, clause, recalled);
      }
      from = clause.end;
    }
    for (const Clause& exception : exceptions) {
      state_on_exceptions(unit, sentence, exception, response);
      if (rule.empty()) rule = exception.rule->name;
    }
    return rule;
  }

  // Says of itself how the exceptions are answered, or means that they are answered the other way.
  void state_on_exceptions(const Unit& unit, const ReplySentence& sentence, const Clause& clause,
                           std::optional<Response> others) {
    for (const Reference& reference : clause.references) {
      Statement statement = statements_.statement_on(reference, position_of(unit, clause, sentence.text));
      if (!statement.position.response && others)
        statement.position.response = others == Response::kNoted ? Response::kSupported : Response::kNoted;
      statement.flags.push_back({"by-exception", "named as what the sentence does not hold for"});
      statements_.add(std::move(statement));
    }
  }

  void state_on_named(const Unit& unit, const ReplySentence& sentence, const Clause& clause, bool recalled) {
    if (!clause.rule->response && clause.rule->qualifiers.empty()) return;
    last_named_.clear();
    for (const Reference& reference : clause.references) {
      if (!clause.rule->response) {
        statements_.qualify(reference, clause.rule->qualifiers);
        continue;
      }
      Statement statement = statements_.statement_on(reference, position_of(unit, clause, sentence.text));
      if (category_ && category_->rule->response == clause.rule->response)
        add_qualifiers(statement.position.qualifiers, category_->rule->qualifiers);
      if (recalled) statement.flags.push_back({"recalled", "a position of an earlier stage of the review"});
      last_named_.push_back(statements_.add(std::move(statement)));
    }
  }

  void state_on_all(const Unit& unit, const ReplySentence& sentence, const Clause& clause) {
    if (!clause.rule->response) return;
    Statement statement{"*", position_of(unit, clause, sentence.text)};
    statement.report = statements_.report_here();
    statement.flags.push_back({"all-others", "all recommendations on which the document says nothing else"});
    reading_.statements.push_back(std::move(statement));
  }

  // A sentence that names no number with a position: about the list before it, or before the list below it.
  std::string unnamed(const Unit& unit, const ReplySentence& sentence, bool last) {
    if (!last_named_.empty() && sentence.lists.empty()) {
      const Clause clause = first_clause(rules_.answer, sentence);
      if (clause.rule && !clause.rule->response && !clause.rule->qualifiers.empty()) {
        for (std::size_t index : last_named_)
          add_qualifiers(reading_.statements[index].position.qualifiers, clause.rule->qualifiers);
        return clause.rule->name;
      }
    }
    if (const Clause clause = first_clause(rules_.category, sentence); clause.rule && introduces(sentence, last)) {
      set_category(unit, clause, sentence.text, false);
      category_paragraph_ = unit.paragraph;
      if (clause.rule->response) state_by_category(unit, clause.references);
      return clause.rule->name;
    }
    if (sentence.lists.empty()) return answered(unit, sentence, waiting_);
    if (category_ && category_->rule->response && sentence.is_list()) {
      std::vector<Reference> references;
      for (const ReferenceList& list : sentence.lists)
        references.insert(references.end(), list.references.begin(), list.references.end());
      state_by_category(unit, references);
      return category_->rule->name;
    }
    if (const std::string rule = answered(unit, sentence, sentence.lists.front().references); !rule.empty())
      return rule;
    if (!first_clause(rules_.reference, sentence).rule) wait_for_answer(unit, sentence);
    return {};
  }

  // "With regard to recommendation 77.4, the Government accepts the recommendation", or that in the next paragraph.
  std::string answered(const Unit& unit, const ReplySentence& sentence, const std::vector<Reference>& references) {
    if (references.empty() || sentence.lists.size() > 1) return {};
    Clause clause = first_clause(rules_.answer, sentence);
    while (clause.rule && !clause.rule->response) clause = first_clause(rules_.answer, sentence, clause.end);
    if (!clause.rule) return {};
    last_named_.clear();
    for (const Reference& reference : references)
      last_named_.push_back(
          statements_.add(statements_.statement_on(reference, position_of(unit, clause, sentence.text))));
    if (&references == &waiting_ || waiting_ == references) waiting_reject_.reset();
    waiting_.clear();
    return clause.rule->name;
  }

  // Numbers without a position: the text below may give it. Until it does they count as rejected.
  void wait_for_answer(const Unit& unit, const ReplySentence& sentence) {
    if (sentence.lists.empty()) return;
    give_up_waiting();
    if (sentence.lists.size() == 1 && sentence.is_list()) waiting_ = sentence.lists.front().references;
    waiting_reject_ = Reject{{"numbers-without-position", sentence.text}, 0, unit.page, sentence.text};
    if (waiting_.empty()) give_up_waiting();
  }

  void give_up_waiting() {
    if (waiting_reject_) reading_.rejects.push_back(*std::exchange(waiting_reject_, std::nullopt));
    waiting_.clear();
  }

  bool introduces(const ReplySentence& sentence, bool last) const {
    if (!last) return false;
    if (sentence.lists.empty() && first_found(rules_.lead_in, sentence.text)) return true;
    if (sentence.text.ends_with(':')) return true;
    return sentence.text.size() <= kLongestLeadIn && !sentence.text.ends_with('.');
  }

  void state_by_category(const Unit& unit, const std::vector<Reference>& references) {
    for (const Reference& reference : references) {
      Position position = category_position(unit);
      statements_.add(statements_.statement_on(reference, std::move(position)));
    }
  }

  Position category_position(const Unit& unit) const {
    Position position;
    position.response = category_->rule->response;
    position.qualifiers = category_->rule->qualifiers;
    position.paragraph = unit.paragraph;
    position.page = unit.page;
    position.quote = category_->quote;
    position.as_printed = category_->said;
    position.rule = category_->rule->name;
    return position;
  }

  // --- entries

  void entry(const Unit& unit) {
    give_up_waiting();
    last_named_.clear();
    const std::string answer = without_recommendation(unit.text);
    std::string rule = label_entry(unit, answer);
    if (rule.empty()) {
      rule = governed_entry(unit, answer);
      if (rule.empty()) rule = answered_entry(unit, answer);
      others(unit, answer);
    }
    claim(unit, "statement", rule, target_of(unit.references.front()));
  }

  static bool none_of_unit(const Unit& unit, const std::vector<Reference>& references) {
    return std::none_of(references.begin(), references.end(), [&](const Reference& reference) {
      return std::find(unit.references.begin(), unit.references.end(), reference) != unit.references.end();
    });
  }

  // Sentences on other numbers, for which the text behind the entry has no label.
  void others(const Unit& unit, const std::string& answer) {
    for (const ReplySentence& sentence : reply_sentences(answer, rules_.word)) {
      const bool recalled = first_found(rules_.recall, sentence.text) != nullptr;
      for (Clause clause = first_clause(rules_.named, sentence); clause.rule;
           clause = first_clause(rules_.named, sentence, clause.end))
        if (clause.rule->response && none_of_unit(unit, clause.references))
          state_on_named(unit, sentence, clause, recalled);
    }
  }

  // The text without the recommendation's own, where that is repeated before the answer.
  std::string without_recommendation(const std::string& text) const {
    for (const Pattern& pattern : rules_.recommendation) {
      re2::StringPiece repeated;
      if (!RE2::PartialMatch(text, *pattern.re, &repeated)) continue;
      const auto end = static_cast<std::size_t>(repeated.data() - text.data()) + repeated.size();
      if (!states_position(text.substr(0, end))) return trimmed(std::string_view(text).substr(end));
    }
    return text;
  }

  bool states_position(const std::string& text) const {
    if (first_match(rules_.labels, text).rule) return true;
    const Clause clause = first_clause(rules_.answer, reply_heading(text, rules_.word));
    return clause.rule && clause.rule->response;
  }

  // "Partially accepted. The legislation ...": a label of the entry's own.
  std::string label_entry(const Unit& unit, const std::string& answer) {
    const SentenceMatch match = first_match(rules_.labels, answer);
    if (!match.rule) return {};
    const std::size_t said = answer.find(match.said, match.begin);
    const std::string comment = behind_label(answer.substr(said + match.said.size()));
    for (const Reference& reference : unit.references) {
      const auto stated = statements_.stated_on(reference);
      if (stated && reading_.statements[*stated].position.response == match.rule->response) {
        add_qualifiers(reading_.statements[*stated].position.qualifiers, match.rule->qualifiers);
        statements_.comment_on(*stated, comment);
        continue;
      }
      Position position;
      position.response = match.rule->response;
      position.qualifiers = match.rule->qualifiers;
      position.paragraph = target_of(reference);
      position.page = unit.page;
      const auto sentences = reply_sentences(answer, rules_.word);
      position.quote = sentences.front().text;
      position.as_printed = match.said;
      position.rule = match.rule->name;
      if (!comment.empty()) position.comment = comment;
      statements_.add(flagged(unit, statements_.statement_on(reference, std::move(position))));
    }
    return match.rule->name;
  }

  // An entry below a category, or whose number has its position from a list: its text is a comment.
  std::string governed_entry(const Unit& unit, const std::string& answer) {
    const bool by_category = category_ && category_->rule->response;
    const bool listed = std::all_of(unit.references.begin(), unit.references.end(), [&](const Reference& reference) {
      return statements_.stated_on(reference).has_value();
    });
    if (!by_category && !listed) return {};
    std::vector<Qualifier> qualifiers;
    for (const ReplySentence& sentence : reply_sentences(answer, rules_.word))
      if (const Clause clause = first_clause(rules_.answer, sentence); clause.rule && clause.references.empty())
        add_qualifiers(qualifiers, clause.rule->qualifiers);
    std::string rule;
    for (const Reference& reference : unit.references) {
      auto stated = statements_.stated_on(reference);
      if (!stated) {
        Position position = category_position(unit);
        position.paragraph = target_of(reference);
        stated = statements_.add(flagged(unit, statements_.statement_on(reference, std::move(position))));
      }
      add_qualifiers(reading_.statements[*stated].position.qualifiers, qualifiers);
      statements_.comment_on(*stated, answer);
      rule = reading_.statements[*stated].position.rule;
    }
    return rule;
  }

  // What an entry's own sentences say: one position, several on its parts, or none.
  std::string answered_entry(const Unit& unit, const std::string& answer) {
    struct Part {
      Position position;
      std::string comment;
    };
    std::vector<Part> parts;
    std::vector<Qualifier> qualifiers;
    // "Recommendation 63.1 is accepted" reads as one sentence with its label.
    const bool in_sentence = !unit.text.empty() && unit.text.front() >= 'a' && unit.text.front() <= 'z';
    const std::string& source = in_sentence ? unit.whole : answer;
    for (const ReplySentence& sentence : reply_sentences(source, rules_.word)) {
      Clause clause = first_clause(rules_.answer, sentence);
      const Clause on_numbers = first_clause(rules_.named, sentence);
      if (on_numbers.rule && on_numbers.references == unit.references) clause = on_numbers;
      if (clause.rule && !clause.rule->response) add_qualifiers(qualifiers, clause.rule->qualifiers);
      while (clause.rule && !clause.rule->response) clause = first_clause(rules_.answer, sentence, clause.end);
      const bool is_new =
          clause.rule && clause.rule->response && std::none_of(parts.begin(), parts.end(), [&](const Part& part) {
            return part.position.response == clause.rule->response;
          });
      if (is_new) parts.push_back({position_of(unit, clause, sentence.text), {}});
      if (parts.empty()) continue;
      add_qualifiers(parts.back().position.qualifiers, implemented_in(sentence));
      join_line(parts.back().comment, sentence.text);
    }
    for (const Reference& reference : unit.references) {
      if (parts.empty()) without_position(unit, reference, answer, qualifiers);
      for (const Part& part : parts) {
        Statement statement = statements_.statement_on(reference, part.position);
        statement.position.paragraph = target_of(reference);
        const std::string& comment = parts.size() == 1 ? answer : part.comment;
        if (!comment.empty() && comment != statement.position.quote) statement.position.comment = comment;
        statements_.add(flagged(unit, std::move(statement)));
      }
    }
    return parts.empty() ? "" : parts.front().position.rule;
  }

  // The qualifiers of all that a sentence says, whichever clause states the position.
  std::vector<Qualifier> implemented_in(const ReplySentence& sentence) const {
    std::vector<Qualifier> qualifiers;
    for (Clause clause = first_clause(rules_.answer, sentence); clause.rule;
         clause = first_clause(rules_.answer, sentence, clause.end))
      if (!clause.rule->response) add_qualifiers(qualifiers, clause.rule->qualifiers);
    return qualifiers;
  }

  void without_position(const Unit& unit, const Reference& reference, const std::string& answer,
                        const std::vector<Qualifier>& qualifiers) {
    Position position;
    position.qualifiers = qualifiers;
    position.paragraph = target_of(reference);
    position.page = unit.page;
    const auto sentences = reply_sentences(answer, rules_.word);
    if (!sentences.empty()) position.quote = sentences.front().text;
    if (!answer.empty()) position.comment = answer;
    Statement statement = flagged(unit, statements_.statement_on(reference, std::move(position)));
    if (unit.unpaired) {
      statement.doubts.push_back({"unpaired-columns", "the answers stand in another column, and are more or fewer"});
    } else if (!sentences.empty()) {
      const Clause clause = first_clause(rules_.reference, sentences.front());
      if (clause.rule && !clause.references.empty()) statements_.refer(clause);
    }
    statements_.add(std::move(statement));
  }

  static Statement flagged(const Unit& unit, Statement statement) {
    if (unit.shares_answer) statement.flags.push_back({"shared-answer", "several numbers stand before one answer"});
    if (unit.paired) statement.flags.push_back({"paired-by-order", "numbers and answers stand in two columns"});
    return statement;
  }

  // --- statements

  Position position_of(const Unit& unit, const Clause& clause, const std::string& quote) const {
    Position position;
    position.response = clause.rule->response;
    position.qualifiers = clause.rule->qualifiers;
    position.paragraph = unit.paragraph;
    position.page = unit.page;
    position.quote = quote;
    position.as_printed = clause.said;
    position.rule = clause.rule->name;
    return position;
  }

  void claim(const Unit& unit, const std::string& what, const std::string& rule, const std::string& number) {
    if (!claims_) return;
    for (std::size_t line : unit.lines) {
      const bool is_comment = unit.kind == Unit::Kind::kEntry && line != unit.lines.front();
      claims_->push_back({line, is_comment ? "comment" : what, rule, number});
    }
  }

  const ReplyRules& rules_;
  const DocumentText& text_;
  Reading& reading_;
  std::vector<Claim>* claims_;
  Statements statements_;
  std::optional<Category> category_;
  std::string category_paragraph_;        // in which a lead-in stands
  std::vector<Reference> waiting_;        // numbers whose answer may stand below
  std::optional<Reject> waiting_reject_;  // of these, if it does not
  std::vector<std::size_t> last_named_;   // statements of the list just read
};

}  // namespace

void read_replies(const ReplyRules& rules, const std::vector<Unit>& units, const DocumentText& text, Reading& reading,
                  std::vector<Claim>* claims) {
  Replies(rules, text, reading, claims).read(units);
  compare_totals(reading);
}

}  // namespace troika::extract
