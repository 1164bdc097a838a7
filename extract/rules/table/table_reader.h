// A table with one recommendation per row: the thematic lists of OHCHR.
#pragma once

#include <memory>

#include "config/table_rules.h"
#include "extract/rules/compiler.h"
#include "extract/rules/reader.h"

namespace troika::extract {

std::unique_ptr<const Reader> make_table_reader(const config::TableRules& rules, Compiler& compiler);

}  // namespace troika::extract
