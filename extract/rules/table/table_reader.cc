#include "extract/rules/table/table_reader.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "extract/rules/cover.h"
#include "extract/rules/item_text.h"
#include "extract/rules/table/table_columns.h"
#include "extract/rules/table/theme_cell.h"

namespace troika::extract {
namespace {

using Lines = std::vector<std::size_t>;

struct Label {
  std::string printed;
  int paragraph = 0;
  std::string item;
  std::size_t end = 0;  // in the text it begins

  std::string number() const { return std::to_string(paragraph) + "." + item; }
};

std::optional<Label> label_of(const TablePatterns& patterns, const std::string& text) {
  for (const Pattern& pattern : patterns.label) {
    std::array<re2::StringPiece, 3> groups;
    if (!pattern.re->Match(text, 0, text.size(), RE2::ANCHOR_START, groups.data(), 3)) continue;
    Label label;
    label.item = std::string(groups[2]);
    std::from_chars(groups[1].data(), groups[1].data() + groups[1].size(), label.paragraph);
    label.end = static_cast<std::size_t>(groups[2].data() + groups[2].size() - text.data());
    if (label.end < text.size() && text[label.end] == '.') ++label.end;
    label.printed = text.substr(0, label.end);
    return label;
  }
  return {};
}

// Where a row says that its position comes from.
struct Source {
  std::string document, report, paragraph;
};

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

class TablePass {
 public:
  TablePass(const TablePatterns& patterns, const DocumentText& text, Reading& reading, std::vector<Claim>* claims)
      : patterns_(patterns), text_(text), reading_(reading), claims_(claims) {
    cycle_ = first_value(patterns.cycle, CoverText(text).page());
  }

  // False where no table has the columns.
  bool read() {
    for (const Table& table : text_.tables) {
      above_.clear();
      current_.reset();
      for (const auto& row : table.rows) read_row(row);
    }
    if (!columns_) return false;
    settle_reports();
    check_numbers();
    return true;
  }

 private:
  struct Row {
    std::array<std::vector<const Cell*>, kColumns> cells;  // by Column; a merged one is the one above
    Lines lines;
    bool merged_down = false, merged_across = false, goes_on = false;
  };

  void read_row(const std::vector<Cell>& cells) {
    if (auto columns = TableColumns::of_row(cells, patterns_, text_)) return begin_columns(*std::move(columns), cells);
    const Row row = sorted(cells);
    if (row.lines.empty()) return;
    if (read_heading(cells)) return;
    if (!columns_) return;
    const std::string recommendation = text_in(row, Column::kRecommendation);
    if (row.goes_on && current_) return read_more(row);
    if (width_of(cells) > columns_->width())
      return reject("no-columns", "a row with more cells than the columns that have headings", row);
    if (recommendation.empty()) return reject("no-recommendation", "a row without a recommendation", row);
    read_item(row, recommendation);
  }

  void begin_columns(TableColumns columns, const std::vector<Cell>& cells) {
    columns_ = std::move(columns);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const TableColumn& column = columns_->all()[i];
      claim(cells[i].lines, column.what ? "columns" : "unclaimed", column.rule);
      if (!column.what && !column.heading.empty() && known_flags_.insert(column.heading).second)
        reading_.flags.push_back({"unknown-column", "no rule knows the column \"" + column.heading + "\""});
    }
    if (!columns_->has(Column::kPosition) && known_flags_.insert("").second)
      reading_.doubts.push_back({"no-position-column", "no column is headed as one of positions"});
  }

  // Cells by what they hold. A cell merged with the one above it stands for that one, but not as the recommendation:
  // then the whole row goes on from the one above.
  Row sorted(const std::vector<Cell>& cells) {
    Row row;
    for (const Cell& cell : cells) {
      row.lines.insert(row.lines.end(), cell.lines.begin(), cell.lines.end());
      const Cell* held = &cell;
      if (!cell.continues_above) {
        above_[cell.column] = &cell;
      } else if (above_.contains(cell.column)) {
        held = above_[cell.column];
      }
      const auto what = columns_ ? columns_->of(cell) : std::nullopt;
      if (!what) continue;
      if (cell.continues_above && *what == Column::kRecommendation) row.goes_on = true;
      if (cell.continues_above && *what != Column::kIgnored && !held->lines.empty()) row.merged_down = true;
      if (!cell.lines.empty() && columns_->is_merged(cell)) row.merged_across = true;
      row.cells[static_cast<std::size_t>(*what)].push_back(held);
    }
    return row;
  }

