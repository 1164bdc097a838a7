// Tables of a PDF, whose lines run through all columns, set right: the rows one after the other, and in each row the
// number, then the answer. For this folder only. Pure.
//
//   112.9  Ratify the Conven-   Partially  The first part     112.9
//          tion (Norway)        supported  is supported.  ->  Partially supported. The first part is supported.
#pragma once

#include <cstddef>
#include <set>
#include <vector>

#include "extract/rules/replies/reply_rules.h"
#include "extract/text.h"

namespace troika::extract {

struct Arranged {
  DocumentText text;
  std::vector<std::vector<std::size_t>> origins;  // of each line of `text`: the lines that it was made of
  std::set<std::size_t> unanswered;               // lines of `text`: numbers of rows with a blank position
  std::vector<std::size_t> repeated;              // lines that only hold recommendations, repeated beside the answers
};

// Lines beside a table, and a table without a column of numbers, stay as they are.
Arranged arrange_columns(const DocumentText& text, const ReplyRules& rules);

}  // namespace troika::extract
