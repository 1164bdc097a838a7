// What the numbers at the beginning of lines count: recommendations that are answered there, those that a column of
// answers stands beside, or the State's own paragraphs. For this folder only. Pure.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "extract/rules/blocks.h"
#include "extract/rules/replies/reply_rules.h"
#include "extract/text.h"

namespace troika::extract {

// By indices into DocumentText::lines.
struct NumberedLines {
  // "Recommendations 110.3 and 110.4": a document that names an item with its paragraph has no other use for bare
  // numbers than to count its own paragraphs.
  bool names_items = false;
  std::set<std::size_t> ordinals;             // "5." is a recommendation's number
  std::map<std::size_t, std::size_t> paired;  // a number -> its answer, in another column
  std::set<std::size_t> unpaired;             // a number whose answer is one of several in another column
  std::set<std::size_t> taken;                // the answers in such columns
};

// `plain` are the lines without bullets and footnote marks.
NumberedLines numbered_lines(const DocumentText& text, const ReplyRules& rules, const std::vector<Block>& blocks,
                             const std::vector<std::string>& plain);

bool is_on_cover(const DocumentText& text, std::size_t line);

// What stands from byte `at` on, without the spaces around it.
std::string behind(std::string_view text, std::size_t at);

// Nothing but "104.5", or "Supported".
bool is_only_label(const std::string& line, const ReplyRules& rules);
bool is_only_position(const std::string& line, const ReplyRules& rules);

}  // namespace troika::extract