  Lines lines_in(const Row& row, Column what) const {
    Lines lines;
    for (const Cell* cell : row.cells[static_cast<std::size_t>(what)])
      lines.insert(lines.end(), cell->lines.begin(), cell->lines.end());
    return lines;
  }
  std::string text_in(const Row& row, Column what) const { return text_of(lines_in(row, what), text_); }

  // A row that stands over others has one cell with text.
  bool read_heading(const std::vector<Cell>& cells) {
    const Cell* filled = nullptr;
    for (const Cell& cell : cells) {
      if (cell.lines.empty()) continue;
      if (filled) return false;
      filled = &cell;
    }
    std::array<std::string, 1> theme;
    const Pattern* pattern = filled ? first_groups(patterns_.heading, text_of(filled->lines, text_), theme) : nullptr;
    if (!pattern) return false;
    heading_ = theme[0];
    claim(filled->lines, "heading", pattern->key);
    return true;
  }

  void read_item(const Row& row, const std::string& recommendation) {
    Item item;
    Lines body;
    const Source source = read_sources(row, item, body);
    const std::string text = text_of(body, text_);
    const std::string number = text_in(row, Column::kNumber);
    const auto label = label_of(patterns_, number.empty() ? text : number);
    if (!label) return reject("no-number", "a recommendation without a number", row);
    item.label = label->printed;
    item.paragraph = label->paragraph;
    item.item = label->item;
    item.text = number.empty() ? text.substr(label->end) : text;
    item.text.erase(0, std::min(item.text.find_first_not_of(' '), item.text.size()));
    if (item.text.empty()) return reject("no-recommendation", "a number without a recommendation", row);
    add_states(row, item);
    item.report = source.report;
    place(body, item);
    note_merges(row, item);
    claim(lines_in(row, Column::kNumber), "item", "columns.number", label->number());
    claim(body, "item", "rows.label", label->number());
    read_positions(row, source, item);
    read_themes(row, item);
    keep(std::move(item), recommendation);
  }

  // Who recommends, in a column of its own, as the text prints it elsewhere.
  void add_states(const Row& row, Item& item) {
    const std::string states = text_in(row, Column::kStates);
    if (states.empty()) return;
    item.text.erase(item.text.find_last_not_of(" .;,") + 1);
    item.text += " (" + states + ")";
    claim(lines_in(row, Column::kStates), "item", "columns.states", number_of(item));
  }

  // The recommendation's lines without those that name a source.
  Source read_sources(const Row& row, Item& item, Lines& body) {
    Source source;
    for (const std::size_t line : lines_in(row, Column::kRecommendation)) {
      std::array<std::string, 3> groups;
      const Pattern* pattern = first_groups(patterns_.source, text_.lines[line].text, groups);
      if (!pattern) {
        body.push_back(line);
        continue;
      }
      claim({line}, "source", pattern->key);
      if (groups[0].empty()) item.doubts.push_back({"unknown-source", text_.lines[line].text});
      source = {without_spaces(groups[0]), without_spaces(groups[1]), groups[2]};
    }
    return source;
  }

  void place(const Lines& lines, Item& item) const {
    for (const std::size_t index : lines) {
      const Line& line = text_.lines[index];
      item.verbatim += (item.verbatim.empty() ? "" : "\n") + line.text;
      if (item.where.empty() || item.where.back().page != line.page) item.where.push_back({line.page, line.box});
      for (const Span& mark : line.marks) {
        const std::string printed = line.text.substr(mark.begin, mark.end - mark.begin);
        for (const Note& note : text_.notes)
          if (note.mark == printed && note.page == line.page) item.notes.push_back(note);
      }
    }
  }

  static void note_merges(const Row& row, Item& item) {
    if (row.merged_down) item.flags.push_back({"merged-cell", "a cell is shared with the row above"});
    if (row.merged_across) item.doubts.push_back({"merged-cell", "a cell covers columns of two sorts"});
  }

