// Some reviews with all documents that speak of them, linked in memory: from the lines that were extracted to those
// that are published. For this folder's .cc files only.
//
//   LinkBatch batch(catalogue);
//   for (each document) batch.add(lines, its reviews);
//   for (const ReviewSummary& review : batch.link(reviews)) publish(review);
//   for (each document) publish(batch.rows_of(key));
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "normalize/link.h"
#include "output/store/rows.h"

namespace troika::output {

// One thread at a time.
class LinkBatch {
 public:
  // A document as it was extracted. Records are needed only where another document speaks of the same review.
  struct Lines {
    std::string key, document, adoptions;
    std::vector<std::string> positions;
    std::optional<std::vector<std::string>> records;
  };

  // `catalogue` must outlive this.
  explicit LinkBatch(const normalize::ReviewTable& catalogue) : catalogue_(catalogue) {}

  // False: a line of it was written by another version of the program and cannot be read; the batch is of no use then.
  bool add(const Lines& lines, std::set<std::string> reviews);

  // Links `reviews`, in their order. Once, after all documents of all of them were added.
  std::vector<normalize::ReviewSummary> link(const std::set<std::string>& reviews);

  // The same State's report of the cycle before, where the catalogue does not know it.
  void set_previous(normalize::ReviewSummary& summary, const std::string& report);

  // What is to be published of a document; null: what was extracted. Once for each document, after all of the above.
  // Records and positions are all or none; the failures are those that linking added.
  std::optional<DocumentRows> rows_of(const std::string& key);

  // Whether its records were added; where not, rows_of() has none, and they are as they were extracted.
  bool has_records(const std::string& key) const;

 private:
  struct Entry {
    DocumentOutcome outcome;  // its report without records and rejects
    DocumentCounts counts;
    std::set<std::string> reviews;
    std::optional<std::vector<normalize::Recommendation>> records;
    bool is_changed = false, has_records = false;
  };
  static bool read(const Lines& lines, Entry& entry);
  normalize::ReviewSummary link_review(const std::string& report);

  const normalize::ReviewTable& catalogue_;
  std::map<std::string, Entry> entries_;  // by key
};

}  // namespace troika::output
