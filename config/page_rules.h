// The part of a rule file that reads = "page": a web page.
#pragma once

#include <vector>

#include "config/figure_rules.h"
#include "config/text.h"

namespace troika::config {

class TableReader;

struct PageRules {
  std::vector<Text> symbol;  // group 1: the symbol of a document that the page cites
  std::vector<Text> about;   // a sentence whose figures are about a review
  FigureRules figures;
};

// Errors go to the reader's log.
PageRules read_page_rules(TableReader& root);

}  // namespace troika::config
