// Joins what documents of one review say, after their lines were written: only the lines of reviews of which several
// documents came are read back and written anew.
//
//   Linking linking(engine.normalizer().reviews());
//   linking.add(std::move(outcome), lines);     // each document, in the order in which its lines were written
//   Linked linked = linking.link(sink, *sink.drafts());
#pragma once

#include <array>
#include <cstddef>
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

// One thread at a time. Keeps little of each document: what it says of itself, and what it states about others.
class Linking {
 public:
  // `catalogue` must outlive this.
  explicit Linking(const normalize::ReviewTable& catalogue) : catalogue_(catalogue) {}

  void add(output::DocumentOutcome outcome, const Rendered& lines);

  // Revises the drafts, and writes the reviews. Once, after all documents.
  tl::expected<LinkCounts, WriteError> link(Sink& sink, Drafts& drafts);

 private:
  struct Entry {
    output::DocumentOutcome outcome;  // its report, without recommendations and rejects
    std::vector<std::string> reviews;
    std::array<Range, kStreamNames.size()> lines{};  // in the drafts
    output::DocumentCounts counts;
    bool is_changed = false;
    std::optional<Range> records{};  // in the scratch file, once they have been linked
  };
  using Review = std::pair<std::string, std::vector<std::size_t>>;  // symbol of its report, and its documents
  using Revisions = std::array<std::vector<Revision>, kStreamNames.size()>;

  std::vector<Review> reviews() const;
  tl::expected<normalize::ReviewSummary, WriteError> link_review(const Review& review, Drafts& drafts);
  Written load_records(Entry& entry, const std::string& report, Drafts& drafts);
  Written store_records(Entry& entry);
  void link_cycles(std::vector<normalize::ReviewSummary>& summaries);
  Written revise(const Entry& entry, Revisions& revisions);
  Written replace(const Entry& entry, Stream stream, const std::string& lines, Revisions& revisions);

  const normalize::ReviewTable& catalogue_;
  std::array<std::uint64_t, kStreamNames.size()> written_{};
  std::vector<Entry> entries_;
  std::optional<ScratchFile> scratch_;
};

}  // namespace troika::pipeline
