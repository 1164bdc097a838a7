// The part of a rule file that reads = "outcomes": what the Human Rights Council adopted, review by review.
#pragma once

#include <optional>
#include <vector>

#include "config/sentence_rules.h"
#include "config/text.h"

namespace troika::config {

class TableReader;

struct OutcomesRules {};

// Errors go to the reader's log.
OutcomesRules read_outcomes_rules(TableReader& root);

}  // namespace troika::config
