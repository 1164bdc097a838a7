#include "output/json_reader.h"

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "output/json_members.h"

namespace troika::output {
namespace {

extract::Qualifier qualifier_of(const Value& value) {
  const auto qualifier = extract::qualifier_named(string_of(value));
  if (!qualifier) throw Unexpected();
  return *qualifier;
}

std::optional<extract::Response> response_of(const Value& value) {
  if (value.IsNull()) return {};
  const auto response = extract::response_named(string_of(value));
  if (!response) throw Unexpected();
  return response;
}

// The functions below read the fields of one object each, in the order of json_lines.cc.

void read_document_ref(Members& json, normalize::DocumentRef& document) {
  document.symbol = optional_string(json.next("symbol"));
  document.kind = string_or_empty(json.next("kind"));
  document.language = string_or_empty(json.next("language"));
  document.title = optional_string(json.next("title"));
  document.published = optional_string(json.next("published"));
  document.sha256 = string_or_empty(json.next("sha256"));
  document.url = optional_string(json.next("url"));
}

void read_review(Members& json, normalize::Review& review) {
  review.state_under_review = optional_string(json.next("state_under_review"));
  review.cycle = optional_int(json.next("cycle"));
  review.session = optional_int(json.next("session"));
  review.year = optional_int(json.next("year"));
}

void read_provenance(Members& json, normalize::Provenance& provenance) {
  provenance.rule_set = string_or_empty(json.next("rule_set"));
  provenance.rules_sha256 = string_or_empty(json.next("rules_sha256"));
}

normalize::StateRef read_state(Members& json) {
  normalize::StateRef state;
  state.iso3 = string_of(json.next("iso3"));
  state.name = string_of(json.next("name"));
  state.as_printed = string_of(json.next("as_printed"));
  state.group = string_of(json.next("group"));
  return state;
}

normalize::Part read_part(Members& json) {
  normalize::Part part;
  part.text = string_of(json.next("text"));
  part.recommending_states = json.objects("recommending_states", read_state);
  return part;
}

extract::Note read_note(Members& json) {
  extract::Note note;
  note.mark = string_of(json.next("mark"));
  note.text = string_of(json.next("text"));
  note.page = int_or_zero(json.next("page"));
  return note;
}

extract::Theme read_theme(Members& json) {
  extract::Theme theme;
  theme.code = string_or_empty(json.next("code"));
  theme.name = string_of(json.next("name"));
  theme.vocabulary = string_or_empty(json.next("vocabulary"));
  return theme;
}

extract::Remark read_remark(Members& json) {
  extract::Remark remark;
  remark.code = string_of(json.next("code"));
  remark.detail = string_or_empty(json.next("detail"));
  return remark;
}

extract::Box read_box(const Value& value) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  if (value.IsNull()) return {kNone, kNone, kNone, kNone};
  if (!value.IsArray() || value.Size() != 4) throw Unexpected();
  for (const Value& number : value.GetArray())
    if (!number.IsNumber()) throw Unexpected();
  return {value[0].GetDouble(), value[1].GetDouble(), value[2].GetDouble(), value[3].GetDouble()};
}

extract::Place read_place(Members& json) {
  extract::Place place;
  place.page = int_or_zero(json.next("page"));
  place.box = read_box(json.next("bbox"));
  return place;
}

normalize::StatedPosition read_position(Members& json) {
  normalize::StatedPosition stated;
  extract::Position& position = stated.position;
  position.response = response_of(json.next("response"));
  position.qualifiers = json.array("qualifiers", qualifier_of);
  stated.document = string_of(json.next("document"));
  position.document = string_or_empty(json.next("repeats"));
  position.paragraph = string_or_empty(json.next("paragraph"));
  position.page = int_or_zero(json.next("page"));
  position.quote = string_or_empty(json.next("quote"));
  position.as_printed = string_or_empty(json.next("as_printed"));
  position.rule = string_or_empty(json.next("rule"));
  position.comment = optional_string(json.next("comment"));
  return stated;
}

void read_text(Members& json, normalize::Recommendation& record) {
  record.number = string_of(json.next("number"));
  record.label = string_or_empty(json.next("label"));
  record.paragraph = int_or_zero(json.next("paragraph"));
  record.item = optional_string(json.next("item"));
  record.text = string_of(json.next("text"));
  record.text_verbatim = string_of(json.next("text_verbatim"));
  record.recommending_states = json.objects("recommending_states", read_state);
  record.recommending_body = optional_string(json.next("recommending_body"));
  record.verb = optional_string(json.next("verb"));
  record.addressees = json.array("addressees", string_of);
  record.parts = json.objects("parts", read_part);
  record.notes = json.objects("notes", read_note);
}

void read_classification(Members& json, normalize::Recommendation& record) {
  if (!json.next("action_category").IsNull()) throw Unexpected();
  if (!json.array("issues", string_of).empty()) throw Unexpected();
  record.themes = json.objects("themes", read_theme);
  record.persons = json.array("persons", string_of);
  record.sdgs = json.array("sdgs", int_of);
}

normalize::Recommendation read_record(Members& json) {
  normalize::Recommendation record;
  record.id = string_of(json.next("id"));
  record.mechanism = string_of(json.next("mechanism"));
  json.object("document", [&](Members& document) { read_document_ref(document, record.document); });
  record.report = optional_string(json.next("report"));
  json.object("review", [&](Members& review) { read_review(review, record.review); });
  read_text(json, record);
  record.response = response_of(json.next("response"));
  record.qualifiers = json.array("qualifiers", qualifier_of);
  record.positions = json.objects("positions", read_position);
  read_classification(json, record);
  record.where = json.objects("where", read_place);
  record.flags = json.objects("flags", read_remark);
  record.doubts = json.objects("doubts", read_remark);
  json.object("provenance", [&](Members& provenance) {
    read_provenance(provenance, record.provenance);
    record.provenance.corrected = provenance.array("corrected", string_of);
  });
  json.done();
  return record;
}

extract::Total read_total(Members& json) {
  extract::Total total;
  const auto of = extract::total_named(string_of(json.next("of")));
  if (!of) throw Unexpected();
  total.of = *of;
  total.count = int_of(json.next("count"));
  total.paragraph = string_or_empty(json.next("paragraph"));
  total.page = int_or_zero(json.next("page"));
  total.quote = string_or_empty(json.next("quote"));
  total.rule = string_or_empty(json.next("rule"));
  total.recalled = bool_of(json.next("recalled"));
  return total;
}

normalize::Link read_link(Members& json) {
  normalize::Link link;
  link.relation = string_of(json.next("relation"));
  link.symbol = string_of(json.next("symbol"));
  return link;
}

normalize::ResponseCounts read_counts(Members& json) {
  normalize::ResponseCounts counts;
  counts.supported = size_of(json.next("supported"));
  counts.noted = size_of(json.next("noted"));
  counts.partially_supported = size_of(json.next("partially_supported"));
  counts.pending = size_of(json.next("pending"));
  counts.none = size_of(json.next("none"));
  return counts;
}

ReadDocument read_document_line(Members& json) {
  normalize::DocumentReport report;
  ReadDocument read{{string_of(json.next("input")), "", report}, {}};
  if (string_of(json.next("verdict")) != "extracted") throw Unexpected();
  for (const auto* key : {"detail", "stage", "retryable"})
    if (!json.next(key).IsNull()) throw Unexpected();
  json.object("document", [&](Members& document) { read_document_ref(document, report.document); });
  json.object("review", [&](Members& review) { read_review(review, report.review); });
  report.author = optional_string(json.next("author"));
  report.pages = int_or_zero(json.next("pages"));
  report.items_seen = int_of(json.next("items_seen"));
  read.counts.recommendations = size_of(json.next("recommendations"));
  read.counts.joined = size_of(json.next("joined"));
  read.counts.rejects = size_of(json.next("rejects"));
  json.object("responses", [&](Members& counts) { read.counts.responses = read_counts(counts); });
  report.totals = json.objects("totals", read_total);
  report.links = json.objects("links", read_link);
  report.flags = json.objects("flags", read_remark);
  report.doubts = json.objects("doubts", read_remark);
  if (!json.next("superseded_by").IsNull()) throw Unexpected();
  json.object("provenance", [&](Members& provenance) { read_provenance(provenance, report.provenance); });
  json.done();
  read.outcome.sha256 = report.document.sha256;
  read.outcome.report = std::move(report);
  return read;
}

// What it says of its document is the document's own.
normalize::Statement read_statement_line(Members& json) {
  normalize::Statement statement;
  extract::Position& position = statement.position;
  json.next("document");
  json.next("review");
  json.object("target", [&](Members& target) {
    statement.report = optional_string(target.next("symbol"));
    statement.target = string_of(target.next("number"));
    statement.ordinal = bool_of(target.next("ordinal"));
  });
  position.response = response_of(json.next("response"));
  position.qualifiers = json.array("qualifiers", qualifier_of);
  position.as_printed = string_or_empty(json.next("as_printed"));
  position.comment = optional_string(json.next("comment"));
  position.quote = string_or_empty(json.next("quote"));
  position.paragraph = string_or_empty(json.next("paragraph"));
  position.page = int_or_zero(json.next("page"));
  position.rule = string_or_empty(json.next("rule"));
  statement.flags = json.objects("flags", read_remark);
  statement.doubts = json.objects("doubts", read_remark);
  json.next("provenance");
  json.done();
  return statement;
}

normalize::Adoption read_adoption(Members& json) {
  normalize::Adoption adoption;
  adoption.state = optional_string(json.next("state"));
  adoption.report = optional_string(json.next("report"));
  adoption.decision = optional_string(json.next("decision"));
  adoption.date = optional_string(json.next("date"));
  adoption.documents = json.array("documents", string_of);
  adoption.totals = json.objects("totals", read_total);
  adoption.paragraph = string_or_empty(json.next("paragraph"));
  adoption.page = int_or_zero(json.next("page"));
  adoption.quote = string_or_empty(json.next("quote"));
  return adoption;
}

std::vector<normalize::Adoption> read_adoptions_line(Members& json) {
  auto adoptions = json.objects("adoptions", read_adoption);
  json.done();
  return adoptions;
}

normalize::ReviewDocument read_review_document(Members& json) {
  normalize::ReviewDocument document;
  document.relation = string_of(json.next("relation"));
  document.symbol = optional_string(json.next("symbol"));
  document.kind = optional_string(json.next("kind"));
  document.sha256 = optional_string(json.next("sha256"));
  return document;
}

std::optional<normalize::StatedAdoption> read_stated_adoption(const Value& value) {
  if (value.IsNull()) return {};
  Members json(value);
  normalize::StatedAdoption stated;
  stated.adoption.decision = optional_string(json.next("decision"));
  stated.adoption.date = optional_string(json.next("date"));
  stated.document = string_of(json.next("document"));
  stated.adoption.paragraph = string_or_empty(json.next("paragraph"));
  stated.adoption.page = int_or_zero(json.next("page"));
  stated.adoption.quote = string_or_empty(json.next("quote"));
  json.done();
  return stated;
}

normalize::StatedTotal read_stated_total(Members& json) {
  normalize::StatedTotal stated;
  stated.document = string_of(json.next("document"));
  stated.total = read_total(json);
  return stated;
}

std::optional<normalize::ResponseCounts> read_counts_or_none(const Value& value) {
  if (value.IsNull()) return {};
  Members json(value);
  const auto counts = read_counts(json);
  json.done();
  return counts;
}

normalize::ReviewSummary read_review_line(Members& json) {
  normalize::ReviewSummary summary;
  read_review(json, summary.review);
  summary.report = string_of(json.next("report"));
  summary.documents = json.objects("documents", read_review_document);
  summary.previous_report = optional_string(json.next("previous_report"));
  summary.adoption = read_stated_adoption(json.next("adoption"));
  summary.totals = json.objects("totals", read_stated_total);
  summary.responses = read_counts_or_none(json.next("responses"));
  summary.doubts = json.objects("doubts", read_remark);
  json.done();
  return summary;
}

template <class Read>
auto read_line(std::string_view line, const char* stream, Read read)
    -> fetch::Result<decltype(read(std::declval<Members&>()))> {
  constexpr unsigned kFlags = rapidjson::kParseValidateEncodingFlag | rapidjson::kParseFullPrecisionFlag |
                              rapidjson::kParseIterativeFlag;  // no stack for somebody to exhaust
  rapidjson::Document json;
  json.Parse<kFlags>(line.data(), line.size());
  try {
    if (json.HasParseError()) throw Unexpected();
    Members members(json);
    return read(members);
  } catch (const Unexpected&) {
    return tl::unexpected(fetch::Failure{fetch::Stage::kOutput, fetch::FailureCode::kInternal, false,
                                         std::string("a line of ") + stream + " is not as it was written"});
  }
}

}  // namespace

fetch::Result<normalize::Recommendation> read_recommendation(std::string_view line) {
  return read_line(line, "recommendations.jsonl", read_record);
}

fetch::Result<ReadDocument> read_document(std::string_view line) {
  return read_line(line, "documents.jsonl", read_document_line);
}

fetch::Result<normalize::Statement> read_statement(std::string_view line) {
  return read_line(line, "positions.jsonl", read_statement_line);
}

fetch::Result<std::vector<normalize::Adoption>> read_adoptions(std::string_view line) {
  return read_line(line, "adoptions", read_adoptions_line);
}

fetch::Result<normalize::ReviewSummary> read_review(std::string_view line) {
  return read_line(line, "reviews.jsonl", read_review_line);
}

}  // namespace troika::output
