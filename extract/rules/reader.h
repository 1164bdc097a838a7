// One way of reading a document's text. A rule set chooses it by its key `reads`, and holds its patterns:
//
//   "recommendations"  a section of numbered paragraphs that list numbered items (section_reader.h)
//   "replies"          what a State answers to recommendations printed elsewhere (replies/)
//   "paragraphs"       numbered paragraphs that each recommend something to somebody (paragraphs/)
//   "table"            a table with one recommendation per row (table/)
//   "outcomes"         what the Human Rights Council adopted, review by review (outcomes/)
//   "page"             a web page: its title, author, date, cited symbols and figures (page/)
//
// A document family is a rule set; only a family that is laid out in a way of its own needs a new reader.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "extract/reading.h"
#include "extract/rules/rule_set.h"
#include "extract/text.h"
#include "fetch/failure.h"

namespace troika::extract {

// Code of the doubt that an item is not its list's last: no page before the list can settle it.
inline constexpr const char* kListEnd = "list-end";

// What claimed a line, for `troika explain`.
struct Claim {
  std::size_t line = 0;  // index into DocumentText::lines
  std::string what;      // "heading", "lead-in", "item", "statement", "comment", "other", "end", "unclaimed"
  std::string rule;      // name or key of the rule: "examined-supported", "section.begin[0]"
  std::string number;    // "104" or "104.3" where it belongs to a paragraph or item
  std::vector<std::size_t> statements{};  // that it makes or adds to: indices into Reading::statements
};

// Immutable and thread-safe: all that changes is in the arguments.
class Reader {
 public:
  virtual ~Reader() = default;

  // Not null where all that the reader reads stands behind the last line of the document that passes the test: then the
  // pages between the introduction and that line need not be read.
  using LineTest = bool (*)(const RuleSet::Compiled& rules, const Line& line);
  virtual LineTest begins_at_last() const { return nullptr; }

  // Adds what the text says to `reading`, which holds the cover already, and what claimed which line to `claims`, if
  // given, in any order. A failure (kNoSection) where the text holds nothing that the rule set is for.
  virtual fetch::Result<void> read(const RuleSet::Compiled& rules, const DocumentText& text, Reading& reading,
                                   std::vector<Claim>* claims) const = 0;
};

}  // namespace troika::extract
