// The files under config/ as they are shipped.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/reviews.h"
#include "config/rule_file.h"
#include "config/settings.h"
#include "config/states_file.h"
#include "tests/config/temporary_folder.h"

namespace troika::config {
namespace {

using testing::ElementsAre;
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

TEST(ShippedTest, SourcesLackNothingButTheContact) {
  const std::string path = kConfig + "/sources.toml";
  EXPECT_THAT(
      lines_of(read_settings(path).error()),
      ElementsAre("sources.toml: fetch.contact: is missing; source 'dprk' asks servers, whose operators must be "
                  "able to reach you: set a mail address or a URL there, or in TROIKA_FETCH_CONTACT"));
  const auto settings = read_settings(path, {{"TROIKA_FETCH_CONTACT", "you@example.org"}});
  ASSERT_THAT(errors_of(settings), IsEmpty());
  EXPECT_THAT(settings->sources[0].symbols, ElementsAre("A/HRC/13/13", "A/HRC/27/10", "A/HRC/42/10"));
}

// The examples that are commented out would be read as well: what stands there must not mislead.
TEST(ShippedTest, SourcesAreWithoutErrorsWhenEveryExampleIsTakenIn) {
  std::ifstream file(kConfig + "/sources.toml");
  std::string content;
  for (std::string line; std::getline(file, line);) {
    const std::size_t equals = line.find(" = ");
    const bool is_key = line.starts_with("# ") && equals != std::string::npos && line.find(' ', 2) == equals;
    if (is_key || line == "# [[source]]") line.erase(0, 2);
    content += line + '\n';
  }
  const TemporaryFolder folder;
  const auto settings =
      read_settings(folder.write("sources.toml", content), {{"TROIKA_FETCH_ALLOW_FILE_URLS", "true"}});
  ASSERT_THAT(errors_of(settings), IsEmpty());
  std::set<SourceKind> kinds;
  for (const SourceSettings& source : settings->sources) kinds.insert(source.kind);
  EXPECT_EQ(kinds.size(), 5u);
  EXPECT_EQ(settings->fetch.ca_file, "/etc/ssl/certs/ca-certificates.crt");
}

TEST(ShippedTest, SourcesShowEveryDefault) {
  const auto settings = read_settings(kConfig + "/sources.toml", {{"TROIKA_FETCH_CONTACT", "you@example.org"}});
  ASSERT_THAT(errors_of(settings), IsEmpty());
  const FetchSettings& fetch = settings->fetch;
  const FetchSettings defaults;
  EXPECT_EQ(fetch.connections, defaults.connections);
  EXPECT_EQ(fetch.connections_per_host, defaults.connections_per_host);
  EXPECT_EQ(fetch.interval_per_host_ms, defaults.interval_per_host_ms);
  EXPECT_EQ(fetch.connect_timeout_s, defaults.connect_timeout_s);
  EXPECT_EQ(fetch.stall_timeout_s, defaults.stall_timeout_s);
  EXPECT_EQ(fetch.total_timeout_s, defaults.total_timeout_s);
  EXPECT_EQ(fetch.max_megabytes, defaults.max_megabytes);
  EXPECT_EQ(fetch.max_redirects, defaults.max_redirects);
  EXPECT_EQ(fetch.retries, defaults.retries);
  EXPECT_EQ(fetch.respect_robots, defaults.respect_robots);
  EXPECT_EQ(fetch.allow_private_addresses, defaults.allow_private_addresses);
  EXPECT_EQ(fetch.allow_file_urls, defaults.allow_file_urls);
  EXPECT_EQ(fetch.documents_api, defaults.documents_api);
  EXPECT_EQ(fetch.documents_site, defaults.documents_site);
  EXPECT_EQ(settings->run.tombstone_after, RunSettings{}.tombstone_after);
}

TEST(ShippedTest, ReviewsAreWithoutErrorsAndOfKnownStatesAndSessions) {
  const auto reviews = read_reviews(kConfig + "/upr_reviews.tsv");
  const auto states = read_states_file(kConfig + "/states.toml");
  const auto sessions = read_sessions_file(kConfig + "/upr_sessions.toml");
  ASSERT_THAT(errors_of(reviews), IsEmpty());
  ASSERT_TRUE(states.has_value() && sessions.has_value());
  EXPECT_GE(reviews->size(), 309u);
  for (const ReviewEntry& review : *reviews) {
    const auto line = review.at.line;
    EXPECT_TRUE(std::any_of(states->begin(), states->end(), [&](const StateEntry& state) {
      return state.iso3 == review.state;
    })) << line;
    EXPECT_TRUE(std::any_of(sessions->begin(), sessions->end(), [&](const SessionEntry& session) {
      const bool outside = !review.review_date.empty() && !session.from.empty() &&
                           (review.review_date < session.from || review.review_date > session.to);
      return session.number == review.session && session.cycle == review.cycle && !outside;
    })) << line;
  }
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
