#include <algorithm>
#include <functional>

#include "output/site/pages.h"

namespace troika::output {
namespace {

// As many as a plot shows legibly; the table beside it has all.
constexpr std::size_t kBars = 20;

using Groups = std::vector<std::pair<std::string, Rows>>;

// Rows by the States that `states_of` names, the most first.
Groups grouped(const Rows& rows, const std::function<std::vector<std::string>(const TableRow&)>& states_of) {
  std::map<std::string, Rows> groups;
  for (const TableRow* row : rows)
    for (const std::string& state : states_of(*row)) groups[state].push_back(row);
  Groups sorted(groups.begin(), groups.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second.size() > b.second.size(); });
  return sorted;
}

Plot states_plot(const Page& page, std::string name, std::string title, const Groups& groups, const Filter& filter,
                 std::string_view key) {
  Plot plot{std::move(name), std::move(title), "State", {}};
  for (const auto& [state, rows] : groups) {
    if (plot.bars.size() == kBars) break;
    plot.bars.push_back({page.name_of(state), filter.with(key, state), rows});
  }
  if (groups.size() > kBars)
    plot.title += " (the first " + std::to_string(kBars) + " of " + std::to_string(groups.size()) + ")";
  return plot;
}

// What the reviews of the State in one cycle say of themselves; null where none does.
const normalize::ReviewSummary* review_of(const SiteContent& content, const std::string& state,
                                          const std::string& cycle) {
  const auto found = std::find_if(content.reviews.begin(), content.reviews.end(), [&](const auto& summary) {
    return summary.review.state_under_review == state && summary.review.cycle &&
           std::to_string(*summary.review.cycle) == cycle;
  });
  return found == content.reviews.end() ? nullptr : &*found;
}

class ReviewedPage {
 public:
  ReviewedPage(Page& page, const SiteContent& content, const std::string& state)
      : page_(page),
        html_(page.html),
        content_(content),
        state_(state),
        filter_(Filter().with("state", state)),
        rows_(content.by_reviewed.at(state)),
        cycles_(cycles_of(rows_)) {}

  // A row for each thing to compare, a column for each cycle.
  void cycles_side_by_side() {
    std::vector<std::string> heads = {"what"};
    for (const std::string& cycle : cycles_) heads.push_back(cycle_name(cycle));
    page_.table("The reviews side by side", heads, cycles_.size(), [&] {
      facts_row("report", [&](const normalize::ReviewSummary& review) { page_.document_link(review.report, 0); });
      facts_row("session", [&](const normalize::ReviewSummary& review) {
        if (review.review.session) html_.text(std::to_string(*review.review.session));
        if (review.review.year) html_.text(" (" + std::to_string(*review.review.year) + ")");
      });
      facts_row("adopted", [&](const normalize::ReviewSummary& review) {
        if (!review.adoption) return html_.text("\u2013");
        html_.text(review.adoption->adoption.date.value_or("") + " ");
        if (review.adoption->adoption.decision) page_.document_link(*review.adoption->adoption.decision, 0);
      });
      counts_row("recommendations", Filter());
      for (const auto& [response, name] : kResponses)
        counts_row(name, Filter().with("response", std::string(response)));
      counts_row("in doubt", Filter().with("doubts", "yes"));
    });
  }

  void stated_totals() {
    std::vector<std::pair<std::string, const normalize::StatedTotal*>> totals;
    for (const normalize::ReviewSummary& review : content_.reviews)
      if (review.review.state_under_review == state_)
        for (const normalize::StatedTotal& total : review.totals) totals.emplace_back(review.report, &total);
    if (totals.empty()) return;
    html_.element("h2", "Stated totals");
    page_.table("Figures that documents state about the reviews, beside what was read of all their documents together",
                {"what", "stated in", "sentence", "stated", "read"}, 2, [&] {
                  for (const auto& [report, total] : totals) {
                    html_.element("tr", [&, report = report, total = total] { stated_total(report, *total); });
                  }
                });
  }

