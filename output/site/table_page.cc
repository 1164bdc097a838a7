#include <set>
#include <unordered_map>

#include "output/json_writer.h"
#include "output/site/assets.h"
#include "output/site/pages.h"

namespace troika::output {
namespace {

// Names, each once, in the order in which they are met.
class Names {
 public:
  std::size_t index_of(const std::string& name) {
    const auto [at, is_new] = indices_.emplace(name, names_.size());
    if (is_new) names_.push_back(name);
    return at->second;
  }
  // "3 17": numbers of names, for a column whose rows have several.
  std::string indices_of(const std::vector<std::string>& names) {
    std::string indices;
    for (const std::string& name : names) indices += (indices.empty() ? "" : " ") + std::to_string(index_of(name));
    return indices;
  }
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::size_t> indices_;
};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace

MadePage table_page(const SiteContent& content) {
  MadePage made;
  Page page(made.html, "", content.states);
  page.frame("All recommendations", {"assets/table.js", "data/rows.js"}, [&] { page.html.raw(kTableHtml); });
  return made;
}

// Columns are shorter than objects, and JavaScript reads them in half the time. What repeats from row to row is a
// number that stands for a name; a column whose rows have several is one string per row.
std::string rows_script(const SiteContent& content) {
  Names kinds, documents, themes, persons;
  std::vector<std::string> urls, sources;  // of documents, without their pages
  for (const TableRow& row : content.records) {
    if (documents.index_of(row.document) < urls.size()) continue;
    urls.push_back(row.url.substr(0, row.url.find('#')));
    sources.push_back(row.source);
  }

  std::string script = "troika.show(";
  const auto& rows = content.records;
  JsonWriter json(script);
  json.line([&] {
    json.field("recordsPerFile", kRecordsPerFile);
    json.object("states", [&] {
      for (const auto& [code, state] : content.states)
        if (content.by_reviewed.contains(code) || content.by_recommending.contains(code)) json.field(code, state.name);
    });
    json.values("documents", documents.names(), std::identity());
    json.values("urls", urls, std::identity());
    json.values("sources", sources, std::identity());
    json.values("document", rows, [&](const TableRow& row) { return documents.index_of(row.document); });
    json.values("kind", rows, [&](const TableRow& row) { return kinds.index_of(row.kind); });
    json.values("number", rows, [](const TableRow& row) -> const std::string& { return row.number; });
    json.values("id", rows, [](const TableRow& row) -> const std::string& { return row.id; });
    json.values("page", rows, [](const TableRow& row) { return row.page; });
    json.values("state", rows, [](const TableRow& row) -> const std::string& { return row.state; });
    json.values("cycle", rows, [](const TableRow& row) { return row.cycle; });
    json.values("year", rows, [](const TableRow& row) { return row.year; });
    json.values("by", rows, [](const TableRow& row) { return joined(row.by); });
    json.values("body", rows, [](const TableRow& row) -> const std::string& { return row.body; });
    json.values("response", rows, [](const TableRow& row) -> const std::string& { return row.response; });
    json.values("doubts", rows, [](const TableRow& row) { return row.doubted ? 1 : 0; });
    json.values("theme", rows, [&](const TableRow& row) { return themes.indices_of(row.themes); });
    json.values("person", rows, [&](const TableRow& row) { return persons.indices_of(row.persons); });
    json.values("goal", rows, [](const TableRow& row) {
      std::string goals;
      for (const int goal : row.goals) goals += (goals.empty() ? "" : " ") + std::to_string(goal);
      return goals;
    });
    json.values("text", rows, [](const TableRow& row) -> const std::string& { return row.text; });
    json.values("kinds", kinds.names(), std::identity());
    json.values("themes", themes.names(), std::identity());
    json.values("persons", persons.names(), std::identity());
  });
  script.back() = ')';
  return script + ";\n";
}

std::vector<std::string> cycles_of(const Rows& rows) {
  std::set<int> cycles;
  for (const TableRow* row : rows) cycles.insert(row->cycle);
  std::vector<std::string> names;
  for (const int cycle : cycles)
    if (cycle != 0) names.push_back(std::to_string(cycle));
  if (cycles.contains(0)) names.emplace_back("none");
  return names;
}

std::string cycle_name(const std::string& cycle) { return cycle == "none" ? "no cycle" : "Cycle " + cycle; }

Plot cycles_plot(std::string name, std::string title, const Rows& rows, const Filter& filter) {
  Plot plot{std::move(name), std::move(title), "cycle", {}};
  for (const std::string& cycle : cycles_of(rows)) {
    const Filter of_cycle = filter.with("cycle", cycle);
    plot.bars.push_back({cycle_name(cycle), of_cycle, matching(rows, of_cycle)});
  }
  return plot;
}

}  // namespace troika::output
