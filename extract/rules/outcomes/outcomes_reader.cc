#include "extract/rules/outcomes/outcomes_reader.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/rules/item_text.h"
#include "extract/rules/outcomes/adoptions.h"
#include "extract/rules/outcomes/outcome_rules.h"
#include "extract/rules/outcomes/passages.h"
#include "extract/rules/references.h"
#include "extract/rules/sentences.h"

namespace troika::extract {
namespace {

// A State's name as a heading; longer text is a paragraph.
constexpr std::size_t kLongestName = 120;

std::string number_of(const Passage& passage) {
  return passage.number > 0 ? std::to_string(passage.number) : std::string();
}

// The sentences that the bytes are part of.
std::string sentences_around(std::string_view text, Span bytes) {
  Span around = bytes;
  for (const Span& sentence : sentences_of(text)) {
    if (sentence.end <= bytes.begin || sentence.begin >= bytes.end) continue;
    around.begin = std::min(around.begin, sentence.begin);
    around.end = std::max(around.end, sentence.end);
  }
  return std::string(text.substr(around.begin, around.end - around.begin));
}

class OutcomesPass {
 public:
  OutcomesPass(const OutcomeRules& rules, const DocumentText& text, Reading& reading, std::vector<Claim>* claims)
      : rules_(rules), text_(text), reading_(reading), claims_(claims), reviews_(rules) {}

  void read() {
    for (const Passage& passage : passages_of(text_, rules_.paragraph, rules_.entry)) {
      has_paragraphs_ = has_paragraphs_ || passage.number > 0;
      read_passage(passage);
      heading_ = passage.number == 0 && passage.text.size() <= kLongestName ? passage.text : std::string();
    }
    reviews_.join_split();
    for (Review& review : reviews_.all()) finish(review);
    if (reading_.adoptions.empty())
      reading_.flags.push_back({"no-outcomes", "the document tells of no review whose outcome was adopted"});
  }

 private:
  enum class Speaker { kNobody, kState, kOthers };

  void read_passage(const Passage& passage) {
    if (read_heading(passage)) return;
    read_facts(passage);
    if (!current_ || passage.number == 0 || !in_section_) return;
    current_->has_section = true;
    read_totals(passage);
    if (speaker_ == Speaker::kState) read_positions(passage);
  }

  bool read_heading(const Passage& passage) {
    const Pattern* found = first_found(rules_.end, passage.text);
    if (found) {
      current_ = nullptr;
      in_section_ = false;
      speaker_ = Speaker::kNobody;
    } else if ((found = first_found(rules_.state_speaks, passage.text))) {
      speaker_ = Speaker::kState;
    } else if ((found = first_found(rules_.others_speak, passage.text))) {
      speaker_ = Speaker::kOthers;
    }
    if (found) claim(passage, "heading", found->key);
    return found != nullptr;
  }

  void read_facts(const Passage& passage) {
    bool adopts = false;
    for (const OutcomeFacts& facts : rules_.facts_in(passage.text)) {
      Review* review = reviews_.find(facts, heading_, current_);
      if (!review) continue;
      if (review != current_) {
        speaker_ = Speaker::kNobody;
        in_section_ = false;
      }
      current_ = review;
      in_section_ = in_section_ || passage.number > 0;
      claim(passage, facts.rule->adopts ? "adoption" : "review", facts.rule->name);
      if (!facts.rule->adopts) continue;
      adopts = true;
      add(facts, passage, *review);
    }
    if (adopts) add_documents(passage, *current_);
  }

  void add(const OutcomeFacts& facts, const Passage& passage, Review& review) {
    review.adopted = true;
    put(review.adoption.decision, facts.decision, "decisions-differ", review);
    put(review.adoption.date, facts.date, "dates-differ", review);
    // Rules stand in the order of what they are worth as a quotation.
    const auto rank = static_cast<std::size_t>(facts.rule - rules_.outcomes.data());
    if (rank >= review.rank) return;
    review.rank = rank;
    review.adoption.quote = sentences_around(passage.text, facts.at);
    review.adoption.paragraph = number_of(passage);
    review.adoption.page = page_at(passage, facts.at.begin, text_);
  }

