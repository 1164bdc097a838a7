#include "pipeline/commands/explanation.h"

#include <algorithm>
#include <cstddef>
#include <set>

#include "pipeline/console.h"

namespace troika::pipeline {
namespace {

// Fits a terminal beside an editor.
constexpr std::size_t kColumns = 100;

// What is left for text however long the names of the rules are.
constexpr std::size_t kLeastText = 40;

bool starts_character(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts_character));
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t missing = width - std::min(width, width_of(text));
  return std::string(text) + std::string(missing, ' ');
}

// `text` broken at spaces into rows of `width` at most; a longer word has a row of its own.
std::vector<std::string> broken(std::string_view text, std::size_t width) {
  std::vector<std::string> rows(1);
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, space);
    if (!rows.back().empty() && width_of(rows.back()) + 1 + width_of(word) > width) rows.emplace_back();
    if (!rows.back().empty()) rows.back() += ' ';
    rows.back() += word;
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return rows;
}

// `head`, then `text` in rows that begin at the same column.
std::string row(const std::string& head, std::string_view text) {
  const std::size_t indent = width_of(head);
  std::string out;
  for (const std::string& part : broken(text, std::max(kLeastText, kColumns - std::min(indent, kColumns))))
    out += (out.empty() ? head : std::string(indent, ' ')) + part + '\n';
  return out;
}

class RecordTable {
 public:
  void add(std::string_view field, std::string_view value) {
    if (!value.empty()) out_ += row(padded(field, kFieldColumn), printable(value));
  }
  std::string take() { return std::move(out_); }

 private:
  static constexpr std::size_t kFieldColumn = 14;
  std::string out_;
};

std::string response_text(const std::optional<extract::Response>& response,
                          const std::vector<extract::Qualifier>& qualifiers) {
  std::string text(response ? extract::name_of(*response) : "none stated");
  for (const extract::Qualifier qualifier : qualifiers) text += ", " + std::string(extract::name_of(qualifier));
  return text;
}

std::string state_text(const normalize::StateRef& state) {
  const std::string text = (state.iso3.empty() ? "???" : state.iso3) + " " + state.name;
  return state.as_printed == state.name ? text : text + " (printed \"" + state.as_printed + "\")";
}

// `elsewhere`: the document that states it, where that is another.
std::string position_text(const extract::Position& position, const std::string& elsewhere = "") {
  std::string in = position.document.empty() ? "" : " of " + position.document + ", repeated";
  if (!elsewhere.empty()) in += (position.document.empty() ? " of " : " in ") + elsewhere;
  return response_text(position.response, position.qualifiers) + ", by rule " + position.rule + ", paragraph " +
         position.paragraph + in + " on page " + std::to_string(position.page) + ": \"" + position.quote + "\"";
}

}  // namespace

std::vector<ExplainedLine> explained_lines(const extract::DocumentText& text,
                                           const std::vector<extract::Claim>& claims) {
  std::vector<ExplainedLine> lines;
  lines.reserve(text.lines.size());
  auto claim = claims.begin();
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    ExplainedLine line{text.lines[i].page, {}, text.lines[i].text};
    while (claim != claims.end() && claim->line < i) ++claim;
    if (claim != claims.end() && claim->line == i) line.claim = *claim++;
    for (; claim != claims.end() && claim->line == i; ++claim)
      line.claim.statements.insert(line.claim.statements.end(), claim->statements.begin(), claim->statements.end());
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<ExplainedLine> lines_of(const std::vector<ExplainedLine>& lines, std::string_view number) {
  const std::string_view paragraph = number.substr(0, number.find('.'));
  std::vector<ExplainedLine> chosen;
  for (const ExplainedLine& line : lines) {
    if (line.claim.number == number || (line.claim.what == "lead-in" && line.claim.number == paragraph))
      chosen.push_back(line);
  }
  return chosen;
}

std::vector<std::size_t> statements_on(const std::vector<normalize::Statement>& statements, std::string_view number) {
  const std::size_t dot = number.find('.');
  const std::string_view paragraph = number.substr(0, dot);
  const std::string_view item = dot == std::string_view::npos ? "" : number.substr(dot + 1);
  const auto chosen = [&](auto is_on_it) {
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < statements.size(); ++i)
      if (is_on_it(statements[i])) indices.push_back(i);
    return indices;
  };
  using normalize::Statement;
  auto found = chosen([&](const Statement& statement) { return statement.target == number; });
  if (found.empty()) found = chosen([&](const Statement& said) { return said.ordinal && said.target == item; });
  if (found.empty()) found = chosen([&](const Statement& said) { return !said.ordinal && said.target == paragraph; });
  if (found.empty()) found = chosen([&](const Statement& statement) { return statement.target == "*"; });
  return found;
}

