#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "extract/rules/recognizer.h"
#include "fetch/local_file.h"
#include "pipeline/commands.h"
#include "pipeline/console.h"
#include "pipeline/engine.h"
#include "pipeline/explain_html.h"
#include "pipeline/explanation.h"
#include "pipeline/guard.h"

namespace troika::pipeline {
namespace {

// The recommendations that have the number, and, in a document that answers those of another, the statements on it.
std::string tables_of(const normalize::DocumentReport& report, const std::string& number) {
  std::string tables;
  for (const normalize::Recommendation& record : report.recommendations)
    if (record.number == number) tables += '\n' + record_table(record);
  if (!tables.empty()) return tables;
  for (const normalize::Statement& statement : report.statements)
    if (statement.target == number) tables += '\n' + statement_table(statement);
  return tables;
}

fetch::Result<void> explain(const Engine& engine, const ExplainOptions& options) {
  const auto file = fetch::read_local_file(options.file);
  if (!file) return tl::unexpected(file.error());
  const auto text = read_text(file->bytes);
  if (!text) return tl::unexpected(text.error());

  std::vector<extract::Claim> claims;
  const bool as_text = options.html_file.empty();
  const auto reading = extract::recognize(engine.rule_sets(), *text, &claims);
  if (as_text && options.number.empty()) std::cout << claim_table(explained_lines(*text, claims));
  if (!reading) return tl::unexpected(reading.error());
  if (as_text && options.number.empty()) return {};

  auto report = engine.normalizer().normalize(*reading, {file->sha256, std::nullopt});
  if (!as_text) {
    const ExplainedDocument document{options.file, file->bytes, *text, claims, std::move(report)};
    return write_explanation(document, options.all_pages, options.html_file);
  }
  const std::string found = tables_of(report, options.number);
  if (found.empty())
    return tl::unexpected(fetch::Failure{
        fetch::Stage::kPipeline, fetch::FailureCode::kNotFound, false,
        "no recommendation has the number " + options.number + "; troika explain without a number shows all lines"});
  std::cout << claim_table(lines_of(explained_lines(*text, claims), options.number)) << found;
  return {};
}

}  // namespace

ExitStatus explain_command(const ExplainOptions& options) {
  const auto engine = Engine::load(options.rules_dir);
  if (!engine) {
    print_errors(engine.error());
    return kWrongUsage;
  }
  const fetch::Result<void> explained = guarded([&] { return explain(*engine, options); });
  if (explained) return kAllWell;
  std::cout.flush();
  if (explained.error().stage == fetch::Stage::kOutput) {
    Console({}).error(explained.error().detail);
    return kAborted;
  }
  Console({}).failure(options.file, explained.error());
  return kDocumentsFailed;
}

}  // namespace troika::pipeline
