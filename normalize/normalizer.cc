#include "normalize/normalizer.h"

#include <algorithm>
#include <utility>

#include "normalize/attribution.h"
#include "normalize/dates.h"
#include "normalize/fold.h"
#include "normalize/review_inquiry.h"
#include "normalize/reviews.h"
#include "normalize/stated_totals.h"
#include "normalize/states.h"
#include "normalize/symbols.h"

namespace troika::normalize {
namespace {

std::optional<std::string> none_if_empty(std::string text) {
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

std::string one_line(std::string_view text) {
  std::string line = clean_text(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

std::string mechanism_of(std::string_view kind) { return std::string(kind.substr(0, kind.find('/'))); }

extract::Position clean_position(extract::Position position) {
  position.quote = clean_text(position.quote);
  position.as_printed = clean_text(position.as_printed);
  position.document = clean_symbol(position.document);
  return position;
}

// For a comment on an item whose list no rule knows.
extract::Position bare_position(const Recommendation& record) {
  extract::Position position;
  position.paragraph = std::to_string(record.paragraph);
  if (!record.where.empty()) position.page = record.where.front().page;
  return position;
}

// The latest position that gives a response; qualifiers of all of them.
void settle_response(Recommendation& record) {
  for (const auto& [document, position] : record.positions) {
    if (position.response) record.response = position.response;
    for (extract::Qualifier qualifier : position.qualifiers)
      if (std::find(record.qualifiers.begin(), record.qualifiers.end(), qualifier) == record.qualifiers.end())
        record.qualifiers.push_back(qualifier);
  }
}

}  // namespace

struct Normalizer::Tables {
  StateTable states;
  std::vector<config::SessionEntry> sessions;
  ReviewTable reviews;
  Corrections corrections;

  const config::SessionEntry* session(int number) const {
    auto it = std::find_if(sessions.begin(), sessions.end(), [&](const auto& s) { return s.number == number; });
    return it == sessions.end() ? nullptr : &*it;
  }
  const config::SessionEntry* session_on(const std::string& date) const {
    auto it = std::find_if(sessions.begin(), sessions.end(),
                           [&](const auto& s) { return !s.from.empty() && s.from <= date && date <= s.to; });
    return it == sessions.end() ? nullptr : &*it;
  }
};

// One reading on its way to a report.
class Normalizer::Work {
 public:
  Work(const extract::Reading& reading, const Source& source, const Tables& tables)
      : reading_(reading), source_(source), tables_(tables), reviews_(tables.reviews) {}

  DocumentReport report() {
    describe_document();
    settle_adoptions();
    about_ = report_spoken_of();
    settle_state();
    settle_session();
    settle_links();
    report_.author = none_if_empty(one_line(reading_.cover.author));
    report_.text = reading_.text;
    report_.totals = reading_.totals;
    for (const extract::Item& item : reading_.items) report_.recommendations.push_back(record(item));
    check_own_totals();
    for (const extract::Statement& said : reading_.statements) report_.statements.push_back(statement(said));
    state_positions_of_rows();
    report_.rejects = reading_.rejects;
    report_.items_seen = static_cast<int>(reading_.items.size() + reading_.rejects.size());
    report_.heard_of_reviews = reviews_.heard();
    return std::move(report_);
  }

 private:
  bool is_report() const { return reading_.kind == kWorkingGroupReport; }
  bool is_of_upr() const { return mechanism_of(reading_.kind) == "upr"; }

  // Web pages, and lists of what other documents hold, have neither a symbol nor a date on a cover.
  bool has_cover() const {
    const bool repeats = std::any_of(reading_.items.begin(), reading_.items.end(),
                                     [](const auto& item) { return !item.report.empty(); });
    return !repeats && mechanism_of(reading_.kind) != "web";
  }

  void describe_document() {
    const extract::Cover& cover = reading_.cover;
    report_.pages = reading_.pages;
    report_.flags = reading_.flags;
    report_.doubts = reading_.doubts;
    report_.provenance = {reading_.rule_set, reading_.rules_sha256, {}};
    DocumentRef& document = report_.document;
    document.symbol = none_if_empty(clean_symbol(cover.symbol));
    document.kind = reading_.kind;
    document.language = reading_.language;
    document.title = none_if_empty(one_line(cover.title));
    document.published = iso_date(cover.published);
    document.sha256 = source_.sha256;
    document.url = source_.url;
    if (!has_cover()) return;
    if (!document.symbol)
      report_.doubts.push_back({"no-symbol", "no document symbol on the cover; ids use the SHA-256"});
    if (!document.published) report_.doubts.push_back({"no-date", "no date of publication on the cover"});
  }

  // The report whose recommendations this document holds or answers; empty where it speaks of none, or of several.
  std::string report_spoken_of() const {
    const std::string symbol = report_.document.symbol.value_or("");
    if (is_report()) return symbol;
    if (const auto parent = parent_of_addendum(symbol); parent && is_of_upr()) return *parent;
    for (const extract::Citation& citation : reading_.citations)
      if (citation.relation == "report") return clean_symbol(citation.symbol);
    for (const extract::Item& item : reading_.items)
      if (!item.report.empty()) return clean_symbol(item.report);
    if (report_.adoptions.size() == 1) return report_.adoptions.front().report.value_or("");
    return {};
  }

  // The review that the document itself belongs to, if the catalogue has it.
  const config::ReviewEntry* catalogued() {
    if (const auto number = working_group_number(report_.document.symbol.value_or("")))
      return reviews_.in_session(number->iso3, number->session);
    return reviews_.of_report(about_);
  }

  void settle_state() {
    const std::string state = one_line(reading_.cover.state);
    if (StateMatch match = tables_.states.find(state)) {
      report_.review.state_under_review = match.state->iso3;
    } else if (const config::ReviewEntry* review = catalogued(); review && state.empty()) {
      report_.review.state_under_review = review->state;
    } else if (const auto number = working_group_number(report_.document.symbol.value_or(""));
               number && state.empty()) {
      report_.review.state_under_review = number->iso3;
    } else if (!state.empty() || is_of_upr()) {
      report_.doubts.push_back({"unknown-state-under-review", state.empty() ? "not found on the cover" : state});
    }
  }

  void settle_session() {
    Review& review = report_.review;
    const extract::Cover& cover = reading_.cover;
    const auto date = iso_date(cover.review_date);
    auto number = ordinal(cover.working_group_session);
    if (const auto in_symbol = working_group_number(report_.document.symbol.value_or("")); in_symbol && !number)
      number = in_symbol->session;
    const config::SessionEntry* session = number ? tables_.session(*number) : nullptr;
    if (!session && date) session = tables_.session_on(*date);
    if (number) review.session = number;
    if (session) {
      review.session = session->number;
      review.cycle = session->cycle;
    }
    const config::ReviewEntry* known = session ? nullptr : catalogued();
    if (known) {
      review.session = known->session;
      review.cycle = known->cycle;
      session = tables_.session(known->session);
    } else if (!session && (is_report() || (is_of_upr() && !cover.working_group_session.empty()))) {
      report_.doubts.push_back({"unknown-session", "neither the session nor its date was found in the introduction"});
    }
    if (date) {
      review.year = std::stoi(date->substr(0, 4));
    } else if (known && !known->review_date.empty()) {
      review.year = std::stoi(known->review_date.substr(0, 4));
    } else if (session && !session->from.empty()) {
      review.year = std::stoi(session->from.substr(0, 4));
    }
  }

  void settle_adoptions() {
    for (const extract::Adoption& printed : reading_.adoptions) {
      Adoption adoption;
      if (StateMatch match = tables_.states.find(one_line(printed.state))) adoption.state = match.state->iso3;
      if (!adoption.state) report_.doubts.push_back({"unknown-state-under-review", one_line(printed.state)});
      if (!printed.decision.empty()) adoption.decision = decision_symbol(printed.decision);
      adoption.date = iso_date(printed.date);
      for (const std::string& symbol : printed.documents) adoption.documents.push_back(clean_symbol(symbol));
      adoption.report = report_among(adoption.documents);
      adoption.totals = printed.totals;
      adoption.paragraph = printed.paragraph;
      adoption.page = printed.page;
      adoption.quote = one_line(printed.quote);
      report_.adoptions.push_back(std::move(adoption));
    }
  }

  // The outcome names the report of the Council's own session too; the review's report comes first.
  std::optional<std::string> report_among(const std::vector<std::string>& symbols) {
    for (const std::string& symbol : symbols)
      if (reviews_.of_report(symbol)) return symbol;
    for (const std::string& symbol : symbols)
      if (is_council_report(symbol) && symbol != report_.document.symbol) return symbol;
    return {};
  }

  void settle_links() {
    if (!is_report() && !about_.empty()) report_.links.push_back({"report", about_});
    for (const extract::Citation& citation : reading_.citations) link(citation.relation, clean_symbol(citation.symbol));
    const Review& review = report_.review;
    if (!is_report() || !review.state_under_review || !review.cycle) return;
    if (const auto* previous = reviews_.in_cycle(*review.state_under_review, *review.cycle - 1))
      report_.links.push_back({"previous-report", previous->report_symbol});
  }

  // What holds the recommendations may state how many they are; other documents are checked when they are linked.
  void check_own_totals() {
    if (report_.recommendations.empty() || mechanism_of(reading_.kind) != "upr") return;
    for (extract::Remark& doubt : differing_totals(report_.totals, "the document", report_.recommendations))
      report_.doubts.push_back(std::move(doubt));
  }

  void link(const std::string& relation, const std::string& symbol) {
    const bool known = std::any_of(report_.links.begin(), report_.links.end(),
                                   [&](const Link& link) { return link.symbol == symbol; });
    if (!known) report_.links.push_back({relation, symbol});
  }

  // The rows of a list that repeats recommendations state positions; other readers say themselves what is stated.
  void state_positions_of_rows() {
    if (!report_.statements.empty()) return;
    for (const Recommendation& row : report_.recommendations) {
      if (!row.report) continue;
      for (const StatedPosition& stated : row.positions)
        report_.statements.push_back({row.report, row.number, false, stated.position, {}, {}});
    }
  }

  Statement statement(const extract::Statement& said) const {
    Statement statement{none_if_empty(clean_symbol(said.report)),
                        said.target,
                        said.ordinal,
                        clean_position(said.position),
                        said.flags,
                        said.doubts};
    if (!statement.report) statement.report = none_if_empty(about_);
    return statement;
  }

  Recommendation record(const extract::Item& item) const {
    const DocumentReport& report = report_;
    Recommendation record;
    record.mechanism = mechanism_of(report.document.kind);
    record.document = report.document;
    record.report = none_if_empty(clean_symbol(item.report));
    record.review = report.review;
    record.provenance = report.provenance;
    record.label = clean_text(item.label);
    record.paragraph = item.paragraph;
    record.item = item.item;
    record.number = std::to_string(item.paragraph) + (item.item ? "." + *item.item : "");
    if (item.earlier > 0) record.number += "~" + std::to_string(item.earlier + 1);
    record.id = name_of(report.document) + "#" + record.number;
    if (report.document.language != "en") record.id += "@" + report.document.language;
    record.text_verbatim = item.verbatim;
    record.notes = item.notes;
    record.where = item.where;
    record.flags = item.flags;
    record.doubts = item.doubts;
    record.verb = none_if_empty(one_line(item.verb));
    record.themes = item.themes;
    record.persons = item.persons;
    record.sdgs = item.sdgs;
    for (const std::string& printed : item.addressees) record.addressees.push_back(addressee(printed));
    for (const extract::Position& position : item.positions)
      record.positions.push_back({name_of(report.document), clean_position(position)});
    settle_response(record);
    recommenders(record, item);
    return record;
  }

  // A State by its name at the document's date; anybody else as printed.
  std::string addressee(std::string_view printed) const {
    std::string name = one_line(printed);
    const StateMatch match = tables_.states.find(name);
    return match ? StateTable::name_at(*match.state, report_.document.published.value_or("")) : name;
  }

  void recommenders(Recommendation& record, const extract::Item& item) const {
    if (is_of_upr() && item.recommenders.empty()) return attribute(record, clean_text(item.text));
    std::string_view text = item.text;
    while (!text.empty() && (text.back() == ' ' || text.back() == ';' || text.back() == ',')) text.remove_suffix(1);
    record.text = one_line(text);
    if (!is_of_upr()) record.recommending_body = none_if_empty(one_line(reading_.cover.author));
    for (const std::string& printed : item.recommenders) {
      const std::string name = one_line(printed);
      if (StateMatch match = tables_.states.find(name)) {
        record.recommending_states.push_back(
            StateTable::ref(*match.state, name, record.document.published.value_or("")));
      } else {
        record.doubts.push_back({"unknown-state", name});
      }
    }
  }

  void attribute(Recommendation& record, const std::string& text) const {
    AttributionContext context;
    if (record.document.published) context.date = *record.document.published;
    context.comments_announced =
        std::any_of(record.positions.begin(), record.positions.end(),
                    [](const StatedPosition& p) { return p.position.quote.find("comment") != std::string::npos; });
    Attribution attribution = read_attribution(text, tables_.states, context);
    record.text = std::move(attribution.text);
    record.recommending_states = std::move(attribution.states);
    record.parts = std::move(attribution.parts);
    if (attribution.comment) {
      if (record.positions.empty()) record.positions.push_back({name_of(record.document), bare_position(record)});
      record.positions.back().position.comment = std::move(attribution.comment);
    }
    std::move(attribution.flags.begin(), attribution.flags.end(), std::back_inserter(record.flags));
    std::move(attribution.doubts.begin(), attribution.doubts.end(), std::back_inserter(record.doubts));
  }

  const extract::Reading& reading_;
  const Source& source_;
  const Tables& tables_;
  ReviewInquiry reviews_;
  std::string about_;  // symbol of the report that the document speaks of
  DocumentReport report_;
};

Normalizer::Normalizer(const std::vector<config::StateEntry>& states, const std::vector<config::SessionEntry>& sessions,
                       const std::vector<config::ReviewEntry>& reviews, std::vector<config::Correction> corrections)
    : tables_(std::make_unique<Tables>(
          Tables{StateTable(states), sessions, ReviewTable(reviews), Corrections(std::move(corrections))})) {}
Normalizer::Normalizer(Normalizer&&) noexcept = default;
Normalizer::~Normalizer() = default;

const ReviewTable& Normalizer::reviews() const { return tables_->reviews; }
const Corrections& Normalizer::corrections() const { return tables_->corrections; }

DocumentReport Normalizer::normalize(const extract::Reading& reading, const Source& source) const {
  DocumentReport report = Work(reading, source, *tables_).report();
  tables_->corrections.apply(report, tables_->states);
  return report;
}

}  // namespace troika::normalize
