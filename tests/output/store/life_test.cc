// The life of a document: what is known of it after each thing that can become of it.
#include <functional>

#include <gmock/gmock.h>

#include "tests/output/store/store_fixture.h"

namespace troika::output {
namespace {

using fetch::FailureCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Texts kTwo = {{"1.1", "Ratify"}, {"1.2", "Abolish"}};

// One night each: what happens to the document, and how it then stands.
struct Night {
  const char* what;  // "a": arrives with these bytes, "=": unchanged, or a failure
  const char* state;
  const char* verdict;
  int attempts, misses;
  bool first_failure;
};

class LifeTest : public StoreTest {
 protected:
  bool live_through(const std::string& what) {
    if (what == "a" || what == "b") return extract("K", what, "A/1", kTwo).first_failure;
    if (what == "=") return recheck("K"), false;
    if (what == "network") return fail("K", FailureCode::kNetwork).first_failure;
    if (what == "server") return fail("K", FailureCode::kServerError).first_failure;
    if (what == "none") return fail("K", FailureCode::kNotPublishedYet).first_failure;
    if (what == "damaged") return unreadable("K", "c", FailureCode::kDamaged).first_failure;
    throw std::runtime_error(what);
  }

  void expect(const std::vector<Night>& nights, bool may_be_absent) {
    int number = 0;
    for (const Night& night : nights) {
      begin(run_options("run-" + std::to_string(++number)), {wanted("K", may_be_absent)});
      const bool first_failure = live_through(night.what);
      const DocumentState state = state_of("K");
      SCOPED_TRACE("night " + std::to_string(number) + ": " + night.what);
      EXPECT_EQ(state.state, night.state);
      EXPECT_EQ(state.verdict, night.verdict);
      EXPECT_EQ(state.attempts, night.attempts);
      EXPECT_EQ(state.misses, night.misses);
      EXPECT_EQ(first_failure, night.first_failure);
    }
  }
};

TEST_F(LifeTest, OfADocumentThatIsThere) {
  expect({{"a", "extracted", "extracted", 0, 0, false},
          {"=", "extracted", "extracted", 0, 0, false},
          {"network", "failed", "network", 1, 0, true},
          {"network", "failed", "network", 2, 0, false},
          {"server", "failed", "server_error", 3, 0, true},
          {"=", "extracted", "extracted", 0, 0, false},
          {"b", "extracted", "extracted", 0, 0, false},
          {"damaged", "failed", "damaged", 1, 0, true},
          {"=", "failed", "damaged", 1, 0, false},
          {"network", "failed", "network", 1, 0, true},  // beside the other, which stands until the bytes change
          {"=", "failed", "damaged", 1, 0, false},
          {"damaged", "failed", "damaged", 2, 0, false},
          {"a", "extracted", "extracted", 0, 0, false}},
         false);
}

TEST_F(LifeTest, OfADocumentThatIsNotPublishedYet) {
  expect({{"none", "not_published", "not_published_yet", 0, 0, false},
          {"none", "not_published", "not_published_yet", 0, 0, false},
          {"network", "failed", "network", 1, 0, true},
          {"none", "not_published", "not_published_yet", 0, 0, false},
          {"a", "extracted", "extracted", 0, 0, false}},
         true);
}

TEST_F(LifeTest, OfADocumentThatIsTakenAway) {
  expect({{"a", "extracted", "extracted", 0, 0, false},
          {"none", "extracted", "not_published_yet", 0, 1, false},
          {"none", "extracted", "not_published_yet", 0, 2, false},
          {"network", "failed", "network", 1, 2, true},  // says nothing about the document
          {"none", "withdrawn", "not_published_yet", 0, 3, false},
          {"none", "withdrawn", "not_published_yet", 0, 4, false},
          {"a", "extracted", "extracted", 0, 0, false},
          {"none", "extracted", "not_published_yet", 0, 1, false},
          {"=", "extracted", "extracted", 0, 0, false},
          {"none", "extracted", "not_published_yet", 0, 1, false}},
         false);
}
}  // namespace
}  // namespace troika::output
