#include "config/page_rules.h"

#include "config/toml_reader.h"

namespace troika::config {

PageRules read_page_rules(TableReader& root) {
  PageRules rules;
  LinesByName lines_by_name;
  if (auto page = root.table("page")) {
    rules.symbol = page->texts("symbol", Need::kRequired);
    rules.about = page->texts("about", Need::kRequired);
    page->reject_unknown_keys();
  }
  rules.figures = read_figure_rules(root, lines_by_name);
  return rules;
}

}  // namespace troika::config
