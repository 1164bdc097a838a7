#include "extract/rules/replies/columns.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "extract/rules/item_text.h"
#include "extract/rules/replies/stretches.h"

namespace troika::extract {
namespace {

// A cell of more letters than this besides the number holds more than a number.
constexpr std::size_t kFewLetters = 6;

std::size_t letters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }));
}

struct Row {
  std::vector<std::vector<ColumnPiece>> cells;  // by column
  bool numbered = false;
  std::size_t numbers = 0;  // the column of the numbers
};

// What is known of columns by the edge that they begin at; -1 is the first column.
struct ColumnVotes {
  int numbers = 0, positions = 0, recommendations = 0, cells = 0;
};

class Arranger {
 public:
  Arranger(const DocumentText& text, const ReplyRules& rules) : text_(text), rules_(rules) {}

  Arranged arrange() && {
    const std::vector<Stretch> stretches = stretches_of(text_);
    std::vector<std::vector<Row>> tables;
    for (const Stretch& stretch : stretches) tables.push_back(rows_of(stretch));
    for (std::size_t i = 0; i < stretches.size(); ++i) {
      if (!tables[i].empty()) vote(stretches[i], tables[i]);
    }
    arranged_.text = text_;
    arranged_.text.lines.clear();
    std::size_t next = 0;
    for (std::size_t i = 0; i < stretches.size(); ++i) {
      const bool by_category = is_by_category(stretches[i]);
      if (!by_category && (tables[i].empty() || !has_answers(stretches[i]))) continue;
      for (; next < stretches[i].begin; ++next) keep(next);
      if (by_category) {
        emit_by_category(stretches[i]);
      } else {
        for (const Row& row : tables[i]) emit(row, stretches[i]);
      }
      next = stretches[i].end;
    }
    for (; next < text_.lines.size(); ++next) keep(next);
    return std::move(arranged_);
  }

 private:
  std::string_view words_of(const ColumnPiece& piece) const {
    std::string_view text = text_.lines[piece.line].text;
    text = text.substr(piece.bytes.begin, piece.bytes.end - piece.bytes.begin);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
  }

  std::string text_of_cell(const std::vector<ColumnPiece>& cell) const {
    std::string text;
    for (const ColumnPiece& piece : cell) {
      Line part = text_.lines[piece.line];
      part.text = std::string(words_of(piece));
      std::vector<Span> marks;
      for (const Span& mark : part.marks)
        if (mark.begin >= piece.bytes.begin && mark.end <= piece.bytes.begin + part.text.size())
          marks.push_back({mark.begin - piece.bytes.begin, mark.end - piece.bytes.begin});
      part.marks = std::move(marks);
      DocumentText one;
      one.lines.push_back(std::move(part));
      join_line(text, extract::text_of({0}, one));
    }
    return text;
  }

  // A number with its paragraph, or "Recommendation 5"; bytes of it.
  std::optional<std::size_t> number_in(std::string_view text) const {
    const auto list = leading_list(text, rules_.label);
    if (!list || (list->references.front().paragraph == 0 && !list->has_word)) return {};
    return list->at.end;
  }

  // The column in which most numbers stand; none where fewer than two do.
  std::optional<std::size_t> number_column(const Stretch& stretch) const {
    std::map<std::size_t, int> numbers;
    for (std::size_t i = stretch.begin; i < stretch.end; ++i)
      for (const ColumnPiece& piece : pieces_of(i, text_.lines[i]))
        if (number_in(words_of(piece))) ++numbers[column_of(piece.left, stretch.edges)];
    std::optional<std::size_t> best;
    for (const auto& [column, count] : numbers)
      if (!best || count > numbers[*best]) best = column;
    return best;
  }

