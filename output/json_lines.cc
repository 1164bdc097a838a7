#include "output/json_lines.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "output/json_writer.h"

namespace troika::output {
namespace {

std::optional<std::string_view> name_or_null(const std::optional<extract::Response>& response) {
  return response ? std::optional(extract::name_of(*response)) : std::nullopt;
}

std::optional<std::string_view> or_null(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

// Pages and paragraphs are numbered from 1; 0 says that the number is not known.
std::optional<int> or_null(int number) { return number == 0 ? std::nullopt : std::optional(number); }

// The functions below write the fields of one object each, in the order of the schema.

void document_fields(JsonWriter& json, const normalize::DocumentRef& document) {
  json.field("symbol", document.symbol);
  json.field("kind", or_null(document.kind));
  json.field("language", or_null(document.language));
  json.field("title", document.title);
  json.field("published", document.published);
  json.field("sha256", or_null(document.sha256));
  json.field("url", document.url);
}

void review_fields(JsonWriter& json, const normalize::Review& review) {
  json.field("state_under_review", review.state_under_review);
  json.field("cycle", review.cycle);
  json.field("session", review.session);
  json.field("year", review.year);
}

void provenance_fields(JsonWriter& json, const normalize::Provenance& provenance) {
  json.field("rule_set", or_null(provenance.rule_set));
  json.field("rules_sha256", or_null(provenance.rules_sha256));
}

void state_fields(JsonWriter& json, const normalize::StateRef& state) {
  json.field("iso3", state.iso3);
  json.field("name", state.name);
  json.field("as_printed", state.as_printed);
  json.field("group", state.group);
}

void part_fields(JsonWriter& json, const normalize::Part& part) {
  json.field("text", part.text);
  json.objects("recommending_states", part.recommending_states, state_fields);
}

void note_fields(JsonWriter& json, const extract::Note& note) {
  json.field("mark", note.mark);
  json.field("text", note.text);
  json.field("page", or_null(note.page));
}

void place_fields(JsonWriter& json, const extract::Place& place) {
  json.field("page", or_null(place.page));
  json.tenths("bbox", {place.box.left, place.box.top, place.box.right, place.box.bottom});
}

void remark_fields(JsonWriter& json, const extract::Remark& remark) {
  json.field("code", remark.code);
  json.field("detail", or_null(remark.detail));
}

void response_fields(JsonWriter& json, const extract::Position& position) {
  json.field("response", name_or_null(position.response));
  json.values("qualifiers", position.qualifiers,
              [](extract::Qualifier qualifier) { return extract::name_of(qualifier); });
}

void position_fields(JsonWriter& json, const normalize::StatedPosition& stated) {
  const extract::Position& position = stated.position;
  response_fields(json, position);
  json.field("document", stated.document);
  json.field("repeats", or_null(position.document));
  json.field("paragraph", or_null(position.paragraph));
  json.field("page", or_null(position.page));
  json.field("quote", or_null(position.quote));
  json.field("as_printed", or_null(position.as_printed));
  json.field("rule", or_null(position.rule));
  json.field("comment", position.comment);
}

void theme_fields(JsonWriter& json, const extract::Theme& theme) {
  json.field("code", or_null(theme.code));
  json.field("name", theme.name);
  json.field("vocabulary", or_null(theme.vocabulary));
}

// The first two are what somebody classifies afterwards; reading the document cannot tell.
void classification_fields(JsonWriter& json, const normalize::Recommendation& record) {
  json.field("action_category", nullptr);
  json.empty_array("issues");
  json.objects("themes", record.themes, theme_fields);
  json.values("persons", record.persons, std::identity());
  json.values("sdgs", record.sdgs, std::identity());
}

void total_fields(JsonWriter& json, const extract::Total& total) {
  json.field("of", extract::name_of(total.of));
  json.field("count", total.count);
  json.field("paragraph", or_null(total.paragraph));
  json.field("page", or_null(total.page));
  json.field("quote", or_null(total.quote));
  json.field("rule", or_null(total.rule));
  json.field("recalled", total.recalled);
}

void link_fields(JsonWriter& json, const normalize::Link& link) {
  json.field("relation", link.relation);
  json.field("symbol", link.symbol);
}

void recommendation_fields(JsonWriter& json, const normalize::Recommendation& record) {
  json.field("id", record.id);
  json.field("mechanism", record.mechanism);
  json.object("document", [&] { document_fields(json, record.document); });
  json.field("report", record.report);
  json.object("review", [&] { review_fields(json, record.review); });
  json.field("number", record.number);
  json.field("label", or_null(record.label));
  json.field("paragraph", or_null(record.paragraph));
  json.field("item", record.item);
  json.field("text", record.text);
  json.field("text_verbatim", record.text_verbatim);
  json.objects("recommending_states", record.recommending_states, state_fields);
  json.field("recommending_body", record.recommending_body);
  json.field("verb", record.verb);
  json.values("addressees", record.addressees, std::identity());
  json.objects("parts", record.parts, part_fields);
  json.objects("notes", record.notes, note_fields);
  json.field("response", name_or_null(record.response));
  json.values("qualifiers", record.qualifiers,
              [](extract::Qualifier qualifier) { return extract::name_of(qualifier); });
  json.objects("positions", record.positions, position_fields);
  classification_fields(json, record);
  json.objects("where", record.where, place_fields);
  json.objects("flags", record.flags, remark_fields);
  json.objects("doubts", record.doubts, remark_fields);
  json.object("provenance", [&] {
    provenance_fields(json, record.provenance);
    json.values("corrected", record.provenance.corrected, std::identity());
  });
}

void response_counts(JsonWriter& json, const normalize::ResponseCounts& counts) {
  json.field("supported", counts.supported);
  json.field("noted", counts.noted);
  json.field("partially_supported", counts.partially_supported);
  json.field("pending", counts.pending);
  json.field("none", counts.none);
}

void verdict_fields(JsonWriter& json, const DocumentOutcome& outcome) {
  const fetch::Failure* failure = outcome.report ? nullptr : &outcome.report.error();
  json.field("verdict", failure ? fetch::code_name(failure->code) : "extracted");
  json.field("detail", failure ? or_null(failure->detail) : std::nullopt);
  json.field("stage", failure ? std::optional(fetch::stage_name(failure->stage)) : std::nullopt);
  json.field("retryable", failure ? std::optional(failure->retryable) : std::nullopt);
}

void document_failure_fields(JsonWriter& json, const DocumentOutcome& outcome) {
  const fetch::Failure& failure = outcome.report.error();
  json.field("level", "document");
  json.field("input", outcome.input);
  json.field("sha256", or_null(outcome.sha256));
  json.field("symbol", nullptr);
  json.field("stage", fetch::stage_name(failure.stage));
  json.field("code", fetch::code_name(failure.code));
  json.field("detail", or_null(failure.detail));
  json.field("retryable", failure.retryable);
  for (const auto* key : {"paragraph", "page", "text"}) json.field(key, nullptr);
}

void item_failure_fields(JsonWriter& json, const DocumentOutcome& outcome, const extract::Reject& reject) {
  const normalize::DocumentRef& document = outcome.report->document;
  json.field("level", "item");
  json.field("input", outcome.input);
  json.field("sha256", or_null(document.sha256));
  json.field("symbol", document.symbol);
  json.field("stage", fetch::stage_name(fetch::Stage::kExtract));
  json.field("code", reject.why.code);
  json.field("detail", or_null(reject.why.detail));
  json.field("retryable", false);  // the same bytes and rules give the same reject
  json.field("paragraph", or_null(reject.paragraph));
  json.field("page", or_null(reject.page));
  json.field("text", or_null(reject.text));
}

void statement_fields(JsonWriter& json, const normalize::DocumentReport& report,
                      const normalize::Statement& statement) {
  json.object("document", [&] { document_fields(json, report.document); });
  json.object("review", [&] { review_fields(json, report.review); });
  json.object("target", [&] {
    json.field("symbol", statement.report);
    json.field("number", statement.target);
    json.field("ordinal", statement.ordinal);
  });
  response_fields(json, statement.position);
  json.field("as_printed", or_null(statement.position.as_printed));
  json.field("comment", statement.position.comment);
  json.field("quote", or_null(statement.position.quote));
  json.field("paragraph", or_null(statement.position.paragraph));
  json.field("page", or_null(statement.position.page));
  json.field("rule", or_null(statement.position.rule));
  json.objects("flags", statement.flags, remark_fields);
  json.objects("doubts", statement.doubts, remark_fields);
  json.object("provenance", [&] { provenance_fields(json, report.provenance); });
}

void document_line_fields(JsonWriter& json, const DocumentOutcome& outcome, const DocumentCounts& counts) {
  normalize::DocumentReport unread;
  unread.document.sha256 = outcome.sha256;
  const normalize::DocumentReport& report = outcome.report ? *outcome.report : unread;
  json.field("input", outcome.input);
  verdict_fields(json, outcome);
  json.object("document", [&] { document_fields(json, report.document); });
  json.object("review", [&] { review_fields(json, report.review); });
  json.field("author", report.author);
  json.field("pages", or_null(report.pages));
  json.field("items_seen", report.items_seen);
  json.field("recommendations", counts.recommendations);
  json.field("joined", counts.joined);
  json.field("rejects", counts.rejects);
  json.object("responses", [&] { response_counts(json, counts.responses); });
  json.objects("totals", report.totals, total_fields);
  json.objects("links", report.links, link_fields);
  json.objects("flags", report.flags, remark_fields);
  json.objects("doubts", report.doubts, remark_fields);
  json.field("superseded_by", nullptr);  // known only when all versions of a document are seen together
  json.object("provenance", [&] { provenance_fields(json, report.provenance); });
}

void page_fields(JsonWriter& json, const normalize::DocumentReport& report) {
  json.object("document", [&] { document_fields(json, report.document); });
  json.field("author", report.author);
  json.field("text", or_null(report.text));
  json.values("symbols", report.links, [](const normalize::Link& link) { return std::string_view(link.symbol); });
  json.objects("figures", report.totals, total_fields);
  json.object("provenance", [&] { provenance_fields(json, report.provenance); });
}

void review_document_fields(JsonWriter& json, const normalize::ReviewDocument& document) {
  json.field("relation", document.relation);
  json.field("symbol", document.symbol);
  json.field("kind", document.kind);
  json.field("sha256", document.sha256);
}

void adoption_fields(JsonWriter& json, const normalize::StatedAdoption& stated) {
  const normalize::Adoption& adoption = stated.adoption;
  json.field("decision", adoption.decision);
  json.field("date", adoption.date);
  json.field("document", stated.document);
  json.field("paragraph", or_null(adoption.paragraph));
  json.field("page", or_null(adoption.page));
  json.field("quote", or_null(adoption.quote));
}

void kept_adoption_fields(JsonWriter& json, const normalize::Adoption& adoption) {
  json.field("state", adoption.state);
  json.field("report", adoption.report);
  json.field("decision", adoption.decision);
  json.field("date", adoption.date);
  json.values("documents", adoption.documents, std::identity());
  json.objects("totals", adoption.totals, total_fields);
  json.field("paragraph", or_null(adoption.paragraph));
  json.field("page", or_null(adoption.page));
  json.field("quote", or_null(adoption.quote));
}

void review_line_fields(JsonWriter& json, const normalize::ReviewSummary& summary) {
  review_fields(json, summary.review);
  json.field("report", summary.report);
  json.objects("documents", summary.documents, review_document_fields);
  json.field("previous_report", summary.previous_report);
  if (summary.adoption) {
    json.object("adoption", [&] { adoption_fields(json, *summary.adoption); });
  } else {
    json.field("adoption", nullptr);
  }
  json.objects("totals", summary.totals, [](JsonWriter& inner, const normalize::StatedTotal& stated) {
    inner.field("document", stated.document);
    total_fields(inner, stated.total);
  });
  if (summary.responses) {
    json.object("responses", [&] { response_counts(json, *summary.responses); });
  } else {
    json.field("responses", nullptr);
  }
  json.objects("doubts", summary.doubts, remark_fields);
}

}  // namespace

void append_recommendations(std::string& out, const DocumentOutcome& outcome) {
  if (!outcome.report) return;
  JsonWriter json(out);
  for (const auto& record : outcome.report->recommendations) json.line([&] { recommendation_fields(json, record); });
}

void append_document(std::string& out, const DocumentOutcome& outcome, const DocumentCounts& counts) {
  JsonWriter json(out);
  json.line([&] { document_line_fields(json, outcome, counts); });
}

void append_document(std::string& out, const DocumentOutcome& outcome) {
  append_document(out, outcome, outcome.report ? counts_of(*outcome.report) : DocumentCounts());
}

DocumentCounts counts_of(const normalize::DocumentReport& report) {
  return {report.recommendations.size(), 0, report.rejects.size(), normalize::count_responses(report.recommendations)};
}

void append_page(std::string& out, const DocumentOutcome& outcome) {
  if (!outcome.report || !outcome.report->document.kind.starts_with("web/")) return;
  JsonWriter json(out);
  json.line([&] { page_fields(json, *outcome.report); });
}

void append_review(std::string& out, const normalize::ReviewSummary& summary) {
  JsonWriter json(out);
  json.line([&] { review_line_fields(json, summary); });
}

void append_adoptions(std::string& out, const std::vector<normalize::Adoption>& adoptions) {
  JsonWriter json(out);
  json.line([&] { json.objects("adoptions", adoptions, kept_adoption_fields); });
}

void append_positions(std::string& out, const DocumentOutcome& outcome) {
  if (!outcome.report) return;
  JsonWriter json(out);
  for (const auto& statement : outcome.report->statements) {
    json.line([&] { statement_fields(json, *outcome.report, statement); });
  }
}

void append_failures(std::string& out, const DocumentOutcome& outcome) {
  JsonWriter json(out);
  if (!outcome.report) return json.line([&] { document_failure_fields(json, outcome); });
  for (const auto& reject : outcome.report->rejects) json.line([&] { item_failure_fields(json, outcome, reject); });
}

void append_run(std::string& out, const RunRecord& run) {
  JsonWriter json(out);
  json.line([&] {
    json.field("started", run.started);
    json.field("finished", run.finished);
    json.field("inputs", run.inputs);
    json.field("extracted", run.extracted);
    json.field("unchanged", run.unchanged);
    json.field("failed", run.failed);
    json.field("recommendations", run.recommendations);
    json.field("rejects", run.rejects);
    json.field("exit_status", run.exit_status);
    json.object("versions", [&] {
      json.field("program", run.program_version);
      json.object("engines", [&] {
        for (const auto& [engine, version] : run.engine_versions) json.field(engine, version);
      });
    });
  });
}

void append_change(std::string& out, const Change& change) {
  JsonWriter json(out);
  json.line([&] {
    json.field("seq", change.seq);
    json.field("op", change.op);
    json.field("id", change.id);
    change.record.empty() ? json.field("record", nullptr) : json.raw_object("record", change.record);
  });
}

}  // namespace troika::output