  // Of each recommending State, cycle by cycle: how many, and how many of them were supported.
  void who_recommended(const Groups& recommending) {
    html_.element("h2", "Who recommended what");
    std::vector<std::string> heads = {"State"};
    for (const std::string& cycle : cycles_) {
      heads.push_back(cycle_name(cycle));
      heads.emplace_back("supported");
    }
    page_.table("Recommendations by recommending State and cycle, and how many of them were supported", heads,
                2 * cycles_.size(), [&] {
                  for (const auto& [by, rows] : recommending) {
                    html_.element("tr", [&, by = by, &rows = rows] {
                      html_.element("th", {{"scope", "row"}}, [&] { page_.state_link("recommending", by); });
                      for (const std::string& cycle : cycles_) {
                        const Filter narrowed = filter_.with("by", by).with("cycle", cycle);
                        page_.count_cell(rows, narrowed);
                        page_.count_cell(rows, narrowed.with("response", "supported"));
                      }
                    });
                  }
                });
  }

  // Every recommendation in words, folded up by cycle and response.
  void in_words() {
    html_.element("h2", "The recommendations");
    for (const std::string& cycle : cycles_)
      for (const auto& [response, name] : kResponses) {
        const Filter filter = filter_.with("cycle", cycle).with("response", std::string(response));
        const Rows rows = matching(rows_, filter);
        if (rows.empty()) continue;
        html_.element("details", [&, name = name] {
          html_.element("summary", [&] {
            html_.text(cycle_name(cycle) + ", " + std::string(name) + ": " + with_commas(rows.size()));
          });
          html_.element("ul", {{"class", "records"}}, [&] {
            for (const TableRow* row : rows) html_.element("li", [&] { record(*row); });
          });
        });
      }
  }

 private:
  void facts_row(std::string_view name, const std::function<void(const normalize::ReviewSummary&)>& fact) {
    html_.element("tr", [&] {
      html_.element("th", {{"scope", "row"}}, name);
      for (const std::string& cycle : cycles_) {
        const normalize::ReviewSummary* review = review_of(content_, state_, cycle);
        html_.element("td", {{"class", "number wraps"}}, [&] { review ? fact(*review) : html_.text("\u2013"); });
      }
    });
  }

  void counts_row(std::string_view name, const Filter& what) {
    const Rows rows = matching(rows_, what);
    html_.element("tr", [&] {
      html_.element("th", {{"scope", "row"}}, name);
      for (const std::string& cycle : cycles_) page_.count_cell(rows, counted(what, cycle));
    });
  }

  Filter counted(Filter what, const std::string& cycle) const {
    return what.with("state", state_).with("cycle", cycle);
  }

  void stated_total(const std::string& report, const normalize::StatedTotal& stated) {
    const extract::Total& total = stated.total;
    const std::string of(extract::name_of(total.of));
    const auto named = std::find_if(std::begin(kResponses), std::end(kResponses),
                                    [&](const ResponseName& known) { return known.response == of; });
    html_.element("th", {{"scope", "row"}},
                  (named == std::end(kResponses) ? of : std::string(named->name)) +
                      (total.recalled ? ", recalled of an earlier stage" : ""));
    html_.element("td", [&] { page_.document_link(stated.document, total.page); });
    html_.element("td", total.quote);
    html_.element("td", {{"class", "number"}}, with_commas(static_cast<std::size_t>(total.count)));
    if (total.recalled) return html_.element("td", {{"class", "number"}}, "\u2013");  // was not kept from that stage
    const Filter filter = filter_.with("document", report);
    if (total.of == extract::Total::Of::kStates) {
      const Groups groups = grouped(matching(rows_, filter), [](const TableRow& row) { return row.by; });
      html_.element("td", {{"class", "number"}}, with_commas(groups.size()));
    } else {
      page_.count_cell(rows_, total.of == extract::Total::Of::kReceived ? filter : filter.with("response", of));
    }
  }

  void record(const TableRow& row) {
    const std::string source = row.source + (row.page == 0 ? "" : ", p.\u00a0" + std::to_string(row.page));
    html_.element("a", {{"href", "../table.html#record=" + url_encoded(row.id)}, {"class", "label"}}, row.number);
    html_.text(" " + row.text + " ");
    html_.element("span", {{"class", "by"}}, [&] {
      html_.text("(");
      for (const std::string& by : row.by) html_.text((&by == row.by.data() ? "" : ", ") + page_.name_of(by));
      html_.text(row.by.empty() ? row.body + ") " : ") ");
    });
    if (row.url.empty()) return html_.text(source);
    html_.element("a", {{"href", row.url}, {"rel", "noreferrer"}}, source);
  }