  void read_positions(const Row& row, const Source& source, Item& item) {
    std::vector<Position> positions;
    for (const Cell* cell : row.cells[static_cast<std::size_t>(Column::kPosition)]) {
      const std::string printed = text_of(cell->lines, text_);
      if (printed.empty()) continue;
      const SentenceMatch match = first_match(patterns_.positions, printed);
      Position position;
      position.paragraph = source.paragraph;
      position.document = source.document;
      position.page = text_.lines[cell->lines.front()].page;
      position.quote = printed;
      position.as_printed = match.rule ? match.said : printed;
      if (match.rule) {
        position.response = match.rule->response;
        position.qualifiers = match.rule->qualifiers;
        position.rule = match.rule->name;
      } else {
        item.doubts.push_back({"unknown-position", "no rule knows the position \"" + printed + "\""});
      }
      claim(cell->lines, match.rule ? "statement" : "unclaimed", position.rule, number_of(item));
      positions.push_back(std::move(position));
    }
    if (positions.empty() && columns_->has(Column::kPosition))
      item.doubts.push_back({"no-position", "its row states no position"});
    add_positions(std::move(positions), item);
  }

  static void add_positions(std::vector<Position> positions, Item& item) {
    for (Position& position : positions) {
      const auto same = [&](const Position& other) {
        return other.response == position.response && other.as_printed == position.as_printed &&
               other.document == position.document && other.paragraph == position.paragraph;
      };
      if (std::ranges::any_of(item.positions, same)) continue;
      if (!item.positions.empty() && item.positions.back().response != position.response)
        item.doubts.push_back(
            {"two-positions", "\"" + item.positions.back().as_printed + "\" and \"" + position.as_printed + "\""});
      item.positions.push_back(std::move(position));
    }
  }

  void read_themes(const Row& row, Item& item) {
    const std::pair<Column, ThemeLines::Part> parts[] = {{Column::kThemes, ThemeLines::Part::kThemes},
                                                         {Column::kPersons, ThemeLines::Part::kPersons},
                                                         {Column::kSdgs, ThemeLines::Part::kSdgs}};
    for (const auto& [column, part] : parts) {
      ThemeLines lines(patterns_, cycle_, part, item);
      for (const std::size_t line : lines_in(row, column)) {
        const ThemeLines::Claimed claimed = lines.read(text_of({line}, text_));
        claim({line}, claimed.what, claimed.rule, number_of(item));
      }
    }
    if (!heading_.empty()) ThemeLines(patterns_, cycle_, ThemeLines::Part::kThemes, item).read(heading_);
  }

  // A recommendation may be listed under each of its themes.
  void keep(Item item, const std::string& recommendation) {
    Seen& seen = seen_[number_of(item)];
    const auto same = std::ranges::find(seen.recommendations, recommendation);
    if (same != seen.recommendations.end()) {
      current_ = seen.items[static_cast<std::size_t>(same - seen.recommendations.begin())];
      return merge(std::move(item), reading_.items[*current_]);
    }
    item.earlier = static_cast<int>(seen.items.size());
    if (item.earlier > 0)
      item.doubts.push_back({"repeated-number", "the list has another recommendation of this number"});
    current_ = reading_.items.size();
    seen.recommendations.push_back(recommendation);
    seen.items.push_back(*current_);
    reading_.items.push_back(std::move(item));
  }

  static void merge(Item from, Item& into) {
    add_positions(std::move(from.positions), into);
    for (Theme& theme : from.themes) {
      const auto same = [&](const Theme& other) { return other.code == theme.code && other.name == theme.name; };
      if (std::ranges::none_of(into.themes, same)) into.themes.push_back(std::move(theme));
    }
    for (std::string& person : from.persons)
      if (std::ranges::find(into.persons, person) == into.persons.end()) into.persons.push_back(std::move(person));
    for (const int sdg : from.sdgs)
      if (std::ranges::find(into.sdgs, sdg) == into.sdgs.end()) into.sdgs.push_back(sdg);
    into.where.insert(into.where.end(), from.where.begin(), from.where.end());
  }