  std::vector<Row> rows_of(const Stretch& stretch) const {
    const auto numbers = number_column(stretch);
    if (!numbers || *numbers == stretch.edges.size()) return {};
    std::vector<bool> numbered;
    for (std::size_t i = stretch.begin; i < stretch.end; ++i) numbered.push_back(has_number(i, *numbers, stretch));
    const bool shared = shares_cells(stretch, *numbers, numbered);
    std::vector<Row> rows;
    for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
      if (rows.empty() || begins_row(i, stretch, numbered, shared)) {
        rows.emplace_back();
        rows.back().cells.resize(stretch.edges.size() + 1);
        rows.back().numbers = *numbers;
      }
      rows.back().numbered = rows.back().numbered || numbered[i - stretch.begin];
      for (const ColumnPiece& piece : pieces_of(i, text_.lines[i])) {
        auto& cell = rows.back().cells[column_of(piece.left, stretch.edges)];
        cell.push_back(piece);
      }
    }
    return rows;
  }

  bool has_number(std::size_t line, std::size_t column, const Stretch& stretch) const {
    for (const ColumnPiece& piece : pieces_of(line, text_.lines[line]))
      if (column_of(piece.left, stretch.edges) == column) return number_in(words_of(piece)).has_value();
    return false;
  }

  // A number begins a row, unless it stands beside the middle of one that begins with a gap above; then the gap does.
  // Where rows share cells, a number below another one goes on with the row.
  bool begins_row(std::size_t line, const Stretch& stretch, const std::vector<bool>& numbered, bool shared) const {
    if (opens_category(line)) return true;
    const auto number = [&](std::size_t i) { return static_cast<bool>(numbered[i - stretch.begin]); };
    const auto opens = [&](std::size_t i) { return text_.lines[i].opens_block || i == stretch.begin; };
    std::size_t first = line, end = line + 1;
    while (!opens(first)) --first;
    while (end < stretch.end && !opens(end)) ++end;
    int numbers = 0;
    for (std::size_t i = first; i < end; ++i) numbers += number(i) ? 1 : 0;
    const bool centred = numbers == 1 && !number(first);
    if (centred) return line == first;
    return number(line) && !(shared && line != first && number(first));
  }

  // Is there an answer beside the number? Words that give no response may be those of a recommendation.
  bool has_answer(std::size_t line, std::size_t numbers, const Stretch& stretch) const {
    const auto pieces = pieces_of(line, text_.lines[line]);
    return std::any_of(pieces.begin(), pieces.end(), [&](const ColumnPiece& piece) {
      const std::string_view words = words_of(piece);
      if (words.empty() || column_of(piece.left, stretch.edges) == numbers) return false;
      if (first_match(rules_.labels, words).rule) return true;
      const SentenceMatch answer = first_match(rules_.answer, words);
      return answer.rule && answer.rule->response;
    });
  }

  // "104.1", and below it "104.2" in the same cell: other rows are set apart by gaps, and beside none that is not there
  // stands an answer. The gap between the headings and the first row says nothing.
  bool shares_cells(const Stretch& stretch, std::size_t numbers, const std::vector<bool>& numbered) const {
    bool has_gaps = false, has_rows = false;
    for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
      if (!numbered[i - stretch.begin]) continue;
      const bool opens = text_.lines[i].opens_block;
      if (has_rows && !opens && has_answer(i, numbers, stretch)) return false;
      has_gaps = has_gaps || (has_rows && opens);
      has_rows = true;
    }
    return has_gaps;
  }

  // "Recommendations noted by Varenia" in a row of its own.
  bool opens_category(std::size_t line) const {
    const auto pieces = pieces_of(line, text_.lines[line]);
    if (pieces.size() != 1 || !text_.lines[line].opens_block) return false;
    re2::StringPiece words(words_of(pieces.front()).data(), words_of(pieces.front()).size());
    return RE2::Consume(&words, *rules_.word.before);
  }

  double edge_of(std::size_t column, const Stretch& stretch) const {
    return column == 0 ? -1 : *std::next(stretch.edges.begin(), static_cast<std::ptrdiff_t>(column) - 1);
  }

  // What a table's first row calls its columns. A table that goes on over the page need not say it again.
  void read_headings(const Stretch& stretch, const Row& first) {
    if (first.numbered) return;
    for (std::size_t column = 0; column < first.cells.size(); ++column)
      if (const std::string text = text_of_cell(first.cells[column]); !text.empty())
        headings_[edge_of(column, stretch)] = text;
  }
  std::string heading_of(std::size_t column, const Stretch& stretch) const {
    const auto it = headings_.find(edge_of(column, stretch));
    return it == headings_.end() ? std::string() : it->second;
  }

  bool answers(const std::string& words) const {
    const SentenceMatch match = first_match(rules_.category, words);
    return match.rule && match.rule->response;
  }

  // What a cell answers: its words, or those of its column's heading where it only holds a mark.
  std::string answer_of(const std::string& cell, std::size_t column, const Stretch& stretch) const {
    static const RE2 mark(R"([xX+✓✔√☑☒●•■])");
    const std::string heading = heading_of(column, stretch);
    return RE2::FullMatch(cell, mark) && answers(heading) ? heading : cell;
  }

  void vote(const Stretch& stretch, const std::vector<Row>& rows) {
    read_headings(stretch, rows.front());
    for (const Row& row : rows) {
      if (!row.numbered) continue;
      for (std::size_t column = 0; column < row.cells.size(); ++column) {
        const std::string text = text_of_cell(row.cells[column]);
        if (text.empty()) continue;
        ColumnVotes& votes = votes_[edge_of(column, stretch)];
        ++votes.cells;
        votes.numbers += number_in(text) ? 1 : 0;
        votes.positions += first_match(rules_.labels, answer_of(text, column, stretch)).rule ? 1 : 0;
        votes.recommendations += first_found(rules_.recommendation, text) ? 1 : 0;
      }
    }
  }

  const ColumnVotes& votes_on(std::size_t column, const Stretch& stretch) const {
    static const ColumnVotes kNone;
    const auto it = votes_.find(edge_of(column, stretch));
    return it == votes_.end() ? kNone : it->second;
  }
  static bool most(int votes, int cells) { return votes > 0 && votes * 2 >= cells; }

  std::size_t numbers_at(const Stretch& stretch) const {
    std::size_t best = 0;
    for (std::size_t column = 1; column <= stretch.edges.size(); ++column)
      if (votes_on(column, stretch).numbers > votes_on(best, stretch).numbers) best = column;
    return best;
  }
  std::optional<std::size_t> positions_at(const Stretch& stretch) const {
    const std::size_t columns = stretch.edges.size() + 1, numbers = numbers_at(stretch);
    for (std::size_t k = 1; k < columns; ++k) {
      const std::size_t column = (numbers + k) % columns;  // first those behind the numbers
      if (most(votes_on(column, stretch).positions, votes_on(column, stretch).cells)) return column;
    }
    return {};
  }

  // Numbered paragraphs, whose text stands behind a stop too, are no table.
  bool has_answers(const Stretch& stretch) const {
    if (positions_at(stretch)) return true;
    return stretch.edges.size() >= 2 || most(votes_on(0, stretch).recommendations, votes_on(0, stretch).cells);
  }

  // What the column holds that stands between the number and the position, or ends with the States that recommend.
  bool is_repeated(std::size_t column, const Stretch& stretch) const {
    const auto positions = positions_at(stretch);
    if (positions == column) return false;
    if (column <= numbers_at(stretch)) return true;
    const std::string heading = heading_of(column, stretch);
    if (first_found(rules_.text_column, heading)) return true;
    if (first_found(rules_.comment_column, heading)) return false;
    if (positions && *positions > numbers_at(stretch)) return column < *positions;
    const ColumnVotes& votes = votes_on(column, stretch);
    return column < stretch.edges.size() && most(votes.recommendations, votes.cells);
  }

  // The position first, whatever stands before it.
  std::vector<std::size_t> columns_of(const Row& row, const Stretch& stretch) const {
    std::vector<std::size_t> columns;
    const auto positions = positions_at(stretch);
    if (positions) columns.push_back(*positions);
    for (std::size_t column = 0; column < row.cells.size(); ++column)
      if (column != positions) columns.push_back(column);
    return columns;
  }

  void emit(const Row& row, const Stretch& stretch) {
    const std::size_t numbers = row.numbers;
    if (row.numbered && !row.cells[numbers].empty()) {
      const std::string cell = text_of_cell(row.cells[numbers]);
      const std::size_t end = number_in(cell).value_or(cell.size());
      add(cell.substr(0, end), row.cells[numbers], true);
      if (letters_in(std::string_view(cell).substr(end)) > kFewLetters) repeat(row.cells[numbers]);
    }
    if (emit_category(row)) return;
    std::string answer;
    std::vector<ColumnPiece> pieces;
    for (std::size_t column : columns_of(row, stretch)) {
      if (row.cells[column].empty() || (row.numbered && column == numbers)) continue;
      const std::string text = answer_of(text_of_cell(row.cells[column]), column, stretch);
      if (!row.numbered && first_found(rules_.skip, text)) {
        add(text, row.cells[column], true);
      } else if (is_repeated(column, stretch)) {
        repeat(row.cells[column]);
      } else {
        if (!answer.empty() && !answer.ends_with('.')) answer += '.';
        join_line(answer, text);
        pieces.insert(pieces.end(), row.cells[column].begin(), row.cells[column].end());
      }
    }
    if (!answer.empty()) {
      add(answer, pieces, false);
    } else if (row.numbered && positions_at(stretch)) {
      arranged_.unanswered.insert(arranged_.text.lines.size() - 1);
    }
  }

  bool emit_category(const Row& row) {
    const auto holds = [](const std::vector<ColumnPiece>& cell) { return !cell.empty(); };
    const auto cell = std::find_if(row.cells.begin(), row.cells.end(), holds);
    if (row.numbered || cell == row.cells.end() || std::any_of(cell + 1, row.cells.end(), holds)) return false;
    const std::string text = text_of_cell(*cell);
    if (!opens_category(cell->front().line) || !answers(text)) return false;
    add(text, *cell, true);
    return true;
  }

  // "Supported | Noted", and below each the numbers; before these there may be a column of themes.
  bool is_by_category(const Stretch& stretch) const {
    if (stretch.edges.empty() || stretch.begin + 1 >= stretch.end) return false;
    const auto headings = pieces_of(stretch.begin, text_.lines[stretch.begin]);
    if (headings.size() != stretch.edges.size() + 1) return false;
    const std::size_t themes = answers(std::string(words_of(headings.front()))) ? 0 : 1;
    const auto is_answer = [&](const ColumnPiece& piece) { return answers(std::string(words_of(piece))); };
    const auto holds_numbers = [&](const ColumnPiece& piece) {
      return column_of(piece.left, stretch.edges) < themes || number_in(words_of(piece));
    };
    const auto below = pieces_of(stretch.begin + 1, text_.lines[stretch.begin + 1]);
    return headings.size() - themes > 1 && below.size() > 1 &&
           std::all_of(headings.begin() + static_cast<std::ptrdiff_t>(themes), headings.end(), is_answer) &&
           std::all_of(below.begin(), below.end(), holds_numbers);
  }

  void emit_by_category(const Stretch& stretch) {
    const auto headings = pieces_of(stretch.begin, text_.lines[stretch.begin]);
    for (std::size_t column = 0; column <= stretch.edges.size(); ++column) {
      const bool has_numbers = answers(std::string(words_of(headings[column])));
      for (std::size_t i = stretch.begin; i < stretch.end; ++i)
        for (const ColumnPiece& piece : pieces_of(i, text_.lines[i])) {
          if (column_of(piece.left, stretch.edges) != column) continue;
          const bool is_heading = i == stretch.begin;
          if (has_numbers) {
            add(std::string(words_of(piece)) + (is_heading ? ":" : ""), {piece}, i <= stretch.begin + 1);
          } else {
            repeat({piece});
          }
        }
    }
  }

  void add(const std::string& text, const std::vector<ColumnPiece>& pieces, bool opens_block) {
    Line line = text_.lines[pieces.front().line];
    line.text = text;
    line.marks.clear();
    line.stops.clear();
    line.opens_block = opens_block;
    line.box.left = pieces.front().left;
    line.box.right = pieces.front().right;
    std::vector<std::size_t> origin;
    for (const ColumnPiece& piece : pieces)
      if (origin.empty() || origin.back() != piece.line) origin.push_back(piece.line);
    arranged_.text.lines.push_back(std::move(line));
    arranged_.origins.push_back(std::move(origin));
  }

  void repeat(const std::vector<ColumnPiece>& pieces) {
    for (const ColumnPiece& piece : pieces) arranged_.repeated.push_back(piece.line);
  }

  // "122.62-" at a line's end and "66, 122.70" on the next one are one range.
  bool goes_on_with_range(std::size_t line) const {
    static const RE2 open(R"(\d{2,3}\.\d{1,3}\s?(?:-|–|—|‑)$)");
    static const RE2 rest(R"(^\d{1,3}(?:\D|$))");
    return !arranged_.text.lines.empty() && RE2::PartialMatch(arranged_.text.lines.back().text, open) &&
           RE2::PartialMatch(text_.lines[line].text, rest);
  }

  void keep(std::size_t line) {
    if (goes_on_with_range(line)) {
      arranged_.text.lines.back().text += text_.lines[line].text;
      arranged_.origins.back().push_back(line);
      return;
    }
    arranged_.text.lines.push_back(text_.lines[line]);
    arranged_.origins.push_back({line});
  }

  const DocumentText& text_;
  const ReplyRules& rules_;
  std::map<double, ColumnVotes> votes_;
  std::map<double, std::string> headings_;  // by the edge of their column
  Arranged arranged_;
};

}  // namespace

Arranged arrange_columns(const DocumentText& text, const ReplyRules& rules) { return Arranger(text, rules).arrange(); }

}  // namespace troika::extract
