#include "output/load/sql.h"

#include <algorithm>
#include <functional>

namespace troika::output {
namespace {

using Statements = std::vector<std::string>;

std::string type_name(Type type, Dialect dialect) {
  const bool postgres = dialect == Dialect::kPostgres;
  switch (type) {
    case Type::kInteger: return postgres ? "integer" : "INTEGER";
    case Type::kSequence: return postgres ? "bigint" : "INTEGER";
    case Type::kBoolean: return postgres ? "boolean" : "INTEGER";
    case Type::kDate: return postgres ? "date" : "TEXT";
    case Type::kTexts: return postgres ? "text[]" : "TEXT";
    case Type::kIntegers: return postgres ? "integer[]" : "TEXT";
    case Type::kJson: return postgres ? "jsonb" : "TEXT";
    default: return postgres ? "text" : "TEXT";
  }
}

const Table& table_named(std::string_view name) {
  return **std::ranges::find_if(tables(), [&](const Table* table) { return table->name == name; });
}

std::string joined(const Statements& parts, std::string_view separator) {
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : std::string(separator)) + part;
  return all;
}

std::string definition(const Column& column, Dialect dialect) {
  std::string text = std::string(column.name) + ' ' + type_name(column.type, dialect);
  if (column.null == Null::kNo) text += " NOT NULL";
  if (!column.check.empty()) text += " CHECK (" + std::string(column.name) + " IN (" + std::string(column.check) + "))";
  if (!column.references.empty()) {
    const Table& other = table_named(column.references);
    text += " REFERENCES " + std::string(other.name) + " (" + std::string(other.key.front()) + ")";
  }
  return text;
}

std::string quoted(std::string_view text) {
  std::string literal = "'";
  for (const char c : text) literal.append(c == '\'' ? 2 : 1, c);
  return literal + '\'';
}

// SQLite keeps the statement that made a table, comments included; PostgreSQL has statements for them.
std::string create_table(const Table& table, int version, Dialect dialect) {
  const bool commented = dialect == Dialect::kSqlite;
  std::string text = commented ? "-- " + std::string(table.comment) + "\n" : "";
  std::string body;
  for (const Column& column : table.columns) {
    if (column.since > version) continue;
    body += "  " + definition(column, dialect) + ",";
    body += commented ? "  -- " + std::string(column.comment) + "\n" : "\n";
  }
  Statements key(table.key.begin(), table.key.end());
  return "CREATE TABLE " + std::string(table.name) + " (" + (commented ? "  " + text : "\n") + body +
         "  PRIMARY KEY (" + joined(key, ", ") + ")\n)" + (commented ? " STRICT" : "");
}

// All columns but the key's, as a row value.
std::string row_value(const Table& table, std::string_view prefix) {
  Statements columns;
  for (const Column& column : table.columns)
    if (std::ranges::find(table.key, column.name) == table.key.end())
      columns.push_back(std::string(prefix) + std::string(column.name));
  return '(' + joined(columns, ", ") + ')';
}

std::string is_unseen(const Table& table) {
  const std::string name(table.name);
  return "NOT EXISTS (SELECT 1 FROM seen_" + name + " seen WHERE seen.id = " + name + '.' +
         std::string(table.key.front()) + ')';
}

std::string key_list(const Table& table) { return joined({table.key.begin(), table.key.end()}, ", "); }

}  // namespace

std::string column_list(const Table& table, std::string_view prefix) {
  Statements names;
  for (const Column& column : table.columns) names.push_back(std::string(prefix) + std::string(column.name));
  return joined(names, ", ");
}

int newest_version(std::span<const Table* const> tables) {
  int newest = 1;
  for (const Table* table : tables) {
    newest = std::max(newest, table->since);
    for (const Column& column : table->columns) newest = std::max(newest, column.since);
    for (const Index& index : table->indexes) newest = std::max(newest, index.since);
  }
  return newest;
}

Statements migration(std::span<const Table* const> tables, int version, Dialect dialect) {
  Statements statements;
  for (const Table* table : tables) {
    if (table->since == version) {
      statements.push_back(create_table(*table, version, dialect));
    } else if (table->since < version) {
      for (const Column& column : table->columns)
        if (column.since == version)
          statements.push_back("ALTER TABLE " + std::string(table->name) + " ADD COLUMN " +
                               definition(column, dialect));
    }
    for (const Index& index : table->indexes)
      if (std::max(index.since, table->since) == version)
        statements.push_back("CREATE INDEX " + std::string(index.name) + " ON " + std::string(index.on));
  }
  return statements;
}