  static void put(std::string& value, const std::string& found, const char* doubt, Review& review) {
    if (found.empty() || found == value) return;
    if (value.empty()) {
      value = found;
    } else {
      review.doubts.push_back({doubt, value + " and " + found});
    }
  }

  void add_documents(const Passage& passage, Review& review) {
    std::vector<Citation> found = rules_.documents_in(passage.text);
    for (const std::string& note : footnotes_of(passage))
      for (Citation& citation : rules_.documents_in(note)) found.push_back(std::move(citation));
    for (const Citation& citation : found) {
      if (std::ranges::count(review.adoption.documents, citation.symbol) == 0)
        review.adoption.documents.push_back(citation.symbol);
      if (std::ranges::count(reading_.citations, citation.symbol, &Citation::symbol) == 0)
        reading_.citations.push_back(citation);
      if (citation.relation == "report" && report_of(review).empty()) reports_.emplace_back(&review, citation.symbol);
    }
  }

  // A footnote is a note, or on the first page, which keeps all its lines, a line that begins with the mark.
  std::vector<std::string> footnotes_of(const Passage& passage) const {
    std::vector<std::string> notes;
    for (const std::size_t index : passage.lines) {
      const Line& line = text_.lines[index];
      for (const Span& span : line.marks) {
        const std::string mark = line.text.substr(span.begin, span.end - span.begin);
        for (const Note& note : text_.notes)
          if (note.mark == mark && note.page == line.page) notes.push_back(note.text);
        for (std::size_t below = passage.lines.back() + 1; line.page == 1 && below < text_.lines.size(); ++below) {
          if (text_.lines[below].page > 1) break;
          if (text_.lines[below].text.starts_with(mark + " ")) notes.push_back(text_.lines[below].text);
        }
      }
    }
    return notes;
  }

  std::string report_of(const Review& review) const {
    const auto found = std::ranges::find_if(reports_, [&](const auto& entry) { return entry.first == &review; });
    return found == reports_.end() ? std::string() : found->second;
  }

  void read_totals(const Passage& passage) {
    const Pattern* final = first_found(rules_.totals_in, passage.text);
    if (!final && speaker_ != Speaker::kState) return;
    StatedTotals stated;
    stated.final = final != nullptr;
    for (const Span& sentence : sentences_of(passage.text)) add_figures(passage, sentence, stated);
    const bool says_all = !stated.totals.empty() && stated.count_of(Total::Of::kReceived) > 0;
    if (final ? stated.totals.empty() : !(says_all && stated.adds_up())) return;
    // The latest counts, but what the State says does not outweigh what the President says.
    if (current_->stated && current_->stated->final && !stated.final) return;
    current_->stated = std::move(stated);
    claim(passage, "total", final ? final->key : "figure");
  }

  void add_figures(const Passage& passage, const Span& sentence, StatedTotals& stated) {
    const std::string quote = passage.text.substr(sentence.begin, sentence.end - sentence.begin);
    for (const Figure& figure : rules_.figures.in(quote)) {
      if (!figure.of) {
        stated.others.push_back(figure.said);
        stated.other_count += figure.count;
        continue;
      }
      const auto same = std::ranges::find(stated.totals, *figure.of, &Total::of);
      if (same != stated.totals.end()) continue;  // said again: "the 10 that it had noted"
      const int page = page_at(passage, sentence.begin, text_);
      stated.totals.push_back({*figure.of, figure.count, number_of(passage), page, quote, figure.rule});
    }
  }

  void read_positions(const Passage& passage) {
    std::size_t from = 0;
    while (from < passage.text.size()) {
      const SentenceMatch match = earliest_match(rules_.positions, std::string_view(passage.text).substr(from));
      if (!match.rule) break;
      add_statements(passage, {from + match.begin, from + match.end}, match);
      from += std::max(match.end, match.begin + 1);
    }
  }

