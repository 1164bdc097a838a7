// The pages of a site. Pure: each gives the bytes of one page. For this folder's .cc files only.
#pragma once

#include <string>
#include <vector>

#include "output/site/page.h"
#include "output/site/rows.h"
#include "output/site/site.h"

namespace troika::output {

// All that a site is made of. Not to be copied: rows are pointed at.
struct SiteContent {
  SiteContent() = default;
  SiteContent(SiteContent&&) = default;
  SiteContent& operator=(SiteContent&&) = default;

  std::vector<TableRow> records;
  std::vector<normalize::ReviewSummary> reviews;
  std::map<std::string, SiteState> states;

  std::map<std::string, Rows> by_reviewed, by_recommending;  // of `records`, by the State's code
  Rows all;
};

// A page, and the plots on it, whose CSV files stand beside the data.
struct MadePage {
  std::string html;
  std::vector<Plot> plots{};
};

MadePage overview_page(const SiteContent& content);
MadePage reviewed_page(const SiteContent& content, const std::string& state);
MadePage recommending_page(const SiteContent& content, const std::string& state);
MadePage table_page(const SiteContent& content);

// data/rows.js: the columns of the table.
std::string rows_script(const SiteContent& content);

// The cycles of `rows`, ascending, each once; last "none" where some have none.
std::vector<std::string> cycles_of(const Rows& rows);
std::string cycle_name(const std::string& cycle);  // "Cycle 2"

// A bar for each cycle.
Plot cycles_plot(std::string name, std::string title, const Rows& rows, const Filter& filter);

}  // namespace troika::output
