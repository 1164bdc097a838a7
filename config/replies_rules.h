// The part of a rule file that reads = "replies": how a State answers recommendations that another document lists.
#pragma once

#include <optional>
#include <vector>

#include "config/sentence_rules.h"
#include "config/text.h"

namespace troika::config {

class TableReader;

struct RepliesRules {};

// Errors go to the reader's log.
RepliesRules read_replies_rules(TableReader& root);

}  // namespace troika::config
