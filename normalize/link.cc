#include "normalize/link.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "normalize/answers.h"
#include "normalize/stated_totals.h"
#include "normalize/symbols.h"

namespace troika::normalize {
namespace {

using extract::Response;
using extract::Total;

template <class T>
void add_once(std::vector<T>& values, const T& value) {
  if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
}

void add_link(DocumentReport& document, std::string relation, const std::string& symbol) {
  const bool known = std::any_of(document.links.begin(), document.links.end(),
                                 [&](const Link& link) { return link.symbol == symbol; });
  if (!known && symbol != name_of(document.document)) document.links.push_back({std::move(relation), symbol});
}

// "upr/thematic-list" -> "thematic-list"; the report that a review begins with is its "report".
std::string relation_of(const DocumentReport& document, const std::string& report_symbol) {
  if (document.document.symbol == report_symbol) return "report";
  if (document.document.symbol && parent_of_addendum(*document.document.symbol) == report_symbol) return "addendum";
  const std::string& kind = document.document.kind;
  return kind.substr(kind.rfind('/') + 1);
}

// A number as the list of recommendations counts, without the mark of the second item printed with it.
std::string printed_number(const std::string& number) { return number.substr(0, number.find('~')); }

// "45(b)" -> "45.b"
std::string plain_number(std::string target) {
  std::replace(target.begin(), target.end(), '(', '.');
  std::erase_if(target, [](char c) { return c == ')' || c == ' '; });
  return target;
}

int number_of(const std::string& text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

class ReviewLinker {
 public:
  ReviewLinker(const std::string& symbol, std::vector<Linked>& documents, const ReviewTable& catalogue)
      : symbol_(symbol), catalogue_(catalogue) {
    for (Linked& document : documents) documents_.push_back(&document);
    std::stable_sort(documents_.begin(), documents_.end(), earlier);
    for (Linked* document : documents_)
      (document->report->document.symbol == symbol_ ? reports_ : others_).push_back(document);
  }

  ReviewSummary link() {
    summary_.report = symbol_;
    describe_review();
    if (!reports_.empty() && !others_.empty()) join();
    for (Linked* document : documents_) add_totals(*document);
    choose_adoption();
    list_documents();
    if (!reports_.empty()) summary_.responses = reports_.front()->responses;
    return std::move(summary_);
  }

 private:
  // By date, those without one last.
  static bool earlier(const Linked* a, const Linked* b) {
    const auto key = [](const Linked* linked) {
      const DocumentRef& document = linked->report->document;
      return std::tuple(!document.published, document.published, name_of(document));
    };
    return key(a) < key(b);
  }

  void describe_review() {
    const config::ReviewEntry* known = catalogue_.of_report(symbol_);
    if (!reports_.empty()) {
      summary_.review = reports_.front()->report->review;
    } else if (known) {
      summary_.review = {known->state, known->cycle, known->session, {}};
      if (!known->review_date.empty()) summary_.review.year = number_of(known->review_date.substr(0, 4));
    } else {
      for (const Linked* document : documents_) {
        const bool only_review = normalize::reviews_of(*document->report).size() == 1;
        if (only_review) summary_.review = document->report->review;
        for (const Adoption& adoption : document->report->adoptions)
          if (adoption.report == symbol_ && adoption.state) summary_.review.state_under_review = adoption.state;
        if (summary_.review.state_under_review) break;
      }
    }
    const Review& review = summary_.review;
    if (!review.state_under_review || !review.cycle) return;
    if (const auto* previous = catalogue_.in_cycle(*review.state_under_review, *review.cycle - 1))
      summary_.previous_report = previous->report_symbol;
  }

  void join() {
    for (Linked* report : reports_) {
      for (Recommendation& record : report->report->recommendations) {
        by_number_[printed_number(record.number)].push_back(&record);
        by_number_in_list_[record.item.value_or("")].push_back(&record);
        by_paragraph_[std::to_string(record.paragraph)].push_back(&record);
      }
    }
    for (Linked* document : others_) {
      const std::set<const Recommendation*> answered = take_statements(*document->report);
      join_rows(*document);
      answered_by_[document] = answered;
    }
    for (Linked* report : reports_) {
      for (Recommendation& record : report->report->recommendations)
        if (record.positions.size() > 1 && record.positions.back().document != name_of(record.document))
          settle(record, lists_);
      report->responses = count_responses(report->report->recommendations);
    }
    for (Linked* document : others_) check_totals(*document);
  }

  using Records = std::vector<Recommendation*>;

  static const Records& found(const std::map<std::string, Records>& index, const std::string& key) {
    static const Records kNone;
    const auto it = index.find(key);
    return it == index.end() ? kNone : it->second;
  }

  // What is said of one number goes before what is said of its paragraph, and this before what is said of all.
  std::set<const Recommendation*> take_statements(DocumentReport& document) {
    const bool is_list = std::any_of(document.recommendations.begin(), document.recommendations.end(),
                                     [&](const auto& r) { return r.report == symbol_; });
    std::set<const Recommendation*> answered;
    if (is_list) return answered;  // its rows bring their positions themselves
    for (int breadth = 0; breadth < 4; ++breadth) {
      std::set<const Recommendation*> now;
      for (Statement& statement : document.statements) {
        if (statement.report != symbol_ || breadth_of(statement) != breadth) continue;
        for (Recommendation* record : targets(statement, document)) {
          if (answered.count(record) > 0) continue;
          record->positions.push_back({name_of(document.document), statement.position});
          now.insert(record);
        }
      }
      answered.insert(now.begin(), now.end());
    }
    if (!unknown_.empty()) {
      document.doubts.push_back({"unknown-number", symbol_ + " has no recommendation " + unknown_});
      unknown_.clear();
    }
    return answered;
  }

  int breadth_of(const Statement& statement) const {
    const bool recalled = std::any_of(statement.flags.begin(), statement.flags.end(),
                                      [](const extract::Remark& flag) { return flag.code == "recalled"; });
    if (recalled) return 3;  // of an earlier stage: counts where the document says nothing newer
    if (statement.target == "*") return 2;
    const bool number = statement.ordinal || !found(by_number_, plain_number(statement.target)).empty();
    return !number && !found(by_paragraph_, statement.target).empty() ? 1 : 0;
  }

  Records targets(Statement& statement, DocumentReport& document) {
    if (statement.target == "*") return all();
    if (statement.ordinal) return by_ordinal(statement, document);
    if (const Records& records = found(by_number_, plain_number(statement.target)); !records.empty()) {
      if (records.size() > reports_.size())
        statement.flags.push_back({"repeated-number", "several recommendations are printed with this number"});
      return records;
    }
    if (const Records& records = found(by_paragraph_, statement.target); !records.empty()) return records;
    reject(statement, document);
    return {};
  }

  Records all() const {
    Records records;
    for (const auto& [number, numbered] : by_number_) records.insert(records.end(), numbered.begin(), numbered.end());
    return records;
  }

  // A place in the list is a number where one list has it; of several lists, where only one waits for its answer.
  Records by_ordinal(Statement& statement, DocumentReport& document) {
    Records records = found(by_number_in_list_, statement.target);
    const auto numbers = [&] {
      std::set<std::string> found;
      for (const Recommendation* record : records) found.insert(printed_number(record->number));
      return found;
    };
    if (numbers().size() > 1) {
      std::string all;
      for (const std::string& number : numbers()) all += (all.empty() ? "" : " or ") + number;
      std::erase_if(records, [](const Recommendation* r) { return r->response && r->response != Response::kPending; });
      const bool certain = numbers().size() == 1;
      auto& remarks = certain ? statement.flags : statement.doubts;
      remarks.push_back({"ambiguous-number",
                         statement.target + " may be " + all + (certain ? "; only one of them was left open" : "")});
      if (!certain) return {};
    }
    if (records.empty()) {
      reject(statement, document);
      return {};
    }
    statement.target = *numbers().begin();
    statement.ordinal = false;
    return records;
  }

  void reject(Statement& statement, DocumentReport& document) {
    const extract::Remark remark = {"unknown-number", symbol_ + " has no recommendation " + statement.target};
    statement.doubts.push_back(remark);
    document.rejects.push_back(
        {remark, number_of(statement.position.paragraph), statement.position.page, statement.position.quote});
    ++document.items_seen;
    unknown_ += (unknown_.empty() ? "" : ", ") + statement.target;
  }

  // The rows of a list that repeat the report's recommendations give them what they add.
  void join_rows(Linked& list) {
    std::vector<Recommendation> rest;
    for (Recommendation& row : list.report->recommendations) {
      if (row.report != symbol_) {
        rest.push_back(std::move(row));
        continue;
      }
      lists_.insert(name_of(list.report->document));
      const Records& records = found(by_number_, printed_number(row.number));
      if (records.empty()) {
        row.doubts.push_back({"unknown-number", symbol_ + " has no recommendation " + row.number});
        rest.push_back(std::move(row));
        continue;
      }
      for (Recommendation* record : records) {
        record->themes.insert(record->themes.end(), row.themes.begin(), row.themes.end());
        for (const std::string& person : row.persons) add_once(record->persons, person);
        for (const int goal : row.sdgs) add_once(record->sdgs, goal);
        record->positions.insert(record->positions.end(), row.positions.begin(), row.positions.end());
      }
      ++list.joined;
    }
    list.report->recommendations = std::move(rest);
    list.responses = count_responses(list.report->recommendations);
  }

  // Those that say something of the whole of this review, not of another.
  std::vector<Total> totals_of(const DocumentReport& document) const {
    std::vector<Total> totals;
    const std::vector<std::string> reviews = normalize::reviews_of(document);
    if (reviews.size() == 1 && reviews.front() == symbol_) totals = document.totals;
    for (const Adoption& adoption : document.adoptions)
      if (adoption.report == symbol_) totals.insert(totals.end(), adoption.totals.begin(), adoption.totals.end());
    return totals;
  }

  // A figure may be of all recommendations, or of those that the document answers.
  void check_totals(const Linked& document) {
    const DocumentReport& report = *reports_.front()->report;
    ResponseCounts own;
    for (const Recommendation* record : answered_by_[&document]) {
      for (const Answer& answer : answers_in(*record, lists_))
        if (answer.document == name_of(document.report->document)) own.add(answer.response);
    }
    const std::size_t states = states_in(report.recommendations);
    const std::vector<Total> totals = totals_of(*document.report);
    for (const Total& total : totals) {
      if (total.recalled) continue;
      const std::size_t read = count_of(total.of, reports_.front()->responses, states);
      const auto stated = static_cast<std::size_t>(total.count);
      if (stated == read || (own != ResponseCounts() && stated == count_of(total.of, own, states))) continue;
      if (sum_of(total.of, totals) == read) continue;
      const extract::Remark doubt = differs(name_of(document.report->document), total, read);
      document.report->doubts.push_back(doubt);
      summary_.doubts.push_back(doubt);
    }
  }

  void add_totals(const Linked& document) {
    for (const Total& total : totals_of(*document.report))
      summary_.totals.push_back({name_of(document.report->document), total});
  }

  // The one that says most.
  void choose_adoption() {
    const auto facts = [](const Adoption& adoption) { return (adoption.decision ? 1 : 0) + (adoption.date ? 1 : 0); };
    for (const Linked* document : documents_) {
      for (const Adoption& adoption : document->report->adoptions) {
        if (adoption.report != symbol_) continue;
        if (!summary_.adoption || facts(adoption) > facts(summary_.adoption->adoption))
          summary_.adoption = {name_of(document->report->document), adoption};
      }
    }
  }

  void list_documents() {
    for (Linked* document : documents_) {
      const DocumentRef& ref = document->report->document;
      summary_.documents.push_back({relation_of(*document->report, symbol_), ref.symbol, ref.kind, ref.sha256});
    }
    for (const Linked* document : documents_) {
      for (const Adoption& adoption : document->report->adoptions) {
        if (adoption.report != symbol_) continue;
        for (const std::string& symbol : adoption.documents) name_document(symbol);
        if (adoption.decision) name_document(*adoption.decision, "decision");
      }
      if (normalize::reviews_of(*document->report).size() != 1) continue;
      for (const Link& link : document->report->links)
        if (link.relation != "cites" && link.relation != "previous-report") name_document(link.symbol, link.relation);
    }
    link_documents();
  }

  // A document that was not read, but is said to belong to the review.
  void name_document(const std::string& symbol, std::string relation = {}) {
    const bool known = std::any_of(summary_.documents.begin(), summary_.documents.end(),
                                   [&](const ReviewDocument& document) { return document.symbol == symbol; });
    if (known) return;
    if (relation.empty()) relation = is_council_report(symbol) ? "session-report" : "cites";
    if (symbol == symbol_) relation = "report";
    if (parent_of_addendum(symbol) == symbol_) relation = "addendum";
    if (relation != "cites") summary_.documents.push_back({relation, symbol, {}, {}});
  }

  void link_documents() {
    for (Linked* report : reports_) {
      for (const ReviewDocument& document : summary_.documents)
        if (document.relation != "report")
          add_link(*report->report, document.relation, document.symbol ? *document.symbol : *document.sha256);
      if (summary_.previous_report) add_link(*report->report, "previous-report", *summary_.previous_report);
    }
    for (Linked* other : others_) add_link(*other->report, "report", symbol_);
  }

  const std::string& symbol_;
  const ReviewTable& catalogue_;
  std::vector<Linked*> documents_, reports_, others_;  // in the order of their dates
  std::map<std::string, Records> by_number_, by_number_in_list_, by_paragraph_;
  std::map<const Linked*, std::set<const Recommendation*>> answered_by_;
  std::set<std::string> lists_;  // documents that repeat what others state
  std::string unknown_;          // numbers that the document in hand names and the report does not have
  ReviewSummary summary_;
};

}  // namespace

std::vector<std::string> reviews_of(const DocumentReport& document) {
  std::vector<std::string> reports;
  const auto add = [&](const std::optional<std::string>& symbol) {
    if (symbol && !symbol->empty()) add_once(reports, *symbol);
  };
  const std::optional<std::string>& symbol = document.document.symbol;
  if (document.document.kind == kWorkingGroupReport) add(symbol);
  if (symbol && document.document.kind.starts_with("upr/")) add(parent_of_addendum(*symbol));
  for (const Recommendation& record : document.recommendations) add(record.report);
  for (const Statement& statement : document.statements) add(statement.report);
  for (const Adoption& adoption : document.adoptions) add(adoption.report);
  for (const Link& link : document.links)
    if (link.relation == "report") add(link.symbol);
  return reports;
}

ReviewSummary link_review(const std::string& report_symbol, std::vector<Linked>& documents,
                          const ReviewTable& catalogue) {
  return ReviewLinker(report_symbol, documents, catalogue).link();
}

}  // namespace troika::normalize
