// From what a document says to what it means: names to States, dates to ISO 8601, a review to its cycle and session,
// an item to a Recommendation with its text cut from its attribution.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/corrections.h"
#include "config/reviews.h"
#include "config/states_file.h"
#include "extract/reading.h"
#include "normalize/correct.h"
#include "normalize/record.h"
#include "normalize/reviews.h"

namespace troika::normalize {

// What is known of a document besides its text.
struct Source {
  std::string sha256;
  std::optional<std::string> url;
};

// Immutable; share one between all threads.
class Normalizer {
 public:
  Normalizer(const std::vector<config::StateEntry>& states, const std::vector<config::SessionEntry>& sessions,
             const std::vector<config::ReviewEntry>& reviews, std::vector<config::Correction> corrections = {});
  Normalizer(Normalizer&&) noexcept;
  ~Normalizer();

  // The catalogue that it was given.
  const ReviewTable& reviews() const;
  const Corrections& corrections() const;

  // Never fails: what cannot be resolved is a doubt on the record or the document.
  DocumentReport normalize(const extract::Reading& reading, const Source& source) const;

 private:
  struct Tables;
  class Work;
  std::unique_ptr<Tables> tables_;
};

}  // namespace troika::normalize