  Page& page_;
  HtmlWriter& html_;
  const SiteContent& content_;
  const std::string& state_;
  Filter filter_;
  const Rows& rows_;
  std::vector<std::string> cycles_;
};

const std::vector<std::string> kScripts = {"assets/d3.min.js", "assets/plots.js"};

void group_line(Page& page, const SiteContent& content, const std::string& state) {
  const auto known = content.states.find(state);
  if (known == content.states.end() || known->second.group == "none") return;
  static const std::map<std::string, std::string> kNames = {
      {"african", "African States"},
      {"asia-pacific", "Asia-Pacific States"},
      {"eastern-european", "Eastern European States"},
      {"latin-american-and-caribbean", "Latin American and Caribbean States"},
      {"western-european-and-others", "Western European and other States"}};
  const auto name = kNames.find(known->second.group);
  page.html.element("p", {{"class", "lead"}},
                    "Regional group: " + (name == kNames.end() ? known->second.group : name->second) + ".");
}

}  // namespace

MadePage reviewed_page(const SiteContent& content, const std::string& state) {
  MadePage made;
  Page page(made.html, "../", content.states);
  const Rows& rows = content.by_reviewed.at(state);
  const Filter filter = Filter().with("state", state);
  const Groups recommending = grouped(rows, [](const TableRow& row) { return row.by; });
  made.plots = {cycles_plot("state-" + state + "-cycles", "Recommendations by cycle and response", rows, filter),
                states_plot(page, "state-" + state + "-by", "Recommendations by recommending State and response",
                            recommending, filter, "by")};
  page.frame(page.name_of(state) + " under review", kScripts, [&] {
    ReviewedPage parts(page, content, state);
    group_line(page, content, state);
    if (content.by_recommending.contains(state))
      page.html.element("p", [&] { page.link("recommending/" + state + ".html", "What it recommends to others"); });
    parts.cycles_side_by_side();
    page.plot(made.plots[0]);
    parts.stated_totals();
    if (!recommending.empty()) {
      parts.who_recommended(recommending);
      page.plot(made.plots[1]);
    }
    parts.in_words();
  });
  return made;
}

MadePage recommending_page(const SiteContent& content, const std::string& state) {
  MadePage made;
  Page page(made.html, "../", content.states);
  const Rows& rows = content.by_recommending.at(state);
  const Filter filter = Filter().with("by", state);
  const Groups reviewed = grouped(rows, [](const TableRow& row) {
    return row.state.empty() ? std::vector<std::string>() : std::vector{row.state};
  });
  made.plots = {cycles_plot("by-" + state + "-cycles", "Recommendations by cycle and response", rows, filter),
                states_plot(page, "by-" + state + "-states", "Recommendations by State under review and response",
                            reviewed, filter, "state")};
  page.frame("Recommendations by " + page.name_of(state), kScripts, [&] {
    group_line(page, content, state);
    if (content.by_reviewed.contains(state))
      page.html.element("p", [&] { page.link("states/" + state + ".html", "What others recommend to it"); });
    page.table("Recommendations by cycle and response", response_heads({"cycle"}), 6, [&] {
      for (const std::string& cycle : cycles_of(rows))
        page.html.element("tr", [&] {
          page.html.element("th", {{"scope", "row"}}, cycle_name(cycle));
          page.response_cells(rows, filter.with("cycle", cycle));
        });
    });
    page.plot(made.plots[0]);
    page.html.element("h2", "To whom");
    page.table("Recommendations to each State under review", response_heads({"State"}), 6, [&] {
      for (const auto& [to, theirs] : reviewed)
        page.html.element("tr", [&, to = to, &theirs = theirs] {
          page.html.element("th", {{"scope", "row"}}, [&] { page.state_link("states", to); });
          page.response_cells(theirs, filter.with("state", to));
        });
    });
    page.plot(made.plots[1]);
  });
  return made;
}

}  // namespace troika::output
