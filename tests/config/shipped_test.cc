// The files under config/ as they are shipped.
#include <filesystem>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/rule_file.h"
#include "config/states_file.h"
#include "tests/config/temporary_folder.h"

namespace troika::config {
namespace {

using testing::IsEmpty;

const std::string kConfig = TROIKA_SOURCE_CONFIG;

template <class Read>
std::vector<std::string> errors_of(const Read& read) {
  return read ? std::vector<std::string>() : lines_of(read.error());
}

TEST(ShippedTest, StatesAreWithoutErrors) {
  const auto states = read_states_file(kConfig + "/states.toml");
  ASSERT_THAT(errors_of(states), IsEmpty());
  // 193 Member States and what else takes part.
  EXPECT_GE(states->size(), 193u);
  std::set<std::string> codes;
  for (const StateEntry& state : *states) codes.insert(state.iso3);
  for (const char* code : {"PRK", "SVN", "VAT", "PSE"}) EXPECT_TRUE(codes.contains(code)) << code;
}

TEST(ShippedTest, SessionsAreWithoutErrorsAndWithoutGaps) {
  const auto sessions = read_sessions_file(kConfig + "/upr_sessions.toml");
  ASSERT_THAT(errors_of(sessions), IsEmpty());
  int number = 0;
  for (const SessionEntry& session : *sessions) EXPECT_EQ(session.number, ++number);
  EXPECT_GE(number, 54);
}

TEST(ShippedTest, RuleFilesAreWithoutErrors) {
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(kConfig + "/rules", code)) {
    if (entry.path().extension() != ".toml") continue;
    EXPECT_THAT(errors_of(read_rule_file(entry.path().string())), IsEmpty());
  }
}

}  // namespace
}  // namespace troika::config
