#include "config/table_rules.h"

#include "config/toml_reader.h"

namespace troika::config {

TableRules read_table_rules(TableReader&) { return {}; }

}  // namespace troika::config
