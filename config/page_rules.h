// The part of a rule file that reads = "page": a web page.
#pragma once

#include <optional>
#include <vector>

#include "config/sentence_rules.h"
#include "config/text.h"

namespace troika::config {

class TableReader;

struct PageRules {};

// Errors go to the reader's log.
PageRules read_page_rules(TableReader& root);

}  // namespace troika::config
