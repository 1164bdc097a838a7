#include "tests/output/samples.h"

namespace troika::output {
namespace {

using extract::Qualifier;
using extract::Response;

const std::string kReportSha(64, 'a');
const std::string kRulesSha(64, 'b');

normalize::DocumentRef full_document() {
  normalize::DocumentRef document;
  document.symbol = "A/HRC/27/910";
  document.kind = "upr/working-group-report";
  document.language = "en";
  document.title = "Report of the Working Group on the Universal Periodic Review";
  document.published = "2014-07-02";
  document.sha256 = kReportSha;
  document.url = "https://example.org/a.pdf";
  return document;
}

extract::Position pending_position() {
  extract::Position position;
  position.response = Response::kPending;
  position.paragraph = "124";
  position.page = 13;
  position.quote = "The recommendations will be examined by Varenia";
  position.as_printed = "will be examined";
  position.rule = "to-be-examined";
  return position;
}

extract::Position partial_position() {
  extract::Position position;
  position.response = Response::kPartiallySupported;
  position.qualifiers = {Qualifier::kAlreadyImplemented, Qualifier::kInProcess, Qualifier::kInPrinciple,
                         Qualifier::kReserved};
  position.paragraph = "125";
  position.page = 14;
  position.quote = "Varenia supports the first part";
  position.as_printed = "supports the first part";
  position.rule = "part-supported";
  position.comment = "A bill is before \"Parliament\".";
  return position;
}

normalize::Recommendation full_recommendation() {
  const normalize::StateRef chile = {"CHL", "Chile", "Chile", "latin-american-and-caribbean"};
  const normalize::StateRef timor = {"TLS", "Timor-Leste", "Timor Leste", "asia-pacific"};
  normalize::Recommendation record;
  record.id = "A/HRC/27/910#124.36";
  record.mechanism = "upr";
  record.document = full_document();
  record.review = {"XVA", 2, 19, 2014};
  record.number = "124.36";
  record.label = "124.36.";
  record.paragraph = 124;
  record.item = "36";
  record.text = "Ratify the Convention (Chile); abolish “flogging”";
  record.text_verbatim = "124.36. Ratify the Convention (Chile);\nabolish “flogging”5 (Timor Leste);";
  record.recommending_states = {chile, timor};
  record.recommending_body = "Committee against Torture";
  record.addressees = {"Varenia"};
  record.parts = {{"Ratify the Convention", {chile}}, {"abolish “flogging”", {timor}}};
  record.notes = {{"5", "As read: abolish it.", 14}};
  record.response = Response::kPartiallySupported;
  record.qualifiers = {Qualifier::kAlreadyImplemented};
  record.verb = "Urges";
  record.report = "A/HRC/27/900";
  record.positions = {{"A/HRC/27/910", pending_position()}, {"A/HRC/27/910/Add.1", partial_position()}};
  record.positions[1].position.document = "A/HRC/27/902";
  record.themes = {{"A12", "Acceptance of international norms", "upr-2"}, {"", "Other", ""}};
  record.persons = {"women", "children"};
  record.sdgs = {5, 16};
  record.where = {{14, {120.14, 210.35, 475, 236.25}}, {15, {-0.04, 72.049999, 1e3, 99.96}}};
  record.flags = {{"misprinted-number", "printed as 124.63"}};
  record.doubts = {{"unknown-state", ""}};
  record.provenance = {"upr/working-group-report", kRulesSha, {}};
  return record;
}

// The same recommendation once for each other response.
std::vector<normalize::Recommendation> recommendations_of_all_responses() {
  std::vector<normalize::Recommendation> records = {full_recommendation()};
  int item = 36;
  for (const auto response : {Response::kSupported, Response::kNoted, Response::kPending}) {
    auto record = full_recommendation();
    record.item = std::to_string(++item);
    record.number = "124." + *record.item;
    record.id = "A/HRC/27/910#" + record.number;
    record.response = response;
    records.push_back(record);
  }
  return records;
}

}  // namespace

DocumentOutcome full_outcome() {
  normalize::DocumentReport report;
  report.document = full_document();
  report.review = {"XVA", 2, 19, 2014};
  report.provenance = {"upr/working-group-report", kRulesSha, {}};
  report.pages = 21;
  report.items_seen = 5;
  report.recommendations = recommendations_of_all_responses();
  report.statements = {
      {"A/HRC/27/910", "124.36", false, partial_position(), {{"repeated-number", "two"}}, {{"unsure", ""}}},
      {"A/HRC/27/910", "45", true, pending_position(), {}, {}}};
  report.author = "Committee against Torture";
  report.text = "First block\nSecond block";
  report.totals = {{extract::Total::Of::kReceived, 6, "5", 2, "Varenia received 6 recommendations.", "received"}};
  report.links = {{"report", "A/HRC/27/910"}, {"cites", "A/RES/60/251"}};
  report.rejects = {{{"unclaimed-lines", "no rule claims these lines"}, 124, 15, "124,40 Continue\nits efforts"}};
  report.flags = {{"reissued", "the symbol ends in *"}};
  report.doubts = {{"totals-differ", "stated 6, read 5"}};
  return {"in/report.pdf", kReportSha, report};
}

DocumentOutcome bare_outcome() {
  normalize::DocumentReport report;
  report.document.kind = "upr/working-group-report";
  report.document.language = "en";
  report.document.sha256 = kReportSha;
  report.provenance = {"upr/working-group-report", kRulesSha, {}};
  report.items_seen = 2;
  normalize::Recommendation record;
  record.id = kReportSha + "#7";
  record.mechanism = "upr";
  record.document = report.document;
  record.number = "7";
  record.paragraph = 7;
  record.text = "Ratify";
  record.text_verbatim = "Ratify";
  record.positions = {{kReportSha, extract::Position()}};
  record.where = {extract::Place()};
  record.provenance = report.provenance;
  report.recommendations = {record};
  report.statements = {{std::nullopt, "7", false, extract::Position(), {}, {}}};
  report.rejects = {{{"gap", ""}, 0, 0, ""}};
  return {"bare.pdf", kReportSha, report};
}

DocumentOutcome page_outcome() {
  DocumentOutcome outcome = full_outcome();
  outcome.report->document.kind = "web/page";
  return outcome;
}

normalize::ReviewSummary full_review() {
  normalize::ReviewSummary review;
  review.review = {"XVA", 2, 19, 2014};
  review.report = "A/HRC/27/910";
  review.documents = {{"report", "A/HRC/27/910", "upr/working-group-report", kReportSha},
                      {"thematic-list", std::nullopt, "upr/thematic-list", kRulesSha},
                      {"decision", "A/HRC/DEC/27/901", std::nullopt, std::nullopt}};
  review.previous_report = "A/HRC/13/913";
  normalize::Adoption adoption;
  adoption.decision = "A/HRC/DEC/27/901";
  adoption.date = "2014-09-18";
  adoption.paragraph = "812";
  adoption.page = 140;
  adoption.quote = "The Council adopted the outcome.";
  review.adoption = {"A/HRC/27/2", adoption};
  review.totals = {{"A/HRC/27/2", full_outcome().report->totals.front()}};
  review.responses = {1, 2, 3, 4, 5};
  review.doubts = {{"totals-differ", "6 stated, 15 read"}};
  return review;
}

normalize::ReviewSummary bare_review() {
  normalize::ReviewSummary review;
  review.report = "A/HRC/27/910";
  return review;
}

DocumentOutcome damaged_outcome() {
  const fetch::Failure failure = {fetch::Stage::kExtract, fetch::FailureCode::kDamaged, false,
                                  "the cross-reference table ends early; fetch the file again"};
  return {"damaged.pdf", std::string(64, 'c'), tl::unexpected(failure)};
}

DocumentOutcome unreadable_outcome() {
  const fetch::Failure failure = {fetch::Stage::kFetch, fetch::FailureCode::kNotFound, true, ""};
  return {"none.pdf", "", tl::unexpected(failure)};
}

RunRecord full_run() {
  RunRecord run;
  run.started = "2026-01-31T02:00:00Z";
  run.finished = "2026-01-31T02:00:09Z";
  run.inputs = 5;
  run.extracted = 2;
  run.unchanged = 1;
  run.failed = 2;
  run.recommendations = 1250;
  run.rejects = 3;
  run.exit_status = 1;
  run.program_version = "0.1.0";
  run.engine_versions = {{"re2", "9"}, {"poppler", "22.12.0"}};
  return run;
}

}  // namespace troika::output
