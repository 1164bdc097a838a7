// Rows as CSV (RFC 4180): a header, fields quoted where they must be, CR LF. UTF-8, without a byte order mark.
// For output/'s .cc files only.
#pragma once

#include <string>
#include <string_view>

#include "output/load/row.h"

namespace troika::output {

// Who reads it. To programs a field is its text. A spreadsheet takes one that begins with = + - @, a tab, a carriage
// return or a line feed for a formula, which may do harm: such texts get a ' before them, and so cannot be read back.
enum class CsvFor { kPrograms, kSpreadsheets };

// Null and the empty text are both the empty field; true and false; lists joined by |; JSON as it is.
void append_csv_field(std::string& out, const Cell& cell, CsvFor reader = CsvFor::kPrograms);
void append_csv_text(std::string& out, std::string_view text, CsvFor reader = CsvFor::kPrograms);

// Fields of a row joined by commas, without the end of the line.
void append_csv_row(std::string& out, const Cells& row, CsvFor reader = CsvFor::kPrograms);
void append_csv_header(std::string& out, const Table& table);

// The shape kByState: columns of the recommending State, then those of the recommendation (`record`, its row as CSV).
// Whole lines. A record that no State made has one line, without a State.
void append_by_state_header(std::string& out);  // without the end of the line
void append_by_state_row(std::string& out, const Cells* state, std::string_view record,
                         CsvFor reader = CsvFor::kPrograms);

inline constexpr std::string_view kCsvLineEnd = "\r\n";

}  // namespace troika::output