  void add_statements(const Passage& passage, Span at, const SentenceMatch& match) {
    Position position;
    position.response = match.rule->response;
    position.qualifiers = match.rule->qualifiers;
    position.paragraph = number_of(passage);
    position.page = page_at(passage, at.begin, text_);
    position.quote = sentences_around(passage.text, at);
    position.as_printed = match.said;
    position.rule = match.rule->name;
    for (const Reference& reference : references_in(match.refs)) {
      Statement statement;
      statement.target = reference.paragraph > 0
                             ? std::to_string(reference.paragraph) + "." + std::to_string(reference.item)
                             : std::to_string(reference.item);
      statement.ordinal = reference.paragraph == 0;
      statement.position = position;
      statement.report = report_of(*current_);
      current_->statements.push_back(std::move(statement));
    }
    claim(passage, "statement", match.rule->name);
  }

  void finish(Review& review) {
    const std::string& state = review.adoption.state;
    const auto doubt = [&](const char* code, const std::string& detail) {
      reading_.doubts.push_back({code, detail.empty() ? state : state + ": " + detail});
    };
    for (const Remark& remark : review.doubts) doubt(remark.code.c_str(), remark.detail);
    if (!review.adopted) {
      if (review.has_section) doubt("not-adopted", "its review is told of, the adoption of the outcome is not");
      return;
    }
    if (review.adoption.decision.empty()) doubt("decision-not-found", "");
    if (has_paragraphs_ && !review.has_section) doubt("review-not-found", "no paragraph is about its review");
    if (review.has_section) finish_totals(review, doubt);
    for (Statement& statement : review.statements) {
      claim_statement(statement.position.paragraph, reading_.statements.size());
      reading_.statements.push_back(std::move(statement));
    }
    reading_.adoptions.push_back(std::move(review.adoption));
  }

  template <class Doubt>
  void finish_totals(Review& review, const Doubt& doubt) {
    if (!review.stated) return doubt("totals-not-stated", "");
    StatedTotals& stated = *review.stated;
    const std::string& state = review.adoption.state;
    for (const std::string& other : stated.others)
      reading_.flags.push_back({"answered-otherwise", state + ": " + other});
    if (!stated.final)
      reading_.flags.push_back({"totals-by-the-state", state + ": paragraph " + stated.totals.front().paragraph});
    if (!stated.adds_up()) doubt("totals-do-not-add-up", stated.totals.front().quote);
    review.adoption.totals = std::move(stated.totals);
  }

  void claim(const Passage& passage, const char* what, const std::string& rule) {
    if (!claims_) return;
    for (const std::size_t line : passage.lines) claims_->push_back({line, what, rule, number_of(passage)});
  }

  // A statement has its place among all only when its review is finished.
  void claim_statement(const std::string& paragraph, std::size_t statement) {
    if (!claims_) return;
    for (Claim& claim : *claims_)
      if (claim.what == "statement" && claim.number == paragraph) claim.statements.push_back(statement);
  }

  const OutcomeRules& rules_;
  const DocumentText& text_;
  Reading& reading_;
  std::vector<Claim>* claims_;
  Reviews reviews_;
  Review* current_ = nullptr;  // whose review the text is about
  bool in_section_ = false;    // a numbered paragraph said so: what follows the list of decisions is about no review
  Speaker speaker_ = Speaker::kNobody;
  std::string heading_;  // the passage before, where it may be one
  bool has_paragraphs_ = false;
  std::vector<std::pair<const Review*, std::string>> reports_;  // symbols of the Working Group's reports
};

class OutcomesReader : public Reader {
 public:
  OutcomesReader(const config::OutcomesRules& rules, Compiler& compiler) : rules_(rules, compiler) {}

  fetch::Result<void> read(const RuleSet::Compiled&, const DocumentText& text, Reading& reading,
                           std::vector<Claim>* claims) const override {
    OutcomesPass(rules_, text, reading, claims).read();
    return {};
  }

 private:
  OutcomeRules rules_;
};

}  // namespace

std::unique_ptr<const Reader> make_outcomes_reader(const config::OutcomesRules& rules, Compiler& compiler) {
  return std::make_unique<OutcomesReader>(rules, compiler);
}

}  // namespace troika::extract
