#include "output/store/rows.h"

#include <string_view>
#include <utility>

#include "fetch/sha256.h"

namespace troika::output {
namespace {

using Append = void (*)(std::string&, const DocumentOutcome&);

std::string without_line_feed(std::string line) {
  if (!line.empty()) line.pop_back();
  return line;
}

// JSON escapes line feeds, so each ends a line.
std::vector<std::string> lines_of(Append append, const DocumentOutcome& outcome) {
  std::string text;
  append(text, outcome);
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

// Where an item stands, and which rules read it, says nothing about what it says.
DocumentOutcome without_provenance_and_where(DocumentOutcome outcome) {
  for (normalize::Recommendation& record : outcome.report->recommendations) {
    record.where.clear();
    record.provenance = {};
  }
  return outcome;
}

std::vector<DocumentRows::Record> records_of(const DocumentOutcome& outcome) {
  std::vector<std::string> lines = lines_of(append_recommendations, outcome);
  const auto compared = lines_of(append_recommendations, without_provenance_and_where(outcome));
  std::vector<DocumentRows::Record> records;
  records.reserve(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i)
    records.push_back({outcome.report->recommendations[i].id, fetch::sha256_hex(compared[i]), std::move(lines[i])});
  return records;
}

std::string digest_of(const DocumentRows& rows) {
  std::string all = rows.document + '\n';
  for (const auto& record : rows.records) all += record.line + '\n';
  for (const auto* lines : {&rows.positions, &rows.failures}) {
    all += '\n';  // lest a line that moves from one stream to the other go unseen
    for (const std::string& line : *lines) all += line + '\n';
  }
  all += '\n' + rows.page + '\n' + rows.adoptions;
  return fetch::sha256_hex(all);
}

}  // namespace

DocumentRows rows_of(const DocumentOutcome& outcome) {
  return rows_of(outcome, outcome.report ? counts_of(*outcome.report) : DocumentCounts());
}

DocumentRows rows_of(const DocumentOutcome& outcome, const DocumentCounts& counts) {
  DocumentRows rows;
  append_document(rows.document, outcome, counts);
  rows.document = without_line_feed(std::move(rows.document));
  rows.failures = lines_of(append_failures, outcome);
  rows.sha256 = outcome.sha256;
  if (!outcome.report) {
    rows.failure = outcome.report.error();
    return rows;
  }
  const normalize::DocumentRef& document = outcome.report->document;
  rows.records = records_of(outcome);
  rows.positions = lines_of(append_positions, outcome);
  append_page(rows.page, outcome);
  rows.page = without_line_feed(std::move(rows.page));
  rows.reviews = normalize::reviews_of(*outcome.report);
  if (const auto& adoptions = outcome.report->adoptions; !adoptions.empty()) {
    append_adoptions(rows.adoptions, adoptions);
    rows.adoptions = without_line_feed(std::move(rows.adoptions));
  }
  rows.sha256 = document.sha256.empty() ? outcome.sha256 : document.sha256;
  rows.edition = document.symbol ? *document.symbol + '@' + document.language : rows.sha256;
  rows.published = document.published.value_or("");
  rows.rule_set = outcome.report->provenance.rule_set;
  for (const std::string& line : outcome.report->heard_of_reviews)
    rows.heard += (rows.heard.empty() ? "" : "\n") + line;
  rows.digest = digest_of(rows);
  return rows;
}

}  // namespace troika::output
