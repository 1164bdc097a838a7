// What a run would be given, before it begins.
#include <gmock/gmock.h>

#include "tests/output/store/store_fixture.h"

namespace troika::output {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::IsEmpty;

class PreviewTest : public StoreTest {
 protected:
  std::vector<std::string> preview(const RunOptions& options, const std::vector<std::string>& keys) {
    std::vector<Wanted> documents;
    for (const std::string& key : keys) documents.push_back(wanted(key));
    std::vector<std::string> given;
    for (const fetch::Task& task : value_of(store_->preview(options, documents))) given.push_back(task.key);
    return given;
  }
};

TEST_F(PreviewTest, IsWhatLeasesThenAre) {
  begin("run-1", {"a", "b"});
  extract("a", "1", "A/1", {{"1.1", "Ratify"}});
  fail("b", fetch::FailureCode::kNetwork);
  std::vector<std::string> keys = {"a", "b"};
  for (int i = 100; i < 700; ++i) keys.push_back(std::to_string(i));  // more than are looked up at a time

  RunOptions options = run_options("run-2");
  for (const auto& [most, shard] : std::vector<std::pair<std::optional<int>, std::optional<std::pair<int, int>>>>{
           {{}, {}}, {10, {}}, {{}, {{2, 3}}}, {300, {{1, 2}}}}) {
    options.max_documents = most;
    options.shard = shard;
    const auto shown = preview(options, keys);
    std::vector<Wanted> documents;
    for (const std::string& key : keys) documents.push_back(wanted(key));
    options.run_id += 'x';
    begin(options, documents);
    EXPECT_THAT(lease_all(), ElementsAreArray(shown));
    die();
    value_of(store_->retry({}));
  }
}

TEST_F(PreviewTest, ChangesNothing) {
  begin("run-1", {"a", "b"});
  fail("a", fetch::FailureCode::kNetwork);
  lease("b");
  die();
  EXPECT_THAT(preview(run_options("run-2"), {"a", "b", "c"}), ElementsAre("c", "a", "b"));
  EXPECT_EQ(value_of(store_->unfinished_run())->run_id, "run-1");
  EXPECT_EQ(state_of("b").state, "leased");
  EXPECT_EQ(state_of("b").deaths, 0);
  EXPECT_EQ(value_of(store_->documents("")).size(), 2U);
}

// Those that were done are not asked for again, and those that the dead run wanted are.
TEST_F(PreviewTest, OfARunThatIsGoneOnWith) {
  begin("run-1", {"a", "b", "c"});
  fail("a", fetch::FailureCode::kNetwork);
  die();
  EXPECT_THAT(preview(run_options("run-1"), {"a", "d"}), ElementsAre("b", "c", "d"));
}

TEST_F(PreviewTest, NotWhatIsSetAside) {
  for (const std::string run : {"run-1", "run-2"}) {
    begin(run, {"a"});
    lease("a");
    die();
  }
  EXPECT_THAT(preview(run_options("run-3"), {"a"}), IsEmpty());
  EXPECT_EQ(state_of("a").state, "leased");
}

}  // namespace
}  // namespace troika::output
