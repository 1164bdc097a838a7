// A web page: its title, author, date, the symbols it cites and the figures it gives about reviews.
#pragma once

#include <memory>

#include "config/page_rules.h"
#include "extract/rules/compiler.h"
#include "extract/rules/reader.h"

namespace troika::extract {

std::unique_ptr<const Reader> make_page_reader(const config::PageRules& rules, Compiler& compiler);

}  // namespace troika::extract
