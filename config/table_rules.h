// The part of a rule file that reads = "table": one recommendation per row of a table.
#pragma once

#include <optional>
#include <vector>

#include "config/sentence_rules.h"
#include "config/text.h"

namespace troika::config {

class TableReader;

struct TableRules {};

// Errors go to the reader's log.
TableRules read_table_rules(TableReader& root);

}  // namespace troika::config
