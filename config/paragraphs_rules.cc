#include "config/paragraphs_rules.h"

#include "config/toml_reader.h"

namespace troika::config {

ParagraphsRules read_paragraphs_rules(TableReader&) { return {}; }

}  // namespace troika::config
