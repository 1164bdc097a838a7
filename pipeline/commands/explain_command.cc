#include <algorithm>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "extract/rules/recognizer.h"
#include "fetch/local_file.h"
#include "normalize/link.h"
#include "pipeline/commands/commands.h"
#include "pipeline/commands/explain_html.h"
#include "pipeline/commands/explanation.h"
#include "pipeline/console.h"
#include "pipeline/engine.h"
#include "pipeline/guard.h"

namespace troika::pipeline {
namespace {

// `report` is a failure where no rule set is for the document; its lines are there to be shown.
struct Document {
  std::string path, bytes;
  extract::DocumentText text;
  std::vector<extract::Claim> claims;
  fetch::Result<normalize::DocumentReport> report;
};

fetch::Result<Document> read(const Engine& engine, const std::string& path) {
  return guarded([&]() -> fetch::Result<Document> {
    auto file = fetch::read_local_file(path);
    if (!file) return tl::unexpected(file.error());
    auto text = read_text(file->bytes);
    if (!text) return tl::unexpected(text.error());
    Document document{path, std::move(file->bytes), *std::move(text), {}, {}};
    const auto reading = extract::recognize(engine.rule_sets(), document.text, &document.claims);
    if (reading) {
      document.report = engine.normalizer().normalize(*reading, {file->sha256, std::nullopt});
    } else {
      document.report = tl::unexpected(reading.error());
    }
    return document;
  });
}

// Documents of one review, as a run links them.
void link(std::vector<Document>& documents, const normalize::ReviewTable& catalogue) {
  std::vector<std::pair<std::string, std::vector<normalize::Linked>>> reviews;
  for (Document& document : documents) {
    if (!document.report) continue;
    for (const std::string& report : normalize::reviews_of(*document.report)) {
      auto review = std::ranges::find(reviews, report, [](const auto& entry) { return entry.first; });
      if (review == reviews.end()) review = reviews.insert(review, {report, {}});
      review->second.push_back({&*document.report, {}, 0});
    }
  }
  for (auto& [report, linked] : reviews)
    if (linked.size() > 1) normalize::link_review(report, linked, catalogue);
}

std::string title_of(const Document& document) {
  const std::string symbol = document.report ? document.report->document.symbol.value_or("") : "";
  return printable(document.path) + (symbol.empty() ? "" : " (" + symbol + ")") + '\n';
}

bool has_number(const normalize::DocumentReport& report, const std::string& number) {
  return std::ranges::find(report.recommendations, number, &normalize::Recommendation::number) !=
         report.recommendations.end();
}

// The lines that have the number or answer it; empty where none does.
std::vector<ExplainedLine> lines_on(const Document& document, const std::string& number) {
  const std::vector<ExplainedLine> lines = explained_lines(document.text, document.claims);
  if (has_number(*document.report, number)) return lines_of(lines, number);
  const auto& statements = document.report->statements;
  auto found = lines_of(lines, statements, statements_on(statements, number));
  return found.empty() ? lines_of(lines, number) : found;
}

std::string records_of(const std::vector<Document>& documents, const std::string& number) {
  std::string tables;
  for (const Document& document : documents)
    for (const normalize::Recommendation& record : document.report->recommendations)
      if (record.number == number) tables += '\n' + record_table(record);
  return tables;
}

bool is_report(const Document& document) { return document.report->document.kind == normalize::kWorkingGroupReport; }

// Of a number that is in no record. A report would have it, if a statement on a paragraph or on all were on it too.
std::string statements_of(const std::vector<Document>& documents, const std::string& number) {
  const bool has_report = std::ranges::any_of(documents, is_report);
  std::string tables;
  for (const Document& document : documents)
    for (const std::size_t index : statements_on(document.report->statements, number)) {
      const normalize::Statement& statement = document.report->statements[index];
      if (!has_report || statement.target == number) tables += '\n' + statement_table(statement);
    }
  return tables;
}

// What a newcomer wonders about most: a report says "pending", and the State has answered long since.
std::string hint_for(const std::vector<Document>& documents, const std::string& number) {
  if (documents.size() > 1 || !is_report(documents.front())) return "";
  return "\nThis is what the report says. An addendum or a later document may answer: troika explain REPORT ADDENDUM " +
         number + '\n';
}

fetch::Failure no_such_number(const std::string& number) {
  return {fetch::Stage::kPipeline, fetch::FailureCode::kNotFound, false,
          "no recommendation has the number " + number +
              ", and no file that name; troika explain without a number shows all lines"};
}

// False where no document has anything on it.
bool explain_number(std::vector<Document>& documents, const std::string& number, const Engine& engine) {
  link(documents, engine.normalizer().reviews());
  std::string tables = records_of(documents, number);
  tables += tables.empty() ? statements_of(documents, number) : hint_for(documents, number);
  if (tables.empty()) return false;
  const bool several = documents.size() > 1;
  for (const Document& document : documents) {
    const std::vector<ExplainedLine> lines = lines_on(document, number);
    if (several) std::cout << title_of(document);
    std::cout << (lines.empty() ? "Nothing on " + number + ".\n" : claim_table(lines));
    if (several && &document != &documents.back()) std::cout << '\n';
  }
  std::cout << tables;
  return true;
}

ExitStatus write_page(const Document& document, const ExplainOptions& options, Console& console) {
  const ExplainedDocument explained{document.path, document.bytes, document.text, document.claims, *document.report};
  const auto written = guarded([&] { return write_explanation(explained, options.all_pages, options.html_file); });
  if (written) return kAllWell;
  if (written.error().stage != fetch::Stage::kOutput) {
    console.failure(document.path, written.error());
    return kDocumentsFailed;
  }
  console.error(written.error().detail);
  return kAborted;
}

}  // namespace

ExitStatus explain_command(const ExplainOptions& options) {
  Console console({});
  if (!options.html_file.empty() && options.files.size() > 1) {
    console.error("--html: makes a page of one document; give one FILE");
    return kWrongUsage;
  }
  const auto engine = Engine::load(options.rules_dir);
  if (!engine) {
    print_errors(engine.error());
    return kWrongUsage;
  }
  const bool as_text = options.html_file.empty();
  std::vector<Document> documents;
  ExitStatus status = kAllWell;
  const auto fail = [&](const std::string& path, const fetch::Failure& failure) {
    std::cout.flush();
    console.failure(path, failure);
    status = kDocumentsFailed;
  };
  for (const std::string& path : options.files) {
    auto document = read(*engine, path);
    if (!document) {
      fail(path, document.error());
      continue;
    }
    if (as_text && options.number.empty()) {
      if (&path != &options.files.front()) std::cout << '\n';
      if (options.files.size() > 1) std::cout << title_of(*document);
      std::cout << claim_table(explained_lines(document->text, document->claims));
    }
    if (document->report) {
      documents.push_back(*std::move(document));
    } else {
      fail(path, document->report.error());
    }
  }
  if (documents.empty()) return status;
  if (!as_text) return write_page(documents.front(), options, console);
  if (!options.number.empty() && !explain_number(documents, options.number, *engine))
    fail(documents.front().path, no_such_number(options.number));
  return status;
}

}  // namespace troika::pipeline
