// corrections.toml: what people who know better have put right in single records. No file is shipped; one is found as
// the vocabularies are (config/locate.h).
//
//   [[correction]]
//   id = "A/HRC/27/10#124.36"       # of the recommendation
//   field = "response"              # text, response, recommending_states, recommending_body, verb, addressees
//   value = "noted"                 # a list for recommending_states (ISO codes) and addressees
//   text = "Make further efforts"   # of the recommendation, as it was read when the correction was made
//   reason = "The State says so in its addendum, in a footnote"
//   who = "N. Name"
//   date = 2026-01-31               # may be left out
#pragma once

#include <string>
#include <vector>

#include "config/error.h"

namespace troika::config {

struct Correction {
  std::string id, field;
  std::vector<std::string> values;  // one, except for the fields that are lists
  std::string text, reason, who;
  std::string date;  // ISO 8601; empty where not given
  Location at;
};

// Whether `value` of this field is a list.
bool is_list_field(const std::string& field);

// In the order of the file; or every error of it.
tl::expected<std::vector<Correction>, std::vector<Error>> read_corrections(const std::string& path);

}  // namespace troika::config
