// Retry-After from run to run.
#include <chrono>

#include <gmock/gmock.h>

#include "output/store/schema.h"
#include "tests/output/store/store_fixture.h"

namespace troika::output {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

const std::chrono::sys_seconds kMorning = std::chrono::sys_days(2026y / 1 / 1) + 5h;  // runs begin at 02:00

class PausesTest : public StoreTest {
 protected:
  // "example.org 2026-01-01T05:00:00Z"
  std::vector<std::string> pauses() {
    std::vector<std::string> texts;
    for (const fetch::Pause& pause : value_of(store_->pauses()))
      texts.push_back(pause.host + ' ' + fetch::utc_text(pause.until));
    return texts;
  }

  void fail_with(const std::string& key, const std::vector<fetch::Pause>& pauses) {
    fetch::Fetched fetched = not_fetched(lease(key), fetch::FailureCode::kServerError);
    fetched.pauses = pauses;
    commit(fetched, {key, "", tl::unexpected(*fetched.failure)});
  }
};

TEST_F(PausesTest, TheLatestOfEachHostIsKeptUntilItIsOver) {
  begin("run-1", {"a", "b", "c"});
  fail_with("a", {{"example.org", kMorning}, {"cdn.example.org", kMorning + 1h}});
  fail_with("b", {{"example.org", kMorning - 1h}});
  EXPECT_THAT(pauses(), ElementsAre("cdn.example.org 2026-01-01T06:00:00Z", "example.org 2026-01-01T05:00:00Z"));
  store_.reset();
  open();
  RunOptions later = run_options("run-2");
  later.now = "2026-01-01T05:00:00Z";
  begin(later, {});
  EXPECT_THAT(pauses(), ElementsAre("cdn.example.org 2026-01-01T06:00:00Z"));
}

TEST_F(PausesTest, AlsoOfADocumentThatCameFromAnotherHost) {
  begin("run-1", {"a"});
  fetch::Fetched fetched = arrived(lease("a"), sha_of("1"));
  fetched.pauses = {{"example.org", kMorning}};
  commit(fetched, report_of(fetched, "A/1", {{"1.1", "Ratify"}}));
  EXPECT_THAT(pauses(), ElementsAre("example.org 2026-01-01T05:00:00Z"));

  begin("run-2", {"a"});
  fetched = unchanged(lease("a"));
  fetched.pauses = {{"example.org", kMorning + 1h}};
  value_of(store_->commit_unchanged(fetched));
  EXPECT_THAT(pauses(), ElementsAre("example.org 2026-01-01T06:00:00Z"));
}

TEST_F(PausesTest, RetryForgetsThoseOfTheHostsOfItsDocuments) {
  const std::vector<fetch::Pause> all = {{"cdn.example.org", kMorning}, {"example.org", kMorning}, {"other", kMorning}};
  begin("run-1", {"a"});
  fetch::Fetched fetched = not_fetched(lease("a"), fetch::FailureCode::kServerError);
  fetched.url = "https://cdn.example.org/a";  // where a redirect led
  fetched.pauses = all;
  commit(fetched, {"a", "", tl::unexpected(*fetched.failure)});
  EXPECT_EQ(value_of(store_->retry({"a"})), 1);
  EXPECT_THAT(pauses(), ElementsAre("other 2026-01-01T05:00:00Z"));
  EXPECT_EQ(value_of(store_->retry({})), 0);
  EXPECT_THAT(pauses(), IsEmpty());
}

TEST_F(PausesTest, AStoreOfVersion3GetsThem) {
  store_.reset();
  std::filesystem::remove(path());
  {
    Database db = Database::open(path());
    migrate(db, migrations().first(3));
    db.run("INSERT INTO runs (id, begun, line) VALUES ('run-1', '2026-01-01T02:00:00Z', '{}')");
  }
  open();
  begin("run-2", {"a"});
  fail_with("a", {{"example.org", kMorning}});
  EXPECT_THAT(pauses(), ElementsAre("example.org 2026-01-01T05:00:00Z"));
}

}  // namespace
}  // namespace troika::output
