#include "pipeline/linking.h"

#include <algorithm>
#include <map>
#include <utility>

#include "output/json_reader.h"
#include "pipeline/wire.h"

namespace troika::pipeline {
namespace {

constexpr std::size_t index_of(Stream stream) { return static_cast<std::size_t>(stream); }

}  // namespace

Written Linking::add(RenderedOutcome rendered) {
  Entry entry;
  for (std::size_t i = 0; i < written_.size(); ++i) {
    entry.lines[i] = {written_[i], rendered.lines.lines[i].size()};
    written_[i] += rendered.lines.lines[i].size();
  }
  if (!rendered.outcome.report || rendered.reviews.empty()) return {};
  entry.reviews = std::move(rendered.reviews);
  entry.counts = rendered.counts;
  entry.symbol = rendered.outcome.report->document.symbol.value_or("");
  if (!scratch_) {
    auto scratch = ScratchFile::create();
    if (!scratch) return tl::unexpected(scratch.error());
    scratch_.emplace(*std::move(scratch));
  }
  Written stored = store(entry, rendered.outcome);
  entries_.push_back(std::move(entry));
  return stored;
}

tl::expected<output::DocumentOutcome, WriteError> Linking::load(const Entry& entry) const {
  const auto bytes = read_range(scratch_->descriptor(), entry.outcome, "temporary file");
  if (!bytes) return tl::unexpected(bytes.error());
  auto outcome = decode(*bytes);
  if (!outcome) return tl::unexpected(WriteError{false, "temporary file: was changed by another program"});
  return *std::move(outcome);
}

Written Linking::store(Entry& entry, const output::DocumentOutcome& outcome) {
  const auto range = scratch_->append(encode(outcome));
  if (!range) return tl::unexpected(range.error());
  entry.outcome = *range;
  return {};
}

std::vector<Linking::Review> Linking::reviews() const {
  std::vector<Review> reviews;
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    for (const std::string& report : entries_[i].reviews) {
      const auto [place, is_new] = places.emplace(report, reviews.size());
      if (is_new) reviews.push_back({report, {}});
      reviews[place->second].second.push_back(i);
    }
  }
  return reviews;
}

tl::expected<LinkCounts, WriteError> Linking::link(Sink& sink, Drafts& drafts) {
  if (entries_.empty()) return LinkCounts{};
  std::vector<normalize::ReviewSummary> summaries;
  for (const Review& review : reviews()) {
    auto summary = link_review(review, drafts);
    if (!summary) return tl::unexpected(summary.error());
    summaries.push_back(*std::move(summary));
  }
  link_cycles(summaries);

  LinkCounts counts;
  Revisions revisions;
  for (const Entry& entry : entries_) {
    if (!entry.is_changed) continue;
    auto outcome = load(entry);
    if (!outcome) return tl::unexpected(outcome.error());
    if (entry.previous_report) outcome->report->links.push_back({"previous-report", *entry.previous_report});
    counts.joined += entry.counts.joined;
    counts.rejects += outcome->report->rejects.size();
    if (Written revised = revise(entry, *outcome, revisions); !revised) return tl::unexpected(revised.error());
  }
  for (std::size_t i = 0; i < revisions.size(); ++i) {
    if (Written revised = drafts.revise(static_cast<Stream>(i), revisions[i], *scratch_); !revised)
      return tl::unexpected(revised.error());
  }
  for (const normalize::ReviewSummary& summary : summaries) {
    Rendered lines;
    output::append_review(lines[Stream::kReviews], summary);
    if (Written written = sink.write(lines); !written) return tl::unexpected(written.error());
  }
  return counts;
}

tl::expected<normalize::ReviewSummary, WriteError> Linking::link_review(const Review& review, Drafts& drafts) {
  const auto& [report, places] = review;
  const auto is_report = [&](std::size_t place) { return entries_[place].symbol == report; };
  // Of the same report given twice, for one, no record changes.
  const bool joins = std::ranges::any_of(places, is_report) && !std::ranges::all_of(places, is_report);
  std::deque<output::DocumentOutcome> outcomes;
  std::vector<normalize::Linked> documents;
  for (const std::size_t place : places) {
    auto outcome = load(entries_[place]);
    if (!outcome) return tl::unexpected(outcome.error());
    outcomes.push_back(*std::move(outcome));
    if (joins) {
      if (Written loaded = load_records(entries_[place], report, drafts, outcomes.back()); !loaded)
        return tl::unexpected(loaded.error());
    }
    documents.push_back({&*outcomes.back().report, entries_[place].counts.responses, 0});
  }
  normalize::ReviewSummary summary = normalize::link_review(report, documents, catalogue_);
  for (std::size_t i = 0; i < places.size(); ++i) {
    Entry& entry = entries_[places[i]];
    if (places.size() > 1) {
      entry.is_changed = true;
      entry.counts.responses = documents[i].responses;
      entry.counts.joined += documents[i].joined;
    }
    if (joins) {
      if (Written stored = store_records(entry, outcomes[i]); !stored) return tl::unexpected(stored.error());
    }
    if (Written stored = store(entry, outcomes[i]); !stored) return tl::unexpected(stored.error());
  }
  return summary;
}

