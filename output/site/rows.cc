#include "output/site/rows.h"

#include <algorithm>
#include <cctype>

#include "output/site/site_error.h"

namespace troika::output {
namespace {

bool is_code(std::string_view code) {
  return code.size() == 3 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

const std::string& checked_code(const std::string& code, const std::string& id) {
  if (!is_code(code)) throw SiteError("the record " + id + " names a State by '" + code + "', which is no code");
  return code;
}

bool is_of_web(std::string_view url) { return url.starts_with("https://") || url.starts_with("http://"); }

std::string number_or_none(int number) { return number == 0 ? "none" : std::to_string(number); }

bool has(const TableRow& row, std::string_view key, const std::string& value) {
  if (key == "state") return row.state == value;
  if (key == "by") return std::find(row.by.begin(), row.by.end(), value) != row.by.end();
  if (key == "response") return row.response == value;
  if (key == "kind") return row.kind == value;
  if (key == "document") return row.document == value;
  if (key == "cycle") return number_or_none(row.cycle) == value;
  return key == "doubts" && row.doubted == (value == "yes");
}

}  // namespace

TableRow row_of(const normalize::Recommendation& record) {
  TableRow row;
  row.id = record.id;
  row.number = record.number;
  row.text = record.text;
  row.document = normalize::name_of(record.document);
  row.source = record.document.symbol.value_or(record.document.title.value_or(row.document.substr(0, 12)));
  row.kind = record.document.kind;
  if (record.review.state_under_review) row.state = checked_code(*record.review.state_under_review, record.id);
  for (const normalize::StateRef& state : record.recommending_states)
    row.by.push_back(checked_code(state.iso3, record.id));
  row.body = record.recommending_body.value_or("");
  row.response = record.response ? extract::name_of(*record.response) : "none";
  row.cycle = record.review.cycle.value_or(0);
  row.year = record.review.year.value_or(0);
  row.page = record.where.empty() ? 0 : record.where.front().page;
  row.url = document_url(record.document.symbol.value_or(""), record.document.url.value_or(""),
                         record.document.language, row.page);
  for (const extract::Theme& theme : record.themes) row.themes.push_back(theme.name);
  row.persons = record.persons;
  row.goals = record.sdgs;
  row.doubted = !record.doubts.empty();
  return row;
}

Filter Filter::with(std::string_view key, std::string value) const {
  Filter narrower = *this;
  narrower.terms_.emplace_back(key, std::move(value));
  return narrower;
}

bool Filter::matches(const TableRow& row) const {
  return std::all_of(terms_.begin(), terms_.end(), [&](const auto& term) { return has(row, term.first, term.second); });
}

std::string Filter::href() const {
  std::string href = "table.html";
  for (const auto& [key, value] : terms_)
    href += (href.find('#') == std::string::npos ? "#" : "&") + std::string(key) + '=' + url_encoded(value);
  return href;
}

Rows matching(const Rows& rows, const Filter& filter) {
  Rows matches;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(matches),
               [&](const TableRow* row) { return filter.matches(*row); });
  return matches;
}

std::string url_encoded(std::string_view text) {
  constexpr std::string_view kPlain = "-._~/", kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && (std::isalnum(byte) != 0 || kPlain.find(c) != std::string_view::npos)) {
      encoded += c;
    } else {
      encoded += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    }
  }
  return encoded;
}

std::string document_url(std::string_view symbol, std::string_view url, std::string_view language, int page) {
  std::string address;
  if (!symbol.empty()) {
    address = "https://docs.un.org/" + url_encoded(language.empty() ? "en" : language) + '/' + url_encoded(symbol);
  } else if (is_of_web(url)) {
    address = url.substr(0, url.find('#'));
  }
  return address.empty() || page == 0 ? address : address + "#page=" + std::to_string(page);
}

}  // namespace troika::output
