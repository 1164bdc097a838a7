// The part of a rule file that reads = "paragraphs": numbered paragraphs that each recommend something to somebody.
#pragma once

#include <optional>
#include <vector>

#include "config/sentence_rules.h"
#include "config/text.h"

namespace troika::config {

class TableReader;

struct ParagraphsRules {};

// Errors go to the reader's log.
ParagraphsRules read_paragraphs_rules(TableReader& root);

}  // namespace troika::config
