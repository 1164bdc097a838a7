// What a State answers to recommendations that another document lists: an addendum, or a national report that
// answers those of an earlier cycle.
#pragma once

#include <memory>

#include "config/replies_rules.h"
#include "extract/rules/compiler.h"
#include "extract/rules/reader.h"

namespace troika::extract {

std::unique_ptr<const Reader> make_replies_reader(const config::RepliesRules& rules, Compiler& compiler);

}  // namespace troika::extract
