// A document of replies taken apart: headings, paragraphs, and entries, which open with the numbers of the
// recommendations that they answer. For this folder only. Pure.
//
//   II. Accepted recommendations                       kHeading
//   4.  Varenia accepts recommendations 18, 24 ...     kText, paragraph "4"
//       Rec. 18  The Convention was ratified ...       kEntry, references {18}
//   5., 6., 7.  Varenia accepts these ...              kEntry, references {5, 6, 7}
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "extract/rules/replies/reply_rules.h"
#include "extract/text.h"

namespace troika::extract {

struct Unit {
  enum class Kind { kHeading, kText, kEntry };

  Kind kind = Kind::kText;
  int level = 0;                      // of a heading: 1 "II.", 2 "A.", 3 "1.", 4 without a label
  double size = 0;                    // of its first line's letters, points
  std::string paragraph;              // numbered paragraph that it stands in: "4", "19(b)"; empty for none
  std::vector<Reference> references;  // of an entry
  std::vector<std::size_t> lines;     // indices into DocumentText::lines
  std::string text;                   // its lines as one line, without the label and footnote marks
  std::string whole;                  // of an entry: the same with the label
  int page = 0;                       // of its first line
  std::size_t label_lines = 0;        // of an entry: lines at its beginning that hold nothing but the label
  bool shares_answer = false;         // of an entry: its answer is that of the numbers on the lines below
  bool paired = false;                // of an entry: its answer stands in another column, in the same order
  bool unanswered = false;            // of an entry: a row of a table whose position is left blank
  bool unpaired = false;              // of an entry: its answer is one of several in another column
};

// From the text behind the cover on. `unanswered` are the lines of numbers in rows without a position. Lines that say
// nothing are in no unit; their indices go to `skipped`.
std::vector<Unit> units_of(const DocumentText& text, const ReplyRules& rules, const std::set<std::size_t>& unanswered,
                           std::vector<std::size_t>& skipped);

}  // namespace troika::extract
