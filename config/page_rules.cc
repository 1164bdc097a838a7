#include "config/page_rules.h"

#include "config/toml_reader.h"

namespace troika::config {

PageRules read_page_rules(TableReader&) { return {}; }

}  // namespace troika::config