  // A row whose recommendation is merged with the one above it says more about that one.
  void read_more(const Row& row) {
    Item& item = reading_.items[*current_];
    note_merges(row, item);
    Source source;
    if (!item.positions.empty()) source = {item.positions.back().document, "", item.positions.back().paragraph};
    read_positions(row, source, item);
    read_themes(row, item);
  }

  void reject(const char* code, const char* detail, const Row& row) {
    current_.reset();
    Reject rejected{{code, detail}, 0, text_.lines[row.lines.front()].page, ""};
    for (const std::size_t line : row.lines)
      rejected.text += (rejected.text.empty() ? "" : "\n") + text_.lines[line].text;
    reading_.rejects.push_back(std::move(rejected));
    claim(row.lines, "unclaimed", "");
  }

  // A list is about one report. Rows may name another document as the source of their position, or none.
  void settle_reports() {
    std::map<std::string, int> rows;
    for (const Item& item : reading_.items)
      if (!item.report.empty()) ++rows[item.report];
    const auto most = std::ranges::max_element(rows, {}, [](const auto& entry) { return entry.second; });
    if (most == rows.end()) {
      reading_.doubts.push_back({"no-report", "no row names the report that the recommendations are from"});
    }
    for (Item& item : reading_.items) {
      if (most != rows.end() && item.report != most->first) {
        item.flags.push_back({"report-of-list", "taken from the other rows"});
        item.report = most->first;
      }
      for (const Position& position : item.positions)
        reading_.statements.push_back(Statement{number_of(item), position, item.report});
    }
  }

  // Numbers under a paragraph run from 1 without a gap, in whatever order the themes list them.
  void check_numbers() {
    std::map<int, std::set<int>> items;
    for (const Item& item : reading_.items) items[item.paragraph].insert(std::atoi(item.item->c_str()));
    for (const auto& [paragraph, numbers] : items) {
      int due = 1;
      for (const int number : numbers) {
        if (number > due) reject_gap(paragraph, due, number - 1);
        due = number + 1;
      }
    }
  }

  void reject_gap(int paragraph, int from, int to) {
    std::string numbers = std::to_string(paragraph) + "." + std::to_string(from);
    if (to > from) numbers += " to " + std::to_string(paragraph) + "." + std::to_string(to);
    reading_.rejects.push_back({{"gap", "the list has no " + numbers}, paragraph, 0, numbers});
  }

  static std::string number_of(const Item& item) {
    return std::to_string(item.paragraph) + "." + item.item.value_or("");
  }

  void claim(const Lines& lines, const char* what, const std::string& rule, const std::string& number = {}) {
    if (!claims_) return;
    for (const std::size_t line : lines) claims_->push_back({line, what, rule, number});
  }

  struct Seen {
    std::vector<std::string> recommendations;  // texts of one number
    std::vector<std::size_t> items;            // their places in reading_.items
  };

  const TablePatterns& patterns_;
  const DocumentText& text_;
  Reading& reading_;
  std::vector<Claim>* claims_;
  std::string cycle_, heading_;
  std::optional<TableColumns> columns_;
  std::map<int, const Cell*> above_;    // by column
  std::optional<std::size_t> current_;  // the last row's place in reading_.items
  std::map<std::string, Seen> seen_;    // by number
  std::set<std::string> known_flags_;   // headings that were told of; "" for the missing one
};

class TableReader : public Reader {
 public:
  explicit TableReader(TablePatterns patterns) : patterns_(std::move(patterns)) {}

  fetch::Result<void> read(const RuleSet::Compiled&, const DocumentText& text, Reading& reading,
                           std::vector<Claim>* claims) const override {
    if (TablePass(patterns_, text, reading, claims).read()) return {};
    return tl::unexpected(fetch::Failure{
        fetch::Stage::kExtract, fetch::FailureCode::kNoSection, false,
        text.tables.empty() ? "it has no tables that show their cells; give the list as a Word document or a web page"
                            : "no table has headings that the rule set's [columns] know; see `troika explain`"});
  }

 private:
  TablePatterns patterns_;
};

}  // namespace

std::unique_ptr<const Reader> make_table_reader(const config::TableRules& rules, Compiler& compiler) {
  return std::make_unique<TableReader>(table_patterns(rules, compiler));
}

}  // namespace troika::extract
