// What of a load needs no database: targets, migrations, rows, fields of CSV.
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "output/load/csv.h"
#include "output/load/file_lock.h"
#include "output/load/lines.h"
#include "output/load/load.h"
#include "output/load/row.h"
#include "output/load/sql.h"
#include "output/store/sqlite.h"

namespace troika::output {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(ParseTargetTest, KnowsDatabasesFilesAndFolders) {
  using Kind = TargetName::Kind;
  struct Case {
    const char* text;
    Kind kind;
    const char* name;
  };
  for (const Case& each : {Case{"postgresql:///upr", Kind::kPostgres, "postgresql:///upr"},
                           Case{"postgres://h/upr", Kind::kPostgres, "postgres://h/upr"},
                           Case{"dbname=upr host=h", Kind::kPostgres, "dbname=upr host=h"},
                           Case{"sqlite:a=b", Kind::kSqlite, "a=b"}, Case{"a/upr.db", Kind::kSqlite, "a/upr.db"},
                           Case{"upr.sqlite", Kind::kSqlite, "upr.sqlite"}, Case{"csv:tables", Kind::kCsv, "tables"}}) {
    const auto target = parse_target(each.text);
    ASSERT_TRUE(target) << each.text;
    EXPECT_EQ(target->kind, each.kind) << each.text;
    EXPECT_EQ(target->name, each.name);
  }
  for (const char* text : {"", "upr", "csv:", "sqlite:", "mysql://h/upr"}) EXPECT_FALSE(parse_target(text)) << text;
}

TEST(RecordParserTest, RefusesWhatNoRecordHolds) {
  const std::string folder = testing::TempDir();
  std::ofstream(folder + "/nested.jsonl") << "{}";
  LineFile file(folder, "nested.jsonl");
  RecordParser parser;
  EXPECT_TRUE(parser.parse(R"({"text":"[[[[[[[["})", file).IsObject());
  EXPECT_ANY_THROW(parser.parse(std::string(5'000'000, '['), file));  // it would exhaust the stack
  EXPECT_ANY_THROW(parser.parse(std::string_view("{}\0more", 7), file));
}

// A later version adds a column to a table of the first, an index, and a table.
TEST(MigrationTest, AddsWhatIsNew) {
  const Table items{"things",
                    "Things",
                    "",
                    {"id"},
                    {{"id", Type::kText, Null::kNo, "id", "Its name"},
                     {"size", Type::kInteger, Null::kYes, "size", "How large it's", "", "", 2}},
                    {{"things_size", "things (size)", 2}}};
  const Table later{"more", "More", "", {"id"}, {{"id", Type::kText, Null::kNo, "id", "Its name"}}, {}, 2};
  const std::vector<const Table*> tables{&items, &later};
  EXPECT_EQ(newest_version(tables), 2);
  EXPECT_THAT(migration(tables, 1, Dialect::kPostgres),
              ElementsAre("CREATE TABLE things (\n  id text NOT NULL,\n  PRIMARY KEY (id)\n)"));
  EXPECT_THAT(migration(tables, 2, Dialect::kPostgres),
              ElementsAre("ALTER TABLE things ADD COLUMN size integer", "CREATE INDEX things_size ON things (size)",
                          "CREATE TABLE more (\n  id text NOT NULL,\n  PRIMARY KEY (id)\n)"));
  EXPECT_THAT(comment_statements(tables),
              ElementsAre("COMMENT ON TABLE things IS 'Things'", "COMMENT ON COLUMN things.id IS 'Its name'",
                          "COMMENT ON COLUMN things.size IS 'How large it''s'", "COMMENT ON TABLE more IS 'More'",
                          "COMMENT ON COLUMN more.id IS 'Its name'"));
  EXPECT_THAT(migration(tables, 2, Dialect::kSqlite)[0], HasSubstr("ADD COLUMN size INTEGER"));
  EXPECT_THAT(migration(tables, 3, Dialect::kSqlite), IsEmpty());
}

// Its statements must be good SQL when they are added to a table that has rows.
TEST(MigrationTest, AddsNoColumnThatMayNotBeNull) {
  for (const Table* table : tables())
    for (const Column& column : table->columns)
      EXPECT_TRUE(column.since <= table->since || column.null == Null::kYes) << table->name << '.' << column.name;
}

// Of two that wait, as long as it takes, tests/pipeline/load_trouble_test.py has a test.
TEST(FileLockTest, IsHeldByOneAtATime) {
  const std::string path = testing::TempDir() + "/locked.sqlite";
  {
    const FileLock first(path, std::chrono::milliseconds(0));
    try {
      const FileLock second(path, std::chrono::milliseconds(1));
      FAIL() << "two have it";
    } catch (const StoreError& error) {
      EXPECT_EQ(error.what(), path + ": another troika load is at work there: wait until it is done");
      EXPECT_TRUE(error.failure().retryable);
    }
  }
  const FileLock third(path, std::chrono::milliseconds(0));
}

std::string message_of(const Table& table, const char* json) {
  rapidjson::Document document;
  document.Parse(json);
  Cells row;
  try {
    RowBuilder(table).build(document, {}, row);
  } catch (const RowError& error) {
    return error.what();
  }
  return "";
}

TEST(RowBuilderTest, RefusesWhatIsNotAsDescribed) {
  const Table table{"t",
                    "",
                    "",
                    {"id"},
                    {{"id", Type::kText, Null::kNo, "a.id|id", ""},
                     {"names", Type::kTexts, Null::kNo, "list[].name", ""},
                     {"day", Type::kDate, Null::kYes, "day", ""}},
                    {}};
  EXPECT_EQ(message_of(table, R"({"a":null,"id":"x","list":[{"name":"n"}],"day":"2014-07-02"})"), "");
  EXPECT_EQ(message_of(table, R"({"a":{"id":null},"id":"x","list":[],"day":null})"), "");
  EXPECT_EQ(message_of(table, R"({"a":null,"id":null,"list":[],"day":null})"), "a.id|id: is null, and may not be");
  EXPECT_EQ(message_of(table, R"({"a":"y","id":"x","list":[],"day":null})"),
            "a.id|id: is a string, and must be an object");
  EXPECT_EQ(message_of(table, R"({"a":null,"list":[],"day":null})"), "has no key id (a.id|id)");
  EXPECT_EQ(message_of(table, R"({"a":null,"id":"x","list":[{}],"day":null})"),
            "list[].name: an item does not have this key");
  EXPECT_EQ(message_of(table, R"({"a":null,"id":"x","list":[],"day":"2 July"})"),
            "day: '2 July' is no day; it must be as 2014-07-02");
  EXPECT_EQ(message_of(table, "[]"), "is a list, and must be an object");
}

TEST(CsvTest, QuotesWhereItMust) {
  std::string out;
  append_csv_row(out, {std::string_view("plain"), std::string_view("a,b"), std::string_view("say \"x\""),
                       std::string_view("two\nlines"), std::monostate(), true, std::int64_t{-3},
                       std::vector<std::string_view>{"A", "B, C"}, std::vector<std::int64_t>{1, 2}});
  EXPECT_EQ(out, "plain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",,true,-3,\"A|B, C\",1|2");
}

TEST(CsvTest, GuardsTextsThatSpreadsheetsTakeForFormulas) {
  struct Case {
    Cell cell;
    const char* to_programs;
    const char* to_spreadsheets;
  };
  using Texts = std::vector<std::string_view>;
  for (const Case& each :
       {Case{std::string_view("=1+1"), "=1+1", "'=1+1"}, Case{std::string_view("+1"), "+1", "'+1"},
        Case{std::string_view("-x"), "-x", "'-x"}, Case{std::string_view("@x"), "@x", "'@x"},
        Case{std::string_view("\tx"), "\tx", "'\tx"}, Case{std::string_view("\r=1"), "\"\r=1\"", "\"'\r=1\""},
        Case{std::string_view("\n=1"), "\"\n=1\"", "\"'\n=1\""},
        Case{std::string_view("=\",\""), "\"=\"\",\"\"\"", "\"'=\"\",\"\"\""}, Case{Texts{"=a", "b"}, "=a|b", "'=a|b"},
        Case{std::string_view("a=b"), "a=b", "a=b"}, Case{std::int64_t{-3}, "-3", "-3"},
        Case{std::string_view(), "", ""}}) {
    std::string out;
    append_csv_field(out, each.cell);
    EXPECT_EQ(out, each.to_programs);
    out.clear();
    append_csv_field(out, each.cell, CsvFor::kSpreadsheets);
    EXPECT_EQ(out, each.to_spreadsheets);
  }
}

}  // namespace
}  // namespace troika::output
