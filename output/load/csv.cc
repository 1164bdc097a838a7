// A load into a folder of CSV files.
#include "output/load/csv.h"

#include <map>
#include <memory>
#include <utility>

#include "output/datapackage.h"
#include "output/load/target.h"
#include "output/store/stream_file.h"

namespace troika::output {
namespace {

constexpr std::string_view kFormulaBegins = "=+-@\t\r\n";

struct AppendField {
  std::string& out;
  CsvFor reader;

  void operator()(std::monostate) const {}
  void operator()(bool truth) const { out += truth ? "true" : "false"; }
  void operator()(std::int64_t number) const { out += std::to_string(number); }
  void operator()(std::string_view text) const { append_csv_text(out, text, reader); }
  void operator()(const Json* json) const {
    std::string text;
    append_json(text, *json);
    append_csv_text(out, text, reader);
  }
  void operator()(const std::vector<std::int64_t>& numbers) const {
    for (std::size_t i = 0; i < numbers.size(); ++i) out += (i > 0 ? "|" : "") + std::to_string(numbers[i]);
  }
  void operator()(const std::vector<std::string_view>& texts) const {
    std::string list;
    for (std::size_t i = 0; i < texts.size(); ++i) list.append(i > 0 ? "|" : "").append(texts[i]);
    append_csv_text(out, list, reader);
  }
};

class CsvTarget : public Target {
 public:
  CsvTarget(const std::string& folder, CsvFor reader) : folder_(make_folder(folder)), reader_(reader) {
    for (const Table* table : tables()) {
      std::string header;
      append_csv_header(header, *table);
      write(file(table->name), header);
    }
    std::string header;
    append_by_state_header(header);
    write(file(kByState), header);
  }

  std::optional<FeedPosition> position() override { return {}; }
  void begin(Load) override {}

  void put(const Table& table, const Cells& row) override {
    if (&table == &recommendations_table()) end_record();
    line_.clear();
    append_csv_row(line_, row, reader_);
    write(file(table.name), line_);
    if (&table == &recommendations_table()) record_ = line_;
    if (&table == item_tables().front()) write_by_state(&row);
  }
  void commit(const std::optional<FeedPosition>&) override {}

  void finish(const std::optional<FeedPosition>&) override {
    end_record();
    std::vector<Resource> resources;
    for (auto& [name, file] : files_) {
      file.sync();
      resources.push_back(resource_of(file.name(), file.partial()));
    }
    StreamFile package(folder_, std::string(kPackageName));
    package.write(datapackage(std::move(resources)));
    package.sync();
    for (auto& [name, file] : files_) file.publish();
    package.publish();
    sync_folder(folder_);
  }

  std::string name() const override { return folder_; }

 private:
  StreamFile& file(std::string_view table) {
    const auto at = files_.find(table);
    if (at != files_.end()) return at->second;
    return files_.emplace(table, StreamFile(folder_, std::string(table) + ".csv")).first->second;
  }

  // StreamFile ends a line with its line feed.
  static void write(StreamFile& file, std::string line) {
    line += kCsvLineEnd.front();
    file.write_line(line);
  }

  // A record's States come behind it; one that no State made has a line of its own.
  void write_by_state(const Cells* state) {
    line_.clear();
    append_by_state_row(line_, state, record_, reader_);
    file(kByState).write_line(std::string_view(line_).substr(0, line_.size() - 1));
    has_states_ = true;
  }
  void end_record() {
    if (!record_.empty() && !has_states_) write_by_state(nullptr);
    record_.clear();
    has_states_ = false;
  }

  std::string folder_;
  CsvFor reader_;
  std::map<std::string, StreamFile, std::less<>> files_;
  std::string line_, record_;
  bool has_states_ = false;
};

}  // namespace

void append_csv_text(std::string& out, std::string_view text, CsvFor reader) {
  if (reader == CsvFor::kSpreadsheets && !text.empty() && kFormulaBegins.find(text.front()) != std::string_view::npos) {
    append_csv_text(out, "'" + std::string(text));
    return;
  }
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) out.append(c == '"' ? 2 : 1, c);
  out += '"';
}

void append_csv_field(std::string& out, const Cell& cell, CsvFor reader) { std::visit(AppendField{out, reader}, cell); }

void append_csv_row(std::string& out, const Cells& row, CsvFor reader) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) out += ',';
    append_csv_field(out, row[i], reader);
  }
}

void append_csv_header(std::string& out, const Table& table) {
  const char* comma = "";
  for (const Column& column : table.columns) {
    out.append(std::exchange(comma, ",")).append(column.name);
  }
}

void append_by_state_header(std::string& out) {
  for (const Column& column : item_tables().front()->columns)
    if (const std::string name = by_state_name(column.name); !name.empty()) out.append(name).append(",");
  append_csv_header(out, recommendations_table());
}

void append_by_state_row(std::string& out, const Cells* state, std::string_view record, CsvFor reader) {
  for (std::size_t i = 1; i < item_tables().front()->columns.size(); ++i) {
    if (state) append_csv_field(out, (*state)[i], reader);
    out += ',';
  }
  out.append(record).append(kCsvLineEnd);
}

std::unique_ptr<Target> make_csv_target(const std::string& folder, CsvFor reader) {
  return std::make_unique<CsvTarget>(folder, reader);
}

}  // namespace troika::output
