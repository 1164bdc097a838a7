#include "output/store/link_batch.h"

#include <utility>

#include "output/json_reader.h"

namespace troika::output {
namespace {

// Of a report, the positions on its own recommendations are in their records.
bool speaks_of_others(const normalize::DocumentReport& report) {
  return report.document.kind != normalize::kWorkingGroupReport;
}

template <class T, class Read>
bool read_all(const std::vector<std::string>& lines, Read read_line, std::vector<T>& items) {
  items.reserve(lines.size());
  for (const std::string& line : lines) {
    auto item = read_line(line);
    if (!item) return false;
    items.push_back(*std::move(item));
  }
  return true;
}

}  // namespace

bool LinkBatch::add(const Lines& lines, std::set<std::string> reviews) {
  auto document = read_document(lines.document);
  if (!document) return false;
  Entry entry{std::move(document->outcome), document->counts, std::move(reviews), {}, false, lines.records.has_value()};
  if (!read(lines, entry)) return false;
  entries_.emplace(lines.key, std::move(entry));
  return true;
}

bool LinkBatch::read(const Lines& lines, Entry& entry) {
  normalize::DocumentReport& report = *entry.outcome.report;
  if (!lines.adoptions.empty()) {
    auto adoptions = read_adoptions(lines.adoptions);
    if (!adoptions) return false;
    report.adoptions = *std::move(adoptions);
  }
  if (speaks_of_others(report) && !read_all(lines.positions, read_statement, report.statements)) return false;
  return !lines.records || read_all(*lines.records, read_recommendation, entry.records.emplace());
}

std::vector<normalize::ReviewSummary> LinkBatch::link(const std::set<std::string>& reviews) {
  std::vector<normalize::ReviewSummary> summaries;
  summaries.reserve(reviews.size());
  for (const std::string& report : reviews) summaries.push_back(link_review(report));
  return summaries;
}

normalize::ReviewSummary LinkBatch::link_review(const std::string& report) {
  std::vector<Entry*> entries;
  for (auto& [key, entry] : entries_)
    if (entry.reviews.contains(report)) entries.push_back(&entry);
  const bool is_joint = entries.size() > 1;
  const auto lends_records = [&](const Entry& entry) {
    const normalize::DocumentReport& document = *entry.outcome.report;
    return is_joint && entry.records && (document.document.symbol == report || speaks_of_others(document));
  };

  std::vector<normalize::Linked> documents;
  for (Entry* entry : entries) {
    if (lends_records(*entry)) entry->outcome.report->recommendations.swap(*entry->records);
    documents.push_back({&*entry->outcome.report, entry->counts.responses, 0});
  }
  normalize::ReviewSummary summary = normalize::link_review(report, documents, catalogue_);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    Entry& entry = *entries[i];
    if (lends_records(entry)) entry.outcome.report->recommendations.swap(*entry.records);
    if (!is_joint) continue;
    entry.is_changed = true;
    entry.counts.responses = documents[i].responses;
    entry.counts.joined += documents[i].joined;
  }
  return summary;
}

void LinkBatch::set_previous(normalize::ReviewSummary& summary, const std::string& report) {
  summary.previous_report = report;
  for (auto& [key, entry] : entries_) {
    if (entry.outcome.report->document.symbol != summary.report) continue;
    entry.outcome.report->links.push_back({"previous-report", report});
    entry.is_changed = true;
  }
}

std::optional<DocumentRows> LinkBatch::rows_of(const std::string& key) {
  const auto found = entries_.find(key);
  if (found == entries_.end() || !found->second.is_changed) return {};
  Entry& entry = found->second;
  normalize::DocumentReport& report = *entry.outcome.report;
  if (entry.records) {
    report.recommendations = *std::exchange(entry.records, {});
    entry.counts.recommendations = report.recommendations.size();
  }
  entry.counts.rejects += report.rejects.size();
  return output::rows_of(entry.outcome, entry.counts);
}

bool LinkBatch::has_records(const std::string& key) const {
  const auto found = entries_.find(key);
  return found != entries_.end() && found->second.has_records;
}

}  // namespace troika::output
