#include "config/replies_rules.h"

#include "config/toml_reader.h"

namespace troika::config {

RepliesRules read_replies_rules(TableReader&) { return {}; }

}  // namespace troika::config
