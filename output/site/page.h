// What all pages of a site share: their frame, counts that link to the rows behind them, plots.
// For this folder's .cc files only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "output/site/html_writer.h"
#include "output/site/rows.h"
#include "output/site/site.h"
#include "output/with_commas.h"

namespace troika::output {

// Bars of counts by response. data/NAME.csv has the same figures.
struct Plot {
  struct Bar {
    std::string label;
    Filter filter;
    Rows rows;
  };

  std::string name;   // of its file
  std::string title;  // what is counted
  std::string label;  // what a bar is: "cycle"
  std::vector<Bar> bars;
};

std::string csv_of(const Plot& plot);

// One page. `up` leads from its folder to the site's: "" or "../".
class Page {
 public:
  Page(std::string& out, std::string up, const std::map<std::string, SiteState>& states)
      : html(out), up_(std::move(up)), states_(states) {}

  // The page around `body`; `scripts` are files of assets/ or data/.
  template <class Body>
  void frame(const std::string& title, const std::vector<std::string>& scripts, Body body) {
    begin(title, scripts);
    body();
    end();
  }

  const std::string& name_of(const std::string& state) const;  // the code itself where it is not known
  void link(const std::string& file, std::string_view text);   // of the site
  void state_link(const std::string& folder, const std::string& state);
  void document_link(std::string_view symbol, int page);

  // How many of `rows` match, linked to the table with this filter; `rows` has all that do.
  void count(const Rows& rows, const Filter& filter);
  void count_cell(const Rows& rows, const Filter& filter);

  // A table: its caption, the heads of its columns, and rows that are written by `body`. `numbers` columns at the right
  // hold numbers.
  template <class Body>
  void table(std::string_view caption, const std::vector<std::string>& heads, std::size_t numbers, Body body) {
    html.element("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", caption}}, [&] {
      html.element("table", [&] {
        html.element("caption", [&] { html.element("span", caption); });
        html.element("thead", [&] { heads_row(heads, numbers); });
        html.element("tbody", body);
      });
    });
  }

  // A row of counts, one per response, with a sum before them.
  void response_cells(const Rows& rows, const Filter& filter);

  void plot(const Plot& plot);

  HtmlWriter html;

 private:
  void begin(const std::string& title, const std::vector<std::string>& scripts);
  void end();
  void heads_row(const std::vector<std::string>& heads, std::size_t numbers);

  std::string up_;
  const std::map<std::string, SiteState>& states_;
};

// "Recommendations", then the responses: the heads over response_cells().
std::vector<std::string> response_heads(std::vector<std::string> before);

}  // namespace troika::output
