// The part of a document that recommends: its blocks, each with the headings that say who is asked. Pure. For this
// folder only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extract/rules/blocks.h"
#include "extract/rules/paragraphs/patterns.h"
#include "extract/rules/reader.h"

namespace troika::extract {

struct PartBlock {
  Block block;
  std::string addressee;    // of the heading it stands under, as printed; empty where none names one
  bool opens_part = false;  // the part begins, or begins again, with it
};

// The part may stand in several pieces: it ends at a line that `end` describes, or at a heading of a higher level than
// the one it began with, and begins again where `begin` is found again. Headings that say nothing are left out; a
// sentence that recommends and is only set like a heading (in bold) is text. Absent where it never begins.
std::optional<std::vector<PartBlock>> part_of(const ParagraphPatterns& patterns, const DocumentText& text,
                                              std::vector<Claim>* claims);

}  // namespace troika::extract