Statements view_statements(Dialect dialect) {
  const Table& states = *item_tables().front();
  const std::string view(kByState);
  Statements shown;
  for (const Column& column : states.columns)
    if (const std::string name = by_state_name(column.name); !name.empty())
      shown.push_back("s." + std::string(column.name) + " AS " + name);
  Statements statements{"DROP VIEW IF EXISTS " + view,
                        "CREATE VIEW " + view + " AS SELECT " + joined(shown, ", ") + ", " +
                            column_list(recommendations_table(), "r.") +
                            " FROM recommendations r LEFT JOIN recommendation_states s ON s.recommendation_id = r.id"};
  if (dialect == Dialect::kPostgres)
    statements.push_back("COMMENT ON VIEW " + view +
                         " IS 'One row per recommendation and recommending State; one where no State made it'");
  return statements;
}

Statements comment_statements(std::span<const Table* const> tables) {
  Statements statements;
  for (const Table* table : tables) {
    const std::string name(table->name);
    statements.push_back("COMMENT ON TABLE " + name + " IS " + quoted(table->comment));
    for (const Column& column : table->columns)
      statements.push_back("COMMENT ON COLUMN " + name + '.' + std::string(column.name) + " IS " +
                           quoted(column.comment));
  }
  return statements;
}

std::string staging_name(const Table& table) { return "staged_" + std::string(table.name); }

Statements staging_statements(std::span<const Table* const> tables) {
  Statements statements;
  const auto make = [&](std::string_view name, const std::string& query) {
    statements.push_back("CREATE TEMP TABLE " + std::string(name) + " AS " + query + " LIMIT 0");
  };
  for (const Table* table : tables) {
    make(staging_name(*table), "SELECT " + column_list(*table) + " FROM " + std::string(table->name));
    if (!table->has_rows_of_items())
      make("seen_" + std::string(table->name),
           "SELECT " + std::string(table->key.front()) + " AS id FROM " + std::string(table->name));
  }
  return statements;
}

// "WHERE true": SQLite would take ON for a join's.
std::string upsert_statement(const Table& table) {
  const std::string name(table.name);
  Statements changes;
  for (const Column& column : table.columns)
    if (std::ranges::find(table.key, column.name) == table.key.end())
      changes.push_back(std::string(column.name) + " = excluded." + std::string(column.name));
  return "INSERT INTO " + name + " (" + column_list(table) + ") SELECT " + column_list(table) + " FROM " +
         staging_name(table) + " WHERE true ON CONFLICT (" + key_list(table) + ") DO UPDATE SET " +
         joined(changes, ", ") + " WHERE " + row_value(table, name + '.') + " IS DISTINCT FROM " +
         row_value(table, "excluded.");
}

Statements replace_items_statements(const Table& items, const Table& records) {
  const std::string name(items.name), staged = staging_name(items), parent(items.key[0]), ordinal(items.key[1]);
  return {"DELETE FROM " + name + " WHERE " + parent + " IN (SELECT id FROM " + staging_name(records) +
              ") AND NOT EXISTS (SELECT 1 FROM " + staged + " s WHERE s." + parent + " = " + name + '.' + parent +
              " AND s." + ordinal + " = " + name + '.' + ordinal + " AND " + row_value(items, "s.") +
              " IS NOT DISTINCT FROM " + row_value(items, name + '.') + ')',
          "INSERT INTO " + name + " (" + column_list(items) + ") SELECT " + column_list(items) + " FROM " + staged +
              " WHERE true ON CONFLICT (" + key_list(items) + ") DO NOTHING"};
}

std::string note_seen_statement(const Table& table) {
  return "INSERT INTO seen_" + std::string(table.name) + " SELECT " + std::string(table.key.front()) + " FROM " +
         staging_name(table);
}

std::string forget_unseen_statement(const Table& table) {
  const std::string name(table.name), key = name + '.' + std::string(table.key.front());
  std::string statement = "DELETE FROM " + name + " WHERE " + is_unseen(table);
  for (const Table* other : tables())
    for (const Column& column : other->columns)
      if (column.references == table.name)
        statement += " AND NOT EXISTS (SELECT 1 FROM " + std::string(other->name) + " WHERE " +
                     std::string(other->name) + '.' + std::string(column.name) + " = " + key + ')';
  return statement;
}

std::string withdraw_unseen_statement(const Table& table) {
  return "UPDATE " + std::string(table.name) + " SET withdrawn = true WHERE NOT withdrawn AND " + is_unseen(table);
}

}  // namespace troika::output
