// The file's versions: an old one becomes a new one with all that is in it, and what cannot be read is refused.
#include "output/store/schema.h"

#include <array>
#include <filesystem>
#include <regex>
#include <string>

#include <gmock/gmock.h>

#include "tests/output/store/store_fixture.h"

namespace troika::output {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using testing::StrEq;

class SchemaTest : public StoreTest {
 protected:
  SchemaTest() { store_.reset(); }
  std::string other() const { return folder_ / "other.sqlite"; }

  std::string refusal(const std::string& file) {
    const auto store = Store::open(file);
    if (store) return "";
    EXPECT_EQ(store.error().stage, fetch::Stage::kOutput);
    EXPECT_EQ(store.error().code, fetch::FailureCode::kStore);
    return store.error().detail;
  }
};

// One document there and then missing for two runs, the other blocked.
TEST_F(SchemaTest, AStoreOfVersion1IsReadAndGoesOn) {
  Database::open(other()).execute(content_of(TROIKA_VERSION_1));
  EXPECT_EQ(Database::open(other()).number("PRAGMA user_version"), 1);
  store_ = value_of(Store::open(other()));
  EXPECT_EQ(Database::open(other()).number("PRAGMA user_version"), static_cast<std::int64_t>(migrations().size()));

  publish();
  EXPECT_THAT(lines_of(published("recommendations.jsonl")), ElementsAre(HasSubstr("A/1#1.1"), HasSubstr("A/1#1.2")));
  EXPECT_THAT(changes(), ElementsAre("added A/1#1.1", "added A/1#1.2"));
  EXPECT_THAT(lines_of(published("runs.jsonl")), SizeIs(3));

  begin("run-4", {"a", "b"});
  EXPECT_EQ(fail("a", fetch::FailureCode::kNotPublishedYet).withdrawn, 2);  // the third run in a row
  EXPECT_FALSE(fail("b", fetch::FailureCode::kBlocked).first_failure);
  publish();
  EXPECT_THAT(changes(), SizeIs(4));
}

// What it says of reviews was not kept, and its lines cannot be read back: so it is extracted once more.
TEST_F(SchemaTest, DocumentsOfVersion1AreLinkedWhenTheyAreExtractedAgain) {
  Database::open(other()).execute(content_of(TROIKA_VERSION_1));
  store_ = value_of(Store::open(other()));
  publish();
  EXPECT_THAT(lines_of(published("reviews.jsonl")), SizeIs(0));
  begin("run-4", {"a"});
  const auto same = unchanged(lease("a"));
  EXPECT_TRUE(store_->needs_extraction(same));
  commit(same, report_of(same, "A/1", {{"1.1", "Ratify"}, {"1.2", "Abolish"}}));
  publish();
  EXPECT_THAT(lines_of(published("reviews.jsonl")), ElementsAre(HasSubstr("\"report\":\"A/1\"")));
}

TEST_F(SchemaTest, MigrationsAreAppliedInOrderAndOnce) {
  const std::array<std::string_view, 3> steps = {"CREATE TABLE one (x INTEGER)", "ALTER TABLE one ADD y INTEGER",
                                                 "INSERT INTO one VALUES (1, 2); CREATE TABLE three (z INTEGER)"};
  Database db = Database::open(other());
  migrate(db, std::span(steps).first(1));
  EXPECT_EQ(db.number("PRAGMA user_version"), 1);
  migrate(db, steps);
  migrate(db, steps);
  EXPECT_EQ(db.number("PRAGMA user_version"), 3);
  EXPECT_EQ(db.number("SELECT count(*) FROM one"), 1);
}

TEST_F(SchemaTest, AMigrationThatFailsLeavesNothing) {
  const std::array<std::string_view, 2> steps = {"CREATE TABLE one (x INTEGER)",
                                                 "CREATE TABLE two (x INTEGER); CREATE TABLE one (x INTEGER)"};
  Database db = Database::open(other());
  EXPECT_THROW(migrate(db, steps), StoreError);
  EXPECT_EQ(db.number("PRAGMA user_version"), 1);
  EXPECT_EQ(db.number("SELECT count(*) FROM sqlite_schema"), 1);
}

TEST_F(SchemaTest, ANewerStoreIsRefusedAndLeftAsItIs) {
  Database::open(path()).execute("PRAGMA user_version = 99");
  const std::string before = content_of(path());
  EXPECT_THAT(refusal(path()), StrEq(path() + ": is a store of version 99, and this program knows versions up to " +
                                     std::to_string(migrations().size()) +
                                     "; install a newer Troika, or give another folder with --data"));
  EXPECT_EQ(content_of(path()), before);
}

TEST_F(SchemaTest, TheDatabaseOfAnotherProgramIsRefusedAndLeftAsItIs) {
  Database::open(other()).execute("CREATE TABLE theirs (x INTEGER)");
  const std::string before = content_of(other());
  EXPECT_THAT(refusal(other()), StrEq(other() + ": is a database of another program; give another folder with --data"));
  EXPECT_EQ(content_of(other()), before);
}

TEST_F(SchemaTest, TheTablesAreStrictAndEveryOneIsExplained) {
  std::string explained;
  for (const std::string_view migration : migrations()) explained += migration;
  Database db = Database::open(path());
  db.each("SELECT name, sql FROM sqlite_schema WHERE type = 'table'", {}, [&](const Row& row) {
    EXPECT_THAT(row.text(1), HasSubstr("STRICT")) << row.view(0);
    EXPECT_TRUE(std::regex_search(explained, std::regex("-- [^\n]*\nCREATE TABLE " + row.text(0) + " ")))
        << row.view(0);
  });
}

}  // namespace
}  // namespace troika::output
