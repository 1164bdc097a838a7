// Entries: the numbers of some recommendations, and the answer to them. For this folder only.
#pragma once

#include <string>

#include "extract/reading.h"
#include "extract/rules/replies/reply_rules.h"
#include "extract/rules/replies/scope.h"
#include "extract/rules/replies/statements.h"
#include "extract/rules/replies/units.h"

namespace troika::extract {

// Adds what an entry states, in this order: what its label says ("Partially accepted. The law ..."); what the heading
// above it or a list before it says, for which its text is a comment; what its own sentences say. Gives the name of the
// rule; empty for a statement without a position.
std::string read_entry(const ReplyRules& rules, const Scope& scope, const Unit& unit, Statements& statements);

}  // namespace troika::extract
