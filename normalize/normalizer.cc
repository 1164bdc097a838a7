#include "normalize/normalizer.h"

#include <algorithm>
#include <utility>

#include "normalize/attribution.h"
#include "normalize/dates.h"
#include "normalize/fold.h"
#include "normalize/states.h"

namespace troika::normalize {
namespace {

std::optional<std::string> none_if_empty(std::string text) {
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

// "A/HRC/ 8/29" -> "A/HRC/8/29": a symbol has no spaces.
std::string symbol_of(std::string_view printed) {
  std::string symbol;
  for (char c : printed)
    if (c != ' ') symbol += c;
  return symbol;
}

std::string one_line(std::string_view text) {
  std::string line = clean_text(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

extract::Position clean_position(extract::Position position) {
  position.quote = clean_text(position.quote);
  position.as_printed = clean_text(position.as_printed);
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
  for (const extract::Position& position : record.positions) {
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

namespace {

class ReadingNormalizer {
 public:
  ReadingNormalizer(const extract::Reading& reading, const Source& source, const StateTable& states)
      : reading_(reading), source_(source), states_(states) {}

  DocumentReport document() {
    const extract::Cover& cover = reading_.cover;
    report_.pages = reading_.pages;
    report_.flags = reading_.flags;
    report_.doubts = reading_.doubts;
    report_.provenance = Provenance{reading_.rule_set, reading_.rules_sha256};
    DocumentRef& document = report_.document;
    document.symbol = none_if_empty(symbol_of(cover.symbol));
    document.kind = reading_.kind;
    document.language = reading_.language;
    document.title = none_if_empty(one_line(cover.title));
    document.published = iso_date(cover.published);
    document.sha256 = source_.sha256;
    document.url = source_.url;
    if (!document.symbol)
      report_.doubts.push_back({"no-symbol", "no document symbol on the cover; ids use the SHA-256"});
    if (!document.published) report_.doubts.push_back({"no-date", "no date of publication on the cover"});
    return std::move(report_);
  }

  Recommendation record(const extract::Item& item, const DocumentReport& report) const {
    Recommendation record;
    record.mechanism = report.document.kind.substr(0, report.document.kind.find('/'));
    record.document = report.document;
    record.review = report.review;
    record.provenance = report.provenance;
    record.label = clean_text(item.label);
    record.paragraph = item.paragraph;
    record.item = item.item;
    record.number = std::to_string(item.paragraph) + (item.item ? "." + *item.item : "");
    record.id = report.document.symbol.value_or(report.document.sha256) + "#" + record.number;
    if (report.document.language != "en") record.id += "@" + report.document.language;
    record.text_verbatim = item.verbatim;
    record.notes = item.notes;
    record.where = item.where;
    record.flags = item.flags;
    record.doubts = item.doubts;
    for (const extract::Position& position : item.positions) record.positions.push_back(clean_position(position));
    settle_response(record);
    attribute(record, clean_text(item.text));
    return record;
  }

 private:
  void attribute(Recommendation& record, const std::string& text) const {
    AttributionContext context;
    if (record.document.published) context.date = *record.document.published;
    context.comments_announced =
        std::any_of(record.positions.begin(), record.positions.end(),
                    [](const extract::Position& p) { return p.quote.find("comment") != std::string::npos; });
    Attribution attribution = read_attribution(text, states_, context);
    record.text = std::move(attribution.text);
    record.recommending_states = std::move(attribution.states);
    record.parts = std::move(attribution.parts);
    if (attribution.comment) {
      if (record.positions.empty()) record.positions.push_back(bare_position(record));
      record.positions.back().comment = std::move(attribution.comment);
    }
    std::move(attribution.flags.begin(), attribution.flags.end(), std::back_inserter(record.flags));
    std::move(attribution.doubts.begin(), attribution.doubts.end(), std::back_inserter(record.doubts));
  }

  const extract::Reading& reading_;
  const Source& source_;
  const StateTable& states_;
  DocumentReport report_;
};

}  // namespace

Normalizer::Normalizer(const std::vector<config::StateEntry>& states, const std::vector<config::SessionEntry>& sessions)
    : tables_(std::make_unique<Tables>(Tables{StateTable(states), sessions})) {}
Normalizer::Normalizer(Normalizer&&) noexcept = default;
Normalizer::~Normalizer() = default;

DocumentReport Normalizer::normalize(const extract::Reading& reading, const Source& source) const {
  ReadingNormalizer normalizer(reading, source, tables_->states);
  DocumentReport report = normalizer.document();

  const std::string state = one_line(reading.cover.state);
  if (StateMatch match = tables_->states.find(state)) {
    report.review.state_under_review = match.state->iso3;
  } else {
    report.doubts.push_back({"unknown-state-under-review", state.empty() ? "not found on the cover" : state});
  }
  const auto date = iso_date(reading.cover.review_date);
  const auto number = ordinal(reading.cover.working_group_session);
  const config::SessionEntry* session = number ? tables_->session(*number) : nullptr;
  if (!session && date) session = tables_->session_on(*date);
  if (number) report.review.session = number;
  if (session) {
    report.review.session = session->number;
    report.review.cycle = session->cycle;
  } else {
    report.doubts.push_back({"unknown-session", "neither the session nor its date was found in the introduction"});
  }
  if (date) {
    report.review.year = std::stoi(date->substr(0, 4));
  } else if (session && !session->from.empty()) {
    report.review.year = std::stoi(session->from.substr(0, 4));
  }

  for (const extract::Item& item : reading.items) report.recommendations.push_back(normalizer.record(item, report));
  for (const extract::Statement& statement : reading.statements)
    report.statements.push_back({statement.target, clean_position(statement.position)});
  report.rejects = reading.rejects;
  report.items_seen = static_cast<int>(reading.items.size() + reading.rejects.size());
  return report;
}

}  // namespace troika::normalize
