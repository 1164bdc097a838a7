#include "output/export/export.h"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "extract/reading.h"
#include "normalize/fold.h"
#include "output/export/record_view.h"
#include "output/export/uwazi.h"
#include "output/load/csv.h"
#include "output/load/lines.h"
#include "output/store/sqlite.h"

namespace troika::output {
namespace {

// Written at once: a system call for each record would cost more than the record.
constexpr std::size_t kChunkBytes = std::size_t{64} << 10;

template <class T>
bool has(const std::vector<T>& wanted, const T& value) {
  return std::ranges::find(wanted, value) != wanted.end();
}

template <class T>
bool has_any(const std::vector<T>& wanted, const std::vector<T>& values) {
  return std::ranges::any_of(values, [&](const T& value) { return has(wanted, value); });
}

bool has_theme(const std::vector<std::string>& wanted, const Json& record) {
  const std::vector<std::string> names = texts_at(record, "themes", "name"), codes = texts_at(record, "themes", "code");
  return std::ranges::any_of(wanted, [&](const std::string& theme) {
    const std::string folded = normalize::fold_name(theme);
    return has(codes, theme) ||
           std::ranges::any_of(names, [&](const std::string& name) { return normalize::fold_name(name) == folded; });
  });
}

bool has_number(const std::vector<int>& wanted, const Json& record, std::string_view path) {
  const auto number = integer_at(record, path);
  return number && has(wanted, *number);
}

bool passes(const RecordFilter& filter, const Json& record) {
  if (!filter.states.empty() && !has(filter.states, text_at(record, "review.state_under_review"))) return false;
  if (!filter.cycles.empty() && !has_number(filter.cycles, record, "review.cycle")) return false;
  if (!filter.sessions.empty() && !has_number(filter.sessions, record, "review.session")) return false;
  if (!filter.mechanisms.empty() && !has(filter.mechanisms, text_at(record, "mechanism"))) return false;
  if (!filter.recommending_states.empty() &&
      !has_any(filter.recommending_states, texts_at(record, "recommending_states", "iso3")))
    return false;
  if (!filter.responses.empty()) {
    const std::string response = text_at(record, "response");
    if (!has(filter.responses, response.empty() ? std::string(kNoResponse) : response)) return false;
  }
  return filter.themes.empty() || has_theme(filter.themes, record);
}

// One record in the form asked for.
class Renderer {
 public:
  Renderer(const std::string& folder, const ExportForm& form) : form_(form) {
    if (form.format != Format::kCsv && form.format != Format::kCsvByState) return;
    LineFile reviews(folder, "reviews.jsonl");
    RecordParser parser;
    while (reviews.next()) reviews_.insert(text_at(parser.parse(reviews), "report"));
  }

  void append_header(std::string& out) const {
    switch (form_.format) {
      case Format::kJsonLines: return;
      case Format::kCsv: append_csv_header(out, recommendations_table()); break;
      case Format::kCsvByState: append_by_state_header(out); break;
      case Format::kUwazi: append_uwazi_header(out); break;
    }
    out += kCsvLineEnd;
  }

  void append(std::string& out, const Json& record, std::string_view line) {
    if (form_.format == Format::kJsonLines) {
      out.append(line).append("\n");
    } else if (form_.format == Format::kUwazi) {
      append_uwazi_row(out, record, form_.state_names);
      out += kCsvLineEnd;
    } else {
      append_rows(out, record);
    }
  }

 private:
  void append_rows(std::string& out, const Json& record) {
    builder_.build(record, {}, row_);
    Cell& review = row_[kReviewColumn];
    if (const auto* report = std::get_if<std::string_view>(&review))
      if (!reviews_.contains(std::string(*report))) review = {};
    std::string fields;
    const CsvFor reader = form_.spreadsheet ? CsvFor::kSpreadsheets : CsvFor::kPrograms;
    append_csv_row(fields, row_, reader);
    if (form_.format == Format::kCsv) {
      out.append(fields).append(kCsvLineEnd);
      return;
    }
    const Json& states = items_of(record, states_.table());
    if (states.Empty()) append_by_state_row(out, nullptr, fields, reader);
    Context context;
    for (const Json& state : states.GetArray()) {
      ++context.ordinal;
      states_.build(state, context, row_);
      append_by_state_row(out, &row_, fields, reader);
    }
  }

  const ExportForm& form_;
  RowBuilder builder_{recommendations_table()}, states_{*item_tables().front()};
  std::unordered_set<std::string> reviews_;
  Cells row_;
};

template <class Visit>
void each_record(const std::string& folder, Visit visit) {
  LineFile file(folder, "recommendations.jsonl");
  RecordParser parser;
  while (file.next()) {
    const Json& record = parser.parse(file);
    try {
      if (!visit(record, file.line())) return;
    } catch (const RowError& error) {
      file.refuse_line(std::string(error.what()) + "; publish the folder anew with this version of Troika");
    }
  }
}

}  // namespace

std::vector<std::string> response_names() {
  std::vector<std::string> names;
  for (const auto response : {extract::Response::kSupported, extract::Response::kNoted,
                              extract::Response::kPartiallySupported, extract::Response::kPending})
    names.emplace_back(extract::name_of(response));
  names.emplace_back(kNoResponse);
  return names;
}

fetch::Result<KnownValues> known_values(const std::string& folder) {
  return answered([&] {
    std::set<std::string> states, recommending_states, themes, mechanisms;
    std::set<int> cycles, sessions;
    each_record(folder, [&](const Json& record, std::string_view) {
      for (const char* key : {"name", "code"})
        for (std::string& theme : texts_at(record, "themes", key)) themes.insert(std::move(theme));
      for (std::string& state : texts_at(record, "recommending_states", "iso3"))
        recommending_states.insert(std::move(state));
      states.insert(text_at(record, "review.state_under_review"));
      mechanisms.insert(text_at(record, "mechanism"));
      if (const auto cycle = integer_at(record, "review.cycle")) cycles.insert(*cycle);
      if (const auto session = integer_at(record, "review.session")) sessions.insert(*session);
      return true;
    });
    for (auto* values : {&states, &recommending_states, &themes}) values->erase("");  // where there is no code
    return KnownValues{{states.begin(), states.end()}, {recommending_states.begin(), recommending_states.end()},
                       {themes.begin(), themes.end()}, {mechanisms.begin(), mechanisms.end()},
                       {cycles.begin(), cycles.end()}, {sessions.begin(), sessions.end()}};
  });
}

fetch::Result<std::int64_t> export_records(const std::string& folder, const RecordFilter& filter,
                                           const ExportForm& form, const WriteBytes& write) {
  return answered([&] {
    Renderer renderer(folder, form);
    std::string out;
    renderer.append_header(out);
    std::int64_t count = 0;
    each_record(folder, [&](const Json& record, std::string_view line) {
      if (!passes(filter, record)) return true;
      ++count;
      renderer.append(out, record, line);
      if (out.size() < kChunkBytes) return true;
      const bool goes_on = write(out);
      out.clear();
      return goes_on;
    });
    write(out);
    return count;
  });
}

}  // namespace troika::output