// Those of the report, and of lists that repeat them.
Written Linking::load_records(const Entry& entry, const std::string& report, Drafts& drafts,
                              output::DocumentOutcome& outcome) {
  if (entry.symbol != report && !speaks_of_others(*outcome.report)) return {};
  const Range range = entry.records.value_or(entry.lines[index_of(Stream::kRecommendations)]);
  const auto lines = entry.records ? read_range(scratch_->descriptor(), range, "temporary file")
                                   : drafts.read(Stream::kRecommendations, range);
  if (!lines) return tl::unexpected(lines.error());
  for (std::string_view rest = *lines; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos)
      return tl::unexpected(WriteError{false, outcome.input + ": its records were cut in the temporary file"});
    auto record = output::read_recommendation(rest.substr(0, end));
    if (!record) return tl::unexpected(WriteError{false, outcome.input + ": " + record.error().detail});
    outcome.report->recommendations.push_back(*std::move(record));
    rest.remove_prefix(end + 1);
  }
  return {};
}

Written Linking::store_records(Entry& entry, output::DocumentOutcome& outcome) {
  std::vector<normalize::Recommendation>& records = outcome.report->recommendations;
  if (records.empty() && entry.counts.joined == 0) return {};
  entry.counts.recommendations = records.size();
  std::string lines;
  output::append_recommendations(lines, outcome);
  std::vector<normalize::Recommendation>().swap(records);  // clear() would keep the memory
  const auto range = scratch_->append(lines);
  if (!range) return tl::unexpected(range.error());
  entry.records = *range;
  return {};
}

// A review follows the same State's review of the cycle before.
void Linking::link_cycles(std::vector<normalize::ReviewSummary>& summaries) {
  std::map<std::pair<std::string, int>, std::string> reports;
  for (const normalize::ReviewSummary& summary : summaries)
    if (summary.review.state_under_review && summary.review.cycle)
      reports.emplace(std::pair(*summary.review.state_under_review, *summary.review.cycle), summary.report);
  for (normalize::ReviewSummary& summary : summaries) {
    if (summary.previous_report || !summary.review.state_under_review || !summary.review.cycle) continue;
    const auto previous = reports.find(std::pair(*summary.review.state_under_review, *summary.review.cycle - 1));
    if (previous == reports.end()) continue;
    summary.previous_report = previous->second;
    for (Entry& entry : entries_) {
      if (entry.symbol != summary.report) continue;
      entry.previous_report = previous->second;
      entry.is_changed = true;
    }
  }
}

Written Linking::replace(const Entry& entry, Stream stream, const std::string& lines, Revisions& revisions) {
  const auto range = scratch_->append(lines);
  if (!range) return tl::unexpected(range.error());
  revisions[index_of(stream)].push_back({entry.lines[index_of(stream)], *range});
  return {};
}

Written Linking::revise(const Entry& entry, const output::DocumentOutcome& outcome, Revisions& revisions) {
  const normalize::DocumentReport& report = *outcome.report;
  if (entry.records)
    revisions[index_of(Stream::kRecommendations)].push_back(
        {entry.lines[index_of(Stream::kRecommendations)], *entry.records});
  output::DocumentCounts counts = entry.counts;
  counts.rejects += report.rejects.size();
  std::string lines;
  output::append_document(lines, outcome, counts);
  if (Written replaced = replace(entry, Stream::kDocuments, lines, revisions); !replaced) return replaced;
  if (speaks_of_others(report)) {
    lines.clear();
    output::append_positions(lines, outcome);
    if (Written replaced = replace(entry, Stream::kPositions, lines, revisions); !replaced) return replaced;
  }
  if (report.rejects.empty()) return {};
  lines.clear();
  output::append_failures(lines, outcome);
  const auto range = scratch_->append(lines);
  if (!range) return tl::unexpected(range.error());
  const Range& old = entry.lines[index_of(Stream::kFailures)];
  revisions[index_of(Stream::kFailures)].push_back({{old.begin + old.size, 0}, *range});
  return {};
}

}  // namespace troika::pipeline
