#include "output/site/page.h"

#include <algorithm>

#include "output/json_string.h"

namespace troika::output {
namespace {

// Quoted where RFC 4180 asks for it.
std::string csv_field(std::string_view text) {
  if (text.find_first_of("\",\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

// {"label":"cycle","bars":[{"label":"1","href":"table.html#...","counts":[[3,"table.html#..."],...]},...]}
std::string json_of(const Plot& plot, const std::string& up) {
  std::string json = "{\"bars\":[";
  for (const Plot::Bar& bar : plot.bars) {
    json += &bar == plot.bars.data() ? "{\"label\":" : ",{\"label\":";
    append_json_string(json, bar.label);
    json += ",\"counts\":[";
    for (const auto& [response, name] : kResponses) {
      const Filter filter = bar.filter.with("response", std::string(response));
      json +=
          (response == kResponses[0].response ? "[" : ",[") + std::to_string(matching(bar.rows, filter).size()) + ',';
      append_json_string(json, up + filter.href());
      json += ']';
    }
    json += "]}";
  }
  return json + "]}";
}

}  // namespace

std::string csv_of(const Plot& plot) {
  std::string csv = csv_field(plot.label);
  for (const auto& [response, name] : kResponses) csv += ',' + csv_field(response);
  csv += "\r\n";
  for (const Plot::Bar& bar : plot.bars) {
    csv += csv_field(bar.label);
    for (const auto& [response, name] : kResponses)
      csv += ',' + std::to_string(matching(bar.rows, bar.filter.with("response", std::string(response))).size());
    csv += "\r\n";
  }
  return csv;
}

std::vector<std::string> response_heads(std::vector<std::string> before) {
  before.emplace_back("all");
  for (const auto& [response, name] : kResponses) before.emplace_back(name);
  return before;
}

const std::string& Page::name_of(const std::string& state) const {
  const auto known = states_.find(state);
  return known == states_.end() ? state : known->second.name;
}

void Page::link(const std::string& file, std::string_view text) { html.element("a", {{"href", up_ + file}}, text); }

void Page::state_link(const std::string& folder, const std::string& state) {
  link(folder + '/' + state + ".html", name_of(state));
}

void Page::document_link(std::string_view symbol, int page) {
  const std::string url = symbol.find('/') == std::string_view::npos ? "" : document_url(symbol, "", "en", page);
  if (url.empty()) return html.text(symbol.substr(0, 12));  // a SHA-256 begins well enough to be told
  html.element("a", {{"href", url}, {"rel", "noreferrer"}},
               std::string(symbol) + (page == 0 ? "" : ", p.\u00a0" + std::to_string(page)));
}

void Page::count(const Rows& rows, const Filter& filter) {
  const std::size_t count = matching(rows, filter).size();
  if (count == 0) return html.element("span", {{"class", "zero"}}, "0");
  html.element("a", {{"class", "count"}, {"href", up_ + filter.href()}}, with_commas(count));
}

void Page::count_cell(const Rows& rows, const Filter& filter) {
  html.element("td", {{"class", "number"}}, [&] { count(rows, filter); });
}

void Page::response_cells(const Rows& rows, const Filter& filter) {
  const Rows narrowed = matching(rows, filter);
  count_cell(narrowed, filter);
  for (const auto& [response, name] : kResponses) count_cell(narrowed, filter.with("response", std::string(response)));
}

void Page::heads_row(const std::vector<std::string>& heads, std::size_t numbers) {
  html.element("tr", [&] {
    for (std::size_t i = 0; i < heads.size(); ++i)
      html.element("th", {{"scope", "col"}, {"class", i + numbers < heads.size() ? "text" : "number"}}, heads[i]);
  });
}

void Page::plot(const Plot& plot) {
  html.element("figure", {{"class", "plot"}, {"data-plot", json_of(plot, up_)}}, [&] {
    html.element("figcaption", [&] {
      html.text(plot.title + " ");
      html.element("a", {{"href", up_ + "data/" + plot.name + ".csv"}, {"download", plot.name + ".csv"}}, "CSV");
    });
  });
}

void Page::begin(const std::string& title, const std::vector<std::string>& scripts) {
  html.raw(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n");
  html.element("title", title + " \u00b7 Troika");
  html.empty("link", {{"rel", "stylesheet"}, {"href", up_ + "assets/site.css"}});
  for (const std::string& script : scripts) html.element("script", {{"defer", "defer"}, {"src", up_ + script}}, "");
  html.raw("</head>\n<body>\n");
  html.element("a", {{"class", "skip"}, {"href", "#main"}}, "Skip to the content");
  html.element("header", [&] {
    html.element("nav", {{"aria-label", "Site"}}, [&] {
      link("index.html", "Overview");
      link("table.html", "All recommendations");
    });
  });
  html.raw("<main id=\"main\">\n");
  html.element("h1", title);
}

void Page::end() {
  html.raw("</main>\n");
  html.element("footer", [&] {
    html.element("p",
                 "Made by Troika from published documents of the United Nations, by rules, without a person having "
                 "checked each record: what counts is the document. Every number leads to the records that it counts, "
                 "every record to its page.");
  });
  html.raw("</body>\n</html>\n");
}

}  // namespace troika::output
