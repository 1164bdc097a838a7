#include "config/outcomes_rules.h"

#include "config/toml_reader.h"

namespace troika::config {

OutcomesRules read_outcomes_rules(TableReader&) { return {}; }

}  // namespace troika::config
