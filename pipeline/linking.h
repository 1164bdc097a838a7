// Joins what documents of one review say, after their lines were written: only the lines of reviews of which several
// documents came are read back and written anew.
//
//   Linking linking(engine.normalizer().reviews());
//   linking.add(std::move(rendered));           // each document, in the order in which its lines were written
//   auto counts = linking.link(sink, *sink.drafts());
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "normalize/link.h"
#include "output/json_lines.h"
#include "pipeline/draft.h"
#include "pipeline/sink.h"

namespace troika::pipeline {

// How linking changed the numbers of a run.
struct LinkCounts {
  std::size_t joined = 0;   // recommendations that are no records of their own any more
  std::size_t rejects = 0;  // references to recommendations that do not exist
};

// One thread at a time. What a document says of itself and states about others is in a temporary file until its review
// is linked; in memory are some 500 bytes for it.
class Linking {
 public:
  // `catalogue` must outlive this.
  explicit Linking(const normalize::ReviewTable& catalogue) : catalogue_(catalogue) {}

  Written add(RenderedOutcome rendered);

  // Revises the drafts, and writes the reviews. Once, after all documents.
  tl::expected<LinkCounts, WriteError> link(Sink& sink, Drafts& drafts);

 private:
  struct Entry {
    Range outcome;  // in the scratch file; as it is in RenderedOutcome
    std::vector<std::string> reviews;
    std::string symbol;  // empty where it has none
    std::optional<std::string> previous_report;
    std::array<Range, kStreamNames.size()> lines{};  // in the drafts
    output::DocumentCounts counts;
    bool is_changed = false;
    std::optional<Range> records{};  // in the scratch file, once they have been linked
  };
  using Review = std::pair<std::string, std::vector<std::size_t>>;  // symbol of its report, and its documents
  using Revisions = std::array<std::vector<Revision>, kStreamNames.size()>;

  std::vector<Review> reviews() const;
  tl::expected<normalize::ReviewSummary, WriteError> link_review(const Review& review, Drafts& drafts);
  tl::expected<output::DocumentOutcome, WriteError> load(const Entry& entry) const;
  Written store(Entry& entry, const output::DocumentOutcome& outcome);
  Written load_records(const Entry& entry, const std::string& report, Drafts& drafts, output::DocumentOutcome& outcome);
  Written store_records(Entry& entry, output::DocumentOutcome& outcome);
  void link_cycles(std::vector<normalize::ReviewSummary>& summaries);
  Written revise(const Entry& entry, const output::DocumentOutcome& outcome, Revisions& revisions);
  Written replace(const Entry& entry, Stream stream, const std::string& lines, Revisions& revisions);

  const normalize::ReviewTable& catalogue_;
  std::array<std::uint64_t, kStreamNames.size()> written_{};
  std::deque<Entry> entries_;
  std::optional<ScratchFile> scratch_;  // made for the first document that is of a review
};

}  // namespace troika::pipeline
