#include "config/reviews.h"

#include <array>
#include <charconv>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>

#include "config/forms.h"
#include "config/toml_reader.h"

namespace troika::config {
namespace {

constexpr std::array<std::string_view, 7> kColumns = {"cycle",       "session",   "state",   "report_symbol",
                                                      "review_date", "published", "decision"};
constexpr std::string_view kHeader = "cycle\tsession\tstate\treport_symbol\treview_date\tpublished\tdecision";
constexpr Range kCycles = {1, 99};
constexpr Range kSessions = {1, 999};

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

// A whole positive number without sign or leading zero; else 0.
int number_of(std::string_view text) {
  int value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_whole = code == std::errc() && end == text.data() + text.size();
  return is_whole && !text.starts_with('0') && value > 0 ? value : 0;
}

struct Field {
  std::string_view value;
  int column = 1;  // of its first byte
};

std::vector<Field> fields_of(std::string_view line) {
  std::vector<Field> fields;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = std::min(line.find('\t', begin), line.size());
    fields.push_back({line.substr(begin, end - begin), static_cast<int>(begin) + 1});
    if (end == line.size()) return fields;
    begin = end + 1;
  }
}

class Catalogue {
 public:
  explicit Catalogue(const std::string& path) : errors_(path) {}

  void read(std::string_view content) {
    for (line_ = 1; !content.empty(); ++line_) {
      const std::size_t end = std::min(content.find('\n'), content.size());
      std::string_view line = content.substr(0, end);
      content.remove_prefix(std::min(end + 1, content.size()));
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (!line.empty() && !line.starts_with('#')) read_line(line);
    }
    if (!has_header_) errors_.add({errors_.path(), 0, 0}, "", "holds no reviews; its first row must name the columns");
  }

  tl::expected<std::vector<ReviewEntry>, std::vector<Error>> result() && {
    if (!errors_.empty()) return tl::unexpected(std::move(errors_).in_file_order());
    return std::move(reviews_);
  }

 private:
  void read_line(std::string_view line) {
    if (!has_header_) {
      has_header_ = true;
      if (line != kHeader) add_error(1, "", "the first row must name the columns, parted by tabs: " + column_names());
      return;
    }
    const std::vector<Field> fields = fields_of(line);
    if (fields.size() != kColumns.size()) {
      add_error(1, "",
                "has " + std::to_string(fields.size()) + " column(s), not " + std::to_string(kColumns.size()) +
                    " parted by tabs: " + column_names());
      return;
    }
    read_review(fields);
  }

  void read_review(const std::vector<Field>& fields) {
    ReviewEntry review;
    review.at = {errors_.path(), line_, 1};
    review.cycle = number(fields, 0, kCycles);
    review.session = number(fields, 1, kSessions);
    review.state = fields[2].value;
    review.report_symbol = fields[3].value;
    review.review_date = date(fields, 4);
    review.published = date(fields, 5);
    review.decision = fields[6].value;
    check_names(review, fields);
    check_dates(review, fields);
    check_unique(review, fields);
    reviews_.push_back(std::move(review));
  }

  int number(const std::vector<Field>& fields, std::size_t index, Range range) {
    const int value = number_of(fields[index].value);
    if (value >= range.least && value <= range.most) return value;
    add_error(fields, index, out_of_range(quoted(fields[index].value), range));
    return 0;
  }

  std::string date(const std::vector<Field>& fields, std::size_t index) {
    const std::string_view value = fields[index].value;
    if (value.empty() || is_iso_date(value)) return std::string(value);
    add_error(fields, index, quoted(value) + " is not a date; write it as 2014-07-02, or leave it empty");
    return "";
  }

  void check_names(const ReviewEntry& review, const std::vector<Field>& fields) {
    if (!is_state_code(review.state)) {
      add_error(fields, 2, quoted(review.state) + " is not a code of three capitals, such as PRK");
    }
    if (council_number(review.report_symbol).session == 0) {
      add_error(fields, 3, quoted(review.report_symbol) + " is not the symbol of a report, such as A/HRC/27/10");
    }
    if (!review.decision.empty() && !is_document_symbol(review.decision)) {
      add_error(fields, 6, quoted(review.decision) + " is not a document symbol, such as A/HRC/DEC/14/105");
    }
  }

  void check_dates(const ReviewEntry& review, const std::vector<Field>& fields) {
    // ISO dates sort as text.
    if (review.published.empty() || review.published >= review.review_date) return;
    add_error(fields, 5, quoted(review.published) + " is before the review, " + quoted(review.review_date));
  }

  void check_unique(const ReviewEntry& review, const std::vector<Field>& fields) {
    const auto [symbol, is_new_symbol] = lines_by_symbol_.emplace(review.report_symbol, line_);
    if (!is_new_symbol) {
      add_error(fields, 3, quoted(review.report_symbol) + " stands already in line " + std::to_string(symbol->second));
    }
    const auto [first, is_first] = lines_by_review_.emplace(std::pair(review.state, review.cycle), line_);
    if (is_first || !is_new_symbol || review.cycle == 0) return;
    add_error(fields, 2,
              quoted(review.state) + " has its review of cycle " + std::to_string(review.cycle) + " already in line " +
                  std::to_string(first->second));
  }

  static std::string column_names() {
    std::string names;
    for (const std::string_view column : kColumns) names += (names.empty() ? "" : " ") + std::string(column);
    return names;
  }

  void add_error(const std::vector<Field>& fields, std::size_t index, std::string message) {
    add_error(fields[index].column, std::string(kColumns[index]), std::move(message));
  }

  void add_error(int column, std::string key, std::string message) {
    errors_.add({errors_.path(), line_, column}, std::move(key), std::move(message));
  }

  ErrorLog errors_;
  std::vector<ReviewEntry> reviews_;
  std::map<std::string, int> lines_by_symbol_;
  std::map<std::pair<std::string, int>, int> lines_by_review_;
  int line_ = 0;
  bool has_header_ = false;
};

}  // namespace

CouncilNumber council_number(const std::string& report_symbol) {
  constexpr std::string_view kPrefix = "A/HRC/";
  const std::string_view symbol = report_symbol;
  if (!symbol.starts_with(kPrefix)) return {};
  const std::string_view rest = symbol.substr(kPrefix.size());
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return {};
  const CouncilNumber found = {number_of(rest.substr(0, slash)), number_of(rest.substr(slash + 1))};
  return found.session == 0 || found.number == 0 ? CouncilNumber{} : found;
}

tl::expected<std::vector<ReviewEntry>, std::vector<Error>> read_reviews(const std::string& path) {
  const auto content = read_config_file(path);
  if (!content) return tl::unexpected(std::vector{content.error()});
  Catalogue catalogue(path);
  catalogue.read(*content);
  return std::move(catalogue).result();
}

}  // namespace troika::config
