// The SQL of a load, in PostgreSQL's dialect or SQLite's: tables and their migrations, and how staged rows come into
// them. Both understand the same statements wherever one is given without a dialect. For this folder's .cc files and
// their tests only. Pure.
//
// A batch of rows is put into staging tables, which only the loading connection sees, and merged in one transaction.
// What is the same already is not written again, so that to load twice costs a database nothing.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "output/load/tables.h"

namespace troika::output {

enum class Dialect { kPostgres, kSqlite };

// The version of a database that has all these tables, columns and indexes.
int newest_version(std::span<const Table* const> tables);

// Statements that make version `version` of the version before it (0: nothing is there).
std::vector<std::string> migration(std::span<const Table* const> tables, int version, Dialect dialect);

// The view kByState, which shows all columns, and what PostgreSQL says of tables and columns: made anew by every
// migration, after it.
std::vector<std::string> view_statements(Dialect dialect);
std::vector<std::string> comment_statements(std::span<const Table* const> tables);

// "staged_recommendations": columns as in the table.
std::string staging_name(const Table& table);

// Makes the staging tables, and those that say what a load has seen.
std::vector<std::string> staging_statements(std::span<const Table* const> tables);

// Staged rows take the place of those with the same key.
std::string upsert_statement(const Table& table);
// Items of staged records that are no longer theirs go, others come.
std::vector<std::string> replace_items_statements(const Table& items, const Table& records);

// Notes what was staged. At the end, of what was never: takes away the rows that no other row refers to, and marks
// those that stay.
std::string note_seen_statement(const Table& table);
std::string forget_unseen_statement(const Table& table);
std::string withdraw_unseen_statement(const Table& table);

// "id, mechanism, ..."
std::string column_list(const Table& table, std::string_view prefix = "");

}  // namespace troika::output
