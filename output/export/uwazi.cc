#include "output/export/uwazi.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>
#include <vector>

#include "output/export/record_view.h"
#include "output/load/csv.h"

namespace troika::output {
namespace {

using Names = std::map<std::string, std::string>;

// Uwazi splits a value at |.
std::string joined(std::vector<std::string> values) {
  std::string all;
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (char& c : values[i]) c = c == '|' ? '/' : c;
    all += (i > 0 ? "|" : "") + values[i];
  }
  return all;
}

std::string name_of(const std::string& iso3, const Names& names) {
  const auto found = names.find(iso3);
  return found == names.end() ? iso3 : found->second;
}

std::string states_of(const Json& record, const Names& names) {
  std::vector<std::string> states = texts_at(record, "recommending_states", "iso3");
  for (std::string& state : states) state = name_of(state, names);
  return joined(std::move(states));
}

// Uwazi's type "link": label and address.
std::string link_of(const Json& record) {
  const std::string url = text_at(record, "document.url");
  return url.empty() ? "" : text_at(record, "document.symbol") + '|' + url;
}

// Uwazi's form of a day: 2014/07/02.
std::string date_of(const Json& record) {
  std::string date = text_at(record, "document.published");
  std::ranges::replace(date, '-', '/');
  return date;
}

std::string page_of(const Json& record) {
  const Json& places = value_at(record, "where");
  return places.IsArray() && !places.Empty() ? text_at(places[0], "page") : "";
}

struct Property {
  const char* name;  // of the property in Uwazi
  std::function<std::string(const Json&, const Names&)> value;
};

Property text_column(const char* name, const char* path) {
  return {name, [path](const Json& record, const Names&) { return text_at(record, path); }};
}
Property list_column(const char* name, const char* path, const char* key = "") {
  return {name, [path, key](const Json& record, const Names&) { return joined(texts_at(record, path, key)); }};
}

const std::array<Property, 22>& columns() {
  static const std::array<Property, 22> kColumns{{
      text_column("title", "id"),
      text_column("recommendation", "text"),
      text_column("number", "number"),
      {"state_under_review",
       [](const Json& record, const Names& names) {
         return name_of(text_at(record, "review.state_under_review"), names);
       }},
      {"recommending_states", states_of},
      text_column("recommending_body", "recommending_body"),
      text_column("mechanism", "mechanism"),
      text_column("cycle", "review.cycle"),
      text_column("session", "review.session"),
      text_column("year", "review.year"),
      text_column("response", "response"),
      list_column("qualifiers", "qualifiers"),
      list_column("themes", "themes", "name"),
      list_column("affected_persons", "persons"),
      list_column("sdgs", "sdgs"),
      text_column("document", "document.symbol"),
      {"source", [](const Json& record, const Names&) { return link_of(record); }},
      {"date", [](const Json& record, const Names&) { return date_of(record); }},
      {"page", [](const Json& record, const Names&) { return page_of(record); }},
      text_column("language", "document.language"),
      list_column("flags", "flags", "code"),
      list_column("doubts", "doubts", "code"),
  }};
  return kColumns;
}

}  // namespace

void append_uwazi_header(std::string& out) {
  const char* comma = "";
  for (const Property& column : columns()) out.append(std::exchange(comma, ",")).append(column.name);
}

void append_uwazi_row(std::string& out, const Json& record, const Names& state_names) {
  const char* comma = "";
  for (const Property& column : columns()) {
    out += std::exchange(comma, ",");
    append_csv_text(out, column.value(record, state_names));
  }
}

}  // namespace troika::output
