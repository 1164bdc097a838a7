// Numbered paragraphs that each recommend something to somebody: resolutions, concluding observations, reports of
// special procedures.
#pragma once

#include <memory>

#include "config/paragraphs_rules.h"
#include "extract/rules/compiler.h"
#include "extract/rules/reader.h"

namespace troika::extract {

std::unique_ptr<const Reader> make_paragraphs_reader(const config::ParagraphsRules& rules, Compiler& compiler);

}  // namespace troika::extract
