// What the Human Rights Council adopted, review by review: its decisions, and the reports of its sessions.
#pragma once

#include <memory>

#include "config/outcomes_rules.h"
#include "extract/rules/compiler.h"
#include "extract/rules/reader.h"

namespace troika::extract {

std::unique_ptr<const Reader> make_outcomes_reader(const config::OutcomesRules& rules, Compiler& compiler);

}  // namespace troika::extract