std::vector<ExplainedLine> lines_of(const std::vector<ExplainedLine>& lines,
                                    const std::vector<normalize::Statement>& statements,
                                    const std::vector<std::size_t>& chosen) {
  std::set<std::size_t> shown;
  for (const std::size_t statement : chosen) {
    const auto makes_it = [&](const ExplainedLine& line) {
      return std::ranges::find(line.claim.statements, statement) != line.claim.statements.end();
    };
    // What holds for all below it has the statement's rule, and makes no statement itself.
    const auto holds_for_it = [&](const ExplainedLine& line) {
      return line.claim.rule == statements[statement].position.rule && line.claim.statements.empty();
    };
    const auto first = static_cast<std::size_t>(std::ranges::find_if(lines, makes_it) - lines.begin());
    for (std::size_t i = first; i < lines.size(); ++i)
      if (makes_it(lines[i])) shown.insert(i);
    std::size_t above = first == lines.size() ? 0 : first;
    while (above > 0 && !holds_for_it(lines[above - 1])) --above;
    for (; above > 0 && holds_for_it(lines[above - 1]); --above) shown.insert(above - 1);
  }
  std::vector<ExplainedLine> found;
  for (const std::size_t i : shown) found.push_back(lines[i]);
  return found;
}

std::string claim_table(const std::vector<ExplainedLine>& lines) {
  std::size_t what = 4, number = 6, rule = 4;  // the widths of their titles
  for (const ExplainedLine& line : lines) {
    what = std::max(what, width_of(line.claim.what));
    number = std::max(number, width_of(line.claim.number));
    rule = std::max(rule, width_of(line.claim.rule));
  }
  const auto head = [&](std::string_view page, const extract::Claim& claim) {
    return std::string(4 - std::min<std::size_t>(4, page.size()), ' ') + std::string(page) + "  " +
           padded(claim.what, what) + "  " + padded(claim.number, number) + "  " + padded(claim.rule, rule) + "  ";
  };
  std::string out = row(head("page", {0, "what", "rule", "number"}), "text");
  for (const ExplainedLine& line : lines) out += row(head(std::to_string(line.page), line.claim), printable(line.text));
  return out;
}

std::string record_table(const normalize::Recommendation& record) {
  RecordTable table;
  table.add("id", record.id);
  table.add("number", record.number + " (printed \"" + record.label + "\")");
  table.add("text", record.text);
  for (const normalize::StateRef& state : record.recommending_states) table.add("State", state_text(state));
  table.add("response", response_text(record.response, record.qualifiers));
  for (const auto& [document, position] : record.positions) {
    table.add("position", position_text(position, document == name_of(record.document) ? "" : document));
    if (position.comment) table.add("  comment", *position.comment);
  }
  for (const extract::Note& note : record.notes) table.add("note " + note.mark, note.text);
  for (const extract::Remark& flag : record.flags) table.add("flag", flag.code + ": " + flag.detail);
  for (const extract::Remark& doubt : record.doubts) table.add("doubt", doubt.code + ": " + doubt.detail);
  return table.take();
}

std::string statement_table(const normalize::Statement& statement) {
  RecordTable table;
  table.add("number", statement.target + (statement.ordinal ? ", a place in the list" : ""));
  table.add("of", statement.report.value_or("a document that is not named"));
  table.add("position", position_text(statement.position));
  if (statement.position.comment) table.add("  comment", *statement.position.comment);
  for (const extract::Remark& flag : statement.flags) table.add("flag", flag.code + ": " + flag.detail);
  for (const extract::Remark& doubt : statement.doubts) table.add("doubt", doubt.code + ": " + doubt.detail);
  return table.take();
}

}  // namespace troika::pipeline
