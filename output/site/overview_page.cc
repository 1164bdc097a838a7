#include <algorithm>
#include <set>

#include "normalize/fold.h"
#include "output/site/pages.h"

namespace troika::output {
namespace {

using Group = std::pair<std::string, const Rows*>;  // of rows, by the code of their State or whatever they share

// The order in which people look for States: that of codes has Albania behind Angola, and Germany before Algeria.
std::vector<Group> by_name(const std::map<std::string, Rows>& states, const Page& page) {
  std::map<std::pair<std::string, std::string>, const Rows*> named;
  for (const auto& [state, rows] : states) named[{normalize::fold_name(page.name_of(state)), state}] = &rows;
  std::vector<Group> sorted;
  for (const auto& [name, rows] : named) sorted.emplace_back(name.second, rows);
  return sorted;
}

// Of States, or of anything else that rows are grouped by: the most recommendations first.
std::vector<Group> largest_first(const std::map<std::string, Rows>& groups) {
  std::vector<Group> sorted;
  for (const auto& [name, rows] : groups) sorted.emplace_back(name, &rows);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second->size() > b.second->size(); });
  return sorted;
}

std::size_t reviews_in(const Rows& rows) {
  std::set<std::pair<std::string, int>> reviews;
  for (const TableRow* row : rows)
    if (!row->state.empty() && row->cycle != 0) reviews.emplace(row->state, row->cycle);
  return reviews.size();
}

std::size_t documents_in(const Rows& rows) {
  std::set<std::string> documents;
  for (const TableRow* row : rows) documents.insert(row->document);
  return documents.size();
}

std::string counted(std::size_t count, const std::string& what) {
  return with_commas(count) + ' ' + what + (count == 1 ? "" : "s");
}

void key_figures(Page& page, const SiteContent& content) {
  HtmlWriter& html = page.html;
  html.element("p", {{"class", "lead"}}, [&] {
    page.count(content.all, Filter());
    html.text(content.all.size() == 1 ? " recommendation" : " recommendations");
    html.text(" from " + counted(documents_in(content.all), "document") + ": by " +
              counted(content.by_recommending.size(), "State") + ", to " +
              counted(content.by_reviewed.size(), "State") +
              " under review. In doubt, and worth a look at the document: ");
    page.count(content.all, Filter().with("doubts", "yes"));
    html.text(".");
  });
}

void cycles_table(Page& page, const SiteContent& content) {
  page.html.element("h2", "Cycles");
  page.table(
      "Recommendations by cycle of the Universal Periodic Review and by response", response_heads({"cycle", "reviews"}),
      7, [&] {
        for (const std::string& cycle : cycles_of(content.all)) {
          const Filter filter = Filter().with("cycle", cycle);
          page.html.element("tr", [&] {
            page.html.element("th", {{"scope", "row"}}, cycle_name(cycle));
            page.html.element("td", {{"class", "number"}}, with_commas(reviews_in(matching(content.all, filter))));
            page.response_cells(content.all, filter);
          });
        }
      });
}

void stated_totals(Page& page, const SiteContent& content) {
  std::size_t stated = 0;
  std::vector<std::pair<const normalize::ReviewSummary*, const extract::Remark*>> differing;
  for (const normalize::ReviewSummary& review : content.reviews) {
    stated += review.totals.size();
    for (const extract::Remark& doubt : review.doubts) differing.emplace_back(&review, &doubt);
  }
  if (stated == 0 && differing.empty()) return;
  HtmlWriter& html = page.html;
  html.element("h2", "Stated totals");
  html.element("p", "Documents state " + counted(stated, "figure") +
                        " about reviews as a whole, which the page of each State "
                        "that was read holds against its recommendations. " +
                        (differing.empty() ? "None differs." : "These reviews are in doubt:"));
  if (differing.empty()) return;
  page.table("Reviews in doubt", {"review", "report", "doubt"}, 0, [&] {
    for (const auto& [review, doubt] : differing) {
      html.element("tr", [&, review = review, doubt = doubt] {
        const std::string state = review->review.state_under_review.value_or("");
        html.element("th", {{"scope", "row"}}, [&] {
          content.by_reviewed.contains(state) ? page.state_link("states", state) : html.text(page.name_of(state));
        });
        html.element("td", [&] { page.document_link(review->report, 0); });
        html.element("td", doubt->detail.empty() ? doubt->code : doubt->detail);
      });
    }
  });
}

void states_tables(Page& page, const SiteContent& content) {
  page.html.element("h2", "States under review");
  page.table("Recommendations to each State under review", response_heads({"State", "reviews"}), 7, [&] {
    for (const auto& [state, rows] : by_name(content.by_reviewed, page)) {
      page.html.element("tr", [&, state = state, rows = rows] {
        page.html.element("th", {{"scope", "row"}}, [&] { page.state_link("states", state); });
        page.html.element("td", {{"class", "number"}}, with_commas(reviews_in(*rows)));
        page.response_cells(*rows, Filter().with("state", state));
      });
    }
  });
  page.html.element("h2", "Recommending States");
  page.table("Recommendations by each recommending State", response_heads({"State"}), 6, [&] {
    for (const auto& [state, rows] : largest_first(content.by_recommending)) {
      page.html.element("tr", [&, state = state, rows = rows] {
        page.html.element("th", {{"scope", "row"}}, [&] { page.state_link("recommending", state); });
        page.response_cells(*rows, Filter().with("by", state));
      });
    }
  });
}

void kinds_table(Page& page, const SiteContent& content) {
  std::map<std::string, Rows> kinds;
  for (const TableRow* row : content.all) kinds[row->kind].push_back(row);
  page.html.element("h2", "Documents");
  page.table("Recommendations by kind of document", {"kind", "documents", "recommendations"}, 2, [&] {
    for (const auto& [kind, rows] : largest_first(kinds)) {
      page.html.element("tr", [&, kind = kind, rows = rows] {
        page.html.element("th", {{"scope", "row"}}, kind);
        page.html.element("td", {{"class", "number"}}, with_commas(documents_in(*rows)));
        page.count_cell(*rows, Filter().with("kind", kind));
      });
    }
  });
}

}  // namespace

MadePage overview_page(const SiteContent& content) {
  MadePage made;
  const Plot plot = cycles_plot("cycles", "Recommendations by cycle and response", content.all, Filter());
  Page page(made.html, "", content.states);
  page.frame("Recommendations to States", {"assets/d3.min.js", "assets/plots.js"}, [&] {
    key_figures(page, content);
    cycles_table(page, content);
    page.plot(plot);
    states_tables(page, content);
    stated_totals(page, content);
    kinds_table(page, content);
  });
  made.plots = {plot};
  return made;
}

}  // namespace troika::output
