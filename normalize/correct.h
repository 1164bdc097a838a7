// What people have put right in single records (config/corrections.h), put into what was read. Pure.
//
// A corrected record says so: its provenance names the field, and a flag `corrected` what was read, who put it right,
// and why. A correction was made for a text; where another stands there now, it is not applied, and the record has the
// doubt `correction-outdated`. One whose record the document does not have is a doubt of the document,
// `correction-unknown`.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/corrections.h"
#include "normalize/record.h"
#include "normalize/states.h"

namespace troika::normalize {

// Immutable; share one between all threads.
class Corrections {
 public:
  Corrections() = default;
  explicit Corrections(std::vector<config::Correction> corrections);

  void apply(DocumentReport& report, const StateTable& states) const;

  // What changes when a correction of the document does, by the document's edition: "A/HRC/27/10@en", or its SHA-256.
  std::map<std::string, std::string> by_edition() const;

  std::size_t size() const { return by_document_.size(); }

 private:
  std::multimap<std::string, config::Correction> by_document_;  // by what stands before # in the id
};

// Whether a person has put this field right: nothing that is found out later may change it.
bool is_corrected(const Recommendation& record, std::string_view field);

// Of a document's corrections, those that need somebody's attention: a sentence each.
std::vector<std::string> correction_troubles(const DocumentReport& report);

}  // namespace troika::normalize
